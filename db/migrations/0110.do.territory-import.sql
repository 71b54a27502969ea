-- The journey of a file into the observatory: received, looked at, mapped where nobody knows its layout, loaded, undone.

create table territory.recipe (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  header_key text not null,
  mapping jsonb not null,
  title text not null default '',
  source text not null default '',
  licence text not null default '',
  note text not null default '',
  retired_at timestamptz,
  retired_reason text,
  primary key (ambito_id, id)
);
comment on table territory.recipe is 'How to read a table that no layout knows: which column is the place, the period, the value. Next year''s file finds it by its headings.';
comment on column territory.recipe.header_key is 'Headings of the table, folded, with the figures of years taken out: what next year''s file has in common with this one.';
comment on column territory.recipe.mapping is 'The columns'' meaning, checked against its schema each time that it is read.';
comment on column territory.recipe.title is 'What the table is called where a dataset made with it is shown; the year of the data is added.';
comment on column territory.recipe.retired_at is 'A retired recipe is not offered any more; datasets made with it keep it.';
call platform.track('territory.recipe');
call platform.wall('territory.recipe');
create unique index recipe_name on territory.recipe (ambito_id, lower(name)) where retired_at is null;

alter table territory.dataset add column recipe_id uuid;
alter table territory.dataset add column keeps text not null default 'ambito' check (keeps in ('ambito', 'italy'));
alter table territory.dataset add foreign key (ambito_id, recipe_id) references territory.recipe (ambito_id, id);
drop index territory.dataset_file;
create unique index dataset_file on territory.dataset (ambito_id, file_sha256, keeps) where withdrawn_at is null and file_sha256 is not null;
comment on column territory.dataset.recipe_id is 'The recipe that read the file; null for a layout that the program knows.';
comment on column territory.dataset.keeps is 'ambito: only its own comuni were kept; italy: all, for comparison.';

create table territory.upload (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  account_id uuid not null references platform.account,
  file_name text not null,
  bytes bigint not null,
  sha256 text not null,
  state text not null check (state in ('waiting', 'ready', 'refused', 'unknown', 'loaded', 'failed')),
  keeps text not null default 'ambito' check (keeps in ('ambito', 'italy')),
  stated jsonb not null default '{}',
  mapping jsonb,
  recipe_id uuid,
  outcome jsonb,
  dataset_id uuid,
  job_id uuid,
  received_at timestamptz not null default now(),
  checked_at timestamptz,
  primary key (ambito_id, id),
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id),
  foreign key (ambito_id, recipe_id) references territory.recipe (ambito_id, id)
);
comment on table territory.upload is 'A file on its way in: its bytes wait in the data folder for a day, and only who brought it sees it.';
comment on column territory.upload.file_name is 'As the browser gave it; on disk the file has the row''s id for a name.';
comment on column territory.upload.state is 'waiting: not looked at yet; ready: may be loaded; unknown: needs its columns mapped; failed: the work broke off.';
comment on column territory.upload.stated is 'Title, source, licence as typed by who brings it, where the file does not say them.';
comment on column territory.upload.mapping is 'Meaning of its columns, not saved as a recipe yet.';
comment on column territory.upload.outcome is 'What the last look at it found: what would change, or what is wrong, in no language.';
comment on column territory.upload.job_id is 'Long work on it, last asked.';
create index upload_account on territory.upload (ambito_id, account_id, received_at);
call platform.wall('territory.upload');
create policy upload_owner on territory.upload as restrictive
  using (account_id = (select platform.current_account()) or (select platform.is_installation()));

create table territory.boundary_edition (
  ambito_id uuid not null,
  dataset_id uuid not null,
  place_id uuid not null,
  boundary jsonb not null,
  primary key (ambito_id, dataset_id, place_id),
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id) deferrable initially deferred,
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id) on delete cascade
);
comment on table territory.boundary_edition is 'Boundaries as each file brought them, so that undoing an import gives back those before; the place shows the newest that was not undone.';
create index boundary_edition_place on territory.boundary_edition (ambito_id, place_id);
call platform.wall('territory.boundary_edition');

-- Boundaries that are in already belong to the live edition: the owner is not stopped by the wall only while it is not forced.
alter table territory.boundary_edition no force row level security;
alter table territory.place no force row level security;
alter table territory.dataset no force row level security;
insert into territory.boundary_edition (ambito_id, dataset_id, place_id, boundary)
  select p.ambito_id, d.id, p.id, p.boundary
  from territory.place p
  join territory.dataset d on d.ambito_id = p.ambito_id and d.code = 'confini' and d.superseded_at is null and d.withdrawn_at is null
  where p.kind = 'comune' and p.boundary is not null;
alter table territory.boundary_edition force row level security;
alter table territory.place force row level security;
alter table territory.dataset force row level security;
