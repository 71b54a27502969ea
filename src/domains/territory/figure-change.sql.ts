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
 * What changes, figure by figure, between what was and the edition `datasetId`. Single ages are counted in their packs,
 * and only the packs of the page are taken apart: of a national file they are a million and a half.
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
  // What is there no more is told when it was of the edition that goes.
  const isTold = (isThere: RawBuilder<unknown>, formerId: RawBuilder<unknown>) =>
    'edition' in former ? sql`true` : sql`(${isThere} or ${formerId} = ${former.superseded}::uuid)`;
  // Each row has a figure at least: no more of them than the page ends with are put in order.
  const key = sql`t.variable, t.place_id, t.period, t.sex, t.category, t.age_from, t.age_to`;
  const { rows } = await sql<Row>`
    with ${'edition' in former ? editionBefore(former.edition) : liveBefore(datasetId)},
    after_figure as (
      select variable, place_id, period, sex, age_from, age_to, category, value
      from territory.observation where dataset_id = ${datasetId}),
    after_age as (
      select variable, place_id, year, sex, category, counts from territory.age_count where dataset_id = ${datasetId}),
    by_age as (
      select variable, place_id, year::text as period, sex, category, b.counts as before, a.counts as after,
        b.dataset_id as former_id, a.counts is not null as is_there
      from before_age b full join after_age a using (variable, place_id, year, sex, category)),
    told as (
      select variable, place_id, period, sex, age_from, age_to, category, b.value as before, a.value as after,
        null::integer[] as before_ages, null::integer[] as after_ages, 1 as figures, case
          when b.dataset_id is null then 'fresh' when a.is_there is null then 'gone'
          when b.value is not distinct from a.value then 'equal' else 'changed' end as kind
      from before_figure b full join (select *, true as is_there from after_figure) a
        using (variable, place_id, period, sex, age_from, age_to, category)
      where ${isTold(sql`a.is_there`, sql`b.dataset_id`)}
      union all
      select variable, place_id, period, sex, 0::smallint, 1000::smallint, category, null, null, before, after, k.figures, k.kind
      from by_age a cross join lateral (
        select 'fresh' as kind, cardinality(a.after) as figures where a.former_id is null
        union all
        select 'gone', cardinality(a.before) where not a.is_there
        union all
        select case when c.before is not distinct from c.after then 'equal' else 'changed' end, count(*)::integer
        from unnest(a.before, a.after) as c(before, after) where a.former_id is not null and a.is_there group by 1) k
      where ${isTold(sql`a.is_there`, sql`a.former_id`)}),
    counted as (select kind, sum(figures)::integer as count from told group by kind),
    numbered as (
      select t.*, c.count, sum(t.figures) over (partition by t.kind order by ${key}
        rows unbounded preceding)::integer as upto
      from counted c cross join lateral (
        select * from told t where t.kind = c.kind order by ${key}
        limit case when c.kind = coalesce(${kind}, c.kind) then ${Math.max(1, offset + limit)} else 1 end) t),
    shown as (
      select * from numbered
      where upto = figures or (upto > ${offset} and upto - figures < ${offset + limit} and kind = coalesce(${kind}, kind))),
    opened as (
      select kind, count, variable, place_id, period, sex, age_from, age_to, category, before, after, upto as nth
      from shown where before_ages is null and after_ages is null
      union all
      select kind, count, variable, place_id, period, sex, (e.age - 1)::smallint,
        (case when e.age <= 100 then e.age - 1 else 999 end)::smallint, category, e.before, e.after, upto - figures + e.nth
      from shown s cross join lateral (
        select c.before, c.after, c.age, row_number() over (order by c.age) as nth
        from unnest(s.before_ages, s.after_ages) with ordinality as c(before, after, age)
        where s.kind in ('fresh', 'gone') or (s.kind = 'equal') = (c.before is not distinct from c.after)) e
      where s.before_ages is not null or s.after_ages is not null)
    select n.kind, n.count, p.code as "placeCode", p.name as "placeName", n.variable, v.unit, n.period, n.sex,
      nullif(n.age_from, -1) as "ageFrom", case when n.age_to between 0 and 998 then n.age_to end as "ageTo",
      n.category, n.before, n.after, ${shown} as "isShown"
    from opened n
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
