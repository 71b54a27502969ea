import type { Ctx } from '#platform/http/context.js';
import { listAnswerSheets, listFreeAnswers } from './questionnaire.sql.js';
import type { FreeAnswer, Questionnaire } from './questionnaire.types.js';
import { countAnswers, type QuestionResult } from './results.rules.js';

/** Counts of a questionnaire's answers, and what was written in free words. */
export async function readResults(
  ctx: Ctx,
  one: Questionnaire,
): Promise<{ results: QuestionResult[]; texts: FreeAnswer[] }> {
  return {
    results: countAnswers(one.questions, await listAnswerSheets(ctx.tx, one.id)),
    texts: await listFreeAnswers(ctx.tx, one.id),
  };
}
