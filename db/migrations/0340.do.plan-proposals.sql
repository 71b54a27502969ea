-- Texts proposed while reading the chapter in the editor: what would change in one part, added and removed parts too. Its
-- author writes on it while it is open; once decided it is never changed.
alter table plan.remark
  add column edit jsonb check (jsonb_typeof(edit) = 'object'),
  add column changed_at timestamptz,
  drop constraint remark_state_check,
  add constraint remark_state_check check (state in ('open', 'resolved', 'accepted', 'refused', 'withdrawn')),
  add constraint remark_edit_proposes check (edit is null or (proposed is not null and thread_id is null));
comment on column plan.remark.edit is 'What would change: {id, base, part, after} as the editor writes it; null for a text typed in a form.';
comment on column plan.remark.changed_at is 'When its author wrote on it last; null for one that was written at once.';
-- One open proposal of a person for a part.
create unique index remark_proposal on plan.remark (ambito_id, plan_id, chapter, part, made_by)
  where state = 'open' and edit is not null;
