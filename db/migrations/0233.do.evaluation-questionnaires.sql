create table evaluation.questionnaire (
  ambito_id uuid not null references platform.ambito,
  id uuid not null,
  title text not null check (length(title) between 3 and 200),
  intro text,
  objective_id uuid,
  service_id uuid,
  questions jsonb not null default '[]',
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  token text not null check (length(token) >= 32),
  opened_on date,
  closed_on date,
  summary text,
  primary key (ambito_id, id),
  unique (ambito_id, token),
  foreign key (ambito_id, objective_id) references plan.objective (ambito_id, id),
  foreign key (ambito_id, service_id) references services.service (ambito_id, id),
  check (num_nonnulls(objective_id, service_id) = 1)
);
comment on table evaluation.questionnaire is 'Questions on how satisfied people are with a service or with what an objective did.';
comment on column evaluation.questionnaire.questions is '[{id, kind, words, options, required}]; not changed any more once it was open.';
comment on column evaluation.questionnaire.token is 'The unguessable part of the public link.';
comment on column evaluation.questionnaire.summary is 'What closing it said in words, for the closing sheet of its objective.';
create index questionnaire_objective on evaluation.questionnaire (ambito_id, objective_id);
call platform.track('evaluation.questionnaire');
call platform.wall('evaluation.questionnaire');

-- Answers are anonymous by promise: no account, no address, no hour. So these tables have no stamps and no history.
create table evaluation.answer_sheet (
  ambito_id uuid not null,
  id uuid not null,
  questionnaire_id uuid not null,
  channel text not null check (channel in ('link', 'phone')),
  answered_on date not null,
  answers jsonb not null,
  primary key (ambito_id, id),
  foreign key (ambito_id, questionnaire_id) references evaluation.questionnaire (ambito_id, id) on delete cascade
);
comment on table evaluation.answer_sheet is 'One set of answers, with the day and nothing else that could tell whose they are.';
comment on column evaluation.answer_sheet.answers is 'By id of the question: a number of the scale, or positions of the options chosen.';
create index answer_sheet_questionnaire on evaluation.answer_sheet (ambito_id, questionnaire_id);
call platform.wall('evaluation.answer_sheet');

create table evaluation.free_answer (
  ambito_id uuid not null,
  id uuid not null,
  questionnaire_id uuid not null,
  question_id text not null,
  words text not null check (length(words) between 1 and 2000),
  decision text check (decision in ('shown', 'hidden')),
  primary key (ambito_id, id),
  foreign key (ambito_id, questionnaire_id) references evaluation.questionnaire (ambito_id, id) on delete cascade
);
comment on table evaluation.free_answer is 'What people wrote in their own words, apart from their other answers: the two cannot be put together again.';
comment on column evaluation.free_answer.decision is 'Whether the outside may read it; null while nobody has decided, and then it may not.';
create index free_answer_questionnaire on evaluation.free_answer (ambito_id, questionnaire_id);
call platform.wall('evaluation.free_answer');
