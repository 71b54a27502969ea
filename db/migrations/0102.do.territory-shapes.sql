-- What each dataset holds, without its places and years: some dozens of rows, from which the engine of metrics sees
-- which figures can make up what a formula asks for.
create table territory.figure_shape (
  ambito_id uuid not null,
  dataset_id uuid not null,
  variable text not null,
  category text not null,
  sex text not null check (sex in ('', 'm', 'f')),
  age_from smallint not null,
  age_to smallint not null,
  is_packed boolean not null,
  primary key (ambito_id, dataset_id, variable, category, sex, age_from, age_to, is_packed),
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id) deferrable initially deferred
);
comment on table territory.figure_shape is 'Which variables a dataset gives, by sex, age class and category.';
comment on column territory.figure_shape.age_from is 'As in territory.observation: -1 for all ages together.';
comment on column territory.figure_shape.is_packed is 'Single ages, in territory.age_count.';
call platform.wall('territory.figure_shape');

alter table territory.observation no force row level security;
alter table territory.age_count no force row level security;
alter table territory.figure_shape no force row level security;
insert into territory.figure_shape (ambito_id, dataset_id, variable, category, sex, age_from, age_to, is_packed)
select distinct ambito_id, dataset_id, variable, category, sex, age_from, age_to, false from territory.observation
union all
select distinct ambito_id, dataset_id, variable, category, sex, 0, 999, true from territory.age_count;
set constraints all immediate;
alter table territory.observation force row level security;
alter table territory.age_count force row level security;
alter table territory.figure_shape force row level security;

-- One row for each dataset is told by its shapes: their own tie serves for all of its figures.
create or replace function territory.note_figure_sets() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'age_count' then
    insert into territory.figure_shape (ambito_id, dataset_id, variable, category, sex, age_from, age_to, is_packed)
    select distinct ambito_id, dataset_id, variable, category, sex, 0, 999, true from fresh on conflict do nothing;
  else
    insert into territory.figure_shape (ambito_id, dataset_id, variable, category, sex, age_from, age_to, is_packed)
    select distinct ambito_id, dataset_id, variable, category, sex, age_from, age_to, false from fresh on conflict do nothing;
  end if;
  return null;
end $$;
drop table territory.figure_set;

drop index territory.observation_year;
create index observation_year on territory.observation (ambito_id, variable, year, sex);
