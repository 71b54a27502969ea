import {
  type Block,
  callout,
  type Document,
  type DocumentSources,
  documentHash,
  h,
  p,
  ul,
} from '#domains/documents/index.js';
import { Absent } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { civilDay, formatDate, formatNumber } from '#platform/i18n/format.js';
import { questionnaireText } from './questionnaire.messages.js';
import { readResults } from './questionnaire.reading.js';
import { findQuestionnaire } from './questionnaire.sql.js';
import { CHANNELS, type Questionnaire } from './questionnaire.types.js';
import { type QuestionResult, THRESHOLD } from './results.rules.js';

/** Official papers of Italian bodies: in Italian, whoever asks. */
const t = questionnaireText('it');

/** The results of a questionnaire on paper: nothing that its public page would not tell. */
export async function composeResults(ctx: Ctx, one: Questionnaire): Promise<Document> {
  const { results, texts } = await readResults(ctx, one);
  const shown = texts.filter(({ decision }) => decision === 'shown');
  const day = one.closedOn ?? civilDay(ctx.now);
  return {
    title: one.title,
    subtitle: t('evaluation.questionnaire.doc.subtitle'),
    ambito: ctx.ambito.name,
    period: day.slice(0, 4),
    version: t('evaluation.questionnaire.doc.version', { day: formatDate(day) }),
    date: day,
    lang: 'it',
    coverLines: ctx.ambito.leadBody === null ? [] : [ctx.ambito.leadBody],
    form: 'report',
    blocks: [
      ...opening(one, day),
      ...(one.answers < THRESHOLD
        ? [callout('note', p(t('evaluation.questionnaire.results-few', { threshold: THRESHOLD })))]
        : [
            h(1, t('evaluation.questionnaire.results'), { numbering: 'none' }),
            ...results.flatMap(writeResult),
            ...(shown.length === 0
              ? []
              : [
                  h(1, t('evaluation.questionnaire.texts'), { numbering: 'none' }),
                  ul(shown.map(({ words }) => words)),
                ]),
          ]),
    ],
  };
}

function opening(one: Questionnaire, day: string): Block[] {
  const subject = { code: one.subjectCode, title: one.subjectTitle };
  const name = t(`evaluation.questionnaire.subject.${one.isObjective ? 'objective' : 'service'}`, subject);
  return [
    h(1, t('evaluation.questionnaire.doc.about'), { numbering: 'none' }),
    p(t('evaluation.questionnaire.doc.asked', { subject: name })),
    ...(one.intro === null ? [] : [p(one.intro)]),
    ...(one.openedOn === null
      ? []
      : [
          p(
            t('evaluation.questionnaire.doc.days', {
              state: one.state === 'closed' && one.openedOn === day ? 'day' : one.state,
              from: formatDate(one.openedOn),
              to: formatDate(day),
            }),
          ),
        ]),
    p(t('evaluation.questionnaire.answers-count', { count: one.answers })),
    callout('note', p(t('evaluation.questionnaire.doc.limits', { threshold: THRESHOLD }))),
  ];
}

function writeResult(
  { question, options, answered, mean, isWithheld }: QuestionResult,
  index: number,
): Block[] {
  const few = t('evaluation.questionnaire.question-few', { threshold: THRESHOLD });
  if (isWithheld) return [h(2, question.words, { numbering: 'none' }), callout('note', p(few))];
  const said =
    mean === null
      ? t('evaluation.questionnaire.result-count', { count: answered })
      : t('evaluation.questionnaire.result-mean', {
          mean: formatNumber(mean, { decimals: 1 }),
          top: options.length,
          count: answered,
        });
  const isHidden = options.some(({ byChannel }) => CHANNELS.some((name) => byChannel[name] === null));
  return [
    {
      kind: 'table',
      id: `domanda-${index + 1}`,
      caption: question.words,
      columns: [
        { title: t('evaluation.questionnaire.option'), kind: 'text', width: 2.6 },
        { title: t('evaluation.questionnaire.count'), kind: 'number', decimals: 0, width: 0.8 },
        { title: t('evaluation.questionnaire.share'), kind: 'percent', decimals: 0, width: 0.8 },
        ...CHANNELS.map((name) => ({
          title: t(`evaluation.questionnaire.channel.${name}`),
          kind: 'number' as const,
          decimals: 0,
          width: 1,
        })),
      ],
      rows: options.map((one) => ({
        cells: [one.label, one.count, one.share, ...CHANNELS.map((name) => one.byChannel[name] ?? '–')],
      })),
      notes: [
        `${said}.`,
        ...(isHidden ? [t('evaluation.questionnaire.doc.hidden', { threshold: THRESHOLD })] : []),
      ],
    },
  ];
}

/** @param isStaff whether results may be read before the questionnaire is closed @throws Absent */
export async function readResultsPaper(
  ctx: Ctx,
  id: string,
  isStaff: boolean,
): Promise<{ document: Document; hash: string; isPublic: boolean }> {
  const one = await findQuestionnaire(ctx.tx, id);
  if (!one || (one.state !== 'closed' && !isStaff) || one.state === 'draft')
    throw new Absent('questionnaire');
  const document = await composeResults(ctx, one);
  return { document, hash: documentHash(document), isPublic: one.state === 'closed' };
}

/** Results on paper, for the job that makes files. */
export const resultSources: DocumentSources = {
  questionnaire: (ctx, id) => readResultsPaper(ctx, id, true),
};
