-- Adopted versions of a plan, and the amendments that lead from one to the next.
create table plan.amendment (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  number integer not null check (number > 1),
  reason text not null check (length(reason) between 3 and 2000),
  opened_on date not null,
  outcome text check (outcome in ('adopted', 'abandoned')),
  closed_at timestamptz,
  closing_reason text,
  content jsonb,
  primary key (ambito_id, id),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  check ((outcome is null) = (closed_at is null)),
  check (outcome is distinct from 'abandoned' or (closing_reason is not null and content is not null))
);
comment on table plan.amendment is 'A change of an adopted plan: open while its text is worked on, then adopted as the next version or abandoned.';
comment on column plan.amendment.number is 'The version that it leads to.';
comment on column plan.amendment.content is 'What it had come to when it was abandoned: nothing that was written is lost.';
create unique index amendment_open on plan.amendment (ambito_id, plan_id) where outcome is null;
create index amendment_plan on plan.amendment (ambito_id, plan_id);
call platform.track('plan.amendment');
call platform.wall('plan.amendment');

create table plan.plan_version (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  number integer not null check (number > 0),
  act_id uuid,
  amendment_id uuid,
  frozen_at timestamptz not null default now(),
  frozen_by uuid default platform.current_account(),
  document_hash text not null,
  document jsonb not null,
  chapters jsonb not null,
  content_hash text not null,
  content jsonb not null,
  stored_rows jsonb not null,
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, number),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  foreign key (ambito_id, act_id) references plan.plan_act (ambito_id, id),
  foreign key (ambito_id, amendment_id) references plan.amendment (ambito_id, id)
);
comment on table plan.plan_version is 'A plan as it was adopted: never changed, never removed.';
comment on column plan.plan_version.act_id is 'Null for the text of a plan that was transcribed after its adoption.';
comment on column plan.plan_version.document is 'The whole tree of the document, live blocks with the data of that day.';
comment on column plan.plan_version.content is 'Needs, objectives with their parts, chapters, budget: what versions are compared by.';
comment on column plan.plan_version.stored_rows is 'Rows by table, from which an abandoned amendment is taken back.';
call platform.wall('plan.plan_version');
revoke update, delete on plan.plan_version from trama_app;

create table plan.version_file (
  ambito_id uuid not null,
  version_id uuid not null,
  format text not null check (format in ('pdf', 'docx', 'html')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  made_at timestamptz not null default now(),
  render_ms integer not null,
  primary key (ambito_id, version_id, format),
  foreign key (ambito_id, version_id) references plan.plan_version (ambito_id, id)
);
comment on table plan.version_file is 'The files of a frozen version: made once, the same bytes for ever.';
call platform.wall('plan.version_file');
revoke update, delete on plan.version_file from trama_app;

-- A row that is brought back keeps counting its versions from where its history stopped.
create or replace function platform.stamp() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if coalesce(current_setting('app.restoring', true), '') <> 'on' then
      new.version := 1;
    end if;
    new.created_by := coalesce(platform.current_account(), new.created_by);
  else
    new.version := old.version + 1;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
  end if;
  new.updated_at := now();
  new.updated_by := platform.current_account();
  return new;
end $$;
