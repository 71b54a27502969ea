-- The arms of this view must give the same types: one that differs (whole cents beside numeric values) keeps PostgreSQL from
-- taking the union apart, and then it starts all arms where one kind is asked for, as most readings of it do.
create or replace view thread.node with (security_invoker = true) as
  select e.ambito_id, 'evidence' as kind, e.id, n.plan_id, e.reference as code, e.text as title, e.kind as detail,
    null::numeric as amount, coalesce(e.place_id, n.place_id) as place_id, n.code as owner, false as is_internal
    from plan.need_evidence e join plan.need n on n.ambito_id = e.ambito_id and n.id = e.need_id
    where n.withdrawn_at is null
  union all select ambito_id, 'need', id, plan_id, code, description, theme, null, place_id, null, false
    from plan.need where withdrawn_at is null
  union all select ambito_id, 'objective', id, plan_id, code, title, case rank when 'strategic' then rank else level end, null, place_id, null, false
    from plan.objective where withdrawn_at is null
  union all select a.ambito_id, 'action', a.id, o.plan_id, '', a.title, a.state, null, o.place_id, o.code, false
    from plan.action a join plan.objective o on o.ambito_id = a.ambito_id and o.id = a.objective_id
    where o.withdrawn_at is null
  union all select b.ambito_id, 'budgetLine', b.id, o.plan_id, '', coalesce(b.description, f.name), b.year::text, b.allocated_cents::numeric, o.place_id, o.code, false
    from spending.budget_line b join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    where o.withdrawn_at is null
  union all select ambito_id, 'fund', id, null::uuid, code, name, kind, null, null::uuid, null, false from spending.fund
  union all select ambito_id, 'service', id, null::uuid, code, name, kind, null, place_id, null, false from services.service
  union all select ambito_id, 'network', id, null::uuid, code, name, theme, null, place_id, null, false from governance.network
  union all select ambito_id, 'agreement', id, null::uuid, code, title, state, null, place_id, null, false from governance.agreement
  union all select i.ambito_id, 'indicator', i.id, o.plan_id, '', i.title, i.kind, i.target::numeric, o.place_id, o.code, false
    from plan.indicator i join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.withdrawn_at is null
  union all select ambito_id, 'outcomeSheet', id, plan_id, code, title, proposed_again, achievement_percent::numeric, place_id, null, false
    from evaluation.outcome_sheet
  union all select ambito_id, 'dataset', id, null::uuid, code, title, source, row_count::numeric, null::uuid, null, false
    from territory.dataset where superseded_at is null and withdrawn_at is null
  union all select ambito_id, 'metric', id, null::uuid, code, name, unit, null, null::uuid, null, false
    from territory.metric where replaced_at is null
  union all select ambito_id, 'organisation', id, null::uuid, code, name, kind, null, null::uuid, null, false from governance.organisation
  union all select m.ambito_id, 'measurement', m.id, o.plan_id, '', i.title, m.measured_on::text, m.value::numeric, o.place_id, i.id::text, false
    from evaluation.measurement m
    join plan.indicator i on i.ambito_id = m.ambito_id and i.id = m.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.withdrawn_at is null
  union all select c.ambito_id, 'commitment', c.id, o.plan_id, c.act_number, coalesce(c.purpose, b.description, f.name), c.committed_on::text, c.committed_cents::numeric, o.place_id, o.code, true
    from spending.commitment c
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    where o.withdrawn_at is null
  union all select y.ambito_id, 'payment', y.id, o.plan_id, y.act_number, coalesce(y.note, c.purpose, b.description, f.name), y.paid_on::text, y.paid_cents::numeric, o.place_id, c.id::text, true
    from spending.payment y
    join spending.commitment c on c.ambito_id = y.ambito_id and c.id = y.commitment_id
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    where o.withdrawn_at is null
  union all select ambito_id, 'contribution', id, plan_id, code, title, state, null, place_id, null,
    published_on is null or state in ('received', 'examined')
    from participation.contribution;
