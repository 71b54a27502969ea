import { sql } from 'kysely';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';
import type {
  AnswerSheet,
  Answers,
  Channel,
  FreeAnswer,
  Questionnaire,
  QuestionnaireFields,
} from './questionnaire.types.js';

function select(where: ReturnType<typeof sql>) {
  return sql<Questionnaire>`
    select q.id, q.version, q.title, q.intro, q.questions, q.state, q.token, q.opened_on as "openedOn",
      q.closed_on as "closedOn", q.summary, coalesce(o.code, s.code) as "subjectCode",
      coalesce(o.title, s.name) as "subjectTitle", o.id is not null as "isObjective",
      case when o.id is null then 'service:' || s.id else 'objective:' || o.id end as subject,
      (select count(*) from evaluation.answer_sheet a where a.questionnaire_id = q.id) as answers,
      case when o.id is null then '{}' else ${codesAround('o.place_id')} end as within
    from evaluation.questionnaire q
    left join plan.objective o on o.ambito_id = q.ambito_id and o.id = q.objective_id
    left join services.service s on s.ambito_id = q.ambito_id and s.id = q.service_id
    where ${where}
    order by array_position(array['open', 'draft', 'closed'], q.state), q.created_at desc, q.id`;
}

/** Questionnaires, open ones first. */
export async function listQuestionnaires(tx: Tx): Promise<Questionnaire[]> {
  return (await select(sql`true`).execute(tx)).rows;
}

export async function findQuestionnaire(tx: Tx, id: string): Promise<Questionnaire | undefined> {
  return (await select(sql`q.id = ${id}`).execute(tx)).rows[0];
}

export async function findByToken(tx: Tx, token: string): Promise<Questionnaire | undefined> {
  return (await select(sql`q.token = ${token}`).execute(tx)).rows[0];
}

export interface Subject {
  value: string;
  code: string;
  title: string;
  isObjective: boolean;
  within: string[];
}

/** Objectives of plans that are not closed, and services: what a questionnaire may be about. */
export async function listSubjects(tx: Tx): Promise<Subject[]> {
  const { rows } = await sql<Subject>`
    select 'objective:' || o.id as value, o.code, o.title, true as "isObjective", ${codesAround('o.place_id')} as within
    from plan.objective o
    left join plan.plan_state p on p.ambito_id = o.ambito_id and p.plan_id = o.plan_id
    where o.withdrawn_at is null and p.state is distinct from 'closed'
    union all
    select 'service:' || s.id, s.code, s.name, false, '{}' from services.service s
    order by 4 desc, 2`.execute(tx);
  return rows;
}

function columnsOf({ title, intro, subject, questions }: QuestionnaireFields) {
  const [kind, id] = subject.split(':');
  return {
    title,
    intro,
    objective_id: kind === 'objective' ? (id ?? null) : null,
    service_id: kind === 'service' ? (id ?? null) : null,
    questions: JSON.stringify(questions),
  };
}

export async function insertQuestionnaire(
  tx: Tx,
  id: string,
  token: string,
  fields: QuestionnaireFields,
): Promise<void> {
  await tx
    .insertInto('evaluation.questionnaire')
    .values({ id, token, ...columnsOf(fields) })
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateQuestionnaire(
  tx: Tx,
  id: string,
  version: number,
  change:
    | QuestionnaireFields
    | { state: string; opened_on?: string; closed_on?: string; summary?: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('evaluation.questionnaire')
    .set('state' in change ? change : columnsOf(change))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteQuestionnaire(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('evaluation.questionnaire')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Free texts are kept apart, without anything that ties them to the sheet they came with. */
export async function insertAnswers(
  tx: Tx,
  questionnaireId: string,
  sheet: {
    channel: Channel;
    day: string;
    answers: Answers;
    texts: readonly { questionId: string; words: string }[];
  },
): Promise<void> {
  // Ids made of random bytes: those of the rest of the program tell the instant at which they were made.
  await sql`insert into evaluation.answer_sheet (id, questionnaire_id, channel, answered_on, answers)
    values (gen_random_uuid(), ${questionnaireId}, ${sheet.channel}, ${sheet.day}, ${JSON.stringify(sheet.answers)}::jsonb)`.execute(
    tx,
  );
  for (const { questionId, words } of sheet.texts)
    await sql`insert into evaluation.free_answer (id, questionnaire_id, question_id, words)
      values (gen_random_uuid(), ${questionnaireId}, ${questionId}, ${words})`.execute(tx);
}

export async function listAnswerSheets(tx: Tx, questionnaireId: string): Promise<AnswerSheet[]> {
  const rows = await tx
    .selectFrom('evaluation.answer_sheet')
    .select(['channel', 'answers'])
    .where('questionnaire_id', '=', questionnaireId)
    .execute();
  return rows.map(({ channel, answers }) => ({ channel: channel as Channel, answers: answers as Answers }));
}

/** In an order that tells nothing of who wrote when. */
export async function listFreeAnswers(tx: Tx, questionnaireId: string): Promise<FreeAnswer[]> {
  const rows = await tx
    .selectFrom('evaluation.free_answer')
    .select(['id', 'question_id as questionId', 'words', 'decision'])
    .where('questionnaire_id', '=', questionnaireId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, decision: row.decision as FreeAnswer['decision'] }));
}

export async function decideFreeAnswer(
  tx: Tx,
  questionnaireId: string,
  id: string,
  decision: 'shown' | 'hidden',
): Promise<boolean> {
  const result = await tx
    .updateTable('evaluation.free_answer')
    .set({ decision })
    .where('id', '=', id)
    .where('questionnaire_id', '=', questionnaireId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What a closed questionnaire tells of an objective. */
export interface Said {
  objectiveId: string;
  id: string;
  token: string;
  title: string;
  words: string;
  answers: number;
  closedOn: string;
  /** Name of the service that was asked about; null where it was the objective itself. */
  service: string | null;
}

/**
 * Closed questionnaires of objectives: on the objective, or on a service by which it is carried out. Those on a service go
 * to the plan that was running when they were opened, or else to the last one that had begun: people answer of what they
 * know, not of a plan that came later.
 */
function selectSaid(where: ReturnType<typeof sql>) {
  return sql<Said>`
    select o.id as "objectiveId", q.id, q.token, q.title, q.summary as words, q.closed_on as "closedOn",
      (select count(*) from evaluation.answer_sheet a where a.questionnaire_id = q.id) as answers, v.name as service
    from evaluation.questionnaire q
    left join services.service v on v.ambito_id = q.ambito_id and v.id = q.service_id
    left join plan.objective_service s on s.ambito_id = q.ambito_id and s.service_id = q.service_id
    join plan.objective o on o.ambito_id = q.ambito_id and o.id = coalesce(q.objective_id, s.objective_id)
    join plan.plan p on p.ambito_id = o.ambito_id and p.id = o.plan_id
    where q.state = 'closed' and q.summary is not null and o.withdrawn_at is null
      and (q.objective_id is not null or p.starts_on <= q.opened_on and not exists (
        select from plan.plan n
        where n.ambito_id = p.ambito_id and n.starts_on > p.starts_on and n.starts_on <= q.opened_on))
      and ${where}`;
}

/** What closed questionnaires said of each objective of a plan, the oldest first. */
export async function listSaid(tx: Tx, planId: string): Promise<Said[]> {
  return (await sql<Said>`${selectSaid(sql`o.plan_id = ${planId}`)} order by q.closed_on, q.id`.execute(tx))
    .rows;
}

/** The same of one objective. */
export async function listSaidOf(tx: Tx, objectiveId: string): Promise<Said[]> {
  return (await sql<Said>`${selectSaid(sql`o.id = ${objectiveId}`)} order by q.closed_on, q.id`.execute(tx))
    .rows;
}

/**
 * The closing sheets of the objectives that a questionnaire tells of take what it said, where nothing was written there
 * yet.
 * @returns how many took it
 */
export async function feedClosingSheets(tx: Tx, questionnaireId: string): Promise<number> {
  const result = await sql`update evaluation.outcome_sheet t set user_satisfaction = d.words
    from (${selectSaid(sql`q.id = ${questionnaireId}`)}) d
    where t.objective_id = d."objectiveId" and t.user_satisfaction is null`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}
