-- The planner's own metrics: editions with their reason, and metrics out of use.
alter table territory.metric
  add column note text,
  add column retired_at timestamptz,
  add column retired_reason text;
comment on column territory.metric.note is 'Why this edition was made, in the words of who made it.';
comment on column territory.metric.retired_at is 'Since when nobody is offered it any more; documents that used it keep it.';
create unique index metric_present on territory.metric (ambito_id, code) where replaced_at is null;
