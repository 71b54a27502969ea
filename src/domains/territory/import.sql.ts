import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/**
 * Has PostgreSQL plan each statement of this transaction for what it is given: kept plans know nothing of the length of
 * the arrays in which figures come, nor of the rows that the import has just written.
 */
export async function planEachTime(tx: Tx): Promise<void> {
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(tx);
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

/**
 * Figures of a year that say no more than their number: most of them. What they count is the same from place to place:
 * it goes once, and each figure names it, and its place, by their number.
 */
async function insertPlain(tx: Tx, datasetId: string, rows: readonly NewObservation[]): Promise<void> {
  const shapes = new Numbered<NewObservation>();
  const places = new Numbered<string>();
  const shapeOf: number[] = [];
  const placeOf: number[] = [];
  for (const row of rows) {
    const { variable, placeId, year, sex, ageFrom, ageTo, category } = row;
    shapeOf.push(
      shapes.numberOf(
        `${variable}\u001f${year}\u001f${sex}\u001f${ageFrom}\u001f${ageTo}\u001f${category}`,
        row,
      ),
    );
    placeOf.push(places.numberOf(placeId, placeId));
  }
  const shape = <K extends keyof NewObservation>(key: K) => shapes.values.map((row) => row[key]);
  await sql`insert into territory.observation
      (ambito_id, dataset_id, variable, place_id, period, year, sex, age_from, age_to, category, value)
    select (select platform.current_ambito()), ${datasetId}::uuid, s.variable, p.id, s.year::text, s.year, s.sex,
      s.age_from, s.age_to, s.category, n.value
    from unnest(${listText(placeOf)}::integer[], ${listText(shapeOf)}::integer[],
      ${listText(rows.map((row) => row.value ?? 'NULL'))}::numeric[]) as n(place, shape, value)
    join unnest(${places.values}::uuid[]) with ordinality as p(id, nth) on p.nth = n.place
    join unnest(${shape('variable')}::text[], ${shape('year')}::smallint[], ${shape('sex')}::text[],
      ${shape('ageFrom')}::smallint[], ${shape('ageTo')}::smallint[], ${shape('category')}::text[])
      with ordinality as s(variable, year, sex, age_from, age_to, category, nth) on s.nth = n.shape`.execute(
    tx,
  );
}

/** Numbers, and text that needs no quotes, as PostgreSQL writes an array: the driver would quote each. */
function listText(values: readonly (number | string)[]): string {
  return `{${values.join(',')}}`;
}

/** Values numbered from 1 in the order in which their keys came first. */
class Numbered<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.push(value));
    return this.values.length;
  }
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
