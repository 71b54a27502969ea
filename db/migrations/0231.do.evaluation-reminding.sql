-- When a source was computed last is told by its values; a stamp of its own would fill its history with nothing.
alter table evaluation.indicator_source drop column computed_at;

create table evaluation.reminder (
  ambito_id uuid not null,
  indicator_id uuid not null,
  due_on date not null,
  told_at timestamptz not null default now(),
  primary key (ambito_id, indicator_id, due_on),
  foreign key (ambito_id, indicator_id) references plan.indicator (ambito_id, id) on delete cascade
);
comment on table evaluation.reminder is 'For which day on which a value was due its people were told: once, however often the round is made.';
call platform.wall('evaluation.reminder');
