import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { Metric, MetricQuestion, MetricTerm, MetricValue, ShippedMetric } from './metric.types.js';
import type { PlaceKind } from './place.types.js';

/** Metrics in use, in their order. */
export async function listMetrics(tx: Tx): Promise<Metric[]> {
  const rows = await tx
    .selectFrom('territory.metric')
    .select([
      'id',
      'code',
      'edition',
      'name',
      'unit',
      'decimals',
      'factor',
      'numerator',
      'denominator',
      'explanation',
      'source',
      'shipped',
    ])
    .where('replaced_at', 'is', null)
    .orderBy('position')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    ...row,
    numerator: row.numerator as unknown as MetricTerm[],
    denominator: row.denominator as unknown as MetricTerm[] | null,
  }));
}

/** A new edition takes the place of the present one, which stays for the documents that used it. */
export async function insertMetricEdition(
  tx: Tx,
  metric: ShippedMetric,
  position: number,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('territory.metric')
    .set({ replaced_at: now })
    .where('code', '=', metric.code)
    .where('replaced_at', 'is', null)
    .execute();
  await tx
    .insertInto('territory.metric')
    .values({
      id: newId(),
      code: metric.code,
      edition: metric.edition,
      name: metric.name.it,
      unit: metric.unit,
      decimals: metric.decimals,
      factor: metric.factor,
      numerator: JSON.stringify(metric.numerator),
      denominator: metric.denominator === null ? null : JSON.stringify(metric.denominator),
      explanation: metric.explanation.it,
      source: metric.source,
      shipped: true,
      position,
    })
    .execute();
}

interface ValueRow {
  metric: string;
  year: number;
  code: string;
  name: string;
  kind: PlaceKind;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  comuni: number;
  missing: number;
}

/**
 * All metrics × places × years in one statement: figures are summed over the comuni of each place, then divided.
 * Newest live dataset first where two give the same figure. Land area belongs to a comune, not to a year.
 */
export async function computeMetrics(tx: Tx, question: MetricQuestion): Promise<MetricValue[]> {
  const codes = question.codes ? [...question.codes] : null;
  const years = question.years ? [...question.years] : null;
  const places = question.places ? [...question.places] : null;
  const levels = [...question.levels];
  const { rows } = await sql<ValueRow>`
    with term as (
      select m.code as metric, m.position, m.factor, s.side, t.nth, t.item ->> 'variable' as variable,
        coalesce((t.item ->> 'weight')::numeric, 1) as weight,
        coalesce((t.item ->> 'yearOffset')::integer, 0) as year_offset,
        coalesce(t.item ->> 'sex', '') as sex,
        (t.item ->> 'ageFrom')::integer as age_from,
        coalesce((t.item ->> 'ageTo')::integer, 999) as age_to,
        coalesce(t.item ->> 'category', '') as category
      from territory.metric m
      cross join lateral (values ('n', m.numerator), ('d', coalesce(m.denominator, '[]'))) s(side, items)
      cross join lateral jsonb_array_elements(s.items) with ordinality t(item, nth)
      where m.replaced_at is null and (${codes}::text[] is null or m.code = any (${codes}::text[]))
    ), cell as (
      select distinct on (o.variable, o.place_id, o.year, o.sex, o.age_from, o.age_to, o.category)
        o.variable, o.place_id, o.year, o.sex, o.age_from, o.age_to, o.category, o.value
      from territory.observation o
      join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
      where o.variable in (select variable from term) and o.variable <> 'land-area'
        and o.period = o.year::text and d.superseded_at is null and d.withdrawn_at is null
      order by o.variable, o.place_id, o.year, o.sex, o.age_from, o.age_to, o.category, d.imported_at desc, d.id desc
    ), dated as (
      select t.metric, t.side, t.nth, c.place_id, c.year - t.year_offset as year,
        sum(c.value) * t.weight as value, bool_or(c.value is null) as hidden
      from term t join cell c on c.variable = t.variable and c.sex = t.sex and c.category = t.category
        and case when t.age_from is null then c.age_from = -1
            else c.age_from >= t.age_from and c.age_to <= t.age_to end
      group by t.metric, t.side, t.nth, t.weight, c.place_id, c.year - t.year_offset
    ), needed as (
      select metric, count(*) as terms from term where variable <> 'land-area' group by metric
    ), span as (
      select n.metric, y.year from needed n cross join unnest(${years}::integer[]) y(year)
      union all
      select d.metric, d.year from dated d join needed n on n.metric = d.metric
      where ${years}::integer[] is null
      group by d.metric, d.year, n.terms having count(distinct (d.side, d.nth)) = n.terms
    ), land as (
      select p.id as place_id, coalesce((
        select o.value from territory.observation o
        join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
        where o.ambito_id = p.ambito_id and o.place_id = p.id and o.variable = 'land-area'
          and d.superseded_at is null and d.withdrawn_at is null
        order by o.year desc nulls last, d.imported_at desc limit 1), p.km2) as value
      from territory.place p where p.kind = 'comune' and exists (select from term where variable = 'land-area')
    ), figure as (
      select metric, side, nth, place_id, year, value, hidden from dated
      union all
      select t.metric, t.side, t.nth, l.place_id, s.year, l.value * t.weight, l.value is null
      from term t join span s on s.metric = t.metric cross join land l where t.variable = 'land-area'
    ), local as (
      select s.metric, s.year, p.id as comune_id,
        sum(f.value) filter (where t.side = 'n') as numerator, sum(f.value) filter (where t.side = 'd') as denominator,
        count(*) filter (where t.side = 'n' and (f.value is null or f.hidden)) as no_numerator,
        count(*) filter (where t.side = 'd' and (f.value is null or f.hidden)) as no_denominator
      from span s
      join term t on t.metric = s.metric
      cross join territory.place p
      left join figure f on f.metric = t.metric and f.side = t.side and f.nth = t.nth and f.year = s.year and f.place_id = p.id
      where p.kind = 'comune'
      group by s.metric, s.year, p.id
    ), target as (
      select p.id, p.code, p.name, p.kind, p.id as comune_id from territory.place p
      where p.kind = 'comune' and 'comune' = any (${levels}::text[])
      union all
      select p.id, p.code, p.name, p.kind, m.comune_id from territory.place p
      join territory.area_comune m on m.ambito_id = p.ambito_id and m.area_id = p.id
      where p.kind in ('area', 'ambito') and p.kind = any (${levels}::text[])
    ), total as (
      select l.metric, l.year, t.id, t.code, t.name, t.kind, count(*) as comuni,
        count(*) filter (where l.no_numerator + l.no_denominator > 0) as missing,
        case when sum(l.no_numerator) = 0 then sum(l.numerator) end as numerator,
        case when sum(l.no_denominator) = 0 then sum(l.denominator) end as denominator
      from target t join local l on l.comune_id = t.comune_id
      where ${places}::text[] is null or t.code = any (${places}::text[])
      group by l.metric, l.year, t.id, t.code, t.name, t.kind
    )
    select t.metric, t.year, t.code, t.name, t.kind, t.comuni, t.missing, t.numerator, t.denominator,
      case when t.missing > 0 then null
           when m.denominator is null then t.numerator * m.factor
           else t.numerator * m.factor / nullif(t.denominator, 0) end as value
    from total t join territory.metric m on m.code = t.metric and m.replaced_at is null
    order by m.position, m.code, t.year, array_position(array['ambito', 'area', 'comune'], t.kind), t.name collate "it-x-icu"`.execute(
    tx,
  );
  return rows.map(({ code, name, kind, ...row }) => ({ ...row, place: { code, name, kind } }));
}

export interface MetricSource {
  code: string;
  title: string;
  source: string;
  licence: string;
  referenceOn: string | null;
}

/** Live datasets that hold figures of these variables, for any of these years; every year when left out. */
export async function listSourcesOf(
  tx: Tx,
  variables: readonly string[],
  years: readonly number[] | null,
): Promise<MetricSource[]> {
  const { rows } = await sql<MetricSource>`
    select d.code, d.title, d.source, d.licence, d.reference_on as "referenceOn"
    from territory.dataset d
    where d.superseded_at is null and d.withdrawn_at is null and exists (
      select from territory.observation o
      where o.ambito_id = d.ambito_id and o.dataset_id = d.id and o.variable = any (${[...variables]}::text[])
        and (${years ? [...years] : null}::integer[] is null or o.variable = 'land-area' or o.year = any (${years ? [...years] : null}::integer[])))
    order by d.title`.execute(tx);
  return rows;
}
