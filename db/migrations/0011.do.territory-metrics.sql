create table territory.metric (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9-]*$'),
  edition integer not null default 1,
  name text not null,
  unit text not null,
  decimals smallint not null default 1 check (decimals between 0 and 6),
  factor numeric not null default 1,
  numerator jsonb not null,
  denominator jsonb,
  explanation text not null,
  source text not null,
  shipped boolean not null default false,
  position integer not null default 0,
  replaced_at timestamptz,
  primary key (ambito_id, id),
  unique (ambito_id, code, edition)
);
comment on table territory.metric is 'Formulas as data. What a document used stays: a change makes a new edition.';
comment on column territory.metric.numerator is 'Terms: [{variable, weight, yearOffset, sex?, ageFrom?, ageTo?, category?}], summed over the comuni of a place before dividing.';
comment on column territory.metric.denominator is 'The same; null for a plain sum.';
call platform.track('territory.metric');
call platform.wall('territory.metric');

create table territory.published_total (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  position integer not null,
  name text not null,
  place_name text not null,
  period text not null,
  unit text not null,
  as_published text not null,
  value numeric not null,
  decimals smallint not null,
  location text not null,
  formula text,
  formula_note text,
  not_computable_reason text,
  primary key (ambito_id, id),
  unique (ambito_id, code),
  check (formula is not null or not_computable_reason is not null)
);
comment on table territory.published_total is 'Totals, means and shares that a document published, with the formula that must give them again.';
call platform.track('territory.published_total');
call platform.wall('territory.published_total');

create table territory.quality_finding (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  code text not null,
  rule text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  location text not null,
  published text,
  expected text,
  difference text,
  message_key text not null,
  message_values jsonb not null default '{}',
  position integer not null default 0,
  found_at timestamptz not null default now(),
  primary key (ambito_id, id),
  unique (ambito_id, rule, code)
);
comment on table territory.quality_finding is 'What the last check found. Written anew at every check; explanations are kept apart.';
call platform.wall('territory.quality_finding');

create table territory.finding_explanation (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  rule text not null,
  code text not null,
  note text not null,
  primary key (ambito_id, id),
  unique (ambito_id, rule, code)
);
comment on table territory.finding_explanation is 'Why a finding stands although it was seen: the office''s own words.';
call platform.track('territory.finding_explanation');
call platform.wall('territory.finding_explanation');
