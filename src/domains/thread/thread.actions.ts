import { Absent } from '#platform/errors.js';
import type { Ctx, Face } from '#platform/http/context.js';
import { findNode, listLooseNodes, listSteps, listThreadCounts } from './thread.sql.js';
import type { Direction, LooseEnd, NodeKind, ThreadCounts, Walk } from './thread.types.js';

type Reader = Ctx & { view?: { face: Face } };

/** Drafts are for who works here. */
export function seesDrafts(ctx: Reader): boolean {
  return ctx.grants.length > 0 && ctx.view?.face !== 'public';
}

/**
 * Walks the thread from a node, given by identifier or code, towards its evidence (`before`), its outcomes (`after`) or both.
 * @param depth steps from the start, at most 8
 * @throws Absent when there is no such node, or not for this reader
 */
export async function walkThread(
  ctx: Reader,
  start: { kind: NodeKind; id: string },
  direction: Direction | 'both' = 'both',
  depth = 8,
): Promise<Walk> {
  const drafts = seesDrafts(ctx);
  const node = await findNode(ctx.tx, start.kind, start.id, drafts);
  if (!node) throw new Absent(start.kind);
  const directions: Direction[] = direction === 'both' ? ['before', 'after'] : [direction];
  return { start: node, steps: await listSteps(ctx.tx, node, directions, depth, drafts) };
}

/** What hangs on one objective, for the band of its sheet. @throws Absent */
export async function threadCounts(ctx: Ctx, planId: string, objectiveId: string): Promise<ThreadCounts> {
  const [counts] = await listThreadCounts(ctx.tx, planId, objectiveId);
  if (!counts) throw new Absent('objective');
  return counts;
}

/** What hangs on each objective of a plan, by its identifier. */
export async function planThreadCounts(ctx: Ctx, planId: string): Promise<Map<string, ThreadCounts>> {
  const rows = await listThreadCounts(ctx.tx, planId, null);
  return new Map(rows.map((row) => [row.objectiveId, row]));
}

/** Needs nobody answers, objectives without need, money, measure or action, outcomes nobody takes up; worst first. */
export async function listLooseEnds(ctx: Ctx, planId: string): Promise<LooseEnd[]> {
  return listLooseNodes(ctx.tx, planId);
}
