-- The thread from who spoke to what the plan made of it: contributions before the needs that they raised and the objectives
-- that they changed. What only who works in the ambito may see says so itself.
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
  union all select b.ambito_id, 'budgetLine', b.id, o.plan_id, '', coalesce(b.description, f.name), b.year::text, b.allocated_cents, o.place_id, o.code, false
    from spending.budget_line b join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    where o.withdrawn_at is null
  union all select ambito_id, 'fund', id, null::uuid, code, name, kind, null, null::uuid, null, false from spending.fund
  union all select ambito_id, 'service', id, null::uuid, code, name, kind, null, place_id, null, false from services.service
  union all select ambito_id, 'network', id, null::uuid, code, name, theme, null, place_id, null, false from governance.network
  union all select ambito_id, 'agreement', id, null::uuid, code, title, state, null, place_id, null, false from governance.agreement
  union all select i.ambito_id, 'indicator', i.id, o.plan_id, '', i.title, i.kind, i.target, o.place_id, o.code, false
    from plan.indicator i join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.withdrawn_at is null
  union all select ambito_id, 'outcomeSheet', id, plan_id, code, title, proposed_again, achievement_percent, place_id, null, false
    from evaluation.outcome_sheet
  union all select ambito_id, 'dataset', id, null::uuid, code, title, source, row_count, null::uuid, null, false
    from territory.dataset where superseded_at is null and withdrawn_at is null
  union all select ambito_id, 'metric', id, null::uuid, code, name, unit, null, null::uuid, null, false
    from territory.metric where replaced_at is null
  union all select ambito_id, 'organisation', id, null::uuid, code, name, kind, null, null::uuid, null, false from governance.organisation
  union all select m.ambito_id, 'measurement', m.id, o.plan_id, '', i.title, m.measured_on::text, m.value, o.place_id, i.id::text, false
    from evaluation.measurement m
    join plan.indicator i on i.ambito_id = m.ambito_id and i.id = m.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.withdrawn_at is null
  union all select c.ambito_id, 'commitment', c.id, o.plan_id, c.act_number, coalesce(c.purpose, b.description, f.name), c.committed_on::text, c.committed_cents, o.place_id, o.code, true
    from spending.commitment c
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    where o.withdrawn_at is null
  union all select y.ambito_id, 'payment', y.id, o.plan_id, y.act_number, coalesce(y.note, c.purpose, b.description, f.name), y.paid_on::text, y.paid_cents, o.place_id, c.id::text, true
    from spending.payment y
    join spending.commitment c on c.ambito_id = y.ambito_id and c.id = y.commitment_id
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    where o.withdrawn_at is null
  union all select ambito_id, 'contribution', id, plan_id, code, title, state, null, place_id, null,
    published_on is null or state in ('received', 'examined')
    from participation.contribution;
comment on column thread.node.is_internal is 'For who works in the ambito only: commitments, payments, contributions that were not published.';
comment on column thread.node.detail is 'What tells nodes of one kind apart: theme, level or rank, state, year, day, kind; whether an outcome sheet is proposed again.';

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
    join spending.budget_line b on b.ambito_id = c.ambito_id and b.id = c.budget_line_id
  union all select ambito_id, 'contribution', contribution_id, 'need', need_id, 'stated' from participation.contribution_need where tie = 'raised'
  union all select ambito_id, 'contribution', contribution_id, 'objective', objective_id, 'stated' from participation.contribution_objective where tie = 'changed'
  union all select ambito_id, 'organisation', organisation_id, 'contribution', id, 'stated' from participation.contribution where organisation_id is not null
  union all select ambito_id, 'network', network_id, 'contribution', id, 'stated' from participation.contribution where network_id is not null;
