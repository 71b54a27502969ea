-- Findings last: a check no longer writes them anew, so that what became of each can be told.
alter table territory.quality_finding
  add column state text not null default 'open' check (state in ('open', 'explained', 'corrected', 'lapsed')),
  add column variable text,
  add column place_code text,
  add column period text,
  add column year smallint,
  add column dataset_code text,
  add column unit text not null default '',
  add column details jsonb not null default '[]',
  add column fingerprint text not null default '',
  add column first_found_at timestamptz not null default now(),
  add column closed_at timestamptz,
  add column closed_by_dataset uuid,
  add column closed_by_edition integer,
  add constraint quality_finding_edition foreign key (ambito_id, closed_by_dataset) references territory.dataset (ambito_id, id);
comment on table territory.quality_finding is 'What the check found, one row a thing that is wrong, kept when it is wrong no more.';
comment on column territory.quality_finding.state is 'open; explained by the office; corrected: later figures no longer show it; lapsed: nobody looks for it any more (rule off, dataset withdrawn).';
comment on column territory.quality_finding.variable is 'What the figure counts; null for a published total.';
comment on column territory.quality_finding.place_code is 'Code of the place; of many places, the area or ambito that holds them.';
comment on column territory.quality_finding.details is 'Cases that it brings together: [{label, published, expected}].';
comment on column territory.quality_finding.fingerprint is 'Hash of the figures that it speaks of: when they change, an explanation of them no longer holds.';
comment on column territory.quality_finding.found_at is 'When the check last saw it.';
comment on column territory.quality_finding.closed_by_edition is 'Ordinal of the edition, among those of its dataset, that no longer shows it.';
create index quality_finding_state on territory.quality_finding (ambito_id, state, position);
create index quality_finding_place on territory.quality_finding (ambito_id, place_code);
create index quality_finding_variable on territory.quality_finding (ambito_id, variable, year);

alter table territory.finding_explanation add column fingerprint text not null default '';
comment on column territory.finding_explanation.fingerprint is 'Of the figures that were explained.';

create table territory.finding_event (
  ambito_id uuid not null,
  id uuid not null,
  finding_id uuid not null,
  kind text not null check (kind in ('found', 'changed', 'explained', 'corrected', 'lapsed', 'reopened')),
  at timestamptz not null,
  account_id uuid,
  note text,
  published text,
  expected text,
  dataset_id uuid,
  edition integer,
  primary key (ambito_id, id),
  foreign key (ambito_id, finding_id) references territory.quality_finding (ambito_id, id),
  foreign key (ambito_id, dataset_id) references territory.dataset (ambito_id, id)
);
comment on table territory.finding_event is 'What became of a finding, in order. Append-only.';
comment on column territory.finding_event.account_id is 'Who explained it; null for what the check does by itself.';
comment on column territory.finding_event.edition is 'Ordinal of the edition that no longer shows it.';
create index finding_event_finding on territory.finding_event (ambito_id, finding_id, at);
call platform.wall('territory.finding_event');
revoke update, delete on territory.finding_event from trama_app;

create table territory.quality_rule (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  rule text not null,
  active boolean not null default true,
  thresholds jsonb not null default '{}',
  reason text not null check (reason <> ''),
  primary key (ambito_id, id),
  unique (ambito_id, rule)
);
comment on table territory.quality_rule is 'Rules of the check that the ambito set differently from how they are shipped, and why.';
comment on column territory.quality_rule.thresholds is 'Only those that differ: {key: number}.';
call platform.track('territory.quality_rule');
call platform.wall('territory.quality_rule');
