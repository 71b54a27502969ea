import { z } from 'zod';

/** What the order of a plan's objectives is made of. */
export interface TreeRow {
  id: string;
  code: string;
  title: string;
  parentId: string | null;
  position: number;
  placeId: string;
  /** Roots are ordered among those of one level and place. */
  group: string;
  groupName: { level: 'ambito' | 'subAmbito' | 'supraZonal' | 'reward'; placeName: string };
}

const Id = z.uuid();
/** `up:ID`, `down:ID`, `in:ID`, `out:ID`; `before:ID:OTHER`, `after:ID:OTHER`, `inside:ID:OTHER`. */
export const Move = z
  .string()
  .max(100)
  .transform((text) => text.split(':'))
  .pipe(
    z.union([
      z.tuple([z.enum(['up', 'down', 'in', 'out']), Id]),
      z.tuple([z.enum(['before', 'after', 'inside']), Id, Id]),
    ]),
  );
export type Move = z.output<typeof Move>;

/** The same where nothing stands under anything. */
export const FlatMove = Move.pipe(
  z.union([
    z.tuple([z.enum(['up', 'down']), z.string()]),
    z.tuple([z.enum(['before', 'after']), z.string(), z.string()]),
  ]),
);
export type FlatMove = z.output<typeof FlatMove>;

export interface Moved {
  parentId: string | null;
  /** Those under the same parent in their new order, with new positions; only those that change. */
  positions: { id: string; position: number }[];
}

/** The message's key of a move that may not be. */
export type MoveFault = 'plan.tree.circular' | 'plan.tree.other-group';

/** In the order of the pages: by position, then by code. */
export function inOrder(rows: readonly TreeRow[]): TreeRow[] {
  return [...rows].sort((a, b) => a.position - b.position || a.code.localeCompare(b.code));
}

/** Who stands under a parent, or as a root of a group, in order. */
export type Siblings = (parentId: string | null, group: string) => TreeRow[];

/** Sorted once, for as many questions as there are rows. One whose parent was withdrawn stands as a root. */
export function familiesOf(rows: readonly TreeRow[]): Siblings {
  const present = new Set(rows.map((row) => row.id));
  const keyOf = (parentId: string | null, group: string) =>
    parentId !== null && present.has(parentId) ? parentId : `root ${group}`;
  const families = Map.groupBy(inOrder(rows), (row) => keyOf(row.parentId, row.group));
  return (parentId, group) => families.get(keyOf(parentId, group)) ?? [];
}

/** Roots of one group that stand on one page, each with its whole branch. */
export interface Stretch {
  group: string;
  roots: readonly TreeRow[];
  /** Roots of the group on the pages before. */
  before: number;
  /** Roots of the group. */
  all: number;
}

/**
 * A long order in pages. A branch is never cut in two: a page holds whole ones, as many as stand within some rows, at
 * least one.
 */
export function toPages(rows: readonly TreeRow[], size: number): Stretch[][] {
  const under = familiesOf(rows);
  const sizeOf = (row: TreeRow): number =>
    under(row.id, row.group).reduce((sum, child) => sum + sizeOf(child), 1);
  const pages: Stretch[][] = [];
  let left = 0;
  for (const group of new Set(rows.map((row) => row.group))) {
    const roots = under(null, group);
    for (const [before, root] of roots.entries()) {
      const rowsOf = sizeOf(root);
      if (pages.length === 0 || rowsOf > left) {
        pages.push([]);
        left = size;
      }
      left -= rowsOf;
      const page = pages.at(-1) ?? [];
      const last = page.at(-1);
      if (last?.group === group) page[page.length - 1] = { ...last, roots: [...last.roots, root] };
      else page.push({ group, roots: [root], before, all: roots.length });
    }
  }
  return pages;
}

/** The page, from 1, on which a row stands. */
export function pageOf(pages: readonly (readonly Stretch[])[], rows: readonly TreeRow[], id: string): number {
  let root = rows.find((row) => row.id === id);
  for (let up = root && parentOf(rows, root); up; up = parentOf(rows, up)) root = up;
  const at = pages.findIndex((page) => page.some(({ roots }) => roots.some((one) => one.id === root?.id)));
  return Math.max(0, at) + 1;
}

/** Those among which a row stands, in order. */
export function siblingsOf(rows: readonly TreeRow[], parentId: string | null, group: string): TreeRow[] {
  return familiesOf(rows)(parentId, group);
}

export function parentOf(rows: readonly TreeRow[], row: TreeRow): TreeRow | null {
  return rows.find((one) => one.id === row.parentId) ?? null;
}

/**
 * What a move comes to; undefined when nothing changes (up from the first place, out of no parent), a fault when it may
 * not be.
 */
export function applyMove(rows: readonly TreeRow[], move: Move): Moved | MoveFault | undefined {
  const row = rows.find((one) => one.id === move[1]);
  if (!row) return undefined;
  const parent = parentOf(rows, row);
  const siblings = siblingsOf(rows, parent?.id ?? null, row.group);
  const at = siblings.findIndex((one) => one.id === row.id);
  switch (move[0]) {
    case 'up':
      return at > 0 ? place(rows, row, parent, at - 1) : undefined;
    case 'down':
      return at < siblings.length - 1 ? place(rows, row, parent, at + 1) : undefined;
    case 'in': {
      const above = siblings[at - 1];
      return above && place(rows, row, above, Number.POSITIVE_INFINITY);
    }
    case 'out': {
      if (!parent) return undefined;
      const over = parentOf(rows, parent);
      // As a root it stands among those of its own level and place, wherever its parent stood.
      if (!over && parent.group !== row.group) return place(rows, row, null, Number.POSITIVE_INFINITY);
      const around = siblingsOf(rows, over?.id ?? null, row.group);
      return place(rows, row, over, around.findIndex((one) => one.id === parent.id) + 1);
    }
    default: {
      const other = rows.find((one) => one.id === move[2]);
      if (!other || other.id === row.id) return undefined;
      if (move[0] === 'inside') return place(rows, row, other, Number.POSITIVE_INFINITY);
      const over = parentOf(rows, other);
      if (!over && other.group !== row.group) return 'plan.tree.other-group';
      const others = siblingsOf(rows, over?.id ?? null, row.group).filter((one) => one.id !== row.id);
      const beside = others.findIndex((one) => one.id === other.id);
      return place(rows, row, over, move[0] === 'before' ? beside : beside + 1);
    }
  }
}

function place(
  rows: readonly TreeRow[],
  row: TreeRow,
  parent: TreeRow | null,
  index: number,
): Moved | MoveFault | undefined {
  for (let up: TreeRow | null = parent, steps = 0; up && steps <= rows.length; steps += 1) {
    if (up.id === row.id) return 'plan.tree.circular';
    up = parentOf(rows, up);
  }
  const before = siblingsOf(rows, parent?.id ?? null, row.group);
  const order = before.filter((one) => one.id !== row.id);
  order.splice(Math.min(index, order.length), 0, row);
  // The places that they have already, in order, so that as few rows as can be are written.
  const free = order.map((one) => one.position).sort((a, b) => a - b);
  let last = Number.NEGATIVE_INFINITY;
  const positions = order.flatMap((one, i) => {
    last = Math.max(free[i] ?? 0, last + 1);
    return last === one.position ? [] : [{ id: one.id, position: last }];
  });
  const parentId = parent?.id ?? null;
  const isSame = parentId === (parentOf(rows, row)?.id ?? null) && positions.length === 0;
  return isSame ? undefined : { parentId, positions };
}
