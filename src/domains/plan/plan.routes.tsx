import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { day, longText, optional, submit, text, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { civilDay } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { changePeriod, isBehindGuideline } from './draft/draft.actions.js';
import { listGuidelines } from './guideline.sql.js';
import { listThemeTotals } from './need.sql.js';
import {
  createPlan,
  getPlan,
  listPeriodTaken,
  recordPlanAct,
  requireOpen,
  rewritePlan,
  seesDrafts,
} from './plan.actions.js';
import { NoPlanPage, PlanPage } from './plan.page.js';
import { keepers, nextStates, yearsOfPeriod } from './plan.rules.js';
import { findPresentPlan, listPlans } from './plan.sql.js';
import { PLAN_STATES, type Plan, PlanCode } from './plan.types.js';
import { NewPlanActPage, NewPlanPage, PlanFormPage } from './plan-act.page.js';
import type { PictureOf } from './plan-memory.js';
import type { PlanParts } from './plan-parts.js';
import { inPlan } from './plan-words.js';

export const planParams = z.object({ plan: PlanCode });

export function today(ctx: Pick<PageCtx, 'now'>): string {
  return civilDay(ctx.now);
}

const newPlanSchema = z.object({
  code: text(9).refine((code) => yearsOfPeriod(code) !== undefined, { error: 'plan.code.invalid' }),
  title: text(200, 3),
  guidelineCode: z.string().min(1, { error: 'platform.field.required' }),
  summary: optional(longText(2_000)),
  isTranscribed: z
    .enum(['', 'yes'])
    .optional()
    .transform((value) => value === 'yes'),
});

const planSchema = z.object({
  title: text(200, 3),
  summary: optional(longText(2_000)),
  /** Asked for while the plan is a draft. */
  code: optional(text(9)),
  version,
});

function planValues({ title, summary, code, version: stored }: Plan) {
  return { title, summary, code, version: stored };
}

const actSchema = z.object({
  state: z.enum(PLAN_STATES),
  takenOn: day,
  actNumber: optional(text(80)),
  bodyName: optional(text(200)),
  note: optional(longText(2_000)),
});

export function registerPlanPages(server: Server, parts: PlanParts, pictureOf: PictureOf): void {
  server.doors.push(
    { key: 'plan', face: 'public', path: '/piano', label: 'plan.door', order: 10 },
    { key: 'needs', face: 'office', path: '/bisogni', label: 'plan.door.needs', order: 30 },
    { key: 'plan', face: 'office', path: '/piano', label: 'plan.door', order: 40 },
  );

  async function showPlan(ctx: PageCtx, plan: Plan) {
    const picture = await pictureOf(ctx, plan);
    const { groups } = await picture.tree();
    const themes = await listThemeTotals(ctx.tx, plan.id);
    const counts = await picture.counts();
    const plans = await listPlans(ctx.tx, seesDrafts(ctx));
    const documentPath = parts.documentAddress?.(plan);
    return page(
      <PlanPage
        ctx={ctx}
        plan={plan}
        groups={groups}
        themes={themes}
        counts={counts}
        looseCount={await picture.looseCount()}
        documentHref={documentPath === undefined ? null : at(ctx, documentPath)}
        stateHref={parts.stateAddress ? at(ctx, parts.stateAddress(plan)) : null}
        contributionsHref={parts.contributionsAddress ? at(ctx, parts.contributionsAddress(plan)) : null}
        others={plans.filter((one) => one.id !== plan.id)}
      />,
    );
  }

  ambitoPage(server, {
    face: 'both',
    path: '/piano',
    audience: 'public',
    handle: async (ctx) => {
      const plan = await findPresentPlan(ctx.tx, seesDrafts(ctx));
      return plan ? showPlan(ctx, plan) : page(<NoPlanPage ctx={ctx} />);
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/bisogni',
    audience: 'public',
    handle: async (ctx) => {
      const plan = await findPresentPlan(ctx.tx, seesDrafts(ctx));
      return plan ? seeOther(inPlan(ctx, plan, '/bisogni')) : seeOther(at(ctx, '/piano'));
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan',
    audience: 'public',
    params: planParams,
    handle: async (ctx, { params }) => showPlan(ctx, await getPlan(ctx, params.plan)),
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/nuovo',
    audience: keepers,
    handle: async (ctx) =>
      page(
        <NewPlanPage ctx={ctx} form={{ values: {}, errors: [] }} guidelines={await listGuidelines(ctx.tx)} />,
      ),
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/nuovo',
    audience: keepers,
    handle: (ctx, { body }) =>
      submit(ctx, {
        schema: newPlanSchema,
        body,
        act: async (input) => {
          const plan = await createPlan(ctx, input);
          return seeOther(inPlan(ctx, plan), 'plan.created');
        },
        alsoWrong: () => listPeriodTaken(ctx, String(body.code ?? '')),
        again: async (form) => (
          <NewPlanPage ctx={ctx} form={form} guidelines={await listGuidelines(ctx.tx)} />
        ),
      }),
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/modifica',
    audience: keepers,
    params: planParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      return page(
        <PlanFormPage
          ctx={ctx}
          plan={plan}
          form={{ values: planValues(plan), errors: [] }}
          isBehind={await isBehindGuideline(ctx, plan)}
        />,
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/modifica',
    audience: keepers,
    params: planParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: planSchema,
        body,
        act: async (input) => {
          await rewritePlan(ctx, plan, input, input.version);
          const code = input.code ?? plan.code;
          if (code !== plan.code) {
            const written = await getPlan(ctx, plan.code);
            await changePeriod(ctx, written, code, written.version);
          }
          return seeOther(inPlan(ctx, { code }), 'plan.saved');
        },
        again: async (form) => (
          <PlanFormPage ctx={ctx} plan={plan} form={form} isBehind={await isBehindGuideline(ctx, plan)} />
        ),
        theirs: async () => planValues(await getPlan(ctx, params.plan)),
      });
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/atti/nuovo',
    audience: keepers,
    params: planParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const values = { state: nextStates(plan.state)[0], takenOn: today(ctx) };
      return page(<NewPlanActPage ctx={ctx} plan={plan} form={{ values, errors: [] }} />);
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/atti/nuovo',
    audience: keepers,
    params: planParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: actSchema,
        body,
        act: async (input) => {
          await recordPlanAct(ctx, plan, input);
          return seeOther(inPlan(ctx, plan, '/atti'), 'plan.act.recorded-notice');
        },
        again: (form) => <NewPlanActPage ctx={ctx} plan={plan} form={form} />,
      });
    },
  });
}
