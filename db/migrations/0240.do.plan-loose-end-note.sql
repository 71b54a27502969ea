create table plan.loose_end_note (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  rule text not null check (rule ~ '^[a-z]+(-[a-z]+)+$'),
  node_id uuid not null,
  node_code text not null,
  reason text not null check (length(reason) between 5 and 2000),
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, rule, node_id),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id)
);
comment on table plan.loose_end_note is 'Why something of a plan stays untied: an explained end does not hold up the adoption.';
comment on column plan.loose_end_note.rule is 'Which link is missing, one of the thread''s rules (need-unanswered, objective-without-money, …).';
comment on column plan.loose_end_note.node_id is 'The need, objective or outcome sheet that is loose; the thread''s node, whichever domain keeps it.';
comment on column plan.loose_end_note.node_code is 'Its code when it was explained, so that the note can be read when the node is no longer there.';
call platform.track('plan.loose_end_note');
call platform.wall('plan.loose_end_note');
