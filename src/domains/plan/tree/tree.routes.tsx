import type { VNode } from 'preact';
import { z } from 'zod';
import { Invalid } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, fieldErrors, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { withQuery } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
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
import { FlatMove, Move, pageOf, type TreeRow, toPages } from './tree.rules.js';
import { listTreeRows, stampOf } from './tree.sql.js';

const Stamp = z.string().max(60);
const needSchema = z.object({ move: FlatMove, stamp: Stamp });
const treeSchema = z.object({ move: Move, stamp: Stamp });

const Code = z.string().trim().min(1).max(40);
/** From one page to another: what is moved and where, by the codes that people know. */
const farSchema = z.object({
  code: Code,
  where: z.enum(['before', 'after', 'inside']),
  other: Code,
  stamp: Stamp,
});
const PageNumber = z.coerce.number().int().min(1).catch(1);

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

  async function draw(ctx: PageCtx, plan: Plan, asked: number, form: FormState) {
    const rows = await order.list(ctx.tx, plan.id);
    const pages = toPages(rows, ROWS_A_PAGE);
    return order.draw({
      ctx,
      plan,
      rows,
      pages,
      page: Math.min(asked, pages.length),
      stamp: stampOf(rows),
      form,
    });
  }

  /** The page of the order on which something stands. */
  async function addressOf(ctx: PageCtx, plan: Plan, id: string): Promise<string> {
    const rows = await order.list(ctx.tx, plan.id);
    const number = pageOf(toPages(rows, ROWS_A_PAGE), rows, id);
    return withQuery(inPlan(ctx, plan, order.path), { pagina: number === 1 ? undefined : number });
  }

  async function findByCode(ctx: PageCtx, plan: Plan, codes: { code: string; other: string }) {
    const rows = await order.list(ctx.tx, plan.id);
    const [id, otherId] = [codes.code, codes.other].map(
      (code) => rows.find((row) => row.code.toLowerCase() === code.toLowerCase())?.id,
    );
    const errors = [
      ...(id ? [] : [{ field: 'code', code: 'plan.tree.no-code', values: { code: codes.code } }]),
      ...(otherId ? [] : [{ field: 'other', code: 'plan.tree.no-code', values: { code: codes.other } }]),
    ];
    if (!id || !otherId) throw new Invalid(errors);
    return { id, otherId };
  }

  ambitoPage(server, {
    ...common,
    query: z.object({ pagina: PageNumber }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      return page(await draw(ctx, plan, query.pagina, { values: {}, errors: [] }));
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const again = (form: FormState) => draw(ctx, plan, PageNumber.parse(body.pagina), form);
      const move = async (input: z.output<S>, id: string) => {
        await order.move(ctx, plan, input);
        return seeOther(await addressOf(ctx, plan, id), 'plan.tree.moved');
      };
      if (!('code' in body))
        return submit(ctx, {
          schema: order.schema,
          body,
          act: (input) => move(input, String(body.move).split(':')[1] ?? ''),
          again,
        });
      return submit(ctx, {
        schema: farSchema,
        body,
        act: async ({ where, stamp, ...codes }) => {
          const { id, otherId } = await findByCode(ctx, plan, codes);
          const input = order.schema.safeParse({ move: `${where}:${id}:${otherId}`, stamp });
          if (!input.success) throw new Invalid(fieldErrors(input.error));
          return move(input.data, id);
        },
        again,
      });
    },
  });
}
