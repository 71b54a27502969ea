import type { VNode } from 'preact';
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
import type { TreePageProps } from './order-form.js';
import { moveObjective } from './tree.actions.js';
import { TreePage } from './tree.page.js';
import { FlatMove, Move, type TreeRow } from './tree.rules.js';
import { listTreeRows, stampOf } from './tree.sql.js';

const needSchema = z.object({ move: FlatMove, stamp: z.string().max(60) });
const treeSchema = z.object({ move: Move, stamp: z.string().max(60) });

/** Where the order of a plan's objectives, and that of its needs, is decided. */
export function registerTree(server: Server): void {
  registerOrder(server, {
    path: '/obiettivi/ordina',
    schema: treeSchema,
    move: (ctx, plan, { move, stamp }) => moveObjective(ctx, plan, move, stamp),
    list: listTreeRows,
    draw: (props) => <TreePage {...props} />,
  });
  registerOrder(server, {
    path: '/bisogni/ordina',
    schema: needSchema,
    move: (ctx, plan, { move, stamp }) => moveNeed(ctx, plan, move, stamp),
    list: listNeedOrder,
    draw: (props) => <NeedOrderPage {...props} />,
  });
}

interface Order<S extends z.ZodType> {
  /** After the plan's address. */
  path: string;
  schema: S;
  move: (ctx: PageCtx, plan: Plan, input: z.output<S>) => Promise<void>;
  list: (tx: PageCtx['tx'], planId: string) => Promise<TreeRow[]>;
  draw: (props: TreePageProps) => VNode;
}

function registerOrder<S extends z.ZodType>(server: Server, order: Order<S>): void {
  const common = {
    face: 'office' as const,
    path: `/piano/:plan${order.path}`,
    audience: editors,
    params: z.object({ plan: PlanCode }),
  };

  async function draw(ctx: PageCtx, plan: Plan, form: FormState) {
    const rows = await order.list(ctx.tx, plan.id);
    return order.draw({ ctx, plan, rows, stamp: stampOf(rows), form });
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
        schema: order.schema,
        body,
        act: async (input) => {
          await order.move(ctx, plan, input);
          return seeOther(inPlan(ctx, plan, order.path), 'plan.tree.moved');
        },
        again: (form) => draw(ctx, plan, form),
      });
    },
  });
}
