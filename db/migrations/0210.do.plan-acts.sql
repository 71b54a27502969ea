-- Acts of a plan: what each records, what was checked, who signed, the signed file.
alter table governance.body
  add column quorum_percent numeric check (quorum_percent between 0 and 100),
  add column majority_percent numeric check (majority_percent between 0 and 100);
comment on column governance.body.quorum_percent is 'A meeting is valid when more than this share of the members entitled is present; 50 where its rules say nothing.';
comment on column governance.body.majority_percent is 'A decision passes with more than this share of the members present in favour; 50 where its rules say nothing.';

-- A plan that stood before Trama was used has no steps to check: its text is being transcribed.
alter table plan.plan add column is_transcribed boolean not null default true;
comment on column plan.plan.is_transcribed is 'Written and adopted elsewhere: its acts are recorded as they were, its text may be completed until its first version is frozen.';

alter table plan.plan_act
  add column kind text not null default 'step' check (kind in ('step', 'amendment')),
  add column body_id uuid,
  add column corrects_id uuid,
  add column reason text,
  add column members_entitled integer check (members_entitled > 0),
  add column members_present integer check (members_present between 0 and members_entitled),
  add column votes_for integer check (votes_for >= 0),
  add column votes_against integer check (votes_against >= 0),
  add column votes_abstained integer check (votes_abstained >= 0),
  add column quorum_percent numeric,
  add column majority_percent numeric,
  add column agreement_id uuid,
  add column checks jsonb not null default '[]',
  add constraint plan_act_votes check (votes_for + votes_against + votes_abstained <= members_present),
  add constraint plan_act_correction check (corrects_id is null or reason is not null),
  add foreign key (ambito_id, body_id) references governance.body (ambito_id, id) on delete set null (body_id),
  add foreign key (ambito_id, corrects_id) references plan.plan_act (ambito_id, id),
  add foreign key (ambito_id, agreement_id) references governance.agreement (ambito_id, id);
comment on column plan.plan_act.kind is 'step: a new state begins; amendment: a new version of an adopted text.';
comment on column plan.plan_act.body_name is 'The body as it was called then; body_id where it is one of the register.';
comment on column plan.plan_act.corrects_id is 'The act that this one corrects: an act is never rewritten.';
comment on column plan.plan_act.reason is 'Why it was corrected.';
comment on column plan.plan_act.quorum_percent is 'Rule of the body at the time; see governance.body.';
comment on column plan.plan_act.agreement_id is 'The programme agreement that was signed.';
comment on column plan.plan_act.checks is '[{code, state, count, note}]: what was checked before the step, as it stood then.';
create unique index plan_act_corrected on plan.plan_act (ambito_id, corrects_id);

create or replace view plan.plan_state with (security_invoker = true) as
  select distinct on (ambito_id, plan_id) ambito_id, plan_id, state, taken_on, act_number, body_name,
    state in ('adopted', 'signed', 'inForce', 'closed') as is_public
  from plan.plan_act a
  where kind = 'step'
    and not exists (select from plan.plan_act r where r.ambito_id = a.ambito_id and r.corrects_id = a.id)
  order by ambito_id, plan_id,
    array_position(array['draft', 'consultation', 'adopted', 'signed', 'inForce', 'closed'], state) desc, taken_on desc, id desc;

create table plan.act_signatory (
  ambito_id uuid not null,
  act_id uuid not null,
  organisation_id uuid not null,
  has_signed boolean not null,
  role text,
  position integer not null default 0,
  primary key (ambito_id, act_id, organisation_id),
  foreign key (ambito_id, act_id) references plan.plan_act (ambito_id, id),
  foreign key (ambito_id, organisation_id) references governance.organisation (ambito_id, id)
);
comment on table plan.act_signatory is 'Parties of the programme agreement when the plan was signed, and which of them had signed.';
create index act_signatory_organisation on plan.act_signatory (ambito_id, organisation_id);
call platform.wall('plan.act_signatory');

create table plan.act_file (
  ambito_id uuid not null,
  id uuid not null,
  act_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  size integer not null check (size between 1 and 20000000),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea not null,
  is_public boolean not null default false,
  added_at timestamptz not null default now(),
  added_by uuid default platform.current_account(),
  primary key (ambito_id, id),
  unique (ambito_id, act_id, sha256),
  foreign key (ambito_id, act_id) references plan.plan_act (ambito_id, id)
);
comment on table plan.act_file is 'Signed acts as PDF. Added, never replaced.';
comment on column plan.act_file.is_public is 'May be taken from the public site: signed papers can hold personal data, so the office says so one by one.';
call platform.wall('plan.act_file');
revoke update, delete on plan.act_file from trama_app;

create table plan.check_note (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  check_code text not null,
  note text not null check (length(note) between 3 and 2000),
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, check_code),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id)
);
comment on table plan.check_note is 'Why something that a step asks for stays open: said once, kept with the plan.';
call platform.track('plan.check_note');
call platform.wall('plan.check_note');
