import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { AlikeFigures, FigureBatch, NewObservation } from './figure-batch.js';

/**
 * Has PostgreSQL plan each statement of this transaction for what it is given: kept plans know nothing of the length of
 * the arrays in which figures come, nor of the rows that the import has just written.
 */
export async function planEachTime(tx: Tx): Promise<void> {
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(tx);
}

/** Has PostgreSQL count figures and places at once, as it would by itself a minute later, planning without until then. */
export async function countFiguresAnew(tx: Tx): Promise<void> {
  await sql`select territory.count_figures_anew()`.execute(tx);
}

export interface NewVariable {
  code: string;
  name: string;
  unit: string;
  nature: 'stock' | 'flow' | 'share' | 'rate' | 'amount' | 'other';
}

/** Adds the variables that the ambito does not have yet. @returns the unit of each, as the ambito has it. */
export async function ensureVariables(
  tx: Tx,
  variables: readonly NewVariable[],
): Promise<Map<string, string>> {
  if (variables.length === 0) return new Map();
  const codes = variables.map((variable) => variable.code);
  await tx
    .insertInto('territory.variable')
    .values(variables.map(({ code, name, unit, nature }) => ({ code, name, unit, nature })))
    .onConflict((conflict) => conflict.columns(['ambito_id', 'code']).doNothing())
    .execute();
  const rows = await tx
    .selectFrom('territory.variable')
    .select(['code', 'unit'])
    .where('code', 'in', codes)
    .execute();
  return new Map(rows.map((row) => [row.code, row.unit]));
}

/** One statement for thousands of figures: arrays, which PostgreSQL takes apart. */
export async function insertObservations(tx: Tx, datasetId: string, batch: FigureBatch): Promise<void> {
  if (batch.kind === 'alike') return insertAlike(tx, datasetId, batch);
  const { rows } = batch;
  const column = <K extends keyof NewObservation>(key: K) => rows.map((row) => row[key]);
  await sql`insert into territory.observation
      (dataset_id, variable, place_id, period, year, sex, age_from, age_to, category, value, unit, stated_source, location, note)
    select ${datasetId}::uuid, * from unnest(${column('variable')}::text[], ${column('placeId')}::uuid[],
      ${column('period')}::text[], ${column('year')}::smallint[], ${column('sex')}::text[],
      ${column('ageFrom')}::smallint[], ${column('ageTo')}::smallint[], ${column('category')}::text[],
      ${column('value')}::numeric[], ${column('unit')}::text[], ${column('statedSource')}::text[],
      ${column('location')}::text[], ${column('note')}::text[])`.execute(tx);
}

async function insertAlike(tx: Tx, datasetId: string, batch: AlikeFigures): Promise<void> {
  const column = <K extends keyof NewObservation>(key: K) => batch.shapes.map((row) => row[key]);
  // The ambito by name: as the column's default it would be read from the settings once a row.
  await sql`insert into territory.observation
      (ambito_id, dataset_id, variable, place_id, period, year, sex, age_from, age_to, category, value)
    select (select platform.current_ambito()), ${datasetId}::uuid, s.variable, p.id, s.year::text, s.year, s.sex,
      s.age_from, s.age_to, s.category, n.value
    from unnest(${batch.placeOf}::integer[], ${batch.shapeOf}::integer[], ${batch.values}::numeric[]) as n(place, shape, value)
    join unnest(${batch.places}::uuid[]) with ordinality as p(id, nth) on p.nth = n.place
    join unnest(${column('variable')}::text[], ${column('year')}::smallint[], ${column('sex')}::text[],
      ${column('ageFrom')}::smallint[], ${column('ageTo')}::smallint[], ${column('category')}::text[])
      with ordinality as s(variable, year, sex, age_from, age_to, category, nth) on s.nth = n.shape`.execute(
    tx,
  );
}

export interface NewAgeCount {
  variable: string;
  placeId: string;
  year: number;
  sex: 'm' | 'f';
  category: string;
  /** 101 numbers; null is suppressed. */
  counts: readonly (number | null)[];
}

export async function insertAgeCounts(
  tx: Tx,
  datasetId: string,
  rows: readonly NewAgeCount[],
): Promise<void> {
  const column = <K extends keyof NewAgeCount>(key: K) => rows.map((row) => row[key]);
  // Arrays of arrays cannot be taken apart by unnest: each goes as the text of one.
  const counts = rows.map((row) => `{${row.counts.map((count) => count ?? 'NULL').join(',')}}`);
  await sql`insert into territory.age_count (dataset_id, variable, place_id, year, sex, category, counts)
    select ${datasetId}::uuid, variable, place_id, year, sex, category, counts::integer[]
    from unnest(${column('variable')}::text[], ${column('placeId')}::uuid[], ${column('year')}::smallint[],
      ${column('sex')}::text[], ${column('category')}::text[], ${counts}::text[])
      as n(variable, place_id, year, sex, category, counts)`.execute(tx);
}
