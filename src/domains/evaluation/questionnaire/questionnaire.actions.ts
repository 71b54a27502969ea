import { randomBytes } from 'node:crypto';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay, formatNumber } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { EDITORS } from '../evaluation.rules.js';
import { questionnaireText } from './questionnaire.messages.js';
import {
  decideFreeAnswer,
  deleteQuestionnaire,
  feedClosingSheets,
  findByToken,
  findQuestionnaire,
  insertAnswers,
  insertQuestionnaire,
  listAnswerSheets,
  listSubjects,
  updateQuestionnaire,
} from './questionnaire.sql.js';
import type { Channel, Questionnaire, QuestionnaireFields } from './questionnaire.types.js';
import { countAnswers, faultsOf, readAnswers, THRESHOLD } from './results.rules.js';

/** One about an objective is of who edits there; one about a service, of who edits in the whole ambito. */
function mayKeep(ctx: Ctx, one: Pick<Questionnaire, 'isObjective' | 'within'>): void {
  if (one.isObjective) requireRole(ctx, EDITORS, one.within);
  else requireRole(ctx, EDITORS);
}

async function checkSubject(ctx: Ctx, subject: string): Promise<void> {
  const found = (await listSubjects(ctx.tx)).find((one) => one.value === subject);
  if (!found) throw new Invalid([{ field: 'subject', code: 'evaluation.questionnaire.subject-unknown' }]);
  mayKeep(ctx, found);
}

/** @returns the id of the new questionnaire, a draft with a link of its own */
export async function addQuestionnaire(ctx: Ctx, fields: QuestionnaireFields): Promise<string> {
  await checkSubject(ctx, fields.subject);
  const id = newId();
  await insertQuestionnaire(ctx.tx, id, randomBytes(24).toString('base64url'), fields);
  await writeAudit(ctx, 'questionnaire.create', 'questionnaire', id, { count: fields.questions.length });
  return id;
}

/** One to be changed, by who may. @throws Absent */
export async function openQuestionnaire(ctx: Ctx, id: string): Promise<Questionnaire> {
  const found = await findQuestionnaire(ctx.tx, id);
  if (!found) throw new Absent('questionnaire');
  mayKeep(ctx, found);
  return found;
}

/** @throws Refused once it was open: who answered answered these questions */
export async function editQuestionnaire(
  ctx: Ctx,
  id: string,
  version: number,
  fields: QuestionnaireFields,
): Promise<void> {
  const present = await openQuestionnaire(ctx, id);
  if (present.state !== 'draft') throw new Refused('evaluation.questionnaire.not-draft');
  await checkSubject(ctx, fields.subject);
  if (!(await updateQuestionnaire(ctx.tx, id, version, fields))) throw new Conflict();
  await writeAudit(ctx, 'questionnaire.update', 'questionnaire', id, { count: fields.questions.length });
}

/** Removes a questionnaire with its answers. */
export async function removeQuestionnaire(
  ctx: Ctx,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const { answers } = await openQuestionnaire(ctx, id);
  await giveReason(ctx, reason);
  if (!(await deleteQuestionnaire(ctx.tx, id, version))) throw new Conflict();
  await writeAudit(ctx, 'questionnaire.remove', 'questionnaire', id, { count: answers });
}

/** Draft → open → closed, never back. Closing says in words what came of it and feeds closing sheets. */
export async function moveQuestionnaire(ctx: Ctx, id: string, to: 'open' | 'closed'): Promise<void> {
  const present = await openQuestionnaire(ctx, id);
  if (to === 'open' ? present.state !== 'draft' : present.state !== 'open')
    throw new Refused('evaluation.questionnaire.no-such-step');
  const today = civilDay(ctx.now);
  if (to === 'open') {
    const fault = faultsOf(present.questions);
    if (fault !== null) throw new Refused(fault);
    if (!(await updateQuestionnaire(ctx.tx, id, present.version, { state: 'open', opened_on: today })))
      throw new Conflict();
  } else {
    const summary = await summarise(ctx, present);
    const change = { state: 'closed', closed_on: today, summary };
    if (!(await updateQuestionnaire(ctx.tx, id, present.version, change))) throw new Conflict();
    if (summary !== null) await feedClosingSheets(ctx.tx, id);
  }
  await writeAudit(ctx, 'questionnaire.update', 'questionnaire', id, { state: to });
}

/** Means of its scales with their counts; null where too few answered for it to be told. */
async function summarise(ctx: Ctx, one: Questionnaire): Promise<string | null> {
  if (one.answers < THRESHOLD) return null;
  const t = questionnaireText('it');
  const results = countAnswers(one.questions, await listAnswerSheets(ctx.tx, one.id));
  const means = results.flatMap(({ question, mean, answered }) =>
    mean === null || answered < THRESHOLD
      ? []
      : [
          t('evaluation.questionnaire.summary-mean', {
            words: question.words,
            mean: formatNumber(mean, { decimals: 1 }),
            top: question.kind === 'scale5' ? 5 : 10,
            count: answered,
          }),
        ],
  );
  return [
    t('evaluation.questionnaire.summary', { title: one.title, count: one.answers }),
    ...means,
    // What a mean of those who chose to answer can and cannot say goes with it wherever it is read.
    one.isObjective
      ? t('evaluation.questionnaire.summary-limit')
      : t('evaluation.questionnaire.summary-service', { service: one.subjectTitle }),
  ]
    .join(' ')
    .slice(0, 2_000);
}

/** The questionnaire of a public link that is open or closed. */
export async function findPublicQuestionnaire(ctx: Ctx, token: string): Promise<Questionnaire | undefined> {
  const found = await findByToken(ctx.tx, token);
  return found?.state === 'draft' ? undefined : found;
}

/** @throws Absent */
export async function getPublicQuestionnaire(ctx: Ctx, token: string): Promise<Questionnaire> {
  const found = await findPublicQuestionnaire(ctx, token);
  if (!found) throw new Absent('questionnaire');
  return found;
}

/**
 * Keeps what somebody answered: the day, the channel, the answers. No account, no address, no hour, and no entry in the
 * register, which would hold the account of who is signed in.
 * @throws Refused when it is not open; Invalid
 */
export async function answerQuestionnaire(
  ctx: Ctx,
  one: Questionnaire,
  channel: Channel,
  body: Record<string, unknown>,
): Promise<void> {
  if (one.state !== 'open') throw new Refused('evaluation.questionnaire.not-open');
  const { answers, texts, problems } = readAnswers(one.questions, body);
  if (problems.length > 0) throw new Invalid(problems);
  if (Object.keys(answers).length + texts.length === 0)
    throw new Invalid([{ field: '', code: 'evaluation.questionnaire.nothing-said' }]);
  await insertAnswers(ctx.tx, one.id, { channel, day: civilDay(ctx.now), answers, texts });
}

/** Says whether the outside may read what somebody wrote. */
export async function moderate(
  ctx: Ctx,
  id: string,
  freeAnswerId: string,
  decision: 'shown' | 'hidden',
): Promise<void> {
  await openQuestionnaire(ctx, id);
  if (!(await decideFreeAnswer(ctx.tx, id, freeAnswerId, decision))) throw new Absent('answer');
  await writeAudit(ctx, 'questionnaire.check', 'questionnaire', id, { state: decision });
}
