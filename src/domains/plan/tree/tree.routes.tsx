import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import { type Plan, PlanCode } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { moveNeed } from './need-order.actions.js';
import { NeedOrderPage } from './need-order.page.js';
import { listNeedOrder } from './need-order.sql.js';
import { moveObjective } from './tree.actions.js';
import { TreePage } from './tree.page.js';
import { FlatMove, Move } from './tree.rules.js';
import { listTreeRows, stampOf } from './tree.sql.js';

const needSchema = z.object({ move: FlatMove, stamp: z.string().max(60) });
const treeSchema = z.object({ move: Move, stamp: z.string().max(60) });

/** Where the order of a plan's objectives, and that of its needs, is decided. */
export function registerTree(server: Server): void {
  registerObjectiveTree(server);
  registerNeedOrder(server);
}

function registerObjectiveTree(server: Server): void {
  const common = {
    face: 'office' as const,
    path: '/piano/:plan/obiettivi/ordina',
    audience: editors,
    params: z.object({ plan: PlanCode }),
  };

  async function draw(ctx: PageCtx, plan: Plan, form: FormState) {
    const rows = await listTreeRows(ctx.tx, plan.id);
    return <TreePage ctx={ctx} plan={plan} rows={rows} stamp={stampOf(rows)} form={form} />;
  }

  ambitoPage(server, {
    ...common,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      return page(await draw(ctx, plan, { values: {}, errors: [] }));
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: treeSchema,
        body,
        act: async ({ move, stamp }) => {
          await moveObjective(ctx, plan, move, stamp);
          return seeOther(inPlan(ctx, plan, '/obiettivi/ordina'), 'plan.tree.moved');
        },
        again: (form) => draw(ctx, plan, form),
      });
    },
  });
}

function registerNeedOrder(server: Server): void {
  const common = {
    face: 'office' as const,
    path: '/piano/:plan/bisogni/ordina',
    audience: editors,
    params: z.object({ plan: PlanCode }),
  };

  async function draw(ctx: PageCtx, plan: Plan, form: FormState) {
    const rows = await listNeedOrder(ctx.tx, plan.id);
    return <NeedOrderPage ctx={ctx} plan={plan} rows={rows} stamp={stampOf(rows)} form={form} />;
  }

  ambitoPage(server, {
    ...common,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      return page(await draw(ctx, plan, { values: {}, errors: [] }));
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: needSchema,
        body,
        act: async ({ move, stamp }) => {
          await moveNeed(ctx, plan, move, stamp);
          return seeOther(inPlan(ctx, plan, '/bisogni/ordina'), 'plan.tree.moved');
        },
        again: (form) => draw(ctx, plan, form),
      });
    },
  });
}
