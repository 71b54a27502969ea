import { z } from 'zod';
import { listPlaceRefs } from '#domains/governance/index.js';
import { planReading } from '#domains/plan/index.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { type FormState, submit, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { civilDay } from '#platform/i18n/format.js';
import {
  addContributions,
  answerContribution,
  editContribution,
  getContribution,
  listChapterTitles,
  openContribution,
  publishContribution,
  removeContribution,
} from './contribution.actions.js';
import {
  AnswerForm,
  answerOf,
  answerValues,
  ContributionForm,
  contributionValues,
  gatherReasons,
  PublicationForm,
} from './contribution.form.js';
import { contributionParams, isOwn, planParams } from './contribution.routes.js';
import { EDITORS } from './contribution.rules.js';
import { listPartyChoices, listTargets } from './contribution.sql.js';
import { AnswerFormPage, ContributionFormPage, PublicationFormPage } from './contribution-form.page.js';
import { contributionAddress, contributionCrumbs, contributionsPath } from './contribution-words.js';
import { participationText } from './participation.messages.js';
import type { Contribution } from './participation.types.js';

type Params = z.output<typeof contributionParams>;
type Plan = Awaited<ReturnType<typeof planReading.getPlan>>;

const office = { face: 'office', audience: EDITORS, params: contributionParams } as const;

/** Writing the book: what came, the answers, what is shown of it. */
export function registerContributionEdits(server: Server): void {
  keeping(server);
  answering(server);
  publishing(server);
}

/** With the plan in whose book it stands, which its forms need. */
type Opened = Contribution & { book: Plan };

async function choicesOf(ctx: PageCtx, plan: Plan) {
  return {
    places: (await listPlaceRefs(ctx.tx)).filter((one) => isOwn(one.kind)),
    parties: await listPartyChoices(ctx.tx),
    chapters: await listChapterTitles(ctx, plan),
    ...(await targetsOf(ctx, plan)),
  };
}

async function targetsOf(ctx: PageCtx, plan: Plan) {
  return {
    needs: await listTargets(ctx.tx, plan.id, 'need'),
    objectives: await listTargets(ctx.tx, plan.id, 'objective'),
  };
}

function keeping(server: Server): void {
  recordRoutes(server, {
    list: '/piano/:plan/contributi',
    one: '/piano/:plan/contributi/:code',
    params: contributionParams,
    door: 'participation',
    editors: EDITORS,
    crumbs: (ctx, { plan }) => contributionCrumbs(ctx, plan),
    open: async (ctx, params) => {
      const { plan, contribution } = await openContribution(ctx, params.plan, params.code);
      return { ...contribution, book: plan };
    },
    nameOf: (one: Opened) => `${one.code} ${one.title}`,
    schema: ContributionForm,
    valuesOf: contributionValues,
    blank: (ctx) => ({ receivedOn: civilDay(ctx.now) }),
    form: async (props) => {
      const plan =
        props.record?.book ?? (await planReading.getPlan(props.ctx, planOfPath(props.ctx.view.path)));
      planReading.requireOpen(plan);
      return <ContributionFormPage {...props} {...(await choicesOf(props.ctx, plan))} />;
    },
    add: async (ctx, { plan = '' }, fields) => {
      const [code] = await addContributions(ctx, plan, [fields]);
      return `${contributionsPath(plan)}/${code}`;
    },
    edit: (ctx, { plan, code }, opened, fields) => editContribution(ctx, plan, code, opened, fields),
    remove: (ctx, { plan, code }, opened, reason) => removeContribution(ctx, plan, code, opened, reason),
    history: {
      table: 'participation.contribution',
      hasParts: true,
      labels: historyLabels,
      write: historyWriter,
    },
    notices: {
      added: 'participation.added',
      saved: 'participation.saved',
      removed: 'participation.removed',
    },
  });
}

/** The plan named in the address of a form for a new one. */
function planOfPath(path: string): string {
  return planParams.parse({ plan: /\/piano\/(\d{4}-\d{4})\//.exec(path)?.[1] }).plan;
}

function historyLabels(ctx: PageCtx): Record<string, string> {
  const t = participationText(ctx.lang);
  return {
    title: t('participation.name'),
    received_on: t('participation.received-on'),
    channel: t('participation.channel'),
    speaker: t('participation.speaker'),
    organisation_id: t('participation.party.organisation'),
    network_id: t('participation.party.network'),
    body_id: t('participation.party.body'),
    place_id: t('participation.place'),
    text: t('participation.text'),
    about_plan: t('participation.about-plan'),
    chapters: t('participation.chapters'),
    needs: t('participation.needs'),
    objectives: t('participation.objectives'),
    source: t('participation.source'),
    state: t('participation.state'),
    answer: t('participation.answer'),
    answered_on: t('participation.answered-on'),
    answered_by: t('participation.answered-by'),
    raised: t('participation.raised'),
    changed: t('participation.changed'),
    published_text: t('participation.published-text'),
    published_on: t('participation.published'),
  };
}

async function historyWriter(ctx: PageCtx) {
  const t = participationText(ctx.lang);
  const names = new Map([
    ...(await listPlaceRefs(ctx.tx)).map((one) => [one.id, one.name] as const),
    ...(await listPartyChoices(ctx.tx)).map((one) => [one.id, one.name] as const),
  ]);
  return (column: string, value: unknown): string | undefined => {
    if (value === null) return undefined;
    if (column.endsWith('_id')) return names.get(String(value)) ?? '';
    if (column === 'channel') return t(`participation.channel.${value as Contribution['channel']}`);
    if (column === 'state') return t(`participation.state.${value as Contribution['state']}`);
    if (column === 'speaker') return t(`participation.speaker.${value as 'citizen'}`);
    return undefined;
  };
}

function answering(server: Server): void {
  const path = '/piano/:plan/contributi/:code/risposta';
  const draw = async (ctx: PageCtx, plan: Plan, contribution: Contribution, form: FormState) => (
    <AnswerFormPage
      {...frame(ctx, contribution, '/risposta', participationText(ctx.lang)('participation.answer'))}
      form={form}
      {...(await targetsOf(ctx, plan))}
    />
  );
  ambitoPage(server, {
    ...office,
    path,
    handle: async (ctx, { params }) => {
      const { plan, contribution } = await openContribution(ctx, params.plan, params.code);
      const values = answerValues(contribution, civilDay(ctx.now));
      return page(await draw(ctx, plan, contribution, { values, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path,
    handle: async (ctx, { params, body }) => {
      const { plan, contribution } = await openContribution(ctx, params.plan, params.code);
      return submit(ctx, {
        schema: AnswerForm,
        body: gatherReasons(body),
        act: async (input) => {
          await answerContribution(ctx, params.plan, params.code, input.version, answerOf(input));
          return seeOther(contributionAddress(ctx, contribution), 'participation.answered');
        },
        again: (form) => draw(ctx, plan, contribution, form),
        theirs: async () =>
          answerValues(
            (await openContribution(ctx, params.plan, params.code)).contribution,
            civilDay(ctx.now),
          ),
      });
    },
  });
}

/** One that this account may show to everyone; also when the plan's text is still. */
async function openToPublish(ctx: PageCtx, params: Params): Promise<Contribution> {
  const plan = await planReading.getPlan(ctx, params.plan);
  const contribution = await getContribution(ctx, plan, params.code);
  requireRole(ctx, EDITORS, contribution.within);
  return contribution;
}

function publishing(server: Server): void {
  const path = '/piano/:plan/contributi/:code/pubblica';
  const draw = (ctx: PageCtx, contribution: Contribution, form: FormState) => (
    <PublicationFormPage
      {...frame(ctx, contribution, '/pubblica', participationText(ctx.lang)('participation.publication'))}
      form={form}
    />
  );
  const valuesOf = (one: Contribution) => ({
    version: one.version,
    publishedText: one.publishedText ?? one.text,
  });
  ambitoPage(server, {
    ...office,
    path,
    handle: async (ctx, { params }) => {
      const contribution = await openToPublish(ctx, params);
      return page(draw(ctx, contribution, { values: valuesOf(contribution), errors: [] }));
    },
  });
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path,
    handle: async (ctx, { params, body }) => {
      const contribution = await openToPublish(ctx, params);
      return submit(ctx, {
        schema: PublicationForm,
        body,
        act: async (input) => {
          await publishContribution(ctx, params.plan, params.code, input.version, input.publishedText);
          return seeOther(contributionAddress(ctx, contribution), 'participation.published-notice');
        },
        again: (form) => draw(ctx, contribution, form),
        theirs: async () => valuesOf(await openToPublish(ctx, params)),
      });
    },
  });
  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: '/piano/:plan/contributi/:code/togli-dal-pubblico',
    handle: async (ctx, { params, body }) => {
      const contribution = await openToPublish(ctx, params);
      const { version: opened } = z.object({ version }).parse(body);
      await publishContribution(ctx, params.plan, params.code, opened, null);
      return seeOther(contributionAddress(ctx, contribution), 'participation.unpublished-notice');
    },
  });
}

/** What every form about one contribution has around it. */
function frame(ctx: PageCtx, contribution: Contribution, end: string, label: string) {
  const href = contributionAddress(ctx, contribution);
  return {
    ctx,
    contribution,
    action: `${href}${end}`,
    cancel: href,
    crumbs: [...contributionCrumbs(ctx, contribution.plan), { label: contribution.code, href }, { label }],
  };
}
