import type { FlowLink } from '#platform/charts/flow.js';
import {
  type Counted,
  type Direction,
  NODE_KINDS,
  type Node,
  type NodeKind,
  type Step,
  type Unfolding,
} from './thread.types.js';

/** Words of the address, so that it can be read: /filo/obiettivo/… */
const WORDS = {
  dataset: 'serie',
  metric: 'misura',
  evidence: 'prova',
  contribution: 'contributo',
  need: 'bisogno',
  objective: 'obiettivo',
  action: 'azione',
  budgetLine: 'risorsa',
  commitment: 'impegno',
  payment: 'pagamento',
  fund: 'fondo',
  service: 'servizio',
  network: 'rete',
  agreement: 'accordo',
  organisation: 'ente',
  indicator: 'indicatore',
  measurement: 'rilevazione',
  outcomeSheet: 'esito',
} as const satisfies Record<NodeKind, string>;

export const KIND_WORDS = Object.values(WORDS);

export function wordOf(kind: NodeKind): string {
  return WORDS[kind];
}

export function kindOf(word: string): NodeKind | undefined {
  return NODE_KINDS.find((kind) => WORDS[kind] === word);
}

/** Of one kind the nested lists unfold as many of those that hang on the start, and half as many of all further on that side; the others they count. */
export const MOST_UNFOLDED = 20;

export interface Branch {
  node: Node;
  basis: string;
  groups: Group[];
  /** What follows from it and is too many and too alike to be listed. */
  counted: readonly Counted[];
  /** It stands, with what follows it, further up the list. */
  isRepeated: boolean;
}

/** What hangs on one node and is of one kind: the first of them unfolded, all of them counted. */
export interface Group {
  kind: NodeKind;
  count: number;
  branches: Branch[];
}

/**
 * What was walked as nested lists, kinds in the order of the thread; a node that is reached twice is unfolded the first
 * time only, and what hangs on what is not unfolded is not there at all.
 */
export function toGroups(walk: Unfolding, direction: Direction, most = MOST_UNFOLDED): Group[] {
  const steps = walk.steps.filter((step) => step.direction === direction);
  const byFrom = Map.groupBy(steps, (step) => keyOf(step.from));
  const counted = countsBy(walk.counted, direction);
  const more = countsBy(walk.more, direction);
  const seen = new Set<string>([keyOf(walk.start)]);
  const left = new Map<NodeKind, number>();
  const unfold = (key: string, isStart = false): Group[] => {
    const byKind = Map.groupBy(byFrom.get(key) ?? [], (step) => step.node.kind);
    return NODE_KINDS.flatMap((kind): Group[] => {
      const own = byKind.get(kind) ?? [];
      const count = more.get(key)?.find((one) => one.kind === kind)?.count ?? own.length;
      if (count === 0) return [];
      const room = isStart ? most : (left.get(kind) ?? most / 2);
      const drawn = own.slice(0, room);
      if (!isStart) left.set(kind, room - drawn.length);
      return [{ kind, count, branches: drawn.map(toBranch) }];
    });
  };
  const toBranch = ({ node, basis }: Step): Branch => {
    const key = keyOf(node);
    if (seen.has(key)) return { node, basis, isRepeated: true, groups: [], counted: [] };
    seen.add(key);
    return { node, basis, isRepeated: false, groups: unfold(key), counted: counted.get(key) ?? [] };
  };
  return unfold(keyOf(walk.start), true);
}

/** What is counted of each node, towards one side. */
function countsBy(counts: readonly Counted[], direction: Direction): Map<string, Counted[]> {
  return Map.groupBy(
    counts.filter((one) => one.direction === direction),
    (one) => keyOf(one.of),
  );
}

/** What hangs on the start itself and is counted rather than listed. */
export function countsAtStart(walk: Unfolding, direction: Direction): readonly Counted[] {
  return countsBy(walk.counted, direction).get(keyOf(walk.start)) ?? [];
}

const PARTS: readonly NodeKind[] = [
  'action',
  'budgetLine',
  'service',
  'network',
  'agreement',
  'organisation',
  'indicator',
];

const BASE: (readonly NodeKind[])[] = [['evidence', 'contribution'], ['need'], ['objective'], PARTS];

/** Columns of the diagram, from left to right, where they are not those of every plan: what is far has one only when the walk starts there. */
const COLUMNS: Partial<Record<NodeKind, (readonly NodeKind[])[]>> = {
  dataset: [['dataset'], ['metric'], ['evidence'], ['need'], ['objective']],
  metric: [['dataset'], ['metric'], ['evidence'], ['need'], ['objective']],
  evidence: [['dataset'], ['metric'], ...BASE],
  fund: [...BASE, ['fund']],
  budgetLine: [...BASE, ['commitment', 'fund']],
  commitment: [...BASE.slice(0, 3), ['budgetLine'], ['commitment'], ['payment', 'organisation', 'fund']],
  payment: [...BASE.slice(0, 3), ['budgetLine'], ['commitment'], ['payment'], ['organisation', 'fund']],
  organisation: [...BASE.slice(0, 3), ['service', 'network', 'agreement'], ['organisation']],
  indicator: [...BASE, ['measurement']],
  measurement: [...BASE, ['measurement']],
  outcomeSheet: [['outcomeSheet'], ['objective'], PARTS],
};

/** Kinds of which the picture draws each node by itself, wherever they are parts elsewhere. */
const EACH: Partial<Record<NodeKind, readonly NodeKind[]>> = {
  fund: PARTS,
  organisation: PARTS,
  commitment: PARTS,
  payment: PARTS,
  measurement: PARTS,
};

/** Above this the picture says less than the lists. */
export const MOST_BOXES = 60;

/** A box stands for one node, or for all the parts of one kind: twelve indicators are one box. */
export interface Box {
  id: string;
  kind: NodeKind;
  node: Node | null;
  count: number;
}

export interface Picture {
  columns: { kinds: readonly NodeKind[]; boxes: Box[] }[];
  links: FlowLink[];
}

/** Whether a picture has one box for all the nodes of a kind. */
function isOneBox(kind: NodeKind, start: NodeKind): boolean {
  return (PARTS.includes(kind) || kind === 'measurement') && !EACH[start]?.includes(kind);
}

/** The kinds of which a picture draws each node: it cannot do with some of them. */
export function drawnKinds(start: NodeKind): NodeKind[] {
  return (COLUMNS[start] ?? BASE).flat().filter((kind) => !isOneBox(kind, start));
}

/** The same as a diagram; undefined when there is too much, or nothing, to draw. */
export function toPicture(walk: Unfolding): Picture | undefined {
  const { start } = walk;
  const drawn = drawnKinds(start.kind);
  if (walk.more.some((one) => drawn.includes(one.kind))) return undefined;
  const nodes = new Map<string, Node>([[keyOf(start), start]]);
  for (const step of walk.steps) nodes.set(keyOf(step.node), step.node);
  const boxIdOf = (node: { kind: NodeKind; id: string }): string =>
    isOneBox(node.kind, start.kind) && node.id !== start.id ? node.kind : keyOf(node);
  const boxes = new Map<string, Box>();
  for (const node of nodes.values()) {
    const id = boxIdOf(node);
    const count = id === node.kind ? (walk.met.get(node.kind) ?? 1) : 1;
    boxes.set(id, { id, kind: node.kind, node: id === node.kind ? null : node, count });
  }
  const columns = (COLUMNS[start.kind] ?? BASE)
    .map((wanted) => {
      const own = [...boxes.values()].filter((box) => wanted.includes(box.kind));
      return { kinds: wanted.filter((kind) => own.some((box) => box.kind === kind)), boxes: own };
    })
    .filter((column) => column.boxes.length > 0);
  const total = columns.reduce((sum, column) => sum + column.boxes.length, 0);
  if (columns.length < 2 || total > MOST_BOXES) return undefined;
  const columnOf = new Map(columns.flatMap(({ boxes: own }, at) => own.map((box) => [box.id, at])));
  const links = new Map<string, FlowLink>();
  const tie = (direction: Direction, ...ends: [string, string]) => {
    const [from, to] = direction === 'after' ? ends : [ends[1], ends[0]];
    // Who brought a contribution stands among the parts, at its right: the picture goes from left to right only.
    if ((columnOf.get(from) ?? -1) > (columnOf.get(to) ?? columns.length)) return undefined;
    const link = links.get(`${from} ${to}`) ?? { from, to, weight: 0 };
    links.set(`${from} ${to}`, link);
    return link;
  };
  const groupOf = (direction: Direction, of: { id: string }, kind: NodeKind) =>
    `${direction} ${of.id} ${kind}`;
  const whole = new Set<string>();
  for (const { direction, of, kind, count } of walk.more) {
    whole.add(groupOf(direction, of, kind));
    const link = tie(direction, boxIdOf(of), kind);
    if (link) link.weight += count;
  }
  for (const { direction, from, node } of walk.steps) {
    if (whole.has(groupOf(direction, from, node.kind))) continue;
    const link = tie(direction, boxIdOf(from), boxIdOf(node));
    if (link) link.weight += 1;
  }
  return { columns, links: [...links.values()] };
}

export function keyOf(node: { kind: NodeKind; id: string }): string {
  return `${node.kind}:${node.id}`;
}
