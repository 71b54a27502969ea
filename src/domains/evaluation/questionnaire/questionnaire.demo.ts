import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ctx } from '#platform/http/context.js';
import {
  addQuestionnaire,
  answerQuestionnaire,
  moderate,
  moveQuestionnaire,
  openQuestionnaire,
} from './questionnaire.actions.js';
import { listFreeAnswers, listSubjects } from './questionnaire.sql.js';
import { CHANNELS, QUESTION_KINDS } from './questionnaire.types.js';

const invented = z.object({
  questionnaires: z.array(
    z.object({
      service: z.string(),
      title: z.string(),
      intro: z.string(),
      questions: z.array(
        z.object({
          kind: z.enum(QUESTION_KINDS),
          words: z.string(),
          options: z.array(z.string()),
          required: z.boolean(),
        }),
      ),
      answers: z.array(
        z.object({ channel: z.enum(CHANNELS) }).catchall(z.union([z.string(), z.array(z.string())])),
      ),
      /** Free words that may be read outside. */
      shown: z.array(z.string()),
    }),
  ),
});

/** Loads questionnaires whose answers nobody gave, which say so: answered, closed, with a few words shown. */
export async function loadQuestionnaireDemo(ctx: Ctx, folder: string): Promise<void> {
  const { questionnaires } = invented.parse(
    JSON.parse(readFileSync(`${folder}questionnaires.json`, 'utf8')) as unknown,
  );
  const subjects = await listSubjects(ctx.tx);
  for (const one of questionnaires) {
    const subject = subjects.find(({ isObjective, code }) => !isObjective && code === one.service);
    if (!subject) throw new Error(`No service ${one.service}.`);
    const questions = one.questions.map((question, index) => ({ ...question, id: `q${index + 1}` }));
    const id = await addQuestionnaire(ctx, {
      title: one.title,
      intro: one.intro,
      subject: subject.value,
      questions,
    });
    await moveQuestionnaire(ctx, id, 'open');
    const open = await openQuestionnaire(ctx, id);
    for (const { channel, ...answers } of one.answers) await answerQuestionnaire(ctx, open, channel, answers);
    for (const { id: text, words } of await listFreeAnswers(ctx.tx, id))
      if (one.shown.includes(words)) await moderate(ctx, id, text, 'shown');
    await moveQuestionnaire(ctx, id, 'closed');
  }
}
