-- The thread: every link of the chain, whichever domain keeps it, seen as nodes and edges.
-- Views run with the reader's rights, so the wall holds.
create schema thread;
grant usage on schema thread to trama_app;

create view thread.plan with (security_invoker = true) as
  select p.ambito_id, p.id, p.code, coalesce(s.is_public, false) as is_public
  from plan.plan p left join plan.plan_state s on s.ambito_id = p.ambito_id and s.plan_id = p.id;
comment on view thread.plan is 'Plans, and whether anyone may see their nodes.';

create view thread.node with (security_invoker = true) as
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
    from evaluation.outcome_sheet;
comment on view thread.node is 'Everything that the thread ties together.';
comment on column thread.node.plan_id is 'Null for what outlives a plan: funds, services, networks, agreements.';
comment on column thread.node.detail is 'What tells nodes of one kind apart: theme, level or rank, state, year, kind; whether an outcome sheet is proposed again.';
comment on column thread.node.amount is 'Cents of a budget line, expected value of an indicator, achievement in hundredths of an outcome sheet.';
comment on column thread.node.owner is 'Code of the need or objective to which an evidence, action, budget line or indicator belongs.';

create view thread.edge with (security_invoker = true) as
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
  union all select ambito_id, 'outcomeSheet', outcome_sheet_id, 'objective', objective_id, basis from evaluation.outcome_continuity;
comment on view thread.edge is 'What leads to what, from evidence towards outcomes.';

grant select on thread.plan, thread.node, thread.edge to trama_app;
