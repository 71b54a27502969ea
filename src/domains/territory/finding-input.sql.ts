import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { CheckAges, CheckFigure, CheckPlace, CheckVariable, HeldSum } from './quality/check.types.js';
import type { Cell, SourcePlace } from './quality/observation-source.js';
import type { PublishedTotal } from './quality/published.types.js';

export interface StoredTotal extends PublishedTotal {
  position: number;
  name: string;
  placeName: string;
  period: string;
  location: string;
}

/** Published totals with their values as decimal text, for exact arithmetic. */
export async function listPublishedTotals(tx: Tx): Promise<StoredTotal[]> {
  return tx
    .selectFrom('territory.published_total')
    .select([
      'code',
      'position',
      'name',
      'place_name as placeName',
      'period',
      'location',
      'unit',
      'decimals',
      'formula',
      'not_computable_reason as notComputableReason',
      sql<string>`value::text`.as('value'),
    ])
    .orderBy('position')
    .execute();
}

/**
 * Every live figure of the ambito's own places and of those that hold comuni, oldest import first, so that the newest
 * counts where two say the same; then in an order of their own, because the order in which the database happens to give
 * them would change what a finding says, and open again what was explained. Comuni kept only for comparison stay out: their publishers check them, and a national
 * file would make the check of one ambito a thousand times longer. Figures by single age are in `listCheckAges`.
 */
export async function listCheckFigures(tx: Tx): Promise<CheckFigure[]> {
  // Those of the places first: of figures written a moment ago PostgreSQL knows no number, and would read them all.
  const { rows } = await sql<CheckFigure>`
    with own as materialized (
      select * from territory.observation
      where place_id = any (array(select id from territory.place where kind <> 'otherComune')))
    select o.variable, p.code as place, o.period, o.year, o.sex, o.age_from as "ageFrom", o.age_to as "ageTo", o.category,
      o.value::text as value, coalesce(o.unit, v.unit) as unit, d.code as dataset
    from own o
    join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
    join territory.variable v on v.ambito_id = o.ambito_id and v.code = o.variable
    where d.superseded_at is null and d.withdrawn_at is null
    order by d.imported_at, d.id, o.variable collate "C", p.code collate "C", o.period collate "C", o.sex, o.category collate "C"`.execute(
    tx,
  );
  return rows;
}

export async function listCheckAges(tx: Tx): Promise<CheckAges[]> {
  const { rows } = await sql<Omit<CheckAges, 'counts'> & { counts: string }>`
    select a.variable, p.code as place, a.year, a.sex, array_to_json(a.counts)::text as counts, d.code as dataset
    from territory.live_age_count a
    join territory.place p on p.ambito_id = a.ambito_id and p.id = a.place_id and p.kind <> 'otherComune'
    join territory.dataset d on d.ambito_id = a.ambito_id and d.id = a.dataset_id
    where a.category = ''
    order by a.variable, p.code, a.year, a.sex`.execute(tx);
  // As JSON: the driver's own reading of an array takes ten times as long.
  return rows.map(({ counts, ...row }) => ({ ...row, counts: JSON.parse(counts) as (number | null)[] }));
}

/**
 * Figures of the provinces that hold the ambito's comuni which the figures of all their comuni, kept for comparison, do
 * not make. Summed in the database: those comuni are hundreds, and nothing else of them is looked at.
 */
export async function listBrokenSums(tx: Tx): Promise<HeldSum[]> {
  // Those of the provinces first, as in `listCheckFigures`: else a national file written a moment ago is summed figure
  // by figure, which takes minutes.
  const { rows } = await sql<HeldSum>`
    with live as (select id, code, imported_at from territory.dataset where superseded_at is null and withdrawn_at is null),
    holder as materialized (
      select h.id, h.code, array_agg(m.comune_id) as members
      from territory.place h
      join territory.area_comune m on m.ambito_id = h.ambito_id and m.area_id = h.id
      join territory.place c on c.ambito_id = m.ambito_id and c.id = m.comune_id
      where h.kind = 'province' group by h.id, h.code having bool_or(c.kind = 'comune')),
    stated as materialized (
      select * from territory.observation
      where place_id = any (array(select id from holder)) and age_from = -1 and value is not null)
    select f.variable, h.code as place, f.period, f.year, f.sex, f.category, f.value::text as value,
      coalesce(f.unit, v.unit) as unit, d.code as dataset, s.sum::text as sum, cardinality(h.members) as members
    from stated f
    join holder h on h.id = f.place_id
    join live d on d.id = f.dataset_id
    join territory.variable v on v.ambito_id = f.ambito_id and v.code = f.variable and v.nature in ('stock', 'flow', 'amount')
    cross join lateral (
      select count(*) as figures, count(distinct o.place_id) as places, sum(o.value) as sum
      from territory.observation o join live l on l.id = o.dataset_id
      where o.variable = f.variable and o.place_id = any (h.members) and o.period = f.period and o.sex = f.sex
        and o.age_from = -1 and o.category = f.category and o.value is not null) s
    where s.places = cardinality(h.members) and s.figures = s.places and s.sum <> f.value
    order by f.variable collate "C", h.code collate "C", f.period collate "C", f.sex, f.category collate "C" limit 1000`.execute(
    tx,
  );
  return rows;
}

/** Places with figures of their own or with comuni; a merged comune with the first year for which it was there. */
export async function listCheckPlaces(tx: Tx): Promise<CheckPlace[]> {
  const { rows } = await sql<CheckPlace>`
    select p.code, p.name, p.kind,
      coalesce(case when p.kind in ('area', 'ambito') then (
        select array_agg(c.code order by c.code) from territory.area_comune m
        join territory.place c on c.ambito_id = m.ambito_id and c.id = m.comune_id
        where m.ambito_id = p.ambito_id and m.area_id = p.id) end, '{}') as comuni,
      (select max(f.last_year) + 1 from territory.forebear f
        where f.ambito_id = p.ambito_id and f.place_id = p.id and not f.beside_own) as since
    from territory.place p
    where p.kind <> 'otherComune'
    order by array_position(array['ambito', 'area', 'comune'], p.kind) nulls last, p.code`.execute(tx);
  return rows;
}

export async function listCheckVariables(tx: Tx): Promise<CheckVariable[]> {
  return tx.selectFrom('territory.variable').select(['code', 'name', 'nature']).orderBy('code').execute();
}

export interface LiveEdition {
  id: string;
  code: string;
  title: string;
  /** Its ordinal among the editions of its dataset that were not withdrawn. */
  edition: number;
}

/** Datasets that are read, each with the ordinal of its edition. */
export async function listLiveEditions(tx: Tx): Promise<LiveEdition[]> {
  const { rows } = await sql<LiveEdition>`
    select d.id, d.code, d.title, (select count(*)::int from territory.dataset e
      where e.ambito_id = d.ambito_id and e.code = d.code and e.withdrawn_at is null and e.imported_at <= d.imported_at) as edition
    from territory.dataset d where d.superseded_at is null and d.withdrawn_at is null order by d.code`.execute(
    tx,
  );
  return rows;
}

/** What formulas read: figures of every age, as cells. A stock of 1 January is under its year; formulas may name the day. */
export function cellsOf(figures: readonly CheckFigure[], variables: readonly string[]): Cell[] {
  const wanted = new Set(variables);
  return figures.flatMap((figure) => {
    if (figure.ageFrom !== -1 || !wanted.has(figure.variable)) return [];
    const { variable, place, period, sex, category, value } = figure;
    const cell: Cell = { variable, place, period, sex, category, value };
    return /^\d{4}$/.test(period) ? [{ ...cell, period: `${period}-01-01` }, cell] : [cell];
  });
}

export function sourcePlacesOf(places: readonly CheckPlace[]): SourcePlace[] {
  return places.map(({ code, name, kind, comuni }) => ({ code, name, kind, comuni }));
}
