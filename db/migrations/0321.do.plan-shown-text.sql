-- What a plan's adopted text is made of, and the amendments that are open already.
insert into platform.text_table (position, name, root_column, parent, parent_column, running, written) values
  (10, 'plan.plan', 'id', null, null, '{}', '{title,summary}'),
  (20, 'plan.need', 'plan_id', null, null, '{}', null),
  (30, 'plan.need_evidence', 'plan_id', 'plan.need', 'need_id', '{}', null),
  (40, 'plan.objective', 'plan_id', null, null, '{}', null),
  (50, 'plan.objective_need', 'plan_id', 'plan.objective', 'objective_id', '{}', null),
  (60, 'plan.objective_service', 'plan_id', 'plan.objective', 'objective_id', '{}', null),
  (70, 'plan.objective_network', 'plan_id', 'plan.objective', 'objective_id', '{}', null),
  (80, 'plan.objective_agreement', 'plan_id', 'plan.objective', 'objective_id', '{}', null),
  (90, 'plan.indicator', 'plan_id', 'plan.objective', 'objective_id', '{}', null),
  (100, 'plan.action', 'plan_id', 'plan.objective', 'objective_id', '{state,state_reason}', null),
  (110, 'plan.chapter', 'plan_id', null, null, '{}', null),
  (120, 'spending.budget_line', 'plan_id', 'plan.objective', 'objective_id', '{}', null);

do $$
declare one record;
begin
  for one in select id from platform.ambito loop
    perform set_config('app.ambito_id', one.id::text, true);
    insert into platform.frozen_root (root_id, rows)
      select a.plan_id, v.stored_rows from plan.amendment a
      join plan.plan_version v on v.ambito_id = a.ambito_id and v.plan_id = a.plan_id and v.number = a.number - 1
      where a.outcome is null;
  end loop;
  perform set_config('app.ambito_id', '', true);
end $$;
