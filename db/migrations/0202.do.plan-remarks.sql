-- What people say about a passage of the plan's text, and what they would write instead. A remark is never changed: it is
-- answered, resolved, accepted or refused.
create table plan.remark (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  chapter text not null,
  part text not null check (part ~ '^[a-z][a-z0-9]{1,23}$'),
  quote text not null default '' check (length(quote) <= 500),
  starts_at integer check (starts_at >= 0),
  thread_id uuid,
  body text not null default '' check (length(body) <= 4000),
  found text check (length(found) <= 25000),
  proposed text check (length(proposed) <= 25000),
  state text not null default 'open' check (state in ('open', 'resolved', 'accepted', 'refused')),
  made_at timestamptz not null default now(),
  made_by uuid default platform.current_account(),
  decided_at timestamptz,
  decided_by uuid,
  primary key (ambito_id, id),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  foreign key (ambito_id, thread_id) references plan.remark (ambito_id, id),
  check (body <> '' or proposed is not null),
  check ((found is null) = (proposed is null)),
  check (thread_id is null or (proposed is null and state = 'open')),
  check ((state = 'open') = (decided_at is null))
);
comment on table plan.remark is 'Comments on passages of a plan''s chapters, their answers, and texts proposed instead.';
comment on column plan.remark.chapter is 'Number of the chapter in its guideline.';
comment on column plan.remark.part is 'Name of the part of the chapter; the part may be gone.';
comment on column plan.remark.quote is 'The words it is about; empty for the whole part.';
comment on column plan.remark.starts_at is 'Where the quoted words began in the part''s text.';
comment on column plan.remark.thread_id is 'The remark that this one answers; null for one that begins.';
comment on column plan.remark.found is 'The part''s text that the proposal was written on.';
comment on column plan.remark.proposed is 'The text proposed instead; null for a comment.';
call platform.wall('plan.remark');
revoke delete on plan.remark from trama_app;
create index remark_of_chapter on plan.remark (ambito_id, plan_id, chapter, made_at);
