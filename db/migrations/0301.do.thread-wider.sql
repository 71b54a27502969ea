-- The thread from the figures that were published to the euro that was paid: datasets and metrics before the evidence,
-- organisations, measurements, commitments and payments after the objective, the sheet that closes it.
create or replace view thread.node with (security_invoker = true) as
  select e.ambito_id, 'evidence' as kind, e.id, n.plan_id, e.reference as code, e.text as title, e.kind as detail,
    null::numeric as amount, coalesce(e.place_id, n.place_id) as place_id, n.code as owner
    from plan.need_evidence e join plan.need n on n.ambito_id = e.ambito_id and n.id = e.need_id
    where n.withdrawn_at is null
  union all select ambito_id, 'need', id, plan_id, code, description, theme, null, place_id, null
    from plan.need where withdrawn_at is null
  union all select ambito_id, 'objective', id, plan_id, code, title, case rank when 'strategic' then rank else level end, null, place_id, null
    from plan.objective where withdrawn_at is null
  union all select a.ambito_id, 'action', a.id, o.plan_id, '', a.title, a.state, null, o.place_id, o.code
    from plan.action a join plan.objective o on o.ambito_id = a.ambito_id and o.id = a.objective_id
    where o.withdrawn_at is null
  union all select b.ambito_id, 'budgetLine', b.id, o.plan_id, '', coalesce(b.description, f.name), b.year::text, b.allocated_cents, o.place_id, o.code
    from spending.budget_line b join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    where o.withdrawn_at is null
  union all select ambito_id, 'fund', id, null::uuid, code, name, kind, null, null::uuid, null from spending.fund
  union all select ambito_id, 'service', id, null::uuid, code, name, kind, null, place_id, null from services.service
  union all select ambito_id, 'network', id, null::uuid, code, name, theme, null, place_id, null from governance.network
  union all select ambito_id, 'agreement', id, null::uuid, code, title, state, null, place_id, null from governance.agreement
  union all select i.ambito_id, 'indicator', i.id, o.plan_id, '', i.title, i.kind, i.target, o.place_id, o.code
    from plan.indicator i join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.withdrawn_at is null
  union all select ambito_id, 'outcomeSheet', id, plan_id, code, title, proposed_again, achievement_percent, place_id, null
    from evaluation.outcome_sheet
  union all select ambito_id, 'dataset', id, null::uuid, code, title, source, row_count, null::uuid, null
    from territory.dataset where superseded_at is null and withdrawn_at is null
  union all select ambito_id, 'metric', id, null::uuid, code, name, unit, null, null::uuid, null
    from territory.metric where replaced_at is null
  union all select ambito_id, 'organisation', id, null::uuid, code, name, kind, null, null::uuid, null from governance.organisation
  union all select m.ambito_id, 'measurement', m.id, o.plan_id, '', i.title, m.measured_on::text, m.value, o.place_id, i.id::text
    from evaluation.measurement m
    join plan.indicator i on i.ambito_id = m.ambito_id and i.id = m.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.withdrawn_at is null
  union all select c.ambito_id, 'commitment', c.id, o.plan_id, c.act_number, coalesce(c.purpose, b.description, f.name), c.committed_on::text, c.committed_cents, o.place_id, o.code
    from spending.commitment c
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    where o.withdrawn_at is null
  union all select y.ambito_id, 'payment', y.id, o.plan_id, y.act_number, coalesce(y.note, c.purpose, b.description, f.name), y.paid_on::text, y.paid_cents, o.place_id, c.id::text
    from spending.payment y
    join spending.commitment c on c.ambito_id = y.ambito_id and c.id = y.commitment_id
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    where o.withdrawn_at is null;
comment on column thread.node.plan_id is 'Null for what outlives a plan: datasets, metrics, funds, services, networks, agreements, organisations.';
comment on column thread.node.detail is 'What tells nodes of one kind apart: theme, level or rank, state, year, day, kind; whether an outcome sheet is proposed again.';
comment on column thread.node.amount is 'Cents of a budget line, commitment or payment, expected value of an indicator, value of a measurement, figures of a dataset, achievement in hundredths of an outcome sheet.';
comment on column thread.node.owner is 'Code of the need or objective to which an evidence, action, budget line, commitment or indicator belongs; identifier of the indicator of a measurement, of the commitment of a payment.';

create or replace view thread.edge with (security_invoker = true) as
  select ambito_id, 'evidence' as from_kind, id as from_id, 'need' as to_kind, need_id as to_id, 'stated' as basis from plan.need_evidence
  union all select ambito_id, 'need', need_id, 'objective', objective_id, basis from plan.objective_need
  union all select ambito_id, 'objective', parent_id, 'objective', id, 'parent' from plan.objective where parent_id is not null
  union all select ambito_id, 'objective', objective_id, 'action', id, 'stated' from plan.action
  union all select ambito_id, 'objective', objective_id, 'budgetLine', id, 'stated' from spending.budget_line
  union all select ambito_id, 'budgetLine', id, 'fund', fund_id, 'stated' from spending.budget_line
  union all select ambito_id, 'objective', objective_id, 'service', service_id, 'stated' from plan.objective_service
  union all select ambito_id, 'objective', objective_id, 'network', network_id, 'stated' from plan.objective_network
  union all select ambito_id, 'objective', objective_id, 'agreement', agreement_id, 'stated' from plan.objective_agreement
  union all select ambito_id, 'objective', objective_id, 'indicator', id, 'stated' from plan.indicator
  union all select ambito_id, 'outcomeSheet', outcome_sheet_id, 'objective', objective_id, basis from evaluation.outcome_continuity
  union all select ambito_id, 'objective', objective_id, 'outcomeSheet', id, 'stated' from evaluation.outcome_sheet where objective_id is not null
  union all select m.ambito_id, 'metric', m.id, 'evidence', e.id, 'stated'
    from plan.need_evidence e
    join territory.metric m on m.ambito_id = e.ambito_id and m.code = e.reference and m.replaced_at is null
    where e.kind = 'metric'
  -- A series is named by its variable, in the words of the table that brought it or by its code.
  union all select distinct s.ambito_id, 'dataset', s.dataset_id, 'evidence', e.id, 'stated'
    from plan.need_evidence e
    join territory.variable v on v.ambito_id = e.ambito_id and e.reference in (v.code, v.name)
    join territory.figure_shape s on s.ambito_id = v.ambito_id and s.variable = v.code
    join territory.dataset d on d.ambito_id = s.ambito_id and d.id = s.dataset_id and d.superseded_at is null and d.withdrawn_at is null
    where e.kind = 'series'
  union all select distinct s.ambito_id, 'dataset', s.dataset_id, 'metric', m.id, 'stated'
    from territory.metric m
    cross join lateral jsonb_array_elements(m.numerator || coalesce(m.denominator, '[]')) term
    join territory.figure_shape s on s.ambito_id = m.ambito_id and s.variable = term ->> 'variable'
    join territory.dataset d on d.ambito_id = s.ambito_id and d.id = s.dataset_id and d.superseded_at is null and d.withdrawn_at is null
    where m.replaced_at is null
  union all select ambito_id, 'objective', objective_id, 'organisation', organisation_id, role from plan.objective_organisation
  union all select ambito_id, 'network', network_id, 'organisation', organisation_id, 'stated' from governance.network_member
  union all select ambito_id, 'agreement', agreement_id, 'organisation', organisation_id, 'stated' from governance.agreement_party
  union all select ambito_id, 'service', service_id, 'organisation', organisation_id, 'stated' from services.service_provider
  union all select ambito_id, 'indicator', indicator_id, 'measurement', id, 'stated' from evaluation.measurement
  union all select ambito_id, 'budgetLine', budget_line_id, 'commitment', id, 'stated' from spending.commitment
  union all select ambito_id, 'commitment', commitment_id, 'payment', id, 'stated' from spending.payment
  union all select ambito_id, 'commitment', id, 'organisation', organisation_id, 'stated' from spending.commitment where organisation_id is not null
  union all select c.ambito_id, 'commitment', c.id, 'fund', b.fund_id, 'stated'
    from spending.commitment c join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
  union all select y.ambito_id, 'payment', y.id, 'organisation', c.organisation_id, 'stated'
    from spending.payment y join spending.commitment c on c.ambito_id = y.ambito_id and c.id = y.commitment_id
    where c.organisation_id is not null
  union all select y.ambito_id, 'payment', y.id, 'fund', b.fund_id, 'stated'
    from spending.payment y
    join spending.commitment c on c.ambito_id = y.ambito_id and c.id = y.commitment_id
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id;
comment on view thread.edge is 'What leads to what, from published figures to outcomes and payments; basis is stated, theme, parent, or the role that an organisation has in an objective.';

-- A walk goes step by step, each node once. Left to itself PostgreSQL would plan that statement anew at each step, which
-- takes ten times as long as running it: here it is planned once a connection, with index look-ups whatever the kinds.
-- Arms of kinds that are not asked for are passed over before they are read. Each function stands twice: on the links as
-- they are written, and on those of the adopted text, which are there once all migrations have run.
do $do$
declare
  side text;
begin
  foreach side in array array['thread', 'thread_shown'] loop
    execute format($make$
create function thread.walk_in_%1$s(
  direction text, start_kind text, start_id uuid, deepest integer, cut_first text[], cut_then text[], most integer
) returns table (depth integer, from_kind text, from_id uuid, to_kind text, to_id uuid, basis text)
language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
#variable_conflict use_column
declare
  kinds text[] := array[start_kind];
  ids uuid[] := array[start_id];
  seen uuid[] := array[start_id];
  cut text[] := cut_first;
  total integer := 0;
  from_kinds text[];
  from_ids uuid[];
  to_kinds text[];
  to_ids uuid[];
  bases text[];
begin
  for step in 1 .. deepest loop
    if direction = 'after' then
      select array_agg(e.from_kind), array_agg(e.from_id), array_agg(e.to_kind), array_agg(e.to_id), array_agg(e.basis)
        into from_kinds, from_ids, to_kinds, to_ids, bases
        from %1$s.edge e
        where e.from_kind = any (kinds) and e.from_id = any (ids) and e.from_kind || '>' || e.to_kind <> all (cut);
    else
      select array_agg(e.from_kind), array_agg(e.from_id), array_agg(e.to_kind), array_agg(e.to_id), array_agg(e.basis)
        into from_kinds, from_ids, to_kinds, to_ids, bases
        from %1$s.edge e
        where e.to_kind = any (kinds) and e.to_id = any (ids) and e.from_kind || '>' || e.to_kind <> all (cut);
    end if;
    exit when to_ids is null;
    return query select step, f.* from unnest(from_kinds, from_ids, to_kinds, to_ids, bases) f;
    total := total + cardinality(to_ids);
    if direction <> 'after' then
      to_kinds := from_kinds;
      to_ids := from_ids;
    end if;
    select array_agg(distinct n.kind), array_agg(n.id) into kinds, ids from (
      select f.kind, f.id from unnest(to_kinds, to_ids) f (kind, id)
      except select f.kind, f.id from unnest(to_kinds, to_ids) f (kind, id) join unnest(seen) s (id) on s.id = f.id) n;
    exit when ids is null or total >= most;
    seen := seen || ids;
    cut := cut_then;
  end loop;
end $$;

create function thread.link_counts_in_%1$s(
  after_kinds text[], after_ids uuid[], after_links text[], before_kinds text[], before_ids uuid[], before_links text[]
) returns table (direction text, of_kind text, of_id uuid, kind text, count bigint)
language plpgsql stable set plan_cache_mode = 'force_generic_plan' as $$
begin
  return query
    select 'after', e.from_kind, e.from_id, e.to_kind, count(*) from %1$s.edge e
    where e.from_kind = any (after_kinds) and e.from_id = any (after_ids)
      and e.from_kind || '>' || e.to_kind = any (after_links)
    group by 2, 3, 4
    union all
    select 'before', e.to_kind, e.to_id, e.from_kind, count(*) from %1$s.edge e
    where e.to_kind = any (before_kinds) and e.to_id = any (before_ids)
      and e.from_kind || '>' || e.to_kind = any (before_links)
    group by 2, 3, 4;
end $$;
    $make$, side);
  end loop;
end $do$;

create function thread.walk(
  edges regtype, direction text, start_kind text, start_id uuid, deepest integer, cut_first text[], cut_then text[], most integer
) returns table (depth integer, from_kind text, from_id uuid, to_kind text, to_id uuid, basis text)
language plpgsql stable as $$
begin
  if edges::text = 'thread_shown.edge' then
    return query select * from thread.walk_in_thread_shown(direction, start_kind, start_id, deepest, cut_first, cut_then, most);
  else
    return query select * from thread.walk_in_thread(direction, start_kind, start_id, deepest, cut_first, cut_then, most);
  end if;
end $$;
comment on function thread.walk is 'Every link after or before a node, with the fewest steps in which it is reached; links of the kinds that are cut (from>to) are not followed, others from the start than further on. edges is pg_typeof(null::thread.edge), or of the adopted side.';

create function thread.link_counts(
  edges regtype, after_kinds text[], after_ids uuid[], after_links text[], before_kinds text[], before_ids uuid[], before_links text[]
) returns table (direction text, of_kind text, of_id uuid, kind text, count bigint)
language plpgsql stable as $$
begin
  if edges::text = 'thread_shown.edge' then
    return query select * from thread.link_counts_in_thread_shown(after_kinds, after_ids, after_links, before_kinds, before_ids, before_links);
  else
    return query select * from thread.link_counts_in_thread(after_kinds, after_ids, after_links, before_kinds, before_ids, before_links);
  end if;
end $$;
comment on function thread.link_counts is 'How many links of these kinds (from>to) each of these nodes has; edges as for thread.walk.';

create index need_evidence_reference on plan.need_evidence (ambito_id, reference);
create index figure_shape_variable on territory.figure_shape (ambito_id, variable);
create index commitment_organisation on spending.commitment (ambito_id, organisation_id);
