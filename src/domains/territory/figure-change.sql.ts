import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { ChangeKind, FigureChange, FigureChanges } from './figure-change.types.js';

/** With what an edition is compared: another edition, or what is read now. */
export type Former =
  | { edition: string }
  /** `superseded`: the edition that goes, whose figures may be missed; null when none goes. */
  | { live: true; superseded: string | null };

interface Row extends FigureChange {
  kind: ChangeKind;
  count: number;
  isShown: boolean;
}

/**
 * What changes, figure by figure, between what was and the edition `datasetId`.
 * @param page which rows of each kind: the first `limit` after `offset`
 */
export async function compareFigures(
  tx: Tx,
  datasetId: string,
  former: Former,
  page: { limit: number; offset?: number; kind?: ChangeKind },
): Promise<FigureChanges> {
  const { limit, offset = 0, kind = null } = page;
  const shown = sql<boolean>`(n.nth > ${offset} and n.nth <= ${offset + limit} and n.kind = coalesce(${kind}, n.kind))`;
  const { rows } = await sql<Row>`
    with ${'edition' in former ? editionBefore(former.edition) : liveBefore(datasetId)},
    after_figure as (
      select variable, place_id, period, sex, age_from, age_to, category, value
      from territory.observation where dataset_id = ${datasetId}),
    after_age as (
      select variable, place_id, year, sex, category, counts from territory.age_count where dataset_id = ${datasetId}),
    figure as (
      select variable, place_id, period, sex, age_from, age_to, category, b.value as before, a.value as after,
        b.dataset_id as former_id, a.place_id is not null as is_there
      from before_figure b full join (select *, true as is_there from after_figure) a
        using (variable, place_id, period, sex, age_from, age_to, category)),
    by_age as (
      select variable, place_id, year::text as period, sex, category, b.counts as before, a.counts as after,
        b.dataset_id as former_id, a.counts is not null as is_there
      from before_age b full join after_age a using (variable, place_id, year, sex, category)),
    told as (
      select variable, place_id, period, sex, age_from, age_to, category, before, after, former_id, is_there
      from figure
      union all
      select variable, place_id, period, sex, (c.nth - 1)::smallint, (case when c.nth <= 100 then c.nth - 1 else 999 end)::smallint,
        category, c.before::numeric, c.after::numeric, former_id, is_there
      from by_age cross join lateral unnest(by_age.before, by_age.after) with ordinality as c(before, after, nth)),
    sorted as (
      select *, case
        when former_id is null then 'fresh' when not is_there then 'gone'
        when before is not distinct from after then 'equal' else 'changed' end as kind
      from told ${'edition' in former ? sql`` : sql`where is_there or former_id = ${former.superseded}::uuid`}),
    numbered as (
      select *, count(*) over (partition by kind) as count,
        row_number() over (partition by kind order by variable, place_id, period, sex, age_from, category) as nth
      from sorted)
    select n.kind, n.count, p.code as "placeCode", p.name as "placeName", n.variable, v.unit, n.period, n.sex,
      nullif(n.age_from, -1) as "ageFrom", case when n.age_to between 0 and 998 then n.age_to end as "ageTo",
      n.category, n.before, n.after, ${shown} as "isShown"
    from numbered n
    join territory.place p on p.id = n.place_id
    join territory.variable v on v.code = n.variable
    where n.nth = 1 or ${shown}
    order by n.kind, n.nth`.execute(tx);
  return gather(rows);
}

/** Figures of one edition. */
function editionBefore(id: string): RawBuilder<unknown> {
  return sql`
    before_figure as (
      select variable, place_id, period, sex, age_from, age_to, category, value, dataset_id
      from territory.observation where dataset_id = ${id}),
    before_age as (
      select variable, place_id, year, sex, category, counts, dataset_id from territory.age_count where dataset_id = ${id})`;
}

/**
 * Figures that are read now, of the variables and years of which the new edition speaks: the newest of each. Found by
 * lists rather than by joins: of rows written a moment ago PostgreSQL knows no number yet, and would try each with each.
 */
function liveBefore(id: string): RawBuilder<unknown> {
  const live = sql`array(select d.id from territory.dataset d
    where d.id <> ${id} and d.superseded_at is null and d.withdrawn_at is null)`;
  const spoken = (table: string, column: string) =>
    sql`array(select distinct ${sql.ref(column)} from ${sql.table(table)} where dataset_id = ${id})`;
  return sql`
    before_figure as (
      select distinct on (o.variable, o.place_id, o.period, o.sex, o.age_from, o.age_to, o.category)
        o.variable, o.place_id, o.period, o.sex, o.age_from, o.age_to, o.category, o.value, o.dataset_id
      from (
        select * from territory.observation
        where variable = any (${spoken('territory.observation', 'variable')})
          and period = any (${spoken('territory.observation', 'period')})
          and coalesce(year, -1) = any (array(
            select distinct coalesce(year, -1) from territory.observation where dataset_id = ${id}))
          and dataset_id = any (${live})) o
      join territory.dataset d on d.id = o.dataset_id
      order by o.variable, o.place_id, o.period, o.sex, o.age_from, o.age_to, o.category, d.imported_at desc, d.id desc),
    before_age as (
      select distinct on (a.variable, a.place_id, a.year, a.sex, a.category)
        a.variable, a.place_id, a.year, a.sex, a.category, a.counts, a.dataset_id
      from (
        select * from territory.age_count
        where variable = any (${spoken('territory.age_count', 'variable')})
          and year = any (${spoken('territory.age_count', 'year')})
          and dataset_id = any (${live})) a
      join territory.dataset d on d.id = a.dataset_id
      order by a.variable, a.place_id, a.year, a.sex, a.category, d.imported_at desc, d.id desc)`;
}

function gather(rows: readonly Row[]): FigureChanges {
  const changes: FigureChanges = {
    counts: { changed: 0, fresh: 0, gone: 0, equal: 0 },
    first: { changed: [], fresh: [], gone: [], equal: [] },
  };
  for (const { kind, count, isShown, ...change } of rows) {
    changes.counts[kind] = count;
    if (isShown) changes.first[kind].push(change);
  }
  return changes;
}
