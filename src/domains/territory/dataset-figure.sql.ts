import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

export interface DatasetContent {
  variable: string;
  name: string;
  unit: string;
  figures: number;
  places: number;
  firstYear: number | null;
  lastYear: number | null;
}

/** What a dataset holds, a line a variable. */
export async function listDatasetContents(tx: Tx, id: string): Promise<DatasetContent[]> {
  const { rows } = await sql<DatasetContent>`
    with held as (
      select o.variable, o.place_id, o.year, 1 as figures from territory.observation o where o.dataset_id = ${id}
      union all
      select a.variable, a.place_id, a.year, cardinality(a.counts) from territory.age_count a where a.dataset_id = ${id}),
    -- Place by place first: to count different places PostgreSQL would put all figures in order.
    by_place as (
      select variable, place_id, sum(figures) as figures, min(year) as first_year, max(year) as last_year
      from held group by variable, place_id),
    told as (
      select variable, sum(figures) as figures, count(*) as places, min(first_year) as first_year, max(last_year) as last_year
      from by_place group by variable)
    select t.variable, v.name, v.unit, t.figures, t.places, t.first_year as "firstYear", t.last_year as "lastYear"
    from told t join territory.variable v on v.code = t.variable order by t.variable`.execute(tx);
  return rows;
}

export interface FigureRow {
  placeCode: string;
  placeName: string;
  placeKind: string;
  variable: string;
  variableName: string;
  period: string;
  sex: string;
  ageFrom: number;
  ageTo: number;
  category: string;
  value: number | null;
  unit: string;
  source: string | null;
  location: string | null;
  note: string | null;
}

/** Which figures of a dataset. */
export interface FigureFilter {
  variable?: string | undefined;
  /** Part of a place's name, or its whole code. */
  place?: string | undefined;
  year?: number | undefined;
}

function matching(table: 'o' | 'a', { variable, place, year }: FigureFilter): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${table}.${column}`);
  return sql`${variable === undefined ? sql`` : sql`and ${of('variable')} = ${variable}`}
    ${year === undefined ? sql`` : sql`and ${of('year')} = ${year}`}
    ${place === undefined ? sql`` : sql`and (p.code = ${place} or strpos(lower(p.name), lower(${place})) > 0)`}`;
}

/** The places of the figures, where the filter asks for their names. */
function named(table: 'o' | 'a', { place }: FigureFilter): RawBuilder<unknown> {
  return place === undefined ? sql`` : sql`join territory.place p on p.id = ${sql.ref(`${table}.place_id`)}`;
}

/** How many figures of a dataset a filter leaves. */
export async function countFigures(
  tx: Tx,
  datasetId: string,
  filter: FigureFilter,
): Promise<{ single: number; byAge: number }> {
  const { rows } = await sql<{ single: number; byAge: number }>`
    select
      (select count(*) from territory.observation o ${named('o', filter)}
        where o.dataset_id = ${datasetId} ${matching('o', filter)}) as single,
      (select coalesce(sum(cardinality(a.counts)), 0) from territory.age_count a ${named('a', filter)}
        where a.dataset_id = ${datasetId} ${matching('a', filter)}) as "byAge"`.execute(tx);
  return rows[0] ?? { single: 0, byAge: 0 };
}

const SINGLE_AGES = 101;

/**
 * Figures of a dataset as its file has them: those of one value each, then those by single age.
 * @param page all when left out; `single`: how many of the first kind there are, as `countFigures` says
 */
export async function listFigures(
  tx: Tx,
  datasetId: string,
  filter: FigureFilter = {},
  page?: { limit: number; offset: number; single: number },
): Promise<FigureRow[]> {
  // Of a national file only the variables that the page falls into are put in order.
  const onPage = page && sql`passed < ${page.offset + page.limit} and passed + figures > ${page.offset}`;
  const { rows: single } = await sql<FigureRow>`
    ${
      page
        ? sql`with held as (
      select o.variable, count(*) as figures from territory.observation o ${named('o', filter)}
      where o.dataset_id = ${datasetId} ${matching('o', filter)} group by o.variable),
    span as (select variable, figures, sum(figures) over (order by variable rows unbounded preceding) - figures as passed from held)`
        : sql``
    }
    select p.code as "placeCode", p.name as "placeName", p.kind as "placeKind", o.variable, v.name as "variableName",
      o.period, o.sex, o.age_from as "ageFrom", o.age_to as "ageTo", o.category, o.value,
      coalesce(o.unit, v.unit) as unit, o.stated_source as source, o.location, o.note
    from territory.observation o
    join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    join territory.variable v on v.ambito_id = o.ambito_id and v.code = o.variable
    where o.dataset_id = ${datasetId} ${matching('o', filter)}
      ${page ? sql`and o.variable = any (array(select variable from span where ${onPage}))` : sql``}
    order by o.variable, p.code, o.period, o.sex, o.age_from, o.category
    ${
      page
        ? sql`limit ${page.limit} offset ${page.offset} - coalesce((select min(passed) from span where ${onPage}), 0)`
        : sql``
    }`.execute(tx);
  if (page && single.length >= page.limit) return single;
  const passed = page ? Math.max(0, page.offset - page.single) : 0;
  const wanted = page ? page.limit - single.length : undefined;
  return [...single, ...(await listByAge(tx, datasetId, filter, passed, wanted))];
}

/** A row of counts holds a figure for each age: only the rows of the page are taken apart. */
async function listByAge(
  tx: Tx,
  datasetId: string,
  filter: FigureFilter,
  passed: number,
  wanted: number | undefined,
): Promise<FigureRow[]> {
  const rowsPassed = Math.floor(passed / SINGLE_AGES);
  const inside = passed - rowsPassed * SINGLE_AGES;
  const taken =
    wanted === undefined
      ? sql``
      : sql`limit ${Math.ceil((inside + wanted) / SINGLE_AGES)} offset ${rowsPassed}`;
  const { rows } = await sql<FigureRow>`
    with chosen as (
      select p.code, p.name, p.kind, a.variable, a.year, a.sex, a.category, a.counts
      from territory.age_count a join territory.place p on p.ambito_id = a.ambito_id and p.id = a.place_id
      where a.dataset_id = ${datasetId} ${matching('a', filter)}
      order by a.variable, p.code, a.year, a.sex, a.category ${taken})
    select h.code as "placeCode", h.name as "placeName", h.kind as "placeKind", h.variable, v.name as "variableName",
      h.year::text as period, h.sex, (c.nth - 1)::integer as "ageFrom",
      (case when c.nth <= 100 then c.nth - 1 else 999 end)::integer as "ageTo", h.category, c.value::numeric as value,
      v.unit, null as source, null as location, null as note
    from chosen h
    join territory.variable v on v.code = h.variable
    cross join lateral unnest(h.counts) with ordinality as c(value, nth)
    order by h.variable, h.code, h.year, h.sex, h.category, c.nth
    ${wanted === undefined ? sql`` : sql`limit ${wanted} offset ${inside}`}`.execute(tx);
  return rows;
}
