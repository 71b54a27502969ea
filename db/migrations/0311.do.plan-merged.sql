-- Of two needs or objectives that say the same, one is kept and the other withdrawn: it tells which.
alter table plan.need add column merged_into_id uuid,
  add foreign key (ambito_id, merged_into_id) references plan.need (ambito_id, id),
  add check (merged_into_id <> id);
alter table plan.objective add column merged_into_id uuid,
  add foreign key (ambito_id, merged_into_id) references plan.objective (ambito_id, id),
  add check (merged_into_id <> id);
comment on column plan.need.merged_into_id is 'The need that was kept when this one was found to say the same, and withdrawn.';
comment on column plan.objective.merged_into_id is 'The objective that was kept when this one was found to say the same, and withdrawn.';
