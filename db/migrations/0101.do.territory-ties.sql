-- Figures come by the hundred thousand. A foreign key looks its parent up once a row, three times for each figure, with
-- a plan that PostgreSQL keeps from when the table of places was still small: for a national file that is most of its
-- time. These ties give the same guarantee once a statement: what a row names is there, is locked as a foreign key
-- locks it, and cannot go while the row stays.

create function territory.require_parents() returns trigger language plpgsql as $$
declare
  lost bigint;
begin
  -- Arguments by three: column, table it names, that table's column. Planned anew each time, for as many rows as there are.
  for i in 0 .. tg_nargs - 1 by 3 loop
    execute format(
      'with wanted as (select distinct ambito_id, %1$I as key from fresh),
         held as (select p.ambito_id from %2$s p join wanted w on w.ambito_id = p.ambito_id and w.key = p.%3$I for key share of p)
       select (select count(*) from wanted) - (select count(*) from held)', tg_argv[i], tg_argv[i + 1], tg_argv[i + 2])
      into lost;
    if lost > 0 then
      raise foreign_key_violation using message = format('%s of %I.%I: %s values that %s does not have',
        tg_argv[i], tg_table_schema, tg_table_name, lost, tg_argv[i + 1]), table = tg_table_name, schema = tg_table_schema;
    end if;
  end loop;
  return null;
end $$;
comment on function territory.require_parents() is 'A foreign key for statements of many rows.';

create function territory.keep_children() returns trigger language plpgsql as $$
declare
  used boolean;
begin
  -- Arguments: the key's column, then table and column of each that names it.
  for i in 1 .. tg_nargs - 1 by 2 loop
    execute format('select exists (select from %1$s where ambito_id = $1.ambito_id and %2$I = $1.%3$I)',
      tg_argv[i], tg_argv[i + 1], tg_argv[0]) into used using old;
    if used then
      raise foreign_key_violation using message = format('%s still names this row of %I.%I', tg_argv[i], tg_table_schema, tg_table_name),
        table = tg_table_name, schema = tg_table_schema;
    end if;
  end loop;
  return null;
end $$;
comment on function territory.keep_children() is 'The other end of territory.require_parents.';

create function territory.leave_areas() returns trigger language plpgsql as $$
begin
  delete from territory.area_comune where ambito_id = old.ambito_id and (area_id = old.id or comune_id = old.id);
  return null;
end $$;

-- A dataset is written at the end of its file, when its hash is known: the tie to it waits for the commit.
create table territory.figure_set (
  ambito_id uuid not null,
  dataset_id uuid not null,
  primary key (ambito_id, dataset_id),
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id) deferrable initially deferred
);
comment on table territory.figure_set is 'Datasets that have figures: one foreign key for all of them.';
call platform.wall('territory.figure_set');
-- Migrations run outside every ambito, where the wall shows nothing.
alter table territory.observation no force row level security;
alter table territory.figure_set no force row level security;
insert into territory.figure_set (ambito_id, dataset_id) select distinct ambito_id, dataset_id from territory.observation;
set constraints all immediate;
alter table territory.observation force row level security;
alter table territory.figure_set force row level security;

create function territory.note_figure_sets() returns trigger language plpgsql as $$
begin
  insert into territory.figure_set (ambito_id, dataset_id)
  select distinct ambito_id, dataset_id from fresh on conflict do nothing;
  return null;
end $$;

alter table territory.observation
  drop constraint observation_ambito_id_dataset_id_fkey,
  drop constraint observation_ambito_id_variable_fkey,
  drop constraint observation_ambito_id_place_id_fkey,
  drop constraint observation_pkey;
-- The place first: a file brings its figures place by place, so that they go in one after the other.
alter table territory.observation
  add primary key (ambito_id, place_id, variable, period, sex, age_from, age_to, category, dataset_id);
alter table territory.age_count
  drop constraint age_count_ambito_id_dataset_id_fkey,
  drop constraint age_count_ambito_id_variable_fkey,
  drop constraint age_count_ambito_id_place_id_fkey,
  drop constraint age_count_pkey;
alter table territory.age_count
  add primary key (ambito_id, place_id, variable, year, sex, category, dataset_id);
alter table territory.area_comune
  drop constraint area_comune_ambito_id_area_id_fkey,
  drop constraint area_comune_ambito_id_comune_id_fkey;

do $$
declare
  child text;
  event text;
begin
  foreach child in array array['observation', 'age_count'] loop
    foreach event in array array['insert', 'update'] loop
      execute format('create trigger note_sets_%2$s after %2$s on territory.%1$I referencing new table as fresh
        for each statement execute function territory.note_figure_sets()', child, event);
      execute format('create trigger require_parents_%2$s after %2$s on territory.%1$I referencing new table as fresh
        for each statement execute function territory.require_parents(''place_id'', ''territory.place'', ''id'', ''variable'', ''territory.variable'', ''code'')', child, event);
    end loop;
  end loop;
  foreach event in array array['insert', 'update'] loop
    execute format('create trigger require_parents_%1$s after %1$s on territory.area_comune referencing new table as fresh
      for each statement execute function territory.require_parents(''area_id'', ''territory.place'', ''id'', ''comune_id'', ''territory.place'', ''id'')', event);
  end loop;
end $$;

create trigger keep_figures after delete on territory.place for each row execute function
  territory.keep_children('id', 'territory.observation', 'place_id', 'territory.age_count', 'place_id');
create trigger keep_figures_named after update of id, ambito_id on territory.place for each row
  when (old.id <> new.id or old.ambito_id <> new.ambito_id) execute function
  territory.keep_children('id', 'territory.observation', 'place_id', 'territory.age_count', 'place_id', 'territory.area_comune', 'comune_id', 'territory.area_comune', 'area_id');
create trigger leave_areas after delete on territory.place for each row execute function territory.leave_areas();
create trigger keep_figures after delete on territory.variable for each row execute function
  territory.keep_children('code', 'territory.observation', 'variable', 'territory.age_count', 'variable');
create trigger keep_figures_named after update of code, ambito_id on territory.variable for each row
  when (old.code <> new.code or old.ambito_id <> new.ambito_id) execute function
  territory.keep_children('code', 'territory.observation', 'variable', 'territory.age_count', 'variable');
