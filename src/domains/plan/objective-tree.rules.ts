import type { Level, Measurement, ObjectiveRow } from './objective.types.js';
import { LEVELS } from './objective.types.js';
import { objectiveProgress, type Progress, progressThroughChildren } from './progress.rules.js';

export interface Branch {
  row: ObjectiveRow;
  progress: Progress;
  children: Branch[];
}

/** Objectives of one level and, for those of an area, of one place. */
export interface Group {
  level: Level;
  placeName: string;
  branches: Branch[];
}

/** The plan's objectives as people think of them: by level and area, specific ones under their strategic one. */
export function buildTree(
  rows: readonly ObjectiveRow[],
  latest: ReadonlyMap<string, Measurement>,
  plan: { startsOn: string; endsOn: string },
  today: string,
): Group[] {
  const byParent = Map.groupBy(rows, (row) => row.parentId);
  const ids = new Set(rows.map((row) => row.id));
  const grow = (row: ObjectiveRow): Branch => {
    const children = (byParent.get(row.id) ?? []).map(grow);
    const own = objectiveProgress({ ...row, latest, plan, today });
    const hasOwn = row.actions.length > 0 || row.indicators.length > 0;
    const through = hasOwn ? undefined : progressThroughChildren(children.map((child) => child.progress));
    return { row, progress: through ?? own, children };
  };
  const groups = new Map<string, Group>();
  // One whose parent was withdrawn stands by itself rather than vanish.
  for (const row of rows.filter((one) => one.parentId === null || !ids.has(one.parentId))) {
    const key =
      row.level === 'subAmbito' || row.level === 'supraZonal' ? `${row.level} ${row.placeCode}` : row.level;
    const group = groups.get(key) ?? { level: row.level, placeName: row.placeName, branches: [] };
    group.branches.push(grow(row));
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

export function flatten(branches: readonly Branch[]): Branch[] {
  return branches.flatMap((branch) => [branch, ...flatten(branch.children)]);
}

export interface ObjectiveFilter {
  search?: string | undefined;
  area?: string | undefined;
  place?: string | undefined;
}

/** Keeps what matches, and above it what leads there. */
export function pruneTree(groups: readonly Group[], filter: ObjectiveFilter): Group[] {
  const words = fold(filter.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const matches = ({ row }: Branch): boolean =>
    (!filter.area || row.policyAreas.includes(filter.area)) &&
    (!filter.place || row.placeCode === filter.place) &&
    words.every((word) => fold(`${row.code} ${row.title} ${row.placeName}`).includes(word));
  const prune = (branches: readonly Branch[]): Branch[] =>
    branches.flatMap((branch) => {
      const children = prune(branch.children);
      return children.length > 0 || matches(branch) ? [{ ...branch, children }] : [];
    });
  return groups
    .map((group) => ({ ...group, branches: prune(group.branches) }))
    .filter((group) => group.branches.length > 0);
}

/** The same folding as plan.fold() in the database. */
export function fold(words: string): string {
  return words.toLowerCase().replaceAll('’', "'").normalize('NFD').replace(/\p{M}/gu, '');
}
