import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { longText, submit, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import type { PlanComposer } from '../document.cache.js';
import { getPlan } from '../plan.actions.js';
import { planParams, today } from '../plan.routes.js';
import { keepers } from '../plan.rules.js';
import { PLAN_STATES, type Plan, type PlanState } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { stepSchema } from './act.form.js';
import { listAgreementRefs, listBodyRefs, listCheckNotes } from './act.sql.js';
import { explainCheck, readChecks } from './check.actions.js';
import { freezeTranscribed, takeStep } from './step.actions.js';
import { ExplainPage, StepPage } from './step.page.js';
import { CHECKS, followingSteps } from './step.rules.js';

const stepParams = planParams.extend({ state: z.enum(PLAN_STATES) });
const checkParams = stepParams.extend({ check: z.enum(CHECKS.map((rule) => rule.code)) });
const agreementQuery = z.object({
  accordo: z.string().max(60).optional(),
  lang: z.string().max(5).optional(),
});
const explainSchema = z.object({ note: longText(2_000, 3), version: version.optional() });

export function registerSteps(server: Server, composer: PlanComposer): void {
  async function stepData(ctx: PageCtx, plan: Plan, state: PlanState, code: string | undefined) {
    if (!followingSteps(plan.state).includes(state)) throw new Absent('step');
    const agreements = state === 'signed' ? await listAgreementRefs(ctx.tx) : [];
    return {
      ctx,
      plan,
      state,
      checks: await readChecks(ctx, plan, state, composer),
      bodies: await listBodyRefs(ctx.tx),
      agreements,
      agreement: agreements.find((one) => one.code === code) ?? null,
    };
  }

  const step = {
    face: 'office' as const,
    path: '/piano/:plan/passi/:state',
    audience: keepers,
    params: stepParams,
    query: agreementQuery,
  };
  ambitoPage(server, {
    ...step,
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const data = await stepData(ctx, plan, params.state, query.accordo);
      const signed = data.agreement?.parties.map((party) => party.code) ?? [];
      return page(<StepPage {...data} form={{ values: { takenOn: today(ctx), signed }, errors: [] }} />);
    },
  });
  ambitoPage(server, {
    ...step,
    method: 'POST',
    handle: async (ctx, { params, query, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: stepSchema,
        body,
        act: async (input) => {
          await takeStep(ctx, plan, { ...input, state: params.state }, composer);
          return seeOther(inPlan(ctx, plan, '/atti'), 'plan.act.recorded-notice');
        },
        again: async (form) => (
          <StepPage {...(await stepData(ctx, plan, params.state, query.accordo))} form={form} />
        ),
      });
    },
  });

  registerExplanations(server);

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: '/piano/:plan/versioni/fissa',
    audience: keepers,
    params: planParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      await freezeTranscribed(ctx, plan, composer);
      return seeOther(inPlan(ctx, plan, '/atti#versioni'), 'plan.life.frozen-notice');
    },
  });
}

function registerExplanations(server: Server): void {
  const explaining = {
    face: 'office' as const,
    path: '/piano/:plan/passi/:state/:check',
    audience: keepers,
    params: checkParams,
  };
  ambitoPage(server, {
    ...explaining,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const note = (await listCheckNotes(ctx.tx, plan.id)).get(params.check);
      const form = { values: { note: note?.note, version: note?.version }, errors: [] };
      return page(<ExplainPage ctx={ctx} plan={plan} state={params.state} code={params.check} form={form} />);
    },
  });
  ambitoPage(server, {
    ...explaining,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: explainSchema,
        body,
        act: async (input) => {
          await explainCheck(ctx, plan, params.check, input.note, input.version ?? null);
          return seeOther(inPlan(ctx, plan, '/atti#dopo'), 'plan.life.check.explained-notice');
        },
        again: (form) => (
          <ExplainPage ctx={ctx} plan={plan} state={params.state} code={params.check} form={form} />
        ),
        theirs: async () => ({ ...(await listCheckNotes(ctx.tx, plan.id)).get(params.check) }),
      });
    },
  });
}
