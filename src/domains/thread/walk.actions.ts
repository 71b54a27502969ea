import type { Tx } from '#platform/db/walled.js';
import { Absent } from '#platform/errors.js';
import { type Reader, seesDrafts } from './thread.actions.js';
import { drawnKinds, keyOf, MOST_BOXES, MOST_UNFOLDED } from './thread.rules.js';
import type { Counted, Direction, Node, NodeKind, Step, Unfolding, Walk } from './thread.types.js';
import { countedLinks, cutAtStart, cutLinks, DEEPEST, linkOf, MOST_STEPS } from './walk.rules.js';
import {
  type Cuts,
  countLinks,
  type Front,
  findNode,
  type LinkRow,
  listLinks,
  listNodes,
  listReachedNodes,
  listUnfolded,
  type UnfoldedLink,
} from './walk.sql.js';

type Ref = { kind: NodeKind; id: string };
type Link = Omit<Step, 'node'> & { to: Ref };

export interface WalkOptions {
  direction?: Direction | 'both';
  /** Steps from the start, at most 8. */
  depth?: number;
  /** A kind that is listed though it is many: what hangs on the start. */
  open?: NodeKind | undefined;
}

/**
 * Walks the thread from a node, given by identifier or code, towards its evidence (`before`), its outcomes (`after`) or
 * both. Each node is walked from once, so that a fund that leads back to a whole plan costs no more than its links.
 * @throws Absent when there is no such node, or not for this reader
 */
export async function walkThread(
  ctx: Reader,
  start: Ref,
  { direction = 'both', depth = DEEPEST, open }: WalkOptions = {},
): Promise<Walk> {
  const directions: Direction[] = direction === 'both' ? ['after', 'before'] : [direction];
  const { node, cuts, ...known } = await beginWalk(ctx, start, directions, open);
  // Twice what is shown: some of it the reader may not see.
  const links = (
    await listLinks(ctx.tx, node, directions, Math.min(depth, DEEPEST), cuts, 2 * MOST_STEPS)
  ).map(toLink);
  const steps = toSteps(node, links, await readNodes(ctx.tx, links, known.isStaff));
  return {
    start: node,
    steps: steps.slice(0, MOST_STEPS),
    counted: await countOf(ctx.tx, node, steps, cuts, known),
    isCut: steps.length > MOST_STEPS,
  };
}

/**
 * As much of the walk both ways as a page shows: the first of each kind with their number, everything that its picture
 * draws.
 * @throws Absent when there is no such node, or not for this reader
 */
export async function unfoldThread(ctx: Reader, start: Ref, open?: NodeKind): Promise<Unfolding> {
  const { node, cuts, ...known } = await beginWalk(ctx, start, ['after', 'before'], open);
  const rows = await listUnfolded(ctx.tx, node, DEEPEST, cuts, known.isStaff, {
    few: MOST_UNFOLDED,
    drawn: drawnKinds(node.kind),
    mostDrawn: MOST_BOXES,
  });
  const links = rows.flatMap(({ direction, depth, ofKind, ofId, kind, id, basis, count }): Link[] =>
    id === null || basis === null || count !== null
      ? []
      : [{ direction, depth, from: { kind: ofKind, id: ofId }, to: { kind, id }, basis }],
  );
  const steps = toSteps(node, links, await readNodes(ctx.tx, links, known.isStaff));
  return {
    start: node,
    steps,
    ...countUnfolded(node, steps, rows),
    counted: await countOf(ctx.tx, node, steps, cuts, known),
  };
}

/**
 * A page of all that the walk reaches of one kind, nearest first, what comes before and then what follows.
 * @throws Absent when there is no such node, or not for this reader
 */
export async function listReached(
  ctx: Reader,
  start: Ref,
  wanted: { kind: NodeKind; page: number; pageRows: number },
): Promise<{ start: Node; nodes: Node[]; total: number }> {
  const { node, cuts, isStaff } = await beginWalk(ctx, start, ['after', 'before'], undefined);
  return {
    start: node,
    ...(await listReachedNodes(ctx.tx, node, DEEPEST, cuts, isStaff, wanted)),
  };
}

interface Known {
  isStaff: boolean;
  /** The links that are counted, and how many of them the start itself has. */
  counted: Record<Direction, readonly string[]>;
  atStart: readonly Counted[];
}

/** The node from which a walk starts, and what the walk does not follow. */
async function beginWalk(
  ctx: Reader,
  start: Ref,
  directions: readonly Direction[],
  open: NodeKind | undefined,
): Promise<Known & { node: Node; cuts: Cuts }> {
  const isStaff = seesDrafts(ctx);
  const node = await findNode(ctx.tx, start.kind, start.id, isStaff);
  if (!node) throw new Absent(start.kind);
  const counted = countedLinks(node.kind, isStaff);
  const atStart = await countAround(ctx.tx, counted, {
    after: directions.includes('after') ? [node] : [],
    before: directions.includes('before') ? [node] : [],
  });
  const further = cutLinks(node.kind);
  return { node, isStaff, counted, atStart, cuts: { first: cutAtStart(further, atStart, open), further } };
}

/** What is counted of the start and of each node that was reached. */
async function countOf(
  tx: Tx,
  start: Node,
  steps: readonly Step[],
  { first }: Cuts,
  { counted, atStart }: Known,
): Promise<Counted[]> {
  const reached = (side: Direction) =>
    steps.filter((step) => step.direction === side && step.node.id !== start.id).map((step) => step.node);
  const further = await countAround(tx, counted, { after: reached('after'), before: reached('before') });
  return [...atStart.filter((one) => first[one.direction].includes(linkOf(one))), ...further];
}

/** How many there are of what is not among the steps, as far as it hangs on what the reader sees. */
function countUnfolded(
  start: Node,
  steps: readonly Step[],
  rows: readonly UnfoldedLink[],
): Pick<Unfolding, 'more' | 'met'> {
  const groupKey = (direction: Direction, of: string, kind: NodeKind) => `${direction} ${of} ${kind}`;
  const seen = { after: new Set([start.id]), before: new Set([start.id]) };
  const shown = new Map<string, number>();
  const ids = new Map<NodeKind, Set<string>>();
  const meet = (kind: NodeKind, id: string) => {
    const known = ids.get(kind);
    if (known) known.add(id);
    else ids.set(kind, new Set([id]));
  };
  for (const { direction, from, node } of steps) {
    seen[direction].add(node.id);
    const key = groupKey(direction, from.id, node.kind);
    shown.set(key, (shown.get(key) ?? 0) + 1);
    meet(node.kind, node.id);
  }
  const more = new Map<string, Counted>();
  for (const { direction, ofKind, ofId, kind, id, count } of rows) {
    if (count === null || !seen[direction].has(ofId)) continue;
    const key = groupKey(direction, ofId, kind);
    const known = more.get(key) ?? {
      direction,
      of: { kind: ofKind, id: ofId },
      kind,
      count: shown.get(key) ?? 0,
    };
    more.set(key, { ...known, count: known.count + count });
    if (id !== null) meet(kind, id);
  }
  return { more: [...more.values()], met: new Map([...ids].map(([kind, own]) => [kind, own.size])) };
}

/** What is counted of these nodes, towards each side. */
async function countAround(
  tx: Tx,
  cut: Record<Direction, readonly string[]>,
  nodes: Record<Direction, readonly Ref[]>,
): Promise<Counted[]> {
  const front = (side: Direction): Front => {
    const ends = new Set(cut[side].map((link) => link.split('>')[side === 'after' ? 0 : 1]));
    return frontOf(
      nodes[side].filter((one) => ends.has(one.kind)),
      cut[side],
    );
  };
  const fronts = { after: front('after'), before: front('before') };
  return fronts.after.ids.length + fronts.before.ids.length === 0 ? [] : countLinks(tx, fronts);
}

function frontOf(nodes: Iterable<Ref>, links: readonly string[]): Front {
  const kinds = new Set<NodeKind>();
  const ids = new Set<string>();
  for (const { kind, id } of nodes) {
    kinds.add(kind);
    ids.add(id);
  }
  return { kinds: [...kinds], ids: [...ids], links };
}

function toLink({ direction, depth, fromKind, fromId, toKind, toId, basis }: LinkRow): Link {
  const first = { kind: fromKind, id: fromId };
  const second = { kind: toKind, id: toId };
  return direction === 'after'
    ? { direction, depth, from: first, to: second, basis }
    : { direction, depth, from: second, to: first, basis };
}

async function readNodes(tx: Tx, links: readonly Link[], isStaff: boolean): Promise<Node[]> {
  const { kinds, ids } = frontOf(
    links.map((link) => link.to),
    [],
  );
  return ids.length === 0 ? [] : listNodes(tx, kinds, ids, isStaff);
}

/** Links to what the reader may see, along what the reader may see; nearest first, in the order of the nodes. */
function toSteps(start: Node, links: readonly Link[], nodes: readonly Node[]): Step[] {
  const places = new Map(nodes.map((node, place) => [keyOf(node), place]));
  const reached = { after: new Set([keyOf(start)]), before: new Set([keyOf(start)]) };
  const steps: (Step & { place: number })[] = [];
  // Links come step by step, so that what leads to a node has been looked at before what follows from it.
  for (const { to, ...link } of links) {
    const place = places.get(keyOf(to));
    const node = place === undefined ? undefined : nodes[place];
    if (place === undefined || !node || !reached[link.direction].has(keyOf(link.from))) continue;
    reached[link.direction].add(keyOf(to));
    steps.push({ ...link, node, place });
  }
  return steps
    .sort((a, b) => a.direction.localeCompare(b.direction) || a.depth - b.depth || a.place - b.place)
    .map(({ place: _, ...step }) => step);
}
