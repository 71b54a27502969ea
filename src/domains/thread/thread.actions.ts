import { Absent } from '#platform/errors.js';
import type { Ctx, Face } from '#platform/http/context.js';
import { listLooseNodes, listThreadCounts } from './thread.sql.js';
import type { LooseEnd, ThreadCounts } from './thread.types.js';

export type Reader = Ctx & { view?: { face: Face } };

/** Drafts are for who works here. */
export function seesDrafts(ctx: Reader): boolean {
  return ctx.grants.length > 0 && ctx.view?.face !== 'public';
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

/**
 * Contributions and needs nobody answers, objectives without need, money, measure or action, outcomes nobody takes up; worst
 * first. Contributions without an answer are for who works here.
 */
export async function listLooseEnds(ctx: Reader, planId: string): Promise<LooseEnd[]> {
  const ends = await listLooseNodes(ctx.tx, planId);
  return seesDrafts(ctx) ? ends : ends.filter((one) => one.rule !== 'contribution-unanswered');
}
