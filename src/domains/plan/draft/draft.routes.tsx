import { z } from 'zod';
import { submit, version as versionField } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { listGuidelines } from '../guideline.sql.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import { PlanCode } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { compareWithGuideline, followGuideline, requireDraft } from './draft.actions.js';
import { GuidelineChangePage } from './guideline-change.page.js';

const guidelineCode = z.string().min(1).max(80);
const followSchema = z
  .object({
    guidelineCode,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    version: versionField,
  })
  .catchall(z.unknown());

/** Where a draft's guideline is changed. Its years are changed with its title. */
export function registerDraft(server: Server): void {
  const common = {
    face: 'office' as const,
    path: '/piano/:plan/linee-di-indirizzo',
    audience: keepers,
    params: z.object({ plan: PlanCode }),
  };

  ambitoPage(server, {
    ...common,
    query: z.object({ con: guidelineCode.optional() }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      requireDraft(plan);
      return page(
        <GuidelineChangePage
          ctx={ctx}
          plan={plan}
          heads={await listGuidelines(ctx.tx)}
          move={await compareWithGuideline(ctx, plan, query.con ?? plan.guidelineCode)}
          form={{ values: { version: plan.version }, errors: [] }}
        />,
      );
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      requireDraft(plan);
      return submit(ctx, {
        schema: followSchema,
        body,
        act: async ({ guidelineCode: code, sha256, version, ...chosen }) => {
          const waiting = await followGuideline(ctx, plan, { code, sha256 }, version, chosen);
          return waiting === 0
            ? seeOther(inPlan(ctx, plan), 'plan.draft.followed')
            : seeOther(inPlan(ctx, plan, '/fili-sciolti'), 'plan.draft.followed-waiting');
        },
        again: async (form) => (
          <GuidelineChangePage
            ctx={ctx}
            plan={plan}
            heads={await listGuidelines(ctx.tx)}
            move={
              await compareWithGuideline(
                ctx,
                plan,
                typeof body.guidelineCode === 'string' ? body.guidelineCode : plan.guidelineCode,
              )
            }
            form={form}
          />
        ),
        theirs: async () => ({ version: (await getPlan(ctx, params.plan)).version }),
      });
    },
  });
}
