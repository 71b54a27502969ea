import type { PageCtx } from '#platform/http/context.js';
import { ObjectiveCode } from './objective.types.js';
import { planText } from './plan.messages.js';
import { planParams } from './plan.routes.js';
import type { Plan } from './plan.types.js';
import { inPlan, planCrumbs } from './plan-words.js';

export const objectiveParams = planParams.extend({ code: ObjectiveCode });

export function objectiveAddress(ctx: PageCtx, plan: Plan, code: string, rest = ''): string {
  return inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(code)}${rest}`);
}

export function objectiveCrumbs(ctx: PageCtx, plan: Plan, code: string, label: string) {
  return planCrumbs(
    ctx,
    plan,
    { label: planText(ctx.lang)('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
    { label: code, href: objectiveAddress(ctx, plan, code) },
    { label },
  );
}
