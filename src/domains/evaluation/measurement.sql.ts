import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { codesAround } from '#domains/governance/index.js';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type { MeasuredIndicator, Measurement, MeasurementFields, Provenance } from './evaluation.types.js';

function selectIndicators(tx: Tx) {
  return tx
    .selectFrom('plan.indicator as i')
    .innerJoin('plan.objective as o', 'o.id', 'i.objective_id')
    .innerJoin('plan.plan as p', 'p.id', 'o.plan_id')
    .innerJoin('territory.place as h', 'h.id', 'o.place_id')
    .where('o.withdrawn_at', 'is', null)
    .select((eb) => [
      'i.id',
      'i.kind',
      'i.title',
      'i.unit',
      'i.baseline',
      'i.target',
      'i.target_as_stated as targetAsStated',
      'i.frequency',
      'o.code as objectiveCode',
      'o.title as objectiveTitle',
      'p.code as planCode',
      codesAround('o.place_id').as('within'),
      jsonArrayFrom(
        eb
          .selectFrom('evaluation.measurement as m')
          .leftJoin('platform.account as u', 'u.id', 'm.created_by')
          .whereRef('m.indicator_id', '=', 'i.id')
          .select([
            'm.id',
            'm.version',
            'm.indicator_id as indicatorId',
            sql<string>`m.measured_on::text`.as('measuredOn'),
            'm.value',
            'm.note',
            'u.name as recordedBy',
          ])
          .orderBy('m.measured_on', 'desc')
          .orderBy('m.id', 'desc'),
      ).as('measurements'),
    ]);
}

const inSheetOrder = <Q extends ReturnType<typeof selectIndicators>>(query: Q) =>
  query.orderBy('o.position').orderBy('o.code').orderBy('i.position').orderBy('i.id');
const measuredOfPlan = compileOnce((tx, planId: string) =>
  inSheetOrder(selectIndicators(tx).where('o.plan_id', '=', planId)),
);
const measuredOfObjective = compileOnce((tx, planId: string, objectiveId: string) =>
  inSheetOrder(selectIndicators(tx).where('o.plan_id', '=', planId).where('o.id', '=', objectiveId)),
);

/** Indicators of a plan, or of one objective, with what was measured. */
export async function listMeasuredIndicators(
  tx: Tx,
  planId: string,
  objectiveId?: string,
): Promise<MeasuredIndicator[]> {
  return objectiveId === undefined
    ? measuredOfPlan(tx, planId)
    : measuredOfObjective(tx, planId, objectiveId);
}

/** The same, some at a time: those that come after an indicator in the plan's order. */
export async function listMeasuredPage(
  tx: Tx,
  planId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<MeasuredIndicator[]> {
  return inSheetOrder(selectIndicators(tx).where('o.plan_id', '=', planId))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(o.position, o.code, i.position, i.id) > (
          select ao.position, ao.code, ai.position, ai.id from plan.indicator ai
          join plan.objective ao on ao.ambito_id = ai.ambito_id and ao.id = ai.objective_id
          where ai.id = ${after ?? null}::uuid)`,
      ),
    )
    .limit(limit)
    .execute();
}

export async function findMeasuredIndicator(tx: Tx, id: string): Promise<MeasuredIndicator | undefined> {
  return selectIndicators(tx).where('i.id', '=', id).executeTakeFirst();
}

/** The newest value of each measured indicator of a plan. */
export async function listLatestMeasurements(
  tx: Tx,
  { planId, objectiveId }: { planId: string; objectiveId?: string },
): Promise<{ indicatorId: string; value: number; measuredOn: string }[]> {
  const { rows } = await sql<{ indicatorId: string; value: number; measuredOn: string }>`
    select distinct on (m.indicator_id) m.indicator_id as "indicatorId", m.value, m.measured_on as "measuredOn"
    from evaluation.measurement m
    join plan.indicator i on i.ambito_id = m.ambito_id and i.id = m.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.plan_id = ${planId} and o.withdrawn_at is null
      ${objectiveId === undefined ? sql`` : sql`and i.objective_id = ${objectiveId}`}
    order by m.indicator_id, m.measured_on desc, m.id desc`.execute(tx);
  return rows;
}

export async function insertMeasurement(
  tx: Tx,
  id: string,
  indicatorId: string,
  fields: MeasurementFields,
): Promise<void> {
  await insertMeasurements(tx, [{ id, indicatorId, ...fields }]);
}

export interface NewMeasurement extends MeasurementFields {
  id: string;
  indicatorId: string;
  origin?: 'hand' | 'import' | 'computed';
  provenance?: Provenance | null;
  importId?: string | null;
}

/** As many as a day's round or a file brings, in one statement. */
export async function insertMeasurements(tx: Tx, rows: readonly NewMeasurement[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('evaluation.measurement')
    .values(
      rows.map((one) => ({
        id: one.id,
        indicator_id: one.indicatorId,
        ...columnsOf(one),
        origin: one.origin ?? 'hand',
        provenance: one.provenance ? JSON.stringify(one.provenance) : null,
        import_id: one.importId ?? null,
      })),
    )
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateMeasurement(
  tx: Tx,
  measurement: Pick<Measurement, 'id' | 'indicatorId'>,
  version: number,
  fields: MeasurementFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('evaluation.measurement')
    .set({ ...columnsOf(fields), origin: 'hand', provenance: null })
    .where('id', '=', measurement.id)
    .where('indicator_id', '=', measurement.indicatorId)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(fields: MeasurementFields) {
  return { measured_on: fields.measuredOn, value: fields.value, note: fields.note };
}

export async function deleteMeasurement(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('evaluation.measurement')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
