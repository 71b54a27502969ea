create schema territory;
grant usage on schema territory to trama_app;

create table territory.italian_comune (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null,
  province text not null,
  province_name text not null,
  region_code text not null,
  region text not null,
  cadastral_code text not null,
  km2 numeric(10, 4)
);
comment on table territory.italian_comune is 'Italy''s comuni, from ISTAT''s list: the shelf from which an ambito takes its own. Public facts, the same for all.';
create index italian_comune_province on territory.italian_comune (province);
create index italian_comune_name on territory.italian_comune (lower(name) text_pattern_ops);
grant select on territory.italian_comune to trama_app;

create table territory.place (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  kind text not null check (kind in ('comune', 'area', 'ambito', 'province', 'region', 'country', 'healthDistrict')),
  code text not null,
  name text not null,
  province text,
  km2 numeric(12, 4) check (km2 > 0),
  lon double precision check (lon between 5 and 20),
  lat double precision check (lat between 34 and 48),
  boundary jsonb,
  primary key (ambito_id, id),
  unique (ambito_id, code)
);
comment on table territory.place is 'Comuni, areas and the ambito itself; province, region and Italy as comparison.';
comment on column territory.place.code is 'Six-digit ISTAT code of a comune; a short readable word for the others.';
comment on column territory.place.boundary is 'GeoJSON geometry in WGS84, rings wound for d3 (clockwise outside).';
call platform.track('territory.place');
call platform.wall('territory.place');

create table territory.area_comune (
  ambito_id uuid not null,
  area_id uuid not null,
  comune_id uuid not null,
  primary key (ambito_id, area_id, comune_id),
  foreign key (ambito_id, area_id) references territory.place (ambito_id, id) on delete cascade,
  foreign key (ambito_id, comune_id) references territory.place (ambito_id, id) on delete cascade
);
comment on table territory.area_comune is 'Which comuni make an area. The ambito as a place holds all of its comuni.';
create index area_comune_comune on territory.area_comune (ambito_id, comune_id);
call platform.wall('territory.area_comune');

create table territory.variable (
  ambito_id uuid not null references platform.ambito,
  code text not null,
  name text not null,
  unit text not null,
  nature text not null check (nature in ('stock', 'flow', 'share', 'rate', 'amount', 'other')),
  primary key (ambito_id, code)
);
comment on table territory.variable is 'What a dataset counts. Stocks are of one day, flows of a span of time.';
comment on column territory.variable.nature is 'Only stocks, flows and amounts are summed over places.';
call platform.wall('territory.variable');

create table territory.dataset (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  title text not null,
  source text not null,
  licence text not null,
  reference_on date,
  file_name text,
  file_sha256 text,
  layout text not null,
  file_bytes bigint,
  row_count integer not null default 0,
  note text,
  imported_at timestamptz not null default now(),
  superseded_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (ambito_id, id)
);
comment on table territory.dataset is 'One edition of published figures, with the file that it came from. A later edition supersedes, none is overwritten.';
comment on column territory.dataset.code is 'The same for every edition of one publication.';
comment on column territory.dataset.row_count is 'Figures, or boundaries, that came in.';
comment on column territory.dataset.withdrawn_at is 'When its import was undone; its figures stay, but nobody reads them any more.';
call platform.track('territory.dataset');
call platform.wall('territory.dataset');
create unique index dataset_file on territory.dataset (ambito_id, file_sha256) where withdrawn_at is null and file_sha256 is not null;

create table territory.observation (
  ambito_id uuid not null,
  dataset_id uuid not null,
  variable text not null,
  place_id uuid not null,
  period text not null,
  year smallint,
  sex text not null default '' check (sex in ('', 'm', 'f')),
  age_from smallint not null default -1,
  age_to smallint not null default -1,
  category text not null default '',
  value numeric,
  unit text,
  stated_source text,
  location text,
  note text,
  primary key (ambito_id, variable, place_id, period, sex, age_from, age_to, category, dataset_id),
  -- Deferred: what is known of a file only at its end (hash, rows) is written once, after its figures.
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id) deferrable initially deferred,
  foreign key (ambito_id, variable) references territory.variable (ambito_id, code),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table territory.observation is 'Figures in long form: variable, place, period, and what they are divided by.';
comment on column territory.observation.period is 'As the source says: 2021, 2021-01-01, 2020/2021, 2017-2019.';
comment on column territory.observation.year is 'Year to which the period belongs; for a span its last, for a stock of 1 January that year; null when the source names no year.';
comment on column territory.observation.unit is 'Only where it is not the variable''s.';
comment on column territory.observation.stated_source is 'Where the document says that it took this figure from, when it says so figure by figure.';
comment on column territory.observation.location is 'Where in the document it stands: a chapter, a table.';
comment on column territory.observation.sex is 'Empty for both together.';
comment on column territory.observation.age_from is 'Completed years, -1 for every age; age_to 999 means and over.';
comment on column territory.observation.category is 'Any other dimension, in the source''s words; empty for the total.';
comment on column territory.observation.value is 'Null when the source has the cell but not the figure: suppressed or unreadable, never zero.';
create index observation_dataset on territory.observation (ambito_id, dataset_id);
create index observation_year on territory.observation (ambito_id, variable, year);
call platform.wall('territory.observation');
