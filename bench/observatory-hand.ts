/**
 * The shipped metrics written by hand in SQL, for comuni, areas and ambito, of some years: what a programmer would write
 * who knows these tables and these formulas only. A row a place and year, a column a metric.
 */
export const HAND_WRITTEN = `
with live as materialized (
  select id, row_number() over (order by imported_at, id) as nth from territory.dataset
  where superseded_at is null and withdrawn_at is null
), comune as materialized (
  select id, km2 from territory.place where kind = any ($1::text[])
), scalar as (
  select distinct on (o.place_id, o.year, o.variable) o.place_id, o.year, o.variable, o.value::float8 as value
  from territory.observation o join live d on d.id = o.dataset_id
  where o.variable = any (array['population', 'foreign-population', 'births', 'deaths', 'internal-balance', 'balance-with-abroad',
      'households', 'household-population', 'social-spending', 'home-care-users-65', 'nursery-places', 'social-workers-fte',
      'funds-allocated', 'funds-committed', 'funds-paid'])
    and o.sex = '' and o.age_from = -1 and o.age_to = -1 and o.category = '' and o.period = o.year::text
    and o.place_id = any (array(select id from comune)) and ($2::smallint[] is null or o.year = any ($2::smallint[]))
  order by o.place_id, o.year, o.variable, d.nth desc
), flat as (
  select place_id, year,
    max(value) filter (where variable = 'population') as population,
    max(value) filter (where variable = 'foreign-population') as foreigners,
    max(value) filter (where variable = 'births') as births, max(value) filter (where variable = 'deaths') as deaths,
    max(value) filter (where variable = 'internal-balance') as internal, max(value) filter (where variable = 'balance-with-abroad') as abroad,
    max(value) filter (where variable = 'households') as households, max(value) filter (where variable = 'household-population') as housed,
    max(value) filter (where variable = 'social-spending') as spending, max(value) filter (where variable = 'home-care-users-65') as cared,
    max(value) filter (where variable = 'nursery-places') as nursery, max(value) filter (where variable = 'social-workers-fte') as workers,
    max(value) filter (where variable = 'funds-allocated') as allocated, max(value) filter (where variable = 'funds-committed') as committed,
    max(value) filter (where variable = 'funds-paid') as paid
  from scalar group by place_id, year
), counted as (
  select distinct on (a.variable, a.place_id, a.year, a.sex) a.variable, a.place_id, a.year, a.sex, a.counts
  from territory.age_count a join live d on d.id = a.dataset_id
  where a.variable = any (array['population', 'foreign-population']) and a.category = '' and a.place_id = any (array(select id from comune))
    and ($2::smallint[] is null or a.year = any ($2::smallint[]))
  order by a.variable, a.place_id, a.year, a.sex, d.nth desc
), aged as (
  select place_id, year, sum(n) filter (where age <= 14) as p0_14, sum(n) filter (where age between 15 and 64) as p15_64,
    sum(n) filter (where age >= 65) as p65, sum(n) filter (where age between 60 and 64) as p60_64,
    sum(n) filter (where age between 15 and 19) as p15_19, sum(n) filter (where age between 40 and 64) as p40_64,
    sum(n) filter (where age between 15 and 39) as p15_39, sum(n) filter (where age <= 4) as p0_4,
    sum(n) filter (where sex = 'f' and age between 15 and 49) as w15_49, sum(n) filter (where age <= 2) as p0_2,
    sum(n * (age + 0.5)) as lived
  from counted cross join lateral (select count::float8 as n, nth - 1 as age from unnest(counts) with ordinality as u(count, nth)) c
  where variable = 'population' group by place_id, year
), foreign_count as (
  select place_id, year, sum(n) as foreigners
  from counted cross join lateral (select sum(count)::float8 as n from unnest(counts) as u(count)) c
  where variable = 'foreign-population' group by place_id, year
), fact as (
  select place_id, year, population, foreigners, births, deaths, internal, abroad, households, housed, spending, cared, nursery, workers,
    allocated, committed, paid, null::float8 as p0_14, null::float8 as p15_64, null::float8 as p65, null::float8 as p60_64,
    null::float8 as p15_19, null::float8 as p40_64, null::float8 as p15_39, null::float8 as p0_4, null::float8 as w15_49,
    null::float8 as p0_2, null::float8 as lived from flat
  union all
  select place_id, year, null, foreigners, null, null, null, null, null, null, null, null, null, null, null, null, null,
    null, null, null, null, null, null, null, null, null, null, null from foreign_count
  union all
  select place_id, year, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
    p0_14, p15_64, p65, p60_64, p15_19, p40_64, p15_39, p0_4, w15_49, p0_2, lived from aged
), joined as (
  select place_id, year, max(population) as population, max(foreigners) as foreigners, max(births) as births, max(deaths) as deaths,
    max(internal) as internal, max(abroad) as abroad, max(households) as households, max(housed) as housed, max(spending) as spending,
    max(cared) as cared, max(nursery) as nursery, max(workers) as workers, max(allocated) as allocated, max(committed) as committed,
    max(paid) as paid, max(p0_14) as p0_14, max(p15_64) as p15_64, max(p65) as p65, max(p60_64) as p60_64, max(p15_19) as p15_19,
    max(p40_64) as p40_64, max(p15_39) as p15_39, max(p0_4) as p0_4, max(w15_49) as w15_49, max(p0_2) as p0_2, max(lived) as lived
  from fact group by place_id, year
), local as (
  select c.id, j.*, c.km2::float8 as km2, lead(population) over (partition by c.id order by year) as after
  from comune c join joined j on j.place_id = c.id
), member as (
  select id as target, id as comune from comune
  union all
  select m.area_id, m.comune_id from territory.area_comune m
  join territory.place p on p.id = m.area_id and p.kind = any ($3::text[])
), total as (
  select m.target, l.year, count(*) as comuni, sum(population) as population, sum(after) as after, sum(foreigners) as foreigners,
    sum(births) as births, sum(deaths) as deaths, sum(internal) as internal, sum(abroad) as abroad, sum(households) as households,
    sum(housed) as housed, sum(spending) as spending, sum(cared) as cared, sum(nursery) as nursery, sum(workers) as workers,
    sum(allocated) as allocated, sum(committed) as committed, sum(paid) as paid, sum(km2) as km2, sum(p0_14) as p0_14,
    sum(p15_64) as p15_64, sum(p65) as p65, sum(p60_64) as p60_64, sum(p15_19) as p15_19, sum(p40_64) as p40_64, sum(p15_39) as p15_39,
    sum(p0_4) as p0_4, sum(w15_49) as w15_49, sum(p0_2) as p0_2, sum(lived) as lived
  from member m join local l on l.id = m.comune group by m.target, l.year
)
select p.code, p.name, p.kind, t.year, population / t.km2 as densita, foreigners / nullif(population, 0) * 100 as "quota-stranieri",
  births / nullif((population + after) / 2, 0) * 1000 as natalita, deaths / nullif((population + after) / 2, 0) * 1000 as mortalita,
  (after - population) / nullif((population + after) / 2, 0) * 1000 as crescita,
  (births - deaths) / nullif((population + after) / 2, 0) * 1000 as "saldo-naturale",
  (after - population) / nullif(population, 0) * 100 as "variazione-popolazione",
  (internal + abroad) / nullif((population + after) / 2, 0) * 1000 as "saldo-migratorio",
  p65 / nullif(p0_14, 0) * 100 as vecchiaia, (p0_14 + p65) / nullif(p15_64, 0) * 100 as dipendenza,
  p65 / nullif(p15_64, 0) * 100 as "dipendenza-anziani", p0_14 / nullif(p15_64, 0) * 100 as "dipendenza-giovani",
  p60_64 / nullif(p15_19, 0) * 100 as ricambio, p40_64 / nullif(p15_39, 0) * 100 as struttura,
  p0_4 / nullif(w15_49, 0) * 100 as "carico-figli", lived / nullif(population, 0) as "eta-media",
  housed / nullif(households, 0) as "componenti-famiglia", spending / nullif((population + after) / 2, 0) as "spesa-sociale",
  cared / nullif(p65, 0) * 100 as "copertura-sad", nursery / nullif(p0_2, 0) * 100 as "posti-nido",
  workers / nullif(population, 0) * 5000 as "assistenti-sociali", committed / nullif(allocated, 0) * 100 as impegnato,
  paid / nullif(allocated, 0) * 100 as liquidato
from total t join territory.place p on p.id = t.target
order by p.kind, p.name collate "it-x-icu", t.year`;
