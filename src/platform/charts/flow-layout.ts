import { wrapText } from './text-width.js';

/** A box of the diagram; `id` is unique over all columns. */
export type FlowNode = { id: string; label: string; detail?: string; href?: string };

/** Columns from left to right; links go from one column to the next only, others are left out. */
export type FlowColumn = { title: string; nodes: readonly FlowNode[] };

/** `weight` may be people, needs or euro: each pair of columns has a scale of its own. */
export type FlowLink = { from: string; to: string; weight: number; label?: string };

export type FlowBox = FlowNode & {
  column: number;
  x: number;
  y: number;
  width: number;
  height: number;
  lines: string[];
  /** Titles of the neighbouring columns that it has no link with: what is loose. */
  loose: string[];
};

export type FlowRibbon = FlowLink & {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
  thickness: number;
};

export type FlowLayout = {
  boxes: FlowBox[];
  ribbons: FlowRibbon[];
  width: number;
  height: number;
  crossings: number;
};

const SIZE = 12;
const LINE = 14;
const GAP = 6;
const TOP = 30;
/** Share of the room between two columns' tops and bottoms that ribbons may fill. */
const FILL = 0.55;

type Edges = Map<string, FlowLink[]>;

function columnsOf(columns: readonly FlowColumn[]): Map<string, number> {
  return new Map(columns.flatMap((column, i) => column.nodes.map((node) => [node.id, i] as const)));
}

/** The links that are drawn: between known boxes of one column and the next, of a weight over zero. */
export function keptLinks(columns: readonly FlowColumn[], links: readonly FlowLink[]): FlowLink[] {
  const columnOf = columnsOf(columns);
  return links.filter((link) => {
    const [from, to] = [columnOf.get(link.from), columnOf.get(link.to)];
    return link.weight > 0 && from !== undefined && to === from + 1;
  });
}

/** Positions of boxes and ribbons. Depends on the structure only; `width` is the whole drawing's. */
export function layoutFlow(
  columns: readonly FlowColumn[],
  links: readonly FlowLink[],
  width: number,
): FlowLayout {
  const kept = keptLinks(columns, links);
  const columnOf = columnsOf(columns);
  const outgoing = groupLinks(kept, 'from');
  const incoming = groupLinks(kept, 'to');
  const orders = orderColumns(columns, outgoing, incoming);
  // Boxes take 72 % of the width, so that names have room and ribbons still bend gently.
  const boxWidth = columns.length > 0 ? (width * (columns.length > 1 ? 0.72 : 1)) / columns.length : width;
  const step = columns.length > 1 ? (width - boxWidth) / (columns.length - 1) : 0;
  const scales = columns.map((_, i) =>
    ribbonScale(kept, columnOf, i, Math.max(...columns.map((c) => c.nodes.length))),
  );
  const stacks = orders.map((ids, column) => {
    const nodes = new Map(columns[column]?.nodes.map((node) => [node.id, node]));
    return ids.flatMap((id): FlowBox[] => {
      const node = nodes.get(id);
      if (!node) return [];
      const lines = wrapText(node.label, boxWidth - 18, SIZE, 2, 600);
      const text = (lines.length + (node.detail ? 1 : 0)) * LINE + 10;
      const [inward, outward] = [sumOf(incoming.get(id)), sumOf(outgoing.get(id))];
      const height = Math.max(
        text,
        inward * (scales[column - 1] ?? 0) + 4,
        outward * (scales[column] ?? 0) + 4,
      );
      const loose = [
        ...(column > 0 && inward === 0 ? [columns[column - 1]?.title ?? ''] : []),
        ...(column < columns.length - 1 && outward === 0 ? [columns[column + 1]?.title ?? ''] : []),
      ];
      return [{ ...node, column, x: column * step, y: 0, width: boxWidth, height, lines, loose }];
    });
  });
  const tallest = Math.max(0, ...stacks.map(stackHeight));
  for (const stack of stacks) {
    // A short column is spread, but not so far that its boxes stop being a column.
    const gap =
      stack.length > 1 ? Math.min(40, GAP + (tallest - stackHeight(stack)) / (stack.length - 1)) : GAP;
    let y = TOP + (tallest - stackHeight(stack) - (gap - GAP) * (stack.length - 1)) / 2;
    for (const box of stack) {
      box.y = y;
      y += box.height + gap;
    }
  }
  const boxes = stacks.flat();
  return {
    boxes,
    ribbons: ribbonsOf(boxes, outgoing, incoming, scales),
    width,
    height: Math.ceil(TOP + tallest + 4),
    crossings: orders.reduce(
      (sum, order, i) => sum + countCrossings(order, orders[i + 1] ?? [], outgoing),
      0,
    ),
  };
}

function stackHeight(stack: readonly FlowBox[]): number {
  return stack.reduce((sum, box) => sum + box.height + GAP, 0) - (stack.length > 0 ? GAP : 0);
}

function groupLinks(links: readonly FlowLink[], end: 'from' | 'to'): Edges {
  const groups: Edges = new Map();
  for (const link of links) groups.set(link[end], [...(groups.get(link[end]) ?? []), link]);
  return groups;
}

function sumOf(links: readonly FlowLink[] | undefined): number {
  return (links ?? []).reduce((sum, link) => sum + link.weight, 0);
}

/** Drawing units for one unit of weight between column `column` and the next. */
function ribbonScale(
  links: readonly FlowLink[],
  columnOf: ReadonlyMap<string, number>,
  column: number,
  rows: number,
): number {
  const total = sumOf(links.filter((link) => columnOf.get(link.from) === column));
  return total > 0 ? (rows * (2 * LINE + 10 + GAP) * FILL) / total : 0;
}

/**
 * Order of each column with few crossings: sweeps to the right and to the left, each putting a node at the mean
 * position of its neighbours (Sugiyama's barycentre), the best of all sweeps kept. Nodes without links go last.
 */
function orderColumns(columns: readonly FlowColumn[], outgoing: Edges, incoming: Edges): string[][] {
  let orders = columns.map((column) => column.nodes.map((node) => node.id));
  const crossingsOf = (each: string[][]): number =>
    each.reduce((sum, order, i) => sum + countCrossings(order, each[i + 1] ?? [], outgoing), 0);
  let best = orders;
  let fewest = Number.POSITIVE_INFINITY;
  let before = '';
  let last = '';
  for (let sweep = 0; sweep < 12 && fewest > 0; sweep += 1) {
    const rightwards = sweep % 2 === 0;
    const next = orders.map((order) => [...order]);
    const at = rightwards ? [...next.keys()].slice(1) : [...next.keys()].reverse().slice(1);
    for (const i of at) {
      const neighbours = new Map(
        (next[rightwards ? i - 1 : i + 1] ?? []).map((id, position) => [id, position]),
      );
      next[i] = sortByMean(
        next[i] ?? [],
        rightwards ? incoming : outgoing,
        rightwards ? 'from' : 'to',
        neighbours,
      );
    }
    orders = next;
    const count = crossingsOf(orders);
    if (count < fewest) {
      fewest = count;
      best = orders;
    }
    // What the sweep of two before left would be swept the same way again.
    const order = orders.flat().join(' ');
    if (order === before) break;
    before = last;
    last = order;
  }
  const linked = (id: string): number => (outgoing.has(id) || incoming.has(id) ? 0 : 1);
  return best.map((order) => order.toSorted((a, b) => linked(a) - linked(b)));
}

function sortByMean(
  ids: readonly string[],
  edges: Edges,
  end: 'from' | 'to',
  positions: ReadonlyMap<string, number>,
): string[] {
  const mean = new Map(
    ids.map((id, i) => {
      const links = edges.get(id) ?? [];
      const total = sumOf(links);
      const weighted = links.reduce((sum, link) => sum + link.weight * (positions.get(link[end]) ?? 0), 0);
      return [id, total > 0 ? weighted / total : i] as const;
    }),
  );
  return ids.toSorted((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0));
}

/** Pairs of links between two columns that cross. */
function countCrossings(left: readonly string[], right: readonly string[], outgoing: Edges): number {
  const position = new Map(right.map((id, i) => [id, i]));
  /** How many links from further up end at each place of the right column. */
  const ends = right.map(() => 0);
  let crossings = 0;
  for (const id of left) {
    const targets = (outgoing.get(id) ?? []).map((link) => position.get(link.to) ?? 0);
    for (const target of targets)
      for (let place = target + 1; place < ends.length; place += 1) crossings += ends[place] ?? 0;
    for (const target of targets) ends[target] = (ends[target] ?? 0) + 1;
  }
  return crossings;
}

/** Each ribbon leaves and arrives in the order of what is at its other end, so that ribbons of one box never cross. */
function ribbonsOf(
  boxes: readonly FlowBox[],
  outgoing: Edges,
  incoming: Edges,
  scales: readonly number[],
): FlowRibbon[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const ports = new Map<FlowLink, { from: number; to: number }>();
  for (const box of boxes) {
    for (const [edges, end, other, scale] of [
      [outgoing, 'from', 'to', scales[box.column] ?? 0],
      [incoming, 'to', 'from', scales[box.column - 1] ?? 0],
    ] as const) {
      const links = (edges.get(box.id) ?? []).toSorted(
        (a, b) => (byId.get(a[other])?.y ?? 0) - (byId.get(b[other])?.y ?? 0),
      );
      let y = box.y + (box.height - sumOf(links) * scale) / 2;
      for (const link of links) {
        const port = ports.get(link) ?? { from: 0, to: 0 };
        port[end] = y + (link.weight * scale) / 2;
        ports.set(link, port);
        y += link.weight * scale;
      }
    }
  }
  return [...ports].flatMap(([link, port]): FlowRibbon[] => {
    const [from, to] = [byId.get(link.from), byId.get(link.to)];
    if (!from || !to) return [];
    const thickness = Math.max(1, link.weight * (scales[from.column] ?? 0));
    return [{ ...link, fromX: from.x + from.width, fromY: port.from, toX: to.x, toY: port.to, thickness }];
  });
}
