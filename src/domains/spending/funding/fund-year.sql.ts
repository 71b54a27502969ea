import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { FundedObjective } from './fund-year.rules.js';
import type {
  Assignment,
  AssignmentFields,
  CarryOver,
  CarryOverFields,
  LineSums,
} from './fund-year.types.js';

const assignmentColumns = [
  'id',
  'version',
  'year',
  'assigned_cents as assignedCents',
  'act_number as actNumber',
  'act_on as actOn',
  'note',
] as const;

/** What was assigned, by year and act; of one fund, or of all. */
export async function listAssignments(
  tx: Tx,
  fundId: string | null,
): Promise<(Assignment & { fundId: string })[]> {
  return tx
    .selectFrom('spending.fund_assignment')
    .select([...assignmentColumns, 'fund_id as fundId'])
    .$if(fundId !== null, (query) => query.where('fund_id', '=', fundId ?? ''))
    .orderBy('year')
    .orderBy('act_on')
    .orderBy('id')
    .execute();
}

export async function findAssignment(tx: Tx, fundId: string, id: string): Promise<Assignment | undefined> {
  return tx
    .selectFrom('spending.fund_assignment')
    .select(assignmentColumns)
    .where('fund_id', '=', fundId)
    .where('id', '=', id)
    .executeTakeFirst();
}

const assignmentValues = (fields: AssignmentFields) => ({
  year: fields.year,
  assigned_cents: fields.assignedCents,
  act_number: fields.actNumber,
  act_on: fields.actOn,
  note: fields.note,
});

export async function insertAssignment(
  tx: Tx,
  id: string,
  fundId: string,
  fields: AssignmentFields,
): Promise<void> {
  await tx
    .insertInto('spending.fund_assignment')
    .values({ id, fund_id: fundId, ...assignmentValues(fields) })
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateAssignment(
  tx: Tx,
  id: string,
  version: number,
  fields: AssignmentFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('spending.fund_assignment')
    .set(assignmentValues(fields))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteAssignment(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('spending.fund_assignment')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

const carryOverColumns = [
  'id',
  'version',
  'year',
  'carried_cents as carriedCents',
  'act_number as actNumber',
  'act_on as actOn',
  'note',
] as const;

/** What was carried over to the next year; of one fund, or of all. */
export async function listCarryOvers(
  tx: Tx,
  fundId: string | null,
): Promise<(CarryOver & { fundId: string })[]> {
  return tx
    .selectFrom('spending.carry_over')
    .select([...carryOverColumns, 'fund_id as fundId'])
    .$if(fundId !== null, (query) => query.where('fund_id', '=', fundId ?? ''))
    .orderBy('year')
    .orderBy('act_on')
    .orderBy('id')
    .execute();
}

export async function findCarryOver(tx: Tx, fundId: string, id: string): Promise<CarryOver | undefined> {
  return tx
    .selectFrom('spending.carry_over')
    .select(carryOverColumns)
    .where('fund_id', '=', fundId)
    .where('id', '=', id)
    .executeTakeFirst();
}

const carryOverValues = (fields: CarryOverFields) => ({
  year: fields.year,
  carried_cents: fields.carriedCents,
  act_number: fields.actNumber,
  act_on: fields.actOn,
  note: fields.note,
});

export async function insertCarryOver(
  tx: Tx,
  id: string,
  fundId: string,
  fields: CarryOverFields,
): Promise<void> {
  await tx
    .insertInto('spending.carry_over')
    .values({ id, fund_id: fundId, ...carryOverValues(fields) })
    .execute();
}

export async function updateCarryOver(
  tx: Tx,
  id: string,
  version: number,
  fields: CarryOverFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('spending.carry_over')
    .set(carryOverValues(fields))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteCarryOver(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('spending.carry_over')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/**
 * Sums of each fund's lines by year, over all plans. What was committed counts even where the objective was withdrawn:
 * that money is bound.
 * @param drafts also of plans that the public does not see yet
 */
export async function listLineSums(tx: Tx, fundId: string | null, drafts: boolean): Promise<LineSums[]> {
  const { rows } = await sql<LineSums>`
    select l.fund_id as "fundId", l.year,
      coalesce(sum(l.allocated_cents) filter (where o.withdrawn_at is null), 0)::bigint as "allocatedCents",
      sum(l.committed_cents)::bigint as "committedCents", sum(l.paid_cents)::bigint as "paidCents",
      count(*) filter (where l.allocated_cents is null and o.withdrawn_at is null) as unstated
    from spending.line_money l
    join plan.objective o on o.ambito_id = l.ambito_id and o.id = l.objective_id
    left join plan.plan_state s on s.ambito_id = o.ambito_id and s.plan_id = o.plan_id
    where (${fundId}::uuid is null or l.fund_id = ${fundId}::uuid) and (${drafts} or s.is_public)
      and (o.withdrawn_at is null or l.committed_cents <> 0)
    group by l.fund_id, l.year order by l.fund_id, l.year`.execute(tx);
  return rows;
}

/** Objectives of a plan to which a fund gives, with what others give to them. */
export async function listFundedObjectives(
  tx: Tx,
  planId: string,
  fundId: string,
): Promise<FundedObjective[]> {
  const { rows } = await sql<FundedObjective>`
    select o.code, o.policy_areas as "policyAreas",
      coalesce(sum(b.allocated_cents) filter (where b.fund_id = ${fundId}::uuid), 0)::bigint as "ownCents",
      coalesce(sum(b.allocated_cents) filter (where b.fund_id <> ${fundId}::uuid), 0)::bigint as "othersCents"
    from plan.objective o
    join spending.budget_line b on b.ambito_id = o.ambito_id and b.objective_id = o.id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    group by o.id, o.code, o.policy_areas, o.position
    having bool_or(b.fund_id = ${fundId}::uuid)
    order by o.position, o.code`.execute(tx);
  return rows;
}
