-- What people and organisations said of a plan while it was being written, what was answered, and what it changed. The
-- office's own book: a public form, with its moderation, adds to it.
create schema participation;
grant usage on schema participation to trama_app;

create table participation.contribution (
  ambito_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  code text not null,
  title text not null,
  received_on date,
  channel text not null check (channel in ('table', 'publicMeeting', 'letter', 'email', 'desk', 'questionnaire', 'other')),
  speaker text check (speaker in ('citizen', 'familyMember', 'operator', 'administrator', 'group', 'other')),
  organisation_id uuid,
  network_id uuid,
  body_id uuid,
  place_id uuid not null,
  text text not null,
  about_plan boolean not null default false,
  chapters text[] not null default '{}',
  source text,
  state text not null default 'received' check (state in ('received', 'examined', 'accepted', 'acceptedInPart', 'notAccepted', 'alreadyForeseen')),
  answer text,
  answered_on date,
  answered_by text,
  published_text text,
  published_on date,
  primary key (ambito_id, id),
  unique (ambito_id, plan_id, code),
  foreign key (ambito_id, plan_id) references plan.plan (ambito_id, id),
  foreign key (ambito_id, place_id) references territory.place (ambito_id, id),
  foreign key (ambito_id, organisation_id) references governance.organisation (ambito_id, id),
  foreign key (ambito_id, network_id) references governance.network (ambito_id, id),
  foreign key (ambito_id, body_id) references governance.body (ambito_id, id),
  constraint contribution_has_a_speaker check (speaker is not null or num_nonnulls(organisation_id, network_id, body_id) = 1),
  constraint contribution_has_one_party check (num_nonnulls(organisation_id, network_id, body_id) <= 1),
  constraint contribution_closed_is_answered check (state in ('received', 'examined') or answer is not null),
  constraint contribution_published_has_text check ((published_on is null) = (published_text is null))
);
comment on table participation.contribution is 'Contributions to the writing of a plan, with the answer that each had. Without names of persons: of who spoke only the kind, or the organisation, is kept.';
comment on column participation.contribution.title is 'What it is about in a line; shown to everyone once it is published.';
comment on column participation.contribution.received_on is 'Null where the source does not tell the day.';
comment on column participation.contribution.speaker is 'The kind of person who spoke; null where an organisation, a network or a body did.';
comment on column participation.contribution.place_id is 'The place of which it speaks; the whole ambito where it speaks of none.';
comment on column participation.contribution.text is 'As it was received: read by who works in the ambito only.';
comment on column participation.contribution.about_plan is 'It concerns the plan as a whole.';
comment on column participation.contribution.chapters is 'Numbers of the chapters and annexes that it concerns, in the plan''s guideline.';
comment on column participation.contribution.source is 'The document from which it was transcribed.';
comment on column participation.contribution.answered_by is 'Office or body that answered, never a person.';
comment on column participation.contribution.published_text is 'The text that a moderator released; it may leave out what tells of persons. Shown while the contribution is closed.';
call platform.track('participation.contribution');
call platform.wall('participation.contribution');
create index contribution_organisation on participation.contribution (ambito_id, organisation_id);
create index contribution_network on participation.contribution (ambito_id, network_id);
create index contribution_body on participation.contribution (ambito_id, body_id);

create table participation.contribution_need (
  ambito_id uuid not null,
  contribution_id uuid not null,
  need_id uuid not null,
  tie text not null check (tie in ('about', 'raised')),
  primary key (ambito_id, contribution_id, need_id, tie),
  foreign key (ambito_id, contribution_id) references participation.contribution (ambito_id, id) on delete cascade,
  foreign key (ambito_id, need_id) references plan.need (ambito_id, id)
);
comment on table participation.contribution_need is 'Needs that a contribution speaks of, or that it raised.';
comment on column participation.contribution_need.tie is 'about: it speaks of it; raised: the plan has the need because of it.';
create index contribution_need_need on participation.contribution_need (ambito_id, need_id);
call platform.wall('participation.contribution_need');

create table participation.contribution_objective (
  ambito_id uuid not null,
  contribution_id uuid not null,
  objective_id uuid not null,
  tie text not null check (tie in ('about', 'changed')),
  reason text,
  primary key (ambito_id, contribution_id, objective_id, tie),
  foreign key (ambito_id, contribution_id) references participation.contribution (ambito_id, id) on delete cascade,
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id)
);
comment on table participation.contribution_objective is 'Objectives that a contribution speaks of, or that it changed.';
comment on column participation.contribution_objective.reason is 'What of the objective it changed.';
create index contribution_objective_objective on participation.contribution_objective (ambito_id, objective_id);
call platform.wall('participation.contribution_objective');

create function participation.contribution_parts(p_ambito uuid, p_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'needs', coalesce((
      select jsonb_agg(n.code order by n.code) from participation.contribution_need t
      join plan.need n on n.ambito_id = t.ambito_id and n.id = t.need_id
      where t.ambito_id = p_ambito and t.contribution_id = p_id and t.tie = 'about'), '[]'::jsonb),
    'raised', coalesce((
      select jsonb_agg(n.code order by n.code) from participation.contribution_need t
      join plan.need n on n.ambito_id = t.ambito_id and n.id = t.need_id
      where t.ambito_id = p_ambito and t.contribution_id = p_id and t.tie = 'raised'), '[]'::jsonb),
    'objectives', coalesce((
      select jsonb_agg(o.code order by o.code) from participation.contribution_objective t
      join plan.objective o on o.ambito_id = t.ambito_id and o.id = t.objective_id
      where t.ambito_id = p_ambito and t.contribution_id = p_id and t.tie = 'about'), '[]'::jsonb),
    'changed', coalesce((
      select jsonb_agg(o.code || coalesce(': ' || t.reason, '') order by o.code) from participation.contribution_objective t
      join plan.objective o on o.ambito_id = t.ambito_id and o.id = t.objective_id
      where t.ambito_id = p_ambito and t.contribution_id = p_id and t.tie = 'changed'), '[]'::jsonb))
$$;
call platform.track_parts('participation.contribution');

-- What was said and answered is part of what was adopted; what is shown of it to everyone goes on.
insert into platform.text_table (position, name, root_column, parent, parent_column, running, written) values
  (130, 'participation.contribution', 'plan_id', null, null, '{published_text,published_on}', null),
  (140, 'participation.contribution_need', 'plan_id', 'participation.contribution', 'contribution_id', '{}', null),
  (150, 'participation.contribution_objective', 'plan_id', 'participation.contribution', 'contribution_id', '{}', null);
