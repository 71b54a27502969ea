import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { getPlan } from '../ledger/entry.actions.js';
import { listObjectiveRefs } from '../plan-ref.sql.js';
import { editBudgetLine } from '../spending.actions.js';
import { EDITORS } from '../spending.rules.js';
import { listBudgetLines, listFunds } from '../spending.sql.js';
import type { PlanRef } from '../spending.types.js';
import { applyChanges } from './scenario.rules.js';
import {
  deleteScenario,
  findScenario,
  insertScenario,
  listScenarios,
  markApplied,
  updateScenario,
  writeChanges,
} from './scenario.sql.js';
import type { Scenario, ScenarioChange, ScenarioFields } from './scenario.types.js';

/** A scenario touches nothing, so whoever keeps money anywhere in the ambito may try one. */
function requireWriter(ctx: Ctx): void {
  requireRole(ctx, EDITORS, []);
}

/** @returns the scenario's id */
export async function addScenario(ctx: Ctx, planCode: string, fields: ScenarioFields): Promise<string> {
  requireWriter(ctx);
  const plan = await getPlan(ctx, planCode);
  await refuseSameName(ctx, plan, fields.name, null);
  const rows = await idsOf(ctx, plan, fields.changes);
  const id = newId();
  await insertScenario(ctx.tx, { id, planId: plan.id, name: fields.name, note: fields.note });
  await writeChanges(ctx.tx, id, rows);
  await writeAudit(ctx, 'scenario.create', 'scenario', id, { plan: plan.code, count: rows.length });
  return id;
}

/** @throws Conflict when somebody else saved meanwhile; Refused once it was applied */
export async function editScenario(
  ctx: Ctx,
  planCode: string,
  id: string,
  version: number,
  fields: ScenarioFields,
): Promise<void> {
  const { plan } = await openScenario(ctx, planCode, id);
  await refuseSameName(ctx, plan, fields.name, id);
  const rows = await idsOf(ctx, plan, fields.changes);
  if (!(await updateScenario(ctx.tx, id, version, { name: fields.name, note: fields.note })))
    throw new Conflict();
  await writeChanges(ctx.tx, id, rows);
  await writeAudit(ctx, 'scenario.update', 'scenario', id, { plan: plan.code, count: rows.length });
}

export async function removeScenario(
  ctx: Ctx,
  planCode: string,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const { plan } = await openScenario(ctx, planCode, id);
  await giveReason(ctx, reason);
  if (!(await deleteScenario(ctx.tx, id, version))) throw new Conflict();
  await writeAudit(ctx, 'scenario.remove', 'scenario', id, { plan: plan.code });
}

/** A scenario to be changed. @throws Absent; Refused once it was applied */
export async function openScenario(
  ctx: Ctx,
  planCode: string,
  id: string,
): Promise<{ plan: PlanRef; scenario: Scenario }> {
  requireWriter(ctx);
  const found = await getScenario(ctx, planCode, id);
  if (found.scenario.appliedAt !== null) throw new Refused('spending.scenario.applied-already');
  return found;
}

/** @throws Absent */
export async function getScenario(
  ctx: Ctx,
  planCode: string,
  id: string,
): Promise<{ plan: PlanRef; scenario: Scenario }> {
  const plan = await getPlan(ctx, planCode);
  const scenario = await findScenario(ctx.tx, plan.id, id);
  if (!scenario) throw new Absent('scenario');
  return { plan, scenario };
}

/**
 * Makes a scenario's sums those of the budget, by an act: each line that differs is changed, with its history.
 * @throws Refused where the plan's text is frozen, or a line would fall below what is committed
 * @returns how many lines were changed
 */
export async function applyScenario(
  ctx: Ctx,
  planCode: string,
  id: string,
  version: number,
  act: { actNumber: string; actOn: string },
): Promise<number> {
  requireRole(ctx, ['director']);
  const { plan, scenario } = await openScenario(ctx, planCode, id);
  const lines = await listBudgetLines(ctx.tx, plan.id);
  const changed = applyChanges(lines, scenario.changes).lines.filter(
    (line, at) => line.allocatedCents !== lines[at]?.allocatedCents,
  );
  if (changed.length === 0) throw new Refused('spending.scenario.changes-nothing', {}, 422);
  if (!(await markApplied(ctx.tx, id, version, { at: ctx.now, by: ctx.user?.id ?? null, ...act })))
    throw new Conflict();
  for (const line of changed) {
    try {
      await editBudgetLine(ctx, planCode, line.id, line.version, line);
    } catch (error) {
      // The form has no field of a line: what is wrong with one is told with its name.
      if (error instanceof Invalid)
        throw new Refused(
          'spending.scenario.line-refused',
          { objective: line.objectiveCode, fund: line.fundName },
          422,
        );
      throw error;
    }
  }
  await writeAudit(ctx, 'scenario.apply', 'scenario', id, { plan: plan.code, count: changed.length });
  return changed.length;
}

async function refuseSameName(ctx: Ctx, plan: PlanRef, name: string, ownId: string | null): Promise<void> {
  const same = (await listScenarios(ctx.tx, plan.id)).find((one) => one.name === name);
  if (same && same.id !== ownId) throw new Invalid([{ field: 'name', code: 'spending.scenario.name-taken' }]);
}

async function idsOf(ctx: Ctx, plan: PlanRef, changes: readonly ScenarioChange[]) {
  const funds = new Map((await listFunds(ctx.tx)).map((fund) => [fund.code, fund.id]));
  const objectives = new Map((await listObjectiveRefs(ctx.tx, plan.id)).map((one) => [one.code, one.id]));
  const find = (ids: ReadonlyMap<string, string>, code: string | null, at: number, field: string) => {
    if (code === null) return null;
    const id = ids.get(code);
    if (id === undefined)
      throw new Invalid([{ field: `changes.${at}.${field}`, code: 'platform.bad-parameter' }]);
    return id;
  };
  return changes.map((change, at) => ({
    fundId: find(funds, change.fund, at, 'fund'),
    objectiveId: find(objectives, change.objective, at, 'objective'),
    year: change.year,
    kind: change.kind,
    value: change.value,
  }));
}
