-- What-if: changes of allocations under a name, which touch no budget line until a director applies them by an act.
create table spending.scenario (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  name text not null check (length(name) between 2 and 200),
  note text,
  applied_at timestamptz,
  applied_by uuid,
  act_number text,
  act_on date,
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, name),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  check ((applied_at is null) = (act_number is null) and (applied_at is null) = (act_on is null))
);
comment on table spending.scenario is 'A set of changes of a plan''s allocations, to see what they would do.';
call platform.track('spending.scenario');
call platform.wall('spending.scenario');

create table spending.scenario_change (
  ambito_id uuid not null,
  scenario_id uuid not null,
  position smallint not null,
  fund_id uuid,
  objective_id uuid,
  year smallint,
  kind text not null check (kind in ('percent', 'amount')),
  value bigint not null check (value <> 0),
  primary key (ambito_id, scenario_id, position),
  foreign key (ambito_id, scenario_id) references spending.scenario (ambito_id, id) on delete cascade,
  foreign key (ambito_id, fund_id) references spending.fund (ambito_id, id),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id),
  check (kind = 'amount' or value >= -10000)
);
comment on table spending.scenario_change is 'One change: which lines (of a fund, an objective, a year; of all where none is named) and by how much.';
comment on column spending.scenario_change.value is 'Hundredths of a per cent, or cents of euro to be added; below nil to be taken away.';
create index scenario_change_fund on spending.scenario_change (ambito_id, fund_id);
create index scenario_change_objective on spending.scenario_change (ambito_id, objective_id);
call platform.wall('spending.scenario_change');

create function spending.scenario_parts(p_ambito uuid, p_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('changes', coalesce(jsonb_agg(
    concat_ws(' · ', f.name, o.code, c.year::text,
      case when c.kind = 'percent' then replace(round(c.value / 100.0, 2)::text, '.', ',') || ' %'
        else replace(round(c.value / 100.0, 2)::text, '.', ',') || ' €' end) order by c.position), '[]'::jsonb))
  from spending.scenario_change c
  left join spending.fund f on f.ambito_id = c.ambito_id and f.id = c.fund_id
  left join plan.objective o on o.ambito_id = c.ambito_id and o.id = c.objective_id
  where c.ambito_id = p_ambito and c.scenario_id = p_id
$$;
call platform.track_parts('spending.scenario');
