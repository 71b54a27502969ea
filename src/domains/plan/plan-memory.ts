import { listLooseEnds, planThreadCounts, type ThreadCounts } from '#domains/thread/index.js';
import { getAuditSeq } from '#platform/audit/audit.sql.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { listObjectives } from './objective.sql.js';
import type { Measurement, ObjectiveRow } from './objective.types.js';
import { buildTree, type Group } from './objective-tree.rules.js';
import { seesDrafts } from './plan.actions.js';
import type { Plan } from './plan.types.js';
import type { PlanParts } from './plan-parts.js';
import { listScheduledActions } from './schedule.sql.js';
import type { ScheduledAction } from './schedule.types.js';

/** What the pages about a whole plan are drawn from. Each part is read when it is first asked for. */
export interface PlanPicture {
  /** Objectives by level and area, with their progress on the day of the request. */
  tree(): Promise<{ rows: readonly ObjectiveRow[]; groups: Group[] }>;
  latest(): Promise<ReadonlyMap<string, Measurement>>;
  counts(): Promise<ReadonlyMap<string, ThreadCounts>>;
  looseCount(): Promise<number>;
  /** Every action in the order of its objective. */
  actions(): Promise<readonly ScheduledAction[]>;
}

export type PictureOf = (ctx: Ctx, plan: Plan) => Promise<PlanPicture>;

/** Plans of different ambiti that people look at in the same minutes; a large one takes some 3 MB. */
const MOST = 8;

/**
 * Keeps the pictures of the plans looked at last. Whatever changes an ambito is an act of its register, so a picture holds
 * for as long as no act follows it: one look-up by index in place of thousands of rows. Text that the database built anew
 * for each reader took twenty milliseconds of processor time for a plan of 300 objectives.
 */
export function rememberPlans(parts: PlanParts): PictureOf {
  const kept = new Map<string, { seq: number; values: Map<string, unknown> }>();

  return async (ctx, plan) => {
    const day = civilDay(ctx.now);
    const key = `${plan.id} ${ctx.readsAdopted ? 'adopted' : 'written'} ${day}`;
    // Read before the rows: what is written in between is read again by the next request.
    const seq = await getAuditSeq(ctx.tx);
    let entry = kept.get(key);
    if (entry?.seq !== seq) entry = { seq, values: new Map() };
    const { values } = entry;
    kept.delete(key);
    kept.set(key, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }

    async function recall<T>(name: string, read: () => Promise<T>): Promise<T> {
      if (values.has(name)) return values.get(name) as T;
      const value = await read();
      values.set(name, value);
      return value;
    }
    const latest = () =>
      recall(
        'latest',
        async () =>
          new Map(
            ((await parts.latestMeasurements?.(ctx, { planId: plan.id })) ?? []).map((one) => [
              one.indicatorId,
              one,
            ]),
          ),
      );
    return {
      latest,
      tree: () =>
        recall('tree', async () => {
          const rows = await listObjectives(ctx.tx, plan.id);
          return { rows, groups: buildTree(rows, await latest(), plan, day) };
        }),
      counts: () => recall('counts', () => planThreadCounts(ctx, plan.id)),
      actions: () => recall('actions', () => listScheduledActions(ctx.tx, plan.id)),
      looseCount: () =>
        recall(`looseCount ${seesDrafts(ctx)}`, async () => (await listLooseEnds(ctx, plan.id)).length),
    };
  };
}
