import { z } from 'zod';
import { planReading } from '#domains/plan/index.js';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import { day } from '#platform/http/form.js';
import { asked, recordCode } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import {
  addContributions,
  answerContribution,
  editContribution,
  getContribution,
  openContribution,
  publishContribution,
} from './contribution.actions.js';
import { fieldsOf } from './contribution.form.js';
import { EDITORS } from './contribution.rules.js';
import { listContributions } from './contribution.sql.js';
import {
  CHANNELS,
  CONTRIBUTION_STATES,
  type Contribution,
  type ContributionFields,
  PARTY_KINDS,
  SPEAKERS,
} from './participation.types.js';

const text = z.string().nullable();
const tied = z.array(z.object({ code: z.string(), title: z.string() }));
const answer = z.object({
  code: z.string(),
  version: z.number().int(),
  plan: z.string(),
  title: z.string(),
  receivedOn: text,
  channel: z.enum(CHANNELS),
  speaker: z.enum(SPEAKERS).nullable(),
  party: z.object({ kind: z.enum(PARTY_KINDS), code: z.string(), name: z.string() }).nullable(),
  place: z.string(),
  placeName: z.string(),
  text: z.string(),
  aboutPlan: z.boolean(),
  chapters: z.array(z.string()),
  needs: tied,
  objectives: tied,
  source: text,
  state: z.enum(CONTRIBUTION_STATES),
  answer: text,
  answeredOn: text,
  answeredBy: text,
  raised: tied,
  changed: z.array(z.object({ code: z.string(), title: z.string(), reason: text })),
  publishedText: text,
  publishedOn: text,
});

const words = (max: number, min = 0) => z.string().trim().min(min).max(max);
const codes = z.array(z.string().max(60)).max(500);
const body = z.object({
  title: words(200, 3),
  receivedOn: day.nullable().optional(),
  channel: z.enum(CHANNELS),
  speaker: z.enum(SPEAKERS).nullable().optional(),
  /** `organisation:code`, `network:code` or `body:code`. */
  party: words(100).nullable().optional(),
  place: words(60, 1),
  text: words(20_000, 3),
  aboutPlan: z.boolean().optional(),
  chapters: codes.optional(),
  needs: codes.optional(),
  objectives: codes.optional(),
  source: words(300).nullable().optional(),
});
const version = z.number().int().min(1);
const answerBody = z.object({
  version,
  state: z.enum(CONTRIBUTION_STATES),
  answer: words(20_000).nullable(),
  answeredOn: day.nullable(),
  answeredBy: words(200).nullable(),
  raised: codes,
  changed: z.array(z.object({ code: z.string().max(60), reason: words(500).nullable() })).max(500),
});

const plan = z.object({ plan: z.string().regex(/^\d{4}-\d{4}$/) });
const params = plan.extend({ code: recordCode });

const EMPTY = {
  receivedOn: null,
  speaker: null,
  party: null,
  aboutPlan: false,
  chapters: [],
  needs: [],
  objectives: [],
  source: null,
} satisfies Partial<ContributionFields>;

/** The book as JSON: anyone reads what was published, who keeps the plan writes. */
export function registerParticipationApi(server: Server): void {
  const common = { tag: 'participation' } as const;
  const read = async (ctx: Ctx, planCode: string, code: string): Promise<Contribution> =>
    getContribution(ctx, await planReading.getPlan(ctx, planCode), code);

  api(server, {
    ...common,
    audience: 'public',
    path: '/plans/:plan/contributions',
    summary:
      'Contributions to a plan with their answers: those that were published or, for who works here, all',
    params: plan,
    query: z.object({
      q: asked,
      state: z.enum(CONTRIBUTION_STATES).optional(),
      channel: z.enum(CHANNELS).optional(),
      subject: asked,
      place: asked,
    }),
    response: z.object({ contributions: z.array(answer) }),
    handle: async (ctx, input) => {
      const found = await planReading.getPlan(ctx, input.params.plan);
      const { q, ...filter } = input.query;
      const drafts = planReading.seesDrafts(ctx);
      const { rows } = await listContributions(ctx.tx, found.id, { ...filter, search: q }, drafts);
      return { contributions: rows };
    },
  });
  api(server, {
    ...common,
    audience: 'public',
    path: '/plans/:plan/contributions/:code',
    summary: 'One contribution with its answer and what it changed',
    params,
    response: answer,
    handle: (ctx, input) => read(ctx, input.params.plan, input.params.code),
  });
  api(server, {
    ...common,
    method: 'POST',
    audience: EDITORS,
    path: '/plans/:plan/contributions',
    summary: 'Writes a contribution into the book; without names of persons',
    params: plan,
    body,
    response: answer,
    handle: async (ctx, input) => {
      const fields: ContributionFields = { ...EMPTY, ...given(input.body) };
      const [code = ''] = await addContributions(ctx, input.params.plan, [fields]);
      return read(ctx, input.params.plan, code);
    },
  });
  api(server, {
    ...common,
    method: 'PATCH',
    audience: EDITORS,
    path: '/plans/:plan/contributions/:code',
    summary: 'Changes the given fields of a contribution, unless somebody else saved meanwhile (409)',
    params,
    body: body.partial().extend({ version }),
    response: answer,
    handle: async (ctx, input) => {
      const { plan: planCode, code } = input.params;
      const { version: opened, ...fields } = input.body;
      const { contribution } = await openContribution(ctx, planCode, code);
      await editContribution(ctx, planCode, code, opened, { ...fieldsOf(contribution), ...given(fields) });
      return read(ctx, planCode, code);
    },
  });
  api(server, {
    ...common,
    method: 'PUT',
    audience: EDITORS,
    path: '/plans/:plan/contributions/:code/answer',
    summary:
      'Answers a contribution: what becomes of it, why, which needs it raised and which objectives it changed',
    params,
    body: answerBody,
    response: answer,
    handle: async (ctx, input) => {
      const { plan: planCode, code } = input.params;
      const { version: opened, ...fields } = input.body;
      await answerContribution(ctx, planCode, code, opened, { ...fields, answer: fields.answer || null });
      return read(ctx, planCode, code);
    },
  });
  api(server, {
    ...common,
    method: 'PUT',
    audience: EDITORS,
    path: '/plans/:plan/contributions/:code/publication',
    summary: 'Shows a contribution to everyone with the words given, or takes it away (null)',
    params,
    body: z.object({ version, text: words(20_000, 3).nullable() }),
    response: answer,
    handle: async (ctx, input) => {
      const { plan: planCode, code } = input.params;
      await publishContribution(ctx, planCode, code, input.body.version, input.body.text);
      return read(ctx, planCode, code);
    },
  });
}

/** Only what was sent: what was not keeps its value. */
function given<T extends object>(fields: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]-?: Exclude<T[K], undefined>;
  };
}
