-- Partners are part of what a plan says: the adopted text keeps its own.
insert into platform.text_table (position, name, root_column, parent, parent_column, running, written)
  values (85, 'plan.objective_organisation', 'plan_id', 'plan.objective', 'objective_id', '{}', null);
