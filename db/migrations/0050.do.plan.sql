create schema plan;
grant usage on schema plan to trama_app;

create function plan.fold(words text) returns text language sql immutable strict parallel safe
  as $$ select translate(lower(words), 'àáâãäèéêëìíîïòóôõöùúûüçñ’', 'aaaaaeeeeiiiiooooouuuucn''') $$;
comment on function plan.fold is 'Words as people look for them: small letters, accents folded. The extension unaccent is not on every server.';

create table plan.guideline (
  code text primary key,
  content jsonb not null,
  sha256 text not null
);
comment on table plan.guideline is 'The regions'' guidelines, as shipped in guidelines/: policy areas, chapters and fields of the sheets. The same for all.';
grant select on plan.guideline to trama_app;

create table plan.plan (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null check (code ~ '^[0-9]{4}-[0-9]{4}$'),
  title text not null,
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  guideline_code text not null references plan.guideline,
  summary text,
  primary key (ambito_id, id),
  unique (ambito_id, code)
);
comment on table plan.plan is 'The Piano di Zona of one period.';
call platform.track('plan.plan');
call platform.wall('plan.plan');

create table plan.plan_act (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  state text not null check (state in ('draft', 'consultation', 'adopted', 'signed', 'inForce', 'closed')),
  taken_on date not null,
  act_number text,
  body_name text,
  note text,
  primary key (ambito_id, id),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id)
);
comment on table plan.plan_act is 'The plan''s passages: which state began when, by which act. The last is the present state.';
call platform.track('plan.plan_act');
call platform.wall('plan.plan_act');

create view plan.plan_state with (security_invoker = true) as
  select distinct on (ambito_id, plan_id) ambito_id, plan_id, state, taken_on, act_number, body_name,
    state in ('adopted', 'signed', 'inForce', 'closed') as is_public
  from plan.plan_act order by ambito_id, plan_id, taken_on desc, id desc;
comment on view plan.plan_state is 'The present state of each plan, by its last act. The public sees a plan from its adoption on.';
grant select on plan.plan_state to trama_app;

create table plan.need (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  plan_id uuid not null,
  code text not null,
  theme text not null,
  description text not null check (length(description) between 3 and 2000),
  place_id uuid not null,
  target text,
  priority text check (priority in ('high', 'medium', 'low')),
  raised_by text,
  source text,
  note text,
  position integer not null default 0,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, code),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table plan.need is 'A need of the population.';
comment on column plan.need.raised_by is 'Where it came from: tables, territory, analysis, co-programming.';
call platform.track('plan.need');
call platform.wall('plan.need');

create table plan.need_evidence (
  ambito_id uuid not null,
  id uuid not null,
  need_id uuid not null,
  kind text not null check (kind in ('metric', 'series', 'text')),
  reference text not null,
  category text,
  place_id uuid,
  text text not null,
  position integer not null default 0,
  primary key (ambito_id, id),
  foreign key (ambito_id, need_id) references plan.need (ambito_id, id) on delete cascade,
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id)
);
comment on table plan.need_evidence is 'What shows that a need is there: a metric, a published series, or words with their source.';
comment on column plan.need_evidence.reference is 'Code of the metric, or name of the series; empty for words.';
comment on column plan.need_evidence.category is 'Which of the series'' categories, where one alone is meant.';
comment on column plan.need_evidence.place_id is 'Where the figure is read; the need''s own place when null.';
create index need_evidence_need on plan.need_evidence (ambito_id, need_id);
call platform.track('plan.need_evidence');
call platform.wall('plan.need_evidence');

create table plan.objective (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  plan_id uuid not null,
  code text not null check (length(code) between 1 and 40),
  parent_id uuid,
  level text not null check (level in ('ambito', 'subAmbito', 'supraZonal', 'reward')),
  rank text not null default 'specific' check (rank in ('strategic', 'specific')),
  place_id uuid not null,
  title text not null check (length(title) between 3 and 400),
  description text,
  target text[] not null default '{}',
  policy_areas text[] not null default '{}',
  key_points jsonb not null default '[]',
  stated_needs text[] not null default '{}',
  personnel text[] not null default '{}',
  cross_cutting boolean,
  cross_cutting_areas text[] not null default '{}',
  socio_sanitary_integration boolean,
  integration_note text,
  continuity boolean,
  continuity_note text,
  co_design text[] not null default '{}',
  budget_note text,
  fields jsonb not null default '{}',
  source text,
  note text,
  position integer not null default 0,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, code),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  foreign key (ambito_id, parent_id) references plan.objective (ambito_id, id),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id),
  check (parent_id <> id)
);
comment on table plan.objective is 'A change wanted in the community, with its sheet.';
comment on column plan.objective.policy_areas is 'Letters of the guideline''s policy areas.';
comment on column plan.objective.key_points is '[{area, point}] ticked on the sheet; area is the guideline''s letter, or its words where the plan''s differ.';
comment on column plan.objective.stated_needs is 'Needs in the words of the sheet itself.';
comment on column plan.objective.fields is 'Answers to fields that only this plan''s guideline asks.';
create index objective_parent on plan.objective (ambito_id, parent_id);
call platform.track('plan.objective');
call platform.wall('plan.objective');

create table plan.objective_need (
  ambito_id uuid not null,
  objective_id uuid not null,
  need_id uuid not null,
  basis text not null default 'stated' check (basis in ('stated', 'theme')),
  reason text,
  primary key (ambito_id, objective_id, need_id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id) on delete cascade,
  foreign key (ambito_id, need_id) references plan.need (ambito_id, id) on delete cascade
);
comment on table plan.objective_need is 'Which needs an objective answers.';
comment on column plan.objective_need.basis is 'stated: the plan says so; theme: same theme and place, tied by the office.';
create index objective_need_need on plan.objective_need (ambito_id, need_id);
call platform.wall('plan.objective_need');

create table plan.objective_service (
  ambito_id uuid not null,
  objective_id uuid not null,
  service_id uuid not null,
  reason text,
  primary key (ambito_id, objective_id, service_id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id) on delete cascade,
  foreign key (ambito_id, service_id) references services.service (ambito_id, id) on delete cascade
);
comment on table plan.objective_service is 'Services through which an objective acts.';
create index objective_service_service on plan.objective_service (ambito_id, service_id);
call platform.wall('plan.objective_service');

create table plan.objective_network (
  ambito_id uuid not null,
  objective_id uuid not null,
  network_id uuid not null,
  reason text,
  primary key (ambito_id, objective_id, network_id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id) on delete cascade,
  foreign key (ambito_id, network_id) references governance.network (ambito_id, id) on delete cascade
);
comment on table plan.objective_network is 'Networks on which an objective rests.';
create index objective_network_network on plan.objective_network (ambito_id, network_id);
call platform.wall('plan.objective_network');

create table plan.objective_agreement (
  ambito_id uuid not null,
  objective_id uuid not null,
  agreement_id uuid not null,
  reason text,
  primary key (ambito_id, objective_id, agreement_id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id) on delete cascade,
  foreign key (ambito_id, agreement_id) references governance.agreement (ambito_id, id) on delete cascade
);
comment on table plan.objective_agreement is 'Signed acts on which an objective rests.';
create index objective_agreement_agreement on plan.objective_agreement (ambito_id, agreement_id);
call platform.wall('plan.objective_agreement');

create table plan.action (
  ambito_id uuid not null,
  id uuid not null,
  objective_id uuid not null,
  title text not null check (length(title) between 3 and 1000),
  starts_on date,
  ends_on date check (ends_on >= starts_on),
  owner text,
  state text not null default 'planned' check (state in ('planned', 'underWay', 'done', 'partlyDone', 'notDone', 'suspended')),
  state_reason text,
  position integer not null default 0,
  primary key (ambito_id, id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id)
);
comment on table plan.action is 'What is done for an objective.';
create index action_objective on plan.action (ambito_id, objective_id);
call platform.track('plan.action');
call platform.wall('plan.action');

create table plan.indicator (
  ambito_id uuid not null,
  id uuid not null,
  objective_id uuid not null,
  kind text not null check (kind in ('input', 'process', 'output', 'outcome')),
  title text not null check (length(title) between 3 and 1000),
  unit text,
  baseline numeric,
  target numeric,
  target_as_stated text,
  frequency text,
  measured_by text,
  position integer not null default 0,
  primary key (ambito_id, id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id)
);
comment on table plan.indicator is 'What is measured for an objective.';
comment on column plan.indicator.target is 'Expected value as a number; null where the plan gives none, with its words in target_as_stated.';
comment on column plan.indicator.measured_by is 'Tool or way of measuring.';
create index indicator_objective on plan.indicator (ambito_id, objective_id);
call platform.track('plan.indicator');
call platform.wall('plan.indicator');

create table plan.chapter (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  number text not null,
  title text not null,
  content jsonb not null default '[]',
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, number),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id)
);
comment on table plan.chapter is 'The plan''s text: paragraphs and live blocks, in the order in which they are printed.';
call platform.track('plan.chapter');
call platform.wall('plan.chapter');

-- The history of an objective or a need holds that of its parts, which are found by the whole they belong to.
create index history_objective_part on platform.history (ambito_id, (before ->> 'objective_id'))
  where table_name in ('plan.indicator', 'plan.action');
create index history_need_part on platform.history (ambito_id, (before ->> 'need_id'))
  where table_name = 'plan.need_evidence';
