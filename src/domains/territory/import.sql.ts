import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

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

export interface NewObservation {
  variable: string;
  placeId: string;
  period: string;
  year: number | null;
  sex: string;
  ageFrom: number;
  ageTo: number;
  category: string;
  /** Decimal text, so that no digit is lost; null when withheld. */
  value: string | null;
  unit: string | null;
  statedSource: string | null;
  location: string | null;
  note: string | null;
}

/** One statement for thousands of figures: arrays, which PostgreSQL takes apart. */
export async function insertObservations(
  tx: Tx,
  datasetId: string,
  rows: readonly NewObservation[],
): Promise<void> {
  const isPlain = (row: NewObservation) =>
    row.unit === null &&
    row.statedSource === null &&
    row.location === null &&
    row.note === null &&
    row.period === String(row.year);
  if (rows.every(isPlain)) return insertPlain(tx, datasetId, rows);
  const column = <K extends keyof NewObservation>(key: K) => rows.map((row) => row[key]);
  await sql`insert into territory.observation
      (dataset_id, variable, place_id, period, year, sex, age_from, age_to, category, value, unit, stated_source, location, note)
    select ${datasetId}::uuid, * from unnest(${column('variable')}::text[], ${column('placeId')}::uuid[],
      ${column('period')}::text[], ${column('year')}::smallint[], ${column('sex')}::text[],
      ${column('ageFrom')}::smallint[], ${column('ageTo')}::smallint[], ${column('category')}::text[],
      ${column('value')}::numeric[], ${column('unit')}::text[], ${column('statedSource')}::text[],
      ${column('location')}::text[], ${column('note')}::text[])`.execute(tx);
}

/** Figures of a year that say no more than their number: most of them, and half the text to send. */
async function insertPlain(tx: Tx, datasetId: string, rows: readonly NewObservation[]): Promise<void> {
  const column = <K extends keyof NewObservation>(key: K) => rows.map((row) => row[key]);
  await sql`insert into territory.observation
      (dataset_id, variable, place_id, period, year, sex, age_from, age_to, category, value)
    select ${datasetId}::uuid, variable, place_id, year::text, year, sex, age_from, age_to, category, value
    from unnest(${column('variable')}::text[], ${column('placeId')}::uuid[], ${column('year')}::smallint[],
      ${column('sex')}::text[], ${column('ageFrom')}::smallint[], ${column('ageTo')}::smallint[],
      ${column('category')}::text[], ${column('value')}::numeric[])
      as n(variable, place_id, year, sex, age_from, age_to, category, value)`.execute(tx);
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
