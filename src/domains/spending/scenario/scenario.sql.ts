import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { PlannedAction, Scenario } from './scenario.types.js';

const select = (planId: string, id: string | null) => sql<Scenario>`
  select s.id, s.version, s.name, s.note, s.applied_at as "appliedAt", s.act_number as "actNumber", s.act_on as "actOn",
    s.created_at as "createdAt", a.name as "createdBy", coalesce(c.changes, '[]'::jsonb) as changes
  from spending.scenario s
  left join platform.account a on a.id = s.created_by
  left join lateral (
    select jsonb_agg(jsonb_build_object('fund', f.code, 'objective', o.code, 'year', c.year, 'kind', c.kind,
      'value', c.value) order by c.position) as changes
    from spending.scenario_change c
    left join spending.fund f on f.ambito_id = c.ambito_id and f.id = c.fund_id
    left join plan.objective o on o.ambito_id = c.ambito_id and o.id = c.objective_id
    where c.ambito_id = s.ambito_id and c.scenario_id = s.id
  ) c on true
  where s.plan_id = ${planId} and (${id}::uuid is null or s.id = ${id}::uuid)
  order by s.applied_at nulls first, s.name`;

/** Scenarios of a plan, those that are open first. */
export async function listScenarios(tx: Tx, planId: string): Promise<Scenario[]> {
  return (await select(planId, null).execute(tx)).rows;
}

export async function findScenario(tx: Tx, planId: string, id: string): Promise<Scenario | undefined> {
  return (await select(planId, id).execute(tx)).rows[0];
}

/** Actions of a plan's objectives, in the order in which they begin; those without a day last. */
export async function listPlannedActions(tx: Tx, planId: string): Promise<PlannedAction[]> {
  return tx
    .selectFrom('plan.action as a')
    .innerJoin('plan.objective as o', 'o.id', 'a.objective_id')
    .select(['o.code as objective', 'a.title'])
    .where('o.plan_id', '=', planId)
    .where('o.withdrawn_at', 'is', null)
    .orderBy(sql`a.starts_on nulls last`)
    .orderBy('a.position')
    .orderBy('a.id')
    .execute();
}

export async function insertScenario(
  tx: Tx,
  scenario: { id: string; planId: string; name: string; note: string | null },
): Promise<void> {
  await tx
    .insertInto('spending.scenario')
    .values({ id: scenario.id, plan_id: scenario.planId, name: scenario.name, note: scenario.note })
    .execute();
}

/** @returns false when somebody else saved meanwhile, or it was applied */
export async function updateScenario(
  tx: Tx,
  id: string,
  version: number,
  fields: { name: string; note: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('spending.scenario')
    .set(fields)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('applied_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function markApplied(
  tx: Tx,
  id: string,
  version: number,
  given: { at: Date; by: string | null; actNumber: string; actOn: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('spending.scenario')
    .set({ applied_at: given.at, applied_by: given.by, act_number: given.actNumber, act_on: given.actOn })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('applied_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteScenario(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('spending.scenario')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The changes of a scenario, written anew: they are part of its history. */
export async function writeChanges(
  tx: Tx,
  scenarioId: string,
  changes: readonly {
    fundId: string | null;
    objectiveId: string | null;
    year: number | null;
    kind: string;
    value: number;
  }[],
): Promise<void> {
  await tx.deleteFrom('spending.scenario_change').where('scenario_id', '=', scenarioId).execute();
  if (changes.length === 0) return;
  await tx
    .insertInto('spending.scenario_change')
    .values(
      changes.map((change, position) => ({
        scenario_id: scenarioId,
        position,
        fund_id: change.fundId,
        objective_id: change.objectiveId,
        year: change.year,
        kind: change.kind,
        value: change.value,
      })),
    )
    .execute();
}
