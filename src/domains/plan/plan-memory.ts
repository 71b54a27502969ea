import { listLooseEnds, planThreadCounts, type ThreadCounts } from '#domains/thread/index.js';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
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

/** Keeps the pictures of the plans looked at last. Text that the database built anew for each reader took twenty milliseconds. */
export function rememberPlans(parts: PlanParts): PictureOf {
  const memoryOf = rememberUntilNextAct();

  return async (ctx, plan) => {
    const { recall } = await memoryOf(ctx, plan.id);
    const day = civilDay(ctx.now);
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
