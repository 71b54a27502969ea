import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { MoneyMeasure, Provenance } from '../evaluation.types.js';
import type { Computed, StoredValue } from './binding.rules.js';
import type { Binding, ObjectiveMoney, YEAR_DAYS } from './binding.types.js';

export async function findBinding(tx: Tx, indicatorId: string): Promise<Binding | undefined> {
  const row = await tx
    .selectFrom('evaluation.indicator_source as b')
    .leftJoin('territory.place as p', 'p.id', 'b.place_id')
    .select([
      'b.id',
      'b.version',
      'b.kind',
      'b.metric_code as metric',
      'b.place_id as placeId',
      'p.code as place',
      'p.name as placeName',
      'b.year_day as yearDay',
      'b.money',
    ])
    .where('b.indicator_id', '=', indicatorId)
    .executeTakeFirst();
  return (
    row && {
      ...row,
      kind: row.kind as Binding['kind'],
      yearDay: row.yearDay as (typeof YEAR_DAYS)[number] | null,
      money: row.money as MoneyMeasure | null,
    }
  );
}

/** Indicators of plans that are not closed which take their values from elsewhere. */
export async function listBoundIndicators(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.indicator_id as id from evaluation.indicator_source b
    join evaluation.indicator_state s on s.ambito_id = b.ambito_id and s.indicator_id = b.indicator_id
    left join plan.plan_state p on p.ambito_id = s.ambito_id and p.plan_id = s.plan_id
    where p.state is distinct from 'closed' order by b.indicator_id`.execute(tx);
  return rows.map((row) => row.id);
}

export interface BindingColumns {
  kind: 'metric' | 'budget';
  metric_code: string | null;
  place_id: string | null;
  year_day: string | null;
  money: string | null;
}

export async function insertBinding(tx: Tx, indicatorId: string, columns: BindingColumns): Promise<void> {
  await tx
    .insertInto('evaluation.indicator_source')
    .values({ id: newId(), indicator_id: indicatorId, ...columns })
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateBinding(
  tx: Tx,
  id: string,
  version: number,
  columns: BindingColumns,
): Promise<boolean> {
  const result = await tx
    .updateTable('evaluation.indicator_source')
    .set(columns)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteBinding(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('evaluation.indicator_source')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Period of the plan of an indicator, and the sums of its objective's budget. */
export async function findBudgetOf(
  tx: Tx,
  indicatorId: string,
): Promise<(ObjectiveMoney & { startsOn: string; endsOn: string }) | undefined> {
  const { rows } = await sql<ObjectiveMoney & { startsOn: string; endsOn: string }>`
    select p.starts_on as "startsOn", p.ends_on as "endsOn", count(m.budget_line_id) as lines,
      sum(m.allocated_cents)::bigint as allocated, coalesce(sum(m.committed_cents), 0)::bigint as committed,
      coalesce(sum(m.paid_cents), 0)::bigint as paid
    from plan.indicator i
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    join plan.plan p on p.ambito_id = o.ambito_id and p.id = o.plan_id
    left join spending.line_money m on m.ambito_id = o.ambito_id and m.objective_id = o.id
    where i.id = ${indicatorId} group by p.starts_on, p.ends_on`.execute(tx);
  return rows[0];
}

export async function listStoredValues(tx: Tx, indicatorId: string): Promise<Map<string, StoredValue>> {
  const rows = await tx
    .selectFrom('evaluation.measurement')
    .select([
      'id',
      'version',
      'value',
      'origin',
      'provenance',
      sql<string>`measured_on::text`.as('measuredOn'),
    ])
    .where('indicator_id', '=', indicatorId)
    .execute();
  return new Map(
    rows.map(({ measuredOn, ...row }) => [
      measuredOn,
      { ...row, provenance: row.provenance as Provenance | null },
    ]),
  );
}

export async function updateComputed(tx: Tx, stored: StoredValue, computed: Computed): Promise<void> {
  await tx
    .updateTable('evaluation.measurement')
    .set({ value: computed.value, provenance: JSON.stringify(computed.provenance) })
    .where('id', '=', stored.id)
    .where('version', '=', stored.version)
    .execute();
}
