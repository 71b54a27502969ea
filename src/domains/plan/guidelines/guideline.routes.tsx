import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { listGuidelines } from '../guideline.sql.js';
import { seesDrafts } from '../plan.actions.js';
import { listPlans } from '../plan.sql.js';
import { GuidelineListPage, GuidelinePage } from './guideline.page.js';
import { PlanListPage } from './plan-list.page.js';

const PlanAnswer = z.object({
  code: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string(),
  guideline: z.string(),
  guidelineEdition: z.string().nullable(),
  state: z.string(),
  stateSince: z.string().nullable(),
  version: z.number().nullable(),
});

/** The plans of the ambito, and the guidelines that they may follow. */
export function registerPlanLists(server: Server): void {
  ambitoPage(server, {
    face: 'both',
    path: '/piani',
    audience: 'public',
    handle: async (ctx) => page(<PlanListPage ctx={ctx} plans={await listPlans(ctx.tx, seesDrafts(ctx))} />),
  });

  api(server, {
    path: '/plans',
    audience: 'public',
    tag: 'piano',
    summary: 'Plans of the ambito, newest period first',
    response: z.object({ plans: z.array(PlanAnswer) }),
    handle: async (ctx) => {
      const plans = await listPlans(ctx.tx, seesDrafts(ctx));
      return {
        plans: plans.map((plan) => ({
          code: plan.code,
          title: plan.title,
          summary: plan.summary,
          startsOn: plan.startsOn,
          endsOn: plan.endsOn,
          guideline: plan.guidelineCode,
          guidelineEdition: plan.guidelineSha256,
          state: plan.state,
          stateSince: plan.stateSince,
          version: plan.frozenVersion,
        })),
      };
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/linee-di-indirizzo',
    audience: 'staff',
    handle: async (ctx) => page(<GuidelineListPage ctx={ctx} heads={await listGuidelines(ctx.tx)} />),
  });

  ambitoPage(server, {
    face: 'office',
    path: '/linee-di-indirizzo/:code',
    audience: 'staff',
    params: z.object({ code: z.string().max(80) }),
    handle: async (ctx, { params }) => {
      const head = (await listGuidelines(ctx.tx)).find((one) => one.code === params.code);
      if (!head) throw new Absent('guideline');
      return page(<GuidelinePage ctx={ctx} guideline={head.guideline} sha256={head.sha256} />);
    },
  });
}
