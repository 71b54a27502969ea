import { sql } from 'kysely';
import type { AreaGeometry } from '#platform/charts/geometry.js';
import type { Tx } from '#platform/db/walled.js';
import type { PublishedVariable } from './open-data.types.js';

export interface OpenFigure {
  placeCode: string;
  placeName: string;
  placeKind: string;
  variable: string;
  variableName: string;
  period: string;
  sex: string;
  /** Null for all ages together. */
  ageFrom: number | null;
  /** Null with `ageFrom` set: and over. */
  ageTo: number | null;
  category: string;
  value: number | null;
  unit: string;
  statedSource: string | null;
  location: string | null;
  note: string | null;
}

/** What the datasets that are read hold, a line a dataset and variable; single ages count one by one. */
export async function listOpenContents(tx: Tx): Promise<(PublishedVariable & { dataset: string })[]> {
  const { rows } = await sql<PublishedVariable & { dataset: string }>`
    with held as (
      select dataset_id, variable, count(*) as figures, min(year) as first_year, max(year) as last_year
      from territory.observation group by dataset_id, variable
      union all
      select dataset_id, variable, 101 * count(*), min(year), max(year)
      from territory.age_count group by dataset_id, variable
    )
    select d.id as dataset, v.code, v.name, v.unit, sum(h.figures)::bigint as figures,
      min(h.first_year) as "firstYear", max(h.last_year) as "lastYear"
    from held h
    join territory.dataset d on d.id = h.dataset_id and d.superseded_at is null and d.withdrawn_at is null
    join territory.variable v on v.code = h.variable
    group by d.id, v.code, v.name, v.unit order by d.id, v.name`.execute(tx);
  return rows;
}

/** A piece of a dataset small enough for memory: one variable and year. */
export interface OpenPiece {
  variable: string;
  year: number | null;
  byAge: boolean;
}

/** The pieces of a dataset, in the order of its files. */
export async function listOpenPieces(tx: Tx, datasetId: string): Promise<OpenPiece[]> {
  const { rows } = await sql<OpenPiece>`
    select variable, year, false as "byAge" from territory.observation where dataset_id = ${datasetId}
    union
    select variable, year, true from territory.age_count where dataset_id = ${datasetId}
    order by variable, year nulls last, "byAge"`.execute(tx);
  return rows;
}

/** The figures of one variable and year of a dataset. */
export async function listOpenFigures(tx: Tx, datasetId: string, piece: OpenPiece): Promise<OpenFigure[]> {
  const { rows } = await sql<OpenFigure>`
    select p.code as "placeCode", p.name as "placeName", p.kind as "placeKind", o.variable, v.name as "variableName",
      o.period, o.sex, nullif(o.age_from, -1) as "ageFrom",
      case when o.age_to between 0 and 998 then o.age_to end as "ageTo", o.category, o.value,
      coalesce(o.unit, v.unit) as unit, o.stated_source as "statedSource", o.location, o.note
    from territory.observation o
    join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    join territory.variable v on v.ambito_id = o.ambito_id and v.code = o.variable
    where o.dataset_id = ${datasetId} and o.variable = ${piece.variable}
      and o.year is not distinct from ${piece.year}::smallint
    order by p.code, o.period, o.sex, o.age_from, o.category`.execute(tx);
  return rows;
}

/** The places of which a dataset has figures by single age in one year, in the order of their codes. */
export async function listOpenAgePlaces(tx: Tx, datasetId: string, piece: OpenPiece): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from territory.place p
    where p.id in (
      select a.place_id from territory.age_count a
      where a.variable = ${piece.variable} and a.year = ${piece.year}::smallint and a.dataset_id = ${datasetId})
    order by p.code`.execute(tx);
  return rows.map((row) => row.id);
}

interface AgeRow extends Omit<OpenFigure, 'ageFrom' | 'ageTo' | 'value'> {
  counts: string;
}

/** The figures by single age of some places, in the order of their codes. */
export async function listOpenAgeFigures(
  tx: Tx,
  datasetId: string,
  piece: OpenPiece,
  places: readonly string[],
): Promise<OpenFigure[]> {
  // Ages go over as one array, in JSON: a row each would take the database and its driver many times as long.
  const { rows } = await sql<AgeRow>`
    select p.code as "placeCode", p.name as "placeName", p.kind as "placeKind", a.variable, v.name as "variableName",
      a.year::text as period, a.sex, a.category, v.unit, array_to_json(a.counts)::text as counts,
      null as "statedSource", null as location, null as note
    from territory.age_count a
    join territory.place p on p.ambito_id = a.ambito_id and p.id = a.place_id
    join territory.variable v on v.ambito_id = a.ambito_id and v.code = a.variable
    where a.variable = ${piece.variable} and a.year = ${piece.year}::smallint and a.dataset_id = ${datasetId}
      and a.place_id = any (${[...places]}::uuid[])
    order by p.code, a.sex, a.category`.execute(tx);
  return rows.flatMap(toFigures);
}

/** A row an age; of the last, who is older too. */
function toFigures({ counts, ...row }: AgeRow): OpenFigure[] {
  const values = JSON.parse(counts) as (number | null)[];
  const last = values.length - 1;
  return values.map((value, age) => ({ ...row, ageFrom: age, ageTo: age === last ? null : age, value }));
}

export interface OpenBoundary {
  code: string;
  name: string;
  /** Km². */
  km2: number | null;
  boundary: AreaGeometry;
}

/** Comuni with the boundary that is shown of them. */
export async function listOpenBoundaries(tx: Tx): Promise<OpenBoundary[]> {
  const { rows } = await sql<OpenBoundary>`
    select code, name, km2, boundary from territory.place
    where kind = 'comune' and boundary is not null order by code`.execute(tx);
  return rows;
}
