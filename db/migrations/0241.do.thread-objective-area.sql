create view thread.objective_area with (security_invoker = true) as
  select o.ambito_id, o.id as objective_id, area ->> 'code' as code, area -> 'name' ->> 'it' as name_it, area -> 'name' ->> 'en' as name_en
  from plan.objective o
  join plan.plan p on p.ambito_id = o.ambito_id and p.id = o.plan_id
  join plan.guideline g on g.code = p.guideline_code
  cross join lateral jsonb_array_elements(g.content -> 'policyAreas') area
  where area ->> 'code' = o.policy_areas[1];
comment on view thread.objective_area is 'The policy area under which an objective is drawn: the first of those ticked on its sheet, with the guideline''s name.';
grant select on thread.objective_area to trama_app;
