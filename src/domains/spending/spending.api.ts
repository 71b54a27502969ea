import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import { recordCode } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import { findPlanRef } from './plan-ref.sql.js';
import { getFund } from './spending.actions.js';
import { sumLines } from './spending.rules.js';
import { listBudgetLines, listFunds } from './spending.sql.js';
import { FUND_KINDS, type PlanRef } from './spending.types.js';

const text = z.string().nullable();
const fund = z.object({ code: z.string(), name: z.string(), kind: z.enum(FUND_KINDS), note: text });
const line = z.object({
  id: z.string(),
  objectiveCode: z.string(),
  fund: z.string(),
  fundName: z.string(),
  year: z.number().int().nullable(),
  description: text,
  allocatedCents: z.number().int().nullable(),
  stated: z.boolean(),
  note: text,
});

const plan = z
  .string()
  .regex(/^\d{4}-\d{4}$/)
  .optional();

async function planOf(ctx: Ctx, code: string | undefined): Promise<PlanRef> {
  const found = await findPlanRef(ctx.tx, code ?? null, ctx.grants.length > 0);
  if (!found) throw new Absent('plan');
  return found;
}

/** Funds and budget lines for programs. Sums are cents of euro. */
export function registerSpendingApi(server: Server): void {
  const common = { audience: 'public', tag: 'spending' } as const;
  api(server, {
    ...common,
    path: '/funds',
    summary: 'Sources of money',
    response: z.object({ funds: z.array(fund) }),
    handle: async (ctx) => ({ funds: await listFunds(ctx.tx) }),
  });
  api(server, {
    ...common,
    path: '/funds/:code',
    summary: 'One source of money',
    params: z.object({ code: recordCode }),
    response: fund,
    handle: (ctx, { params: { code } }) => getFund(ctx, code),
  });
  api(server, {
    ...common,
    path: '/budget-lines',
    summary: 'What each fund gives to each objective of a plan, by year, in cents of euro',
    query: z.object({ plan, objective: recordCode.optional() }),
    response: z.object({
      plan: z.string(),
      totalCents: z.number().int(),
      linesWithoutSum: z.number().int(),
      budgetLines: z.array(line),
    }),
    handle: async (ctx, { query }) => {
      const found = await planOf(ctx, query.plan);
      const lines = (await listBudgetLines(ctx.tx, found.id)).filter(
        (one) => query.objective === undefined || one.objectiveCode === query.objective,
      );
      const sums = sumLines(lines);
      return {
        plan: found.code,
        totalCents: sums.total,
        linesWithoutSum: sums.unstated,
        budgetLines: lines,
      };
    },
  });
}
