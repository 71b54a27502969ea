import { z } from 'zod';
import { findPlanRef } from '#domains/spending/index.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { readCookie } from '#platform/http/cookies.js';
import { type FormState, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { EDITORS } from '../evaluation.rules.js';
import { TABLE_FORMATS, tableFile } from '../indicator/indicator.files.js';
import { AnswerPage, NoQuestionnairePage, ThanksPage } from './answer.page.js';
import {
  addQuestionnaire,
  answerQuestionnaire,
  editQuestionnaire,
  findPublicQuestionnaire,
  getPublicQuestionnaire,
  moderate,
  moveQuestionnaire,
  openQuestionnaire,
  removeQuestionnaire,
} from './questionnaire.actions.js';
import { formValues, prepareForm, QuestionnaireForm } from './questionnaire.form.js';
import { questionnaireText } from './questionnaire.messages.js';
import { QuestionnaireListPage, QuestionnairePage } from './questionnaire.page.js';
import { readResults } from './questionnaire.reading.js';
import { findQuestionnaire, listQuestionnaires, listSubjects } from './questionnaire.sql.js';
import type { Questionnaire } from './questionnaire.types.js';
import { QuestionnaireFormPage } from './questionnaire-form.page.js';
import { PublicResultsPage } from './results.page.js';
import { THRESHOLD } from './results.rules.js';

const params = z.object({ id: z.uuid() });
// Also what is not whole: an address copied from paper is answered with what to do.
const tokenParams = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
/** One who answers sends once; a family behind one connection, a few times. */
const SENDING = { max: 20, timeWindow: '10 minutes' };
const REMEMBERED_SECONDS = 180 * 24 * 60 * 60;

/** Questionnaires: kept in the workplace, answered at a public link or on the phone. */
export function registerQuestionnaires(server: Server): void {
  registerKeeping(server);
  registerActs(server);
  registerAnswering(server);
}

async function getQuestionnaire(ctx: PageCtx, id: string): Promise<Questionnaire> {
  const found = await findQuestionnaire(ctx.tx, id);
  if (!found) throw new Absent('questionnaire');
  return found;
}

function registerKeeping(server: Server): void {
  const office = { face: 'office', audience: 'staff' } as const;
  ambitoPage(server, {
    ...office,
    path: '/questionari',
    handle: async (ctx) => {
      const plan = await findPlanRef(ctx.tx, null, true);
      return page(
        <QuestionnaireListPage
          ctx={ctx}
          plan={plan?.code ?? null}
          questionnaires={await listQuestionnaires(ctx.tx)}
        />,
      );
    },
  });
  ambitoPage(server, {
    ...office,
    path: '/questionari/:id',
    params,
    handle: async (ctx, { params: { id } }) => {
      const questionnaire = await getQuestionnaire(ctx, id);
      return page(
        <QuestionnairePage
          ctx={ctx}
          questionnaire={questionnaire}
          {...(await readResults(ctx, questionnaire))}
        />,
      );
    },
  });
  recordRoutes(server, {
    list: '/questionari',
    one: '/questionari/:id',
    params,
    door: 'evaluation',
    editors: EDITORS,
    crumbs: (ctx) => [
      {
        label: questionnaireText(ctx.lang)('evaluation.questionnaire.title'),
        href: at(ctx, '/questionari'),
      },
    ],
    open: (ctx, { id }) => openQuestionnaire(ctx, id),
    nameOf: (one: Questionnaire) => one.title,
    schema: QuestionnaireForm,
    prepare: prepareForm,
    valuesOf: formValues,
    blank: () => ({}),
    form: async (props) => <QuestionnaireFormPage {...props} subjects={await listSubjects(props.ctx.tx)} />,
    add: async (ctx, _params, fields) => `/questionari/${await addQuestionnaire(ctx, fields)}`,
    edit: (ctx, { id }, version, fields) => editQuestionnaire(ctx, id, version, fields),
    remove: (ctx, { id }, version, reason) => removeQuestionnaire(ctx, id, version, reason),
    history: {
      table: 'evaluation.questionnaire',
      labels: (ctx) => {
        const t = questionnaireText(ctx.lang);
        return {
          title: t('evaluation.questionnaire.name'),
          intro: t('evaluation.questionnaire.intro'),
          questions: t('evaluation.questionnaire.questions'),
          state: t('evaluation.questionnaire.state'),
        };
      },
      write: async (ctx) => (column, value) => {
        const t = questionnaireText(ctx.lang);
        if (column === 'questions')
          return (value as Questionnaire['questions']).map((one) => one.words).join('; ');
        if (column === 'state') return t(`evaluation.questionnaire.state.${value as 'draft'}`);
        return undefined;
      },
    },
    notices: {
      added: 'evaluation.questionnaire.added',
      saved: 'evaluation.questionnaire.saved',
      removed: 'evaluation.questionnaire.removed',
    },
  });
  for (const format of TABLE_FORMATS) {
    ambitoPage(server, {
      ...office,
      path: `/questionari/:id/risultati.${format}`,
      params,
      handle: async (ctx, { params: { id } }) => {
        const t = questionnaireText(ctx.lang);
        const { results } = await readResults(ctx, await getQuestionnaire(ctx, id));
        const hidden = t('evaluation.questionnaire.hidden', { threshold: THRESHOLD });
        const few = t('evaluation.questionnaire.question-few', { threshold: THRESHOLD });
        return tableFile(
          'risultati',
          format,
          [
            t('evaluation.questionnaire.question'),
            t('evaluation.questionnaire.option'),
            t('evaluation.questionnaire.count'),
            t('evaluation.questionnaire.share'),
            t('evaluation.questionnaire.channel.link'),
            t('evaluation.questionnaire.channel.phone'),
          ],
          results.flatMap(({ question, options, answered, isWithheld }) =>
            isWithheld
              ? [[question.words, few, answered, null, null, null]]
              : options.map((one) => [
                  question.words,
                  one.label,
                  one.count,
                  Math.round(one.share * 10) / 10,
                  one.byChannel.link ?? hidden,
                  one.byChannel.phone ?? hidden,
                ]),
          ),
        );
      },
    });
  }
}

function registerActs(server: Server): void {
  const act = { face: 'office', audience: EDITORS, method: 'POST' } as const;
  for (const [verb, to, notice] of [
    ['apri', 'open', 'evaluation.questionnaire.opened'],
    ['chiudi', 'closed', 'evaluation.questionnaire.closed'],
  ] as const) {
    ambitoPage(server, {
      ...act,
      path: `/questionari/:id/${verb}`,
      params,
      handle: async (ctx, { params: { id } }) => {
        await moveQuestionnaire(ctx, id, to);
        return seeOther(at(ctx, `/questionari/${id}`), notice);
      },
    });
  }
  ambitoPage(server, {
    ...act,
    path: '/questionari/:id/parole/:text',
    params: params.extend({ text: z.uuid() }),
    handle: async (ctx, { params: { id, text }, body }) => {
      const decision = body.decision === 'shown' ? 'shown' : 'hidden';
      await moderate(ctx, id, text, decision);
      return seeOther(at(ctx, `/questionari/${id}#parole`), 'evaluation.questionnaire.moderated');
    },
  });
  const phone = { face: 'office', audience: EDITORS, path: '/questionari/:id/telefono', params } as const;
  const draw = (ctx: PageCtx, one: Questionnaire, form: FormState) => (
    <AnswerPage
      ctx={ctx}
      questionnaire={one}
      form={form}
      action={at(ctx, `/questionari/${one.id}/telefono`)}
      isPhone
    />
  );
  ambitoPage(server, {
    ...phone,
    handle: async (ctx, { params: { id } }) =>
      page(draw(ctx, await openQuestionnaire(ctx, id), { values: {}, errors: [] })),
  });
  ambitoPage(server, {
    ...phone,
    method: 'POST',
    handle: async (ctx, { params: { id }, body }) => {
      const one = await openQuestionnaire(ctx, id);
      return submit(ctx, {
        schema: z.object({}),
        body,
        act: async () => {
          await answerQuestionnaire(ctx, one, 'phone', body);
          return seeOther(at(ctx, `/questionari/${id}/telefono`), 'evaluation.questionnaire.phone-saved');
        },
        again: (form) => draw(ctx, one, form),
      });
    },
  });
}

/** A mark of this questionnaire in the browser; the same for everybody, so that it tells of nobody. */
function markOf(one: Questionnaire): string {
  return `trama_q_${one.id.slice(-12)}`;
}

function registerAnswering(server: Server): void {
  const open = { face: 'public', audience: 'public', params: tokenParams } as const;
  const addressOf = (ctx: PageCtx, one: Questionnaire) => at(ctx, `/q/${one.token}`);
  const draw = (ctx: PageCtx, one: Questionnaire, form: FormState, hasAnswered = false) => (
    <AnswerPage
      ctx={ctx}
      questionnaire={one}
      form={form}
      action={addressOf(ctx, one)}
      isPhone={false}
      hasAnswered={hasAnswered}
    />
  );
  ambitoPage(server, {
    ...open,
    path: '/q/:token',
    handle: async (ctx, { params: { token }, request }) => {
      const one = await findPublicQuestionnaire(ctx, token);
      if (!one) return page(<NoQuestionnairePage ctx={ctx} />, 404);
      if (one.state === 'closed')
        return page(<PublicResultsPage ctx={ctx} questionnaire={one} {...(await readResults(ctx, one))} />);
      const hasAnswered = readCookie(request, markOf(one)) !== undefined;
      return page(draw(ctx, one, { values: {}, errors: [] }, hasAnswered));
    },
  });
  ambitoPage(server, {
    ...open,
    method: 'POST',
    path: '/q/:token',
    rateLimit: SENDING,
    handle: async (ctx, { params: { token }, body, request }) => {
      const one = await getPublicQuestionnaire(ctx, token);
      if (readCookie(request, markOf(one)) !== undefined)
        return page(draw(ctx, one, { values: {}, errors: [] }, true));
      return submit(ctx, {
        schema: z.object({}),
        body,
        act: async () => {
          await answerQuestionnaire(ctx, one, 'link', body);
          return seeOther(`${addressOf(ctx, one)}/grazie`, undefined, [
            { name: markOf(one), value: '1', maxAgeSeconds: REMEMBERED_SECONDS },
          ]);
        },
        again: (form) => draw(ctx, one, form),
      });
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/q/:token/grazie',
    handle: async (ctx, { params: { token } }) =>
      page(<ThanksPage ctx={ctx} questionnaire={await getPublicQuestionnaire(ctx, token)} />),
  });
}
