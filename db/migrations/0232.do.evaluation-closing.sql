-- A plan's own objectives are closed with the same sheet as those of the period before, tied to what they evaluate.
alter table evaluation.outcome_sheet
  add column objective_id uuid,
  add column achievement_reason text,
  add column computed_percent numeric check (computed_percent between 0 and 100),
  add foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id),
  add unique (ambito_id, objective_id);
comment on column evaluation.outcome_sheet.objective_id is 'The objective that it closes, where that is one of the plan itself; null for those of the period before.';
comment on column evaluation.outcome_sheet.achievement_reason is 'Why the degree stated differs from the one that was computed.';
comment on column evaluation.outcome_sheet.computed_percent is 'What actions and indicators gave when the sheet was last saved.';
