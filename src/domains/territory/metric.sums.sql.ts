import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { InputSum, Target } from './metric.evaluation.js';
import type { Piece, Shape } from './metric.inputs.js';
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

/** Places of some levels, in the order in which values are told: the ambito, areas, comuni, then the others, by name. */
export async function listTargets(
  tx: Tx,
  levels: readonly MetricLevel[],
  places: readonly string[] | null,
): Promise<Target[]> {
  const codes = places ? [...places] : null;
  const { rows } = await sql<Target>`
    select p.id, p.code, p.name, p.kind, case when p.kind in ('comune', 'otherComune') then 1 else (
      select count(*) from territory.area_comune m where m.ambito_id = p.ambito_id and m.area_id = p.id) end as comuni
    from territory.place p
    where p.kind = any (${[...levels]}::text[]) and (${codes}::text[] is null or p.code = any (${codes}::text[]))
    order by array_position(array['ambito', 'area', 'comune'], p.kind) nulls last, p.name collate "it-x-icu"`.execute(
    tx,
  );
  return rows;
}

export interface SumQuestion {
  pieces: readonly Piece[];
  /** Which input is land area; null when none is. */
  landInput: number | null;
  levels: readonly MetricLevel[];
  places: readonly string[] | null;
  /** Of figures, offsets counted in; null for all. */
  years: readonly number[] | null;
}

/**
 * Every input of every place and year, in one statement. Of each figure the newest live edition is taken; the pieces of
 * a way are added where all of them are there, the first way that is whole counts; a merged comune before its merger is
 * its forebears' sum; places are summed from their comuni, and their own figures are given beside it.
 */
export async function sumInputs(tx: Tx, question: SumQuestion): Promise<InputSum[]> {
  const { pieces, landInput, levels } = question;
  const codes = question.places ? [...question.places] : null;
  const years = question.years ? [...question.years] : null;
  const column = <K extends keyof Piece>(key: K) => pieces.map((piece) => piece[key]);
  const { rows } = await sql<InputSum>`
    with piece as materialized (
      select * from unnest(${column('index')}::integer[], ${column('input')}::integer[], ${column('way')}::integer[], ${column('of')}::integer[],
        ${column('variable')}::text[], ${column('category')}::text[], ${column('sex')}::text[], ${column('from')}::smallint[], ${column('to')}::smallint[],
        ${column('isPacked')}::boolean[], ${column('weightByAge')}::boolean[])
        as p(piece, input, way, parts, variable, category, sex, age_from, age_to, is_packed, by_age)
    ), target as materialized (
      select p.id, p.kind from territory.place p
      where p.kind = any (${[...levels]}::text[]) and (${codes}::text[] is null or p.code = any (${codes}::text[]))
    ), member as materialized (
      select t.id as target, m.comune_id as comune, t.kind in ('area', 'ambito') as is_near from target t
      join territory.area_comune m on m.area_id = t.id where t.kind not in ('comune', 'otherComune')
    ), seat as materialized (
      select id from target union select comune from member
    ), sought as materialized (
      select id from seat
      union select f.part_id from territory.forebear f where f.place_id = any (array(select id from seat))
    ), live as materialized (
      select id, row_number() over (order by imported_at, id) as nth from territory.dataset
      where superseded_at is null and withdrawn_at is null
    ), cell as (
      select distinct on (p.piece, o.place_id, o.year) p.input, p.way, p.parts, o.place_id, o.year, o.value::float8 as value
      from piece p
      join territory.observation o on o.variable = p.variable and o.sex = p.sex and o.age_from = p.age_from and o.age_to = p.age_to and o.category = p.category
      join live d on d.id = o.dataset_id
      where not p.is_packed and o.place_id = any (array(select id from sought))
        and (${years}::smallint[] is null or o.year = any (${years}::smallint[])) and o.period = o.year::text
      order by p.piece, o.place_id, o.year, d.nth desc
    ), pack as (
      select distinct on (a.variable, a.category, a.sex, a.place_id, a.year) a.variable, a.category, a.sex, a.place_id, a.year, a.counts
      from territory.age_count a
      join live d on d.id = a.dataset_id
      where a.variable = any (array(select variable from piece where is_packed)) and a.place_id = any (array(select id from sought))
        and (${years}::smallint[] is null or a.year = any (${years}::smallint[]))
      order by a.variable, a.category, a.sex, a.place_id, a.year, d.nth desc
    ), part as (
      select input, way, parts, place_id, year, value, value is null as hidden from cell
      union all
      select p.input, p.way, p.parts, k.place_id, k.year, s.value, s.hidden
      from piece p
      join pack k on k.variable = p.variable and k.category = p.category and k.sex = p.sex
      cross join lateral (
        select sum(case when p.by_age then c.count * (c.nth + p.age_from - 0.5) else c.count end)::float8 as value, bool_or(c.count is null) as hidden
        from unnest(k.counts[p.age_from + 1 : least(p.age_to, 100) + 1]) with ordinality as c(count, nth)) s
      where p.is_packed
    ), way as (
      select input, way, place_id, year, sum(value) as value, bool_or(hidden) as hidden
      from part group by input, way, parts, place_id, year having count(*) = parts
    ), figure as materialized (
      select distinct on (input, place_id, year) input, place_id, year, case when not hidden then value end as value
      from way order by input, place_id, year, way
    ), due as (
      select f.place_id, f.part_id, f.beside_own, f.last_year, f.last_is_sure, y.input, y.year, c.value, c.place_id is not null as there
      from territory.forebear f
      join (select distinct b.place_id, g.input, g.year from territory.forebear b
        join figure g on g.place_id = b.place_id or g.place_id = b.part_id) y
        on y.place_id = f.place_id and y.year <= f.last_year and (f.first_year is null or y.year >= f.first_year)
      left join figure c on c.place_id = f.part_id and c.input = y.input and c.year = y.year
      where f.place_id = any (array(select id from seat))
    ), merged as (
      select d.place_id, d.input, d.year, bool_or(not d.beside_own) as is_born, sum(d.value) as value,
        bool_or(d.there and d.value is null) as hidden,
        count(*) filter (where not d.there and (not d.beside_own or d.last_is_sure or d.year < d.last_year)) as absent
      from due d group by d.place_id, d.input, d.year
    ), whole as materialized (
      select g.input, g.place_id, g.year, g.value from figure g
      where not exists (select from merged m where m.place_id = g.place_id and m.input = g.input and m.year = g.year)
      union all
      select m.input, m.place_id, m.year, case
        when m.is_born and own.place_id is not null then own.value
        when m.hidden then null when m.is_born then m.value else own.value + coalesce(m.value, 0) end
      from merged m
      left join figure own on own.place_id = m.place_id and own.input = m.input and own.year = m.year
      where case when m.is_born then own.place_id is not null or m.absent = 0 else own.place_id is not null and m.absent = 0 end
      union all
      select ${landInput}::integer, p.id, 0, coalesce((
        select o.value from territory.observation o join live d on d.id = o.dataset_id
        where o.place_id = p.id and o.variable = 'land-area' order by o.year desc nulls last, d.nth desc limit 1), p.km2)::float8
      from territory.place p
      where ${landInput}::integer is not null and p.kind in ('comune', 'otherComune') and p.id = any (array(select id from seat))
    ), summed as (
      select m.target, w.input, w.year, case when count(w.value) = count(*) then sum(w.value) end as value, count(*) as present,
        array_agg(m.comune) filter (where m.is_near) as comuni, array_agg(m.comune) filter (where w.value is null) as hidden
      from member m join whole w on w.place_id = m.comune
      group by m.target, w.input, w.year
    )
    select t.id as target, w.input, w.year, w.value, null::integer as present, null::text[] as absent
    from target t join whole w on w.place_id = t.id
    union all
    select s.target, s.input, s.year, s.value, s.present::integer, case
      when s.hidden is not null then array(select p.code from territory.place p where p.id = any (s.hidden) order by p.code limit 20)
      when t.kind in ('area', 'ambito') and s.present < (select count(*) from member m where m.target = s.target) then array(
        select p.code from member m join territory.place p on p.id = m.comune
        where m.target = s.target and m.comune <> all (s.comuni) order by p.code limit 20) end
    from summed s join target t on t.id = s.target`.execute(tx);
  return rows;
}
