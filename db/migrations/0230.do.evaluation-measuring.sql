-- How often an indicator is to be measured is written in words on its sheet. Here they are read as months, so that what
-- is due can be asked of the database: by the list, by the reminders and by the first page alike.
create function evaluation.frequency_months(words text) returns integer language sql immutable parallel safe as $$
  select case
    when f is null or f ~ '\m(bimensil|biannual)' then null
    when f ~ '\mogni (mese|30 giorni)\M|\mmensil|\mmonthly|\mevery month\M' then 1
    when f ~ '\mogni (2|due) mesi\M|\mbimestral' then 2
    when f ~ '\mogni (3|tre) mesi\M|\mtrimestral|\mquarterly|\m(4|quattro) volte (l''|all''|per |in un )anno' then 3
    when f ~ '\mogni (4|quattro) mesi\M|\mquadrimestral|\m(3|tre) volte (l''|all''|per |in un )anno' then 4
    when f ~ '\mogni (6|sei) mesi\M|\msemestral|\mhalf[ -]?yearly|\mtwice a year|\m(2|due) volte (l''|all''|per |in un )anno' then 6
    when f ~ '\mogni (2|due) anni\M|\mbiennal' then 24
    when f ~ '\mogni (3|tre) anni\M|\mtriennal' then 36
    when f ~ '\mannual|\mogni anno\M|\mfine (di ogni |d''|dell'')?anno\M|\myearly|\mevery year\M|\monce a year|\m(1|una) volta (l''|all''|per |in un )anno' then 12
    when f ~ '\mfine\M|\mtermine\M|\mconclusion|\mchiusura\M|\mfinale\M|\mend of' then 0
  end
  from (select plan.fold(words) as f) said
$$;
comment on function evaluation.frequency_months is 'Months between two measurements; 0 for once, at the end; null where the words cannot be read or are not there.';

alter table evaluation.measurement
  add column origin text not null default 'hand' check (origin in ('hand', 'import', 'computed')),
  add column provenance jsonb,
  add column import_id uuid;
comment on column evaluation.measurement.origin is 'By hand, from a file, or computed from a metric or from the budget.';
comment on column evaluation.measurement.provenance is 'Of a computed value: what it was computed from, with its edition.';
comment on column evaluation.measurement.import_id is 'The file it came with; null otherwise.';

-- What stands twice for a day would be drawn twice; the rule was kept by the application alone.
create unique index measurement_day on evaluation.measurement (ambito_id, indicator_id, measured_on);

create table evaluation.measurement_import (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  plan_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  added integer not null check (added >= 0),
  undone_at timestamptz,
  undone_reason text,
  primary key (ambito_id, id),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id)
);
comment on table evaluation.measurement_import is 'Files of measurements that were loaded, all or nothing.';
comment on column evaluation.measurement_import.undone_at is 'When its values were taken away again; null while they stand.';
call platform.track('evaluation.measurement_import');
call platform.wall('evaluation.measurement_import');

create table evaluation.evidence_file (
  ambito_id uuid not null references platform.ambito,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null check (length(bytes) between 1 and 5242880),
  primary key (ambito_id, sha256)
);
comment on table evaluation.evidence_file is 'Contents of files attached to measurements, each kept once, at most 5 MB.';
call platform.wall('evaluation.evidence_file');

create table evaluation.measurement_evidence (
  ambito_id uuid not null,
  id uuid not null,
  measurement_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size integer not null check (size > 0),
  sha256 text not null,
  primary key (ambito_id, id),
  unique (ambito_id, measurement_id, sha256),
  foreign key (ambito_id, measurement_id) references evaluation.measurement (ambito_id, id) on delete cascade,
  foreign key (ambito_id, sha256) references evaluation.evidence_file (ambito_id, sha256)
);
comment on table evaluation.measurement_evidence is 'Files that show where a measured value comes from.';
call platform.track('evaluation.measurement_evidence');
call platform.wall('evaluation.measurement_evidence');

create table evaluation.indicator_source (
  ambito_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  kind text not null check (kind in ('metric', 'budget')),
  metric_code text,
  place_id uuid,
  year_day text check (year_day in ('01-01', '12-31')),
  money text check (money in ('allocated', 'committed', 'paid', 'committedShare', 'paidShare')),
  computed_at timestamptz,
  primary key (ambito_id, id),
  unique (ambito_id, indicator_id),
  foreign key (ambito_id, indicator_id) references plan.indicator (ambito_id, id) on delete cascade,
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id),
  check (case kind when 'metric' then metric_code is not null and place_id is not null and year_day is not null and money is null
    else money is not null and metric_code is null and place_id is null and year_day is null end)
);
comment on table evaluation.indicator_source is 'What an indicator is computed from, where it is not measured by hand.';
comment on column evaluation.indicator_source.year_day is 'The day of its year to which a value of the metric belongs.';
comment on column evaluation.indicator_source.money is 'Which sum of the objective''s budget, in euro, or which share of the allocated, in hundredths.';
call platform.track('evaluation.indicator_source');
call platform.wall('evaluation.indicator_source');

-- The last of a period may be measured a little before its end.
create view evaluation.indicator_state with (security_invoker = true) as
  select i.ambito_id, i.id as indicator_id, o.id as objective_id, o.plan_id, p.ends_on, f.months,
    m.id as latest_id, m.value as latest_value, m.measured_on as latest_on,
    case
      when s.state is null or s.state not in ('adopted', 'signed', 'inForce') or f.months is null then null
      when m.measured_on >= p.ends_on - case f.months when 0 then 60 else least(60, f.months * 15) end then null
      when f.months = 0 then p.ends_on
      else least((greatest(coalesce(m.measured_on, p.starts_on), p.starts_on) + make_interval(months => f.months))::date, p.ends_on)
    end as due_on
  from plan.indicator i
  join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
  join plan.plan p on p.ambito_id = o.ambito_id and p.id = o.plan_id
  left join plan.plan_state s on s.ambito_id = p.ambito_id and s.plan_id = p.id
  cross join lateral (select evaluation.frequency_months(i.frequency) as months) f
  left join lateral (
    select l.id, l.value, l.measured_on from evaluation.measurement l
    where l.ambito_id = i.ambito_id and l.indicator_id = i.id
    order by l.measured_on desc limit 1) m on true
  where o.withdrawn_at is null;
comment on view evaluation.indicator_state is 'For each indicator its newest value and the day on which the next is due; null when none is.';
grant select on evaluation.indicator_state to trama_app;
