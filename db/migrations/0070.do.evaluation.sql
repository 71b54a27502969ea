create schema evaluation;
grant usage on schema evaluation to trama_app;

create table evaluation.measurement (
  ambito_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  measured_on date not null,
  value numeric not null,
  note text,
  primary key (ambito_id, id),
  foreign key (ambito_id, indicator_id) references plan.indicator (ambito_id, id)
);
comment on table evaluation.measurement is 'One value of an indicator at one date.';
create index measurement_indicator on evaluation.measurement (ambito_id, indicator_id, measured_on desc);
call platform.track('evaluation.measurement');
call platform.wall('evaluation.measurement');

create table evaluation.outcome_sheet (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  plan_id uuid not null,
  code text not null,
  title text not null check (length(title) between 3 and 400),
  level text not null check (level in ('ambito', 'subAmbito')),
  place_id uuid not null,
  policy_area text,
  description text,
  achievement_percent numeric check (achievement_percent between 0 and 100),
  user_satisfaction text,
  committed_percent numeric check (committed_percent between 0 and 100),
  resources_note text,
  criticality text,
  answered_need text check (answered_need in ('yes', 'no', 'partly')),
  answered_need_reason text,
  answered_need_explicit boolean,
  in_continuity boolean,
  in_continuity_note text,
  proposed_again text check (proposed_again in ('yes', 'no', 'partly')),
  proposed_again_reason text,
  source text,
  note text,
  position integer not null default 0,
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, code),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table evaluation.outcome_sheet is 'The closing evaluation of one objective of the period before, reported in a plan.';
comment on column evaluation.outcome_sheet.plan_id is 'The plan that reports it, not the one that it evaluates.';
comment on column evaluation.outcome_sheet.answered_need_explicit is 'False where the sheet does not say yes or no and the value was read from its words.';
call platform.track('evaluation.outcome_sheet');
call platform.wall('evaluation.outcome_sheet');

create table evaluation.outcome_action (
  ambito_id uuid not null,
  id uuid not null,
  outcome_sheet_id uuid not null,
  text text not null check (length(text) between 2 and 2000),
  state text check (state in ('done', 'partlyDone', 'notDone', 'underWay', 'suspended')),
  kind text check (kind in ('improvement', 'maintenance')),
  note text,
  position integer not null default 0,
  primary key (ambito_id, id),
  foreign key (ambito_id, outcome_sheet_id) references evaluation.outcome_sheet (ambito_id, id) on delete cascade
);
comment on table evaluation.outcome_action is 'What became of each action of an evaluated objective; the state is null where the plan does not say.';
create index outcome_action_sheet on evaluation.outcome_action (ambito_id, outcome_sheet_id);
call platform.track('evaluation.outcome_action');
call platform.wall('evaluation.outcome_action');

create table evaluation.outcome_continuity (
  ambito_id uuid not null,
  outcome_sheet_id uuid not null,
  objective_id uuid not null,
  basis text not null default 'stated' check (basis in ('stated', 'theme')),
  primary key (ambito_id, outcome_sheet_id, objective_id),
  foreign key (ambito_id, outcome_sheet_id) references evaluation.outcome_sheet (ambito_id, id) on delete cascade,
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id) on delete cascade
);
comment on table evaluation.outcome_continuity is 'Which new objective takes up an evaluated one.';
create index outcome_continuity_objective on evaluation.outcome_continuity (ambito_id, objective_id);
call platform.wall('evaluation.outcome_continuity');
