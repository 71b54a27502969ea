create table territory.projection_scenario (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,59}$' and code not in ('bassa', 'centrale', 'alta')),
  name text not null,
  note text not null,
  fertility numeric(4, 2) not null check (fertility between 0.5 and 3),
  life_gain numeric(4, 2) not null check (life_gain between -3 and 6),
  migration numeric(5, 2) not null check (migration between -30 and 30),
  is_public boolean not null default false,
  primary key (ambito_id, id),
  unique (ambito_id, code)
);
comment on table territory.projection_scenario is 'What the office supposes of the ten years to come, beside the low, central and high scenarios that come with Trama.';
comment on column territory.projection_scenario.note is 'Why one should suppose so: a reader who does not know cannot judge.';
comment on column territory.projection_scenario.fertility is 'Mean number of children a woman in the whole ambito, at the end of the ten years.';
comment on column territory.projection_scenario.life_gain is 'Years of life expectancy at birth gained in ten years.';
comment on column territory.projection_scenario.migration is 'Net arrivals a year for each 1,000 residents of the ambito.';
comment on column territory.projection_scenario.is_public is 'Shown on the public site too; otherwise only in the workplace.';
call platform.track('territory.projection_scenario');
call platform.wall('territory.projection_scenario');
