import { z } from 'zod';
import { LOOSE_RULES, listLooseEnds } from '#domains/thread/index.js';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { createNeeds, getNeed, rewriteNeed } from './need.actions.js';
import { findNeed, listNeedLines } from './need.sql.js';
import { createObjectives, getObjective, rewriteObjective } from './objective.actions.js';
import { emptyObjective } from './objective.form.js';
import { listObjectiveLines } from './objective-line.sql.js';
import { findPublishedObjective } from './objective-sheet.sql.js';
import { getPlanOrPresent, seesDrafts } from './plan.actions.js';
import {
  NeedAnswer,
  NeedBody,
  NeedLine,
  NeedPatch,
  ObjectiveAnswer,
  ObjectiveBody,
  ObjectiveLineAnswer,
  ObjectivePatch,
} from './plan.api.types.js';
import { editors } from './plan.rules.js';
import { planIdOf } from './plan.sql.js';
import { PlanCode } from './plan.types.js';
import { fieldsOf } from './sheet-field.rules.js';

const planQuery = z.object({ plan: PlanCode.optional() });
const pageQuery = planQuery.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(40).optional(),
});
const codeParams = z.object({ code: z.string().min(1).max(40) });

export function registerPlanApi(server: Server): void {
  api(server, {
    path: '/objectives',
    audience: 'public',
    tag: 'piano',
    summary: 'Objectives of a plan, in its order, a page at a time',
    query: pageQuery,
    response: z.object({ objectives: z.array(ObjectiveLineAnswer), next: z.string().nullable() }),
    handle: async (ctx, { query }) => {
      const plan = { code: query.plan, drafts: seesDrafts(ctx) };
      const objectives = await listObjectiveLines(ctx.tx, plan, query);
      if (objectives.length === 0) await getPlanOrPresent(ctx, query.plan);
      return { objectives, next: nextOf(objectives, query.limit) };
    },
  });

  api(server, {
    path: '/objectives/:code',
    audience: 'public',
    tag: 'piano',
    summary: 'The whole sheet of an objective',
    params: codeParams,
    query: planQuery,
    response: ObjectiveAnswer,
    handle: async (ctx, { params, query }) => readObjective(ctx, query.plan, params.code),
  });

  api(server, {
    method: 'POST',
    path: '/objectives',
    audience: editors,
    tag: 'piano',
    summary: 'Adds an objective',
    query: planQuery,
    body: ObjectiveBody,
    response: ObjectiveAnswer,
    handle: async (ctx, { query, body }) => {
      const plan = await getPlanOrPresent(ctx, query.plan);
      const given = { ...emptyObjective, rank: 'specific' as const, ...sent(body) };
      await createObjectives(ctx, plan, [{ ...given, indicators: [], actions: [] }]);
      return readObjective(ctx, plan.code, body.code);
    },
  });

  api(server, {
    method: 'PATCH',
    path: '/objectives/:code',
    audience: editors,
    tag: 'piano',
    summary: 'Changes the given fields of an objective, unless somebody else saved meanwhile (409)',
    params: codeParams,
    query: planQuery,
    body: ObjectivePatch,
    response: ObjectiveAnswer,
    handle: async (ctx, { params, query, body }) => {
      const plan = await getPlanOrPresent(ctx, query.plan);
      const objective = await getObjective(ctx, plan, params.code);
      const { version, ...fields } = body;
      const present = fieldsOf(objective);
      const given = { ...present, ...sent(fields), fields: { ...present.fields, ...fields.fields } };
      await rewriteObjective(ctx, plan, objective, given, version);
      return readObjective(ctx, plan.code, params.code);
    },
  });

  api(server, {
    path: '/needs',
    audience: 'public',
    tag: 'piano',
    summary: 'Needs of a plan, by code, a page at a time',
    query: pageQuery,
    response: z.object({ needs: z.array(NeedLine), next: z.string().nullable() }),
    handle: async (ctx, { query }) => {
      const needs = await listNeedLines(ctx.tx, { code: query.plan, drafts: seesDrafts(ctx) }, query);
      if (needs.length === 0) await getPlanOrPresent(ctx, query.plan);
      return { needs, next: nextOf(needs, query.limit) };
    },
  });

  api(server, {
    path: '/needs/:code',
    audience: 'public',
    tag: 'piano',
    summary: 'A need with its evidence and the objectives that answer it',
    params: codeParams,
    query: planQuery,
    response: NeedAnswer,
    handle: async (ctx, { params, query }) => readNeed(ctx, query.plan, params.code),
  });

  api(server, {
    method: 'POST',
    path: '/needs',
    audience: editors,
    tag: 'piano',
    summary: 'Adds a need',
    query: planQuery,
    body: NeedBody,
    response: NeedAnswer,
    handle: async (ctx, { query, body }) => {
      const plan = await getPlanOrPresent(ctx, query.plan);
      const empty = { target: null, priority: null, raisedBy: null, source: null, note: null, code: null };
      const [code] = await createNeeds(ctx, plan, [{ ...empty, ...sent(body), evidence: [] }]);
      return readNeed(ctx, plan.code, code ?? '');
    },
  });

  api(server, {
    method: 'PATCH',
    path: '/needs/:code',
    audience: editors,
    tag: 'piano',
    summary: 'Changes the given fields of a need, unless somebody else saved meanwhile (409)',
    params: codeParams,
    query: planQuery,
    body: NeedPatch,
    response: NeedAnswer,
    handle: async (ctx, { params, query, body }) => {
      const plan = await getPlanOrPresent(ctx, query.plan);
      const need = await getNeed(ctx, plan, params.code);
      const { version, ...fields } = body;
      await rewriteNeed(ctx, plan, need, { ...need, place: need.placeCode, ...sent(fields) }, version);
      return readNeed(ctx, plan.code, params.code);
    },
  });

  api(server, {
    path: '/loose-ends',
    audience: 'public',
    tag: 'filo',
    summary: 'What the thread of a plan does not hold',
    query: planQuery,
    response: z.object({
      looseEnds: z.array(
        z.object({
          rule: z.enum(LOOSE_RULES),
          kind: z.string(),
          code: z.string(),
          title: z.string(),
          place: z.string().nullable(),
        }),
      ),
    }),
    handle: async (ctx, { query }) => {
      const plan = await getPlanOrPresent(ctx, query.plan);
      const ends = await listLooseEnds(ctx, plan.id);
      return {
        looseEnds: ends.map(({ rule, node, placeCode }) => ({
          rule,
          kind: node.kind,
          code: node.code,
          title: node.title,
          place: placeCode,
        })),
      };
    },
  });
}

/** Only what was sent: an absent field must not overwrite what is there. */
function sent<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function nextOf(rows: readonly { code: string }[], limit: number): string | null {
  return rows.length < limit ? null : (rows.at(-1)?.code ?? null);
}

async function readObjective(
  ctx: Ctx,
  plan: string | undefined,
  code: string,
): Promise<z.input<typeof ObjectiveAnswer>> {
  const objective = await findPublishedObjective(ctx.tx, { code: plan, drafts: seesDrafts(ctx) }, code);
  if (!objective) throw new Absent('objective');
  return {
    ...objective,
    place: { code: objective.placeCode, name: objective.placeName },
    parent: objective.parent?.code ?? null,
    children: objective.children.map((child) => child.code),
  };
}

async function readNeed(
  ctx: Ctx,
  plan: string | undefined,
  code: string,
): Promise<z.input<typeof NeedAnswer>> {
  const need = await findNeed(ctx.tx, planIdOf(plan, seesDrafts(ctx)), code);
  if (!need || need.withdrawnAt) throw new Absent('need');
  return {
    ...need,
    place: { code: need.placeCode, name: need.placeName },
    evidence: need.evidence.map((one) => ({ ...one, place: one.placeCode })),
  };
}
