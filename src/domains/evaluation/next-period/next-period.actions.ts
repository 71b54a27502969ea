import { nextPlanActs } from '#domains/plan/index.js';
import type { PlanRef } from '#domains/spending/index.js';
import { Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { canClose } from '../closing/closing.rules.js';
import { findPlanState } from '../closing/closing.sql.js';
import { listLatestMeasurements } from '../measurement.sql.js';
import { getPlanRef } from '../outcome.actions.js';
import { insertContinuities, listClosedObjectives } from './next-period.sql.js';

export interface NextPeriodChoice {
  code: string;
  title: string;
  guidelineCode: string;
  summary: string | null;
  objectives: readonly string[];
  needs: 'linked' | 'all' | 'none';
}

/** The plan from which the next one starts. @throws Absent; Refused before it is adopted */
export async function getPlanToContinue(ctx: Ctx, code: string): Promise<PlanRef> {
  const plan = await getPlanRef(ctx, code, true);
  if (!canClose(await findPlanState(ctx.tx, plan.id))) throw new Refused('evaluation.next.too-early');
  return plan;
}

/**
 * Opens the plan that follows one, from its outcome sheets: the objectives chosen go on with links back to what was
 * learnt of them.
 * @returns code of the new plan
 */
export async function openNextPeriod(ctx: Ctx, fromCode: string, choice: NextPeriodChoice): Promise<string> {
  const plan = await getPlanToContinue(ctx, fromCode);
  const closed = new Map((await listClosedObjectives(ctx.tx, plan.id)).map((one) => [one.code, one]));
  const latest = new Map(
    (await listLatestMeasurements(ctx.tx, { planId: plan.id })).map((one) => [one.indicatorId, one.value]),
  );
  const { code, title, guidelineCode, summary, needs } = choice;
  const next = await nextPlanActs.continuePlan(
    ctx,
    fromCode,
    { code, title, guidelineCode, summary },
    {
      objectives: choice.objectives.map((one) => ({
        code: one,
        reason: closed.get(one)?.sheet?.proposedAgainReason ?? null,
      })),
      needs,
      latest,
    },
  );
  await insertContinuities(
    ctx.tx,
    next.objectives.flatMap((one) => {
      const sheet = closed.get(one.code)?.sheet;
      return sheet ? { sheetId: sheet.id, objectiveId: one.to } : [];
    }),
  );
  return next.plan.code;
}
