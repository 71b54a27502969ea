import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import { asked, recordCode } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import { filterSheets, withoutDrafts } from './evaluation.rules.js';
import { ANSWERS, OUTCOME_KINDS, OUTCOME_STATES, SHEET_LEVELS } from './evaluation.types.js';
import { registerImpactApi } from './impact/impact.api.js';
import { listMeasuredPage } from './measurement.sql.js';
import { getOutcomeSheet, getPlanRef } from './outcome.actions.js';
import { listOutcomeSheets } from './outcome.sql.js';
import { registerQuestionnaireApi } from './questionnaire/questionnaire.api.js';

const text = z.string().nullable();
const sheet = z.object({
  code: z.string(),
  planCode: z.string(),
  title: z.string(),
  level: z.enum(SHEET_LEVELS),
  place: z.string(),
  placeName: z.string(),
  policyArea: text,
  description: text,
  actions: z.array(
    z.object({
      text: z.string(),
      state: z.enum(OUTCOME_STATES).nullable(),
      kind: z.enum(OUTCOME_KINDS).nullable(),
      note: text,
    }),
  ),
  achievementPercent: z.number().nullable(),
  computedPercent: z.number().nullable(),
  achievementReason: text.optional(),
  objectiveCode: text,
  userSatisfaction: text,
  committedPercent: z.number().nullable(),
  resourcesNote: text,
  criticality: text,
  answeredNeed: z.enum(ANSWERS).nullable(),
  answeredNeedReason: text,
  answeredNeedExplicit: z.boolean().nullable(),
  inContinuity: z.boolean().nullable(),
  inContinuityNote: text,
  proposedAgain: z.enum(ANSWERS).nullable(),
  proposedAgainReason: text,
  continuesIn: z.array(z.object({ code: z.string(), title: z.string(), basis: z.enum(['stated', 'theme']) })),
  source: text,
  note: text,
  /** Answers to what only the guideline of its plan asks, by the field's key; sums in cents of euro. */
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])),
});

const plan = z
  .string()
  .regex(/^\d{4}-\d{4}$/)
  .optional();

/** Those who work in the ambito read plans in preparation too. */
function drafts(ctx: Ctx): boolean {
  return ctx.grants.length > 0;
}

export function registerEvaluationApi(server: Server): void {
  const common = { audience: 'public', tag: 'evaluation' } as const;
  api(server, {
    ...common,
    path: '/outcome-sheets',
    summary: 'Outcome sheets that a plan reports; of the plan in force unless one is named',
    query: z.object({ plan, q: asked, place: asked }),
    response: z.object({ plan: z.string(), outcomeSheets: z.array(sheet) }),
    handle: async (ctx, { query }) => {
      const found = await getPlanRef(ctx, query.plan ?? null, drafts(ctx));
      const all = await listOutcomeSheets(ctx.tx, found.id);
      const sheets = drafts(ctx) ? all : all.map(withoutDrafts);
      return {
        plan: found.code,
        outcomeSheets: filterSheets(sheets, { search: query.q, place: query.place }),
      };
    },
  });
  api(server, {
    ...common,
    path: '/outcome-sheets/:code',
    summary: 'One outcome sheet',
    params: z.object({ code: recordCode }),
    query: z.object({ plan }),
    response: sheet,
    handle: async (ctx, { params, query }) => {
      const found = await getOutcomeSheet(
        ctx,
        await getPlanRef(ctx, query.plan ?? null, drafts(ctx)),
        params.code,
      );
      return drafts(ctx) ? found : withoutDrafts(found);
    },
  });
  api(server, {
    ...common,
    path: '/measurements',
    summary: 'Values measured of the indicators of a plan, in its order, a page of indicators at a time',
    query: z.object({
      plan,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.uuid().optional(),
    }),
    response: z.object({
      plan: z.string(),
      next: z.string().nullable(),
      indicators: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          kind: z.string(),
          unit: text,
          baseline: z.number().nullable(),
          target: z.number().nullable(),
          objectiveCode: z.string(),
          measurements: z.array(z.object({ measuredOn: z.string(), value: z.number(), note: text })),
        }),
      ),
    }),
    handle: async (ctx, { query }) => {
      const found = await getPlanRef(ctx, query.plan ?? null, drafts(ctx));
      const indicators = await listMeasuredPage(ctx.tx, found.id, query);
      // A page that is not full is the last one.
      const next = indicators.length < query.limit ? null : (indicators.at(-1)?.id ?? null);
      return { plan: found.code, next, indicators };
    },
  });
  registerQuestionnaireApi(server);
  registerImpactApi(server);
}
