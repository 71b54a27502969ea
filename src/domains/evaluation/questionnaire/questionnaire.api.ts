import { z } from 'zod';
import { awaitRendition, FORMATS, MEDIA_TYPES } from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import { fileRoute } from '#platform/http/file-route.js';
import type { Server } from '#platform/http/server.js';
import { readResults } from './questionnaire.reading.js';
import { findQuestionnaire, listQuestionnaires } from './questionnaire.sql.js';
import { QUESTION_KINDS, type Questionnaire } from './questionnaire.types.js';
import { readResultsPaper } from './results.document.js';
import { THRESHOLD } from './results.rules.js';

const WAIT_MS = 60_000;

const questionnaire = z.object({
  id: z.string(),
  title: z.string(),
  subject: z.enum(['objective', 'service']),
  subjectCode: z.string(),
  subjectTitle: z.string(),
  state: z.enum(['draft', 'open', 'closed']),
  openedOn: z.string().nullable(),
  closedOn: z.string().nullable(),
  answers: z.number().int(),
});
const count = z.number().int().nullable();

/** Without the address at which one answers: who has it may answer. */
function answerOf(one: Questionnaire) {
  return { ...one, subject: one.isObjective ? ('objective' as const) : ('service' as const) };
}

/** Closed ones are everybody's; before that, only of who works here. */
function isOpenTo(ctx: Ctx, one: Questionnaire): boolean {
  return one.state === 'closed' || ctx.grants.length > 0;
}

/** Questionnaires and what came of them, for programs; nothing that could tell of one person. */
export function registerQuestionnaireApi(server: Server): void {
  const common = { audience: 'public', tag: 'evaluation' } as const;
  api(server, {
    ...common,
    path: '/questionnaires',
    summary: 'Satisfaction questionnaires: the closed ones, and all of them for who works here',
    response: z.object({ questionnaires: z.array(questionnaire) }),
    handle: async (ctx) => ({
      questionnaires: (await listQuestionnaires(ctx.tx)).filter((one) => isOpenTo(ctx, one)).map(answerOf),
    }),
  });
  api(server, {
    ...common,
    path: '/questionnaires/:id/results',
    summary: `Counts and means of a questionnaire; with fewer than ${THRESHOLD} answers nothing is told but how many they are`,
    params: z.object({ id: z.uuid() }),
    response: questionnaire.extend({
      isWithheld: z.boolean(),
      results: z.array(
        z.object({
          words: z.string(),
          kind: z.enum(QUESTION_KINDS),
          answered: z.number().int(),
          mean: z.number().nullable(),
          isWithheld: z.boolean().meta({
            description: `Fewer than ${THRESHOLD} answered this question: its options are not told`,
          }),
          options: z.array(
            z.object({
              label: z.string(),
              count: z.number().int(),
              share: z.number(),
              byChannel: z.object({ link: count, phone: count }),
            }),
          ),
        }),
      ),
      texts: z.array(z.string()),
    }),
    handle: async (ctx, { params }) => {
      const one = await findQuestionnaire(ctx.tx, params.id);
      if (!one || !isOpenTo(ctx, one)) throw new Absent('questionnaire');
      const isWithheld = one.answers < THRESHOLD;
      const { results, texts } = await readResults(ctx, one);
      return {
        ...answerOf(one),
        isWithheld,
        results: isWithheld
          ? []
          : results.map(({ question: { words, kind }, ...result }) => ({ words, kind, ...result })),
        texts: isWithheld
          ? []
          : texts.filter(({ decision }) => decision === 'shown').map(({ words }) => words),
      };
    },
  });
  for (const format of FORMATS)
    fileRoute(server, {
      ...common,
      path: `/questionnaires/:id/results.${format}`,
      summary: `What a questionnaire told, to print, as ${format.toUpperCase()}`,
      type: MEDIA_TYPES[format],
      params: z.object({ id: z.uuid() }),
      handle: async ({ params: { id }, inside, signal }) => {
        const { isPublic, slug, hash, bytes } = await awaitRendition(
          { inside, signal, waitMs: WAIT_MS },
          format,
          async (ctx) => ({
            ...(await readResultsPaper(ctx, id, ctx.grants.length > 0)),
            slug: ctx.ambito.slug,
            subject: `questionnaire:${id}`,
          }),
        );
        return { etag: hash, bytes, name: `${slug}-questionario.${format}`, isPublic };
      },
    });
}
