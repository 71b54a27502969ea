import { z } from 'zod';
import { nextPlanActs } from '#domains/plan/index.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { longText, optional, submit, text } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { getPlanToContinue, openNextPeriod } from './next-period.actions.js';
import { NextPeriodPage } from './next-period.page.js';
import { isProposed, nextPeriodCode } from './next-period.rules.js';
import { listClosedObjectives } from './next-period.sql.js';

const planCode = z.string().regex(/^\d{4}-\d{4}$/);

const nextSchema = z.object({
  code: planCode,
  title: text(200, 3),
  guidelineCode: z.string().min(1, { error: 'platform.field.required' }),
  summary: optional(longText(2_000)),
  objectives: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat()))
    .pipe(z.array(z.string().max(40)).max(1_000)),
  needs: z.enum(['linked', 'all', 'none']),
});

/** From a plan that closes to the one that follows it. */
export function registerNextPeriod(server: Server): void {
  const common = {
    face: 'office',
    path: '/piano/:plan/successivo',
    audience: ['director'],
    params: z.object({ plan: planCode }),
  } as const;

  async function data(ctx: PageCtx, code: string) {
    requireRole(ctx, ['director']);
    const plan = await getPlanToContinue(ctx, code);
    return {
      ctx,
      plan,
      objectives: await listClosedObjectives(ctx.tx, plan.id),
      guidelines: await nextPlanActs.listGuidelines(ctx.tx),
    };
  }

  ambitoPage(server, {
    ...common,
    handle: async (ctx, { params }) => {
      const props = await data(ctx, params.plan);
      const values = {
        code: nextPeriodCode(params.plan),
        title: `Piano di Zona ${nextPeriodCode(params.plan)}`,
        objectives: props.objectives.filter(isProposed).map((one) => one.code),
        needs: 'linked',
      };
      return page(<NextPeriodPage {...props} form={{ values, errors: [] }} />);
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: (ctx, { params, body }) =>
      submit(ctx, {
        schema: nextSchema,
        body,
        act: async (input) => {
          const code = await openNextPeriod(ctx, params.plan, input);
          return seeOther(at(ctx, `/piano/${code}`), 'evaluation.next.opened');
        },
        again: async (form) => <NextPeriodPage {...(await data(ctx, params.plan))} form={form} />,
      }),
  });
}
