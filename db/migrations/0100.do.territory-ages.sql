-- A comune kept only to be compared with, or as a forebear of one that was born of a merger.
alter table territory.place drop constraint place_kind_check;
alter table territory.place add constraint place_kind_check
  check (kind in ('comune', 'otherComune', 'area', 'ambito', 'province', 'region', 'country', 'healthDistrict'));
create index place_kind on territory.place (ambito_id, kind);

create table territory.age_count (
  ambito_id uuid not null,
  dataset_id uuid not null,
  variable text not null,
  place_id uuid not null,
  year smallint not null,
  sex text not null check (sex in ('m', 'f')),
  category text not null default '',
  counts integer[] not null check (cardinality(counts) = 101),
  primary key (ambito_id, variable, place_id, year, sex, category, dataset_id),
  -- Deferred, as in territory.observation: the dataset is written when its file has been read to the end.
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id) deferrable initially deferred,
  foreign key (ambito_id, variable) references territory.variable (ambito_id, code),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table territory.age_count is 'Figures by single age: one row a place, year and sex, a hundredth of the rows that an age each would take.';
comment on column territory.age_count.counts is 'The first is of age 0, the 101st of 100 and over. A null is a suppressed figure, never zero.';
create index age_count_dataset on territory.age_count (ambito_id, dataset_id);
create index age_count_year on territory.age_count (ambito_id, variable, year);
call platform.wall('territory.age_count');

create table territory.italian_change (
  code text not null check (code ~ '^[0-9]{6}$'),
  name text not null,
  successor text not null check (successor ~ '^[0-9]{6}$'),
  successor_name text not null,
  effective_on date not null,
  kind text not null check (kind in ('merger', 'incorporation', 'split')),
  primary key (code, successor, effective_on)
);
comment on table territory.italian_change is 'Comuni that ceased to be, from ISTAT''s list. Public facts, the same for all.';
comment on column territory.italian_change.kind is 'Merger: the successor was born that day. Incorporation: it was there already. Split: the land went to more than one, so figures cannot be carried over.';
grant select on territory.italian_change to trama_app;

create table territory.comune_change (
  ambito_id uuid not null,
  dataset_id uuid not null,
  code text not null check (code ~ '^[0-9]{6}$'),
  name text not null,
  successor text not null check (successor ~ '^[0-9]{6}$'),
  successor_name text not null,
  effective_on date not null,
  kind text not null check (kind in ('merger', 'incorporation', 'split')),
  primary key (ambito_id, dataset_id, code, successor, effective_on),
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id) deferrable initially deferred
);
comment on table territory.comune_change is 'The same facts from a list that the ambito imported, newer than the one that comes with Trama.';
call platform.wall('territory.comune_change');

create table territory.forebear (
  ambito_id uuid not null,
  place_id uuid not null,
  part_id uuid not null,
  first_year smallint,
  last_year smallint not null,
  last_is_sure boolean not null,
  beside_own boolean not null,
  primary key (ambito_id, place_id, part_id),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id) on delete cascade,
  foreign key (ambito_id, part_id) references territory.place (ambito_id, id) on delete cascade,
  check (place_id <> part_id)
);
comment on table territory.forebear is 'Of which earlier comuni a comune is made: its series of those years is read as their sum, with its own where it was there already.';
comment on column territory.forebear.first_year is 'First year for which the forebear has figures of its own; null from the beginning.';
comment on column territory.forebear.last_year is 'Last year on whose 1 January the forebear was there.';
comment on column territory.forebear.last_is_sure is 'Whether it lasted to the end of that year: if not, publishers may count its figures of that year with the new comune''s.';
comment on column territory.forebear.beside_own is 'The comune was there already when it took the forebear in: its own figures are added.';
create index forebear_part on territory.forebear (ambito_id, part_id);
call platform.wall('territory.forebear');

create view territory.live_scalar with (security_invoker = true) as
  select distinct on (o.ambito_id, o.variable, o.place_id, o.year, o.sex, o.age_from, o.age_to, o.category)
    o.ambito_id, o.variable, o.place_id, o.year, o.sex, nullif(o.age_from, -1) as age_from,
    case when o.age_to between 0 and 998 then o.age_to end as age_to, o.category, o.value, o.dataset_id
  from territory.observation o
  join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
  where o.year is not null and o.period = o.year::text and d.superseded_at is null and d.withdrawn_at is null
  order by o.ambito_id, o.variable, o.place_id, o.year, o.sex, o.age_from, o.age_to, o.category, d.imported_at desc, d.id desc;
comment on view territory.live_scalar is 'Figures of one year that are read: of each, the newest edition that is neither superseded nor withdrawn. Those by single age are in territory.live_age_count.';

create view territory.live_age_count with (security_invoker = true) as
  select distinct on (a.ambito_id, a.variable, a.place_id, a.year, a.sex, a.category)
    a.ambito_id, a.variable, a.place_id, a.year, a.sex, a.category, a.counts, a.dataset_id
  from territory.age_count a
  join territory.dataset d on d.ambito_id = a.ambito_id and d.id = a.dataset_id
  where d.superseded_at is null and d.withdrawn_at is null
  order by a.ambito_id, a.variable, a.place_id, a.year, a.sex, a.category, d.imported_at desc, d.id desc;
comment on view territory.live_age_count is 'Counts by single age that are read, as territory.live_scalar.';

create view territory.live_figure with (security_invoker = true) as
  select ambito_id, variable, place_id, year, sex, age_from, age_to, category, value, dataset_id from territory.live_scalar
  union all
  select a.ambito_id, a.variable, a.place_id, a.year, a.sex, (c.nth - 1)::smallint,
    case when c.nth <= 100 then (c.nth - 1)::smallint end, a.category, c.value::numeric, a.dataset_id
  from territory.live_age_count a cross join lateral unnest(a.counts) with ordinality as c(value, nth);
comment on view territory.live_figure is 'Every figure of one year that is read, a row each, single ages too.';
comment on column territory.live_figure.age_from is 'Null for all ages together.';
comment on column territory.live_figure.age_to is 'Null with age_from set: and over.';

grant select on territory.live_scalar, territory.live_age_count, territory.live_figure to trama_app;
