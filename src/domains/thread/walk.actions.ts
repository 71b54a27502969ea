import type { Tx } from '#platform/db/walled.js';
import { Absent } from '#platform/errors.js';
import { type Reader, seesDrafts } from './thread.actions.js';
import { keyOf } from './thread.rules.js';
import type { Counted, Direction, Node, NodeKind, Step, Walk } from './thread.types.js';
import { countedLinks, cutAtStart, cutLinks, DEEPEST, linkOf, MOST_STEPS } from './walk.rules.js';
import { countLinks, type Front, findNode, type LinkRow, listLinks, listNodes } from './walk.sql.js';

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
  const isStaff = seesDrafts(ctx);
  const node = await findNode(ctx.tx, start.kind, start.id, isStaff);
  if (!node) throw new Absent(start.kind);
  const directions: Direction[] = direction === 'both' ? ['after', 'before'] : [direction];
  const known = countedLinks(node.kind, isStaff);
  const atStart = await countAround(ctx.tx, known, {
    after: directions.includes('after') ? [node] : [],
    before: directions.includes('before') ? [node] : [],
  });
  const cut = cutLinks(node.kind);
  const cutFirst = cutAtStart(cut, atStart, open);
  // Twice what is shown: some of it the reader may not see.
  const links = (
    await listLinks(
      ctx.tx,
      node,
      directions,
      Math.min(depth, DEEPEST),
      { first: cutFirst, further: cut },
      2 * MOST_STEPS,
    )
  ).map(toLink);
  const steps = toSteps(node, links, await readNodes(ctx.tx, links, isStaff));
  const reached = (side: Direction) =>
    steps.filter((step) => step.direction === side && step.node.id !== node.id).map((step) => step.node);
  const further = await countAround(ctx.tx, known, { after: reached('after'), before: reached('before') });
  return {
    start: node,
    steps: steps.slice(0, MOST_STEPS),
    counted: [...atStart.filter((one) => cutFirst[one.direction].includes(linkOf(one))), ...further],
    isCut: steps.length > MOST_STEPS,
  };
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
