import type { PlanRef } from '#domains/spending/index.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { planStates, sumStates } from './state.rules.js';
import { listPolicyAreas, type PolicyArea, tallyObjectives } from './state.sql.js';
import type { ObjectiveState, Period, PlanTotals } from './state.types.js';
import { sayTotals } from './state.words.js';

export interface PlanReading {
  today: string;
  states: ObjectiveState[];
  totals: PlanTotals;
  areas: PolicyArea[];
}

/** How a plan stands: one statement for all its objectives, whatever their number. @param day today unless told */
export async function readState(ctx: Ctx, plan: PlanRef, day?: string): Promise<PlanReading> {
  const today = day ?? civilDay(ctx.now);
  const states = planStates(await tallyObjectives(ctx.tx, plan.id, today), plan, today);
  return {
    today,
    states,
    totals: sumStates(states, plan, today),
    areas: await listPolicyAreas(ctx.tx, plan.id),
  };
}

/** How a plan stands, in three sentences of the reader's language. */
export async function sayStanding(ctx: Ctx, plan: Pick<PlanRef, 'id'> & Period): Promise<string[]> {
  const today = civilDay(ctx.now);
  const states = planStates(await tallyObjectives(ctx.tx, plan.id, today), plan, today);
  return sayTotals(sumStates(states, plan, today), ctx.lang);
}
