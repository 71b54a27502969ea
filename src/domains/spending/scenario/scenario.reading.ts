import type { Ctx } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { yearsOf } from '../spending.rules.js';
import { listBudgetLines } from '../spending.sql.js';
import type { BudgetLine, PlanRef } from '../spending.types.js';
import { getScenario } from './scenario.actions.js';
import { applyChanges, type Cover, coverObjectives, type Forecast, forecastYears } from './scenario.rules.js';
import { listPlannedActions } from './scenario.sql.js';
import type { Scenario } from './scenario.types.js';

export interface ScenarioReading {
  plan: PlanRef;
  scenario: Scenario;
  base: BudgetLine[];
  changed: BudgetLine[];
  covers: Cover[];
  /** Positions of the changes that touch no line. */
  idle: number[];
}

/** A scenario with what it would leave each objective. @throws Absent */
export async function readScenario(ctx: Ctx, planCode: string, id: string): Promise<ScenarioReading> {
  const { plan, scenario } = await getScenario(ctx, planCode, id);
  const base = await listBudgetLines(ctx.tx, plan.id);
  const { lines: changed, idle } = applyChanges(base, scenario.changes);
  const covers = coverObjectives(base, changed, await listPlannedActions(ctx.tx, plan.id));
  return { plan, scenario, base, changed, covers, idle };
}

/** Sums at each year's end if commitments and payments go on as they did until today. */
export async function readForecast(ctx: Ctx, plan: PlanRef): Promise<Forecast[]> {
  const lines = await listBudgetLines(ctx.tx, plan.id);
  return forecastYears(lines, yearsOf(plan, lines), civilDay(ctx.now));
}
