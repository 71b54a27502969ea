import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Forebear } from './age-count.rules.js';
import type { Cell, Pack, Target } from './metric.book.js';
import { LAND, type Piece, type Shape } from './metric.inputs.js';
import type { MetricLevel } from './metric.types.js';

/** What live datasets hold of some variables. */
export async function listShapes(tx: Tx, variables: readonly string[]): Promise<Shape[]> {
  const { rows } = await sql<Shape>`
    select s.dataset_id as dataset, s.variable, s.category, s.sex, s.age_from as "ageFrom", s.age_to as "ageTo", s.is_packed as "isPacked"
    from territory.figure_shape s
    join territory.dataset d on d.ambito_id = s.ambito_id and d.id = s.dataset_id
    where s.variable = any (${[...variables]}::text[]) and d.superseded_at is null and d.withdrawn_at is null`.execute(
    tx,
  );
  return rows;
}

/**
 * Places of some levels with the comuni that make them, in the order in which values are told: the ambito, areas,
 * comuni, then the others, by name.
 */
export async function listTargets(
  tx: Tx,
  levels: readonly MetricLevel[],
  places: readonly string[] | null,
): Promise<Target[]> {
  const codes = places ? [...places] : null;
  const { rows } = await sql<Omit<Target, 'members'> & { members: string | null }>`
    select p.id, p.code, p.name, p.kind, case when p.kind not in ('comune', 'otherComune') then (
      select string_agg(m.comune_id::text, ' ') from territory.area_comune m where m.ambito_id = p.ambito_id and m.area_id = p.id) end as members
    from territory.place p
    where p.kind = any (${[...levels]}::text[]) and (${codes}::text[] is null or p.code = any (${codes}::text[]))
    order by array_position(array['ambito', 'area', 'comune'], p.kind) nulls last, p.name collate "it-x-icu"`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, members: row.members?.split(' ') ?? [] }));
}

export async function listForebearsOf(tx: Tx, placeIds: readonly string[]): Promise<Forebear[]> {
  const { rows } = await sql<Forebear>`
    select f.place_id as "placeId", f.part_id as "partId", f.first_year as "firstYear", f.last_year as "lastYear",
      f.last_is_sure as "lastIsSure", f.beside_own as "besideOwn"
    from territory.forebear f where f.place_id = any (${[...placeIds]}::uuid[])`.execute(tx);
  return rows;
}

/** Live datasets, numbered from the oldest: where two give the same figure, the higher number is read. */
const live = sql`select id, (row_number() over (order by imported_at, id))::integer as nth from territory.dataset
  where superseded_at is null and withdrawn_at is null`;

/** Live figures that some pieces may be, from every edition. No sorting: whoever reads them keeps the newest. */
export async function listCells(
  tx: Tx,
  pieces: readonly Piece[],
  placeIds: readonly string[],
  years: readonly number[] | null,
): Promise<Cell[]> {
  const scalar = pieces.filter((piece) => !piece.isPacked && piece.variable !== LAND);
  if (scalar.length === 0 || placeIds.length === 0) return [];
  const of = <K extends keyof Piece>(key: K) => [...new Set(scalar.map((piece) => piece[key]))];
  const dated = years ? [...years] : null;
  const { rows } = await sql<Cell>`
    with live as materialized (${live})
    select o.place_id as "placeId", o.variable, o.category, o.sex, o.age_from as "ageFrom", o.age_to as "ageTo", o.year,
      o.value::float8 as value, d.nth
    from territory.observation o join live d on d.id = o.dataset_id
    where o.place_id = any (${[...placeIds]}::uuid[]) and o.variable = any (${of('variable')}::text[])
      and o.sex = any (${of('sex')}::text[]) and o.age_from = any (${of('from')}::smallint[]) and o.age_to = any (${of('to')}::smallint[])
      and o.category = any (${of('category')}::text[])
      and (${dated}::smallint[] is null or o.year = any (${dated}::smallint[])) and o.period = o.year::text`.execute(
    tx,
  );
  return rows;
}

/** Live counts by single age that some pieces are slices of, from every edition. */
export async function listPacks(
  tx: Tx,
  pieces: readonly Piece[],
  placeIds: readonly string[],
  years: readonly number[] | null,
): Promise<Pack[]> {
  const packed = pieces.filter((piece) => piece.isPacked);
  if (packed.length === 0 || placeIds.length === 0) return [];
  const of = <K extends keyof Piece>(key: K) => [...new Set(packed.map((piece) => piece[key]))];
  const dated = years ? [...years] : null;
  const { rows } = await sql<Pack>`
    with live as materialized (${live})
    select a.place_id as "placeId", a.variable, a.category, a.sex, a.year, a.counts::text as counts, d.nth
    from territory.age_count a join live d on d.id = a.dataset_id
    where a.place_id = any (${[...placeIds]}::uuid[]) and a.variable = any (${of('variable')}::text[])
      and a.sex = any (${of('sex')}::text[]) and a.category = any (${of('category')}::text[])
      and (${dated}::smallint[] is null or a.year = any (${dated}::smallint[]))`.execute(tx);
  return rows;
}

/** Land of each comune: what was published last, or the list's own figure. */
export async function listLand(
  tx: Tx,
  placeIds: readonly string[],
): Promise<{ placeId: string; value: number | null }[]> {
  const { rows } = await sql<{ placeId: string; value: number | null }>`
    with live as materialized (${live}), published as (
      select distinct on (o.place_id) o.place_id, o.value from territory.observation o join live d on d.id = o.dataset_id
      where o.place_id = any (${[...placeIds]}::uuid[]) and o.variable = 'land-area'
      order by o.place_id, o.year desc nulls last, d.nth desc)
    select p.id as "placeId", coalesce(l.value, p.km2)::float8 as value
    from territory.place p left join published l on l.place_id = p.id
    where p.kind in ('comune', 'otherComune') and p.id = any (${[...placeIds]}::uuid[])`.execute(tx);
  return rows;
}

/** Names of places, for the reasons of what is missing. */
export async function listPlaceNames(tx: Tx, placeIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from territory.place where id = any (${[...placeIds]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.name]));
}
