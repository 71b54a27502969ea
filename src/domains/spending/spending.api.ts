import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import { recordCode } from '#platform/http/form-rows.js';
import type { Server } from '#platform/http/server.js';
import { readFundYears } from './funding/fund-year.actions.js';
import { findPlanRef } from './plan-ref.sql.js';
import { getFund } from './spending.actions.js';
import { sumLines } from './spending.rules.js';
import { listBudgetLines, listFunds } from './spending.sql.js';
import { CARRY_OVER_RULES, FUND_KINDS, type PlanRef } from './spending.types.js';

const text = z.string().nullable();
const year = z.number().int().nullable();
const fund = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(FUND_KINDS),
  note: text,
  eligibleUses: text,
  policyAreas: z.array(z.string()),
  firstYear: year,
  lastYear: year,
  spendBy: text,
  carryOver: z.enum(CARRY_OVER_RULES),
  carryOverUntil: text,
  coFundingHundredths: year,
});
const cents = z.number().int();
const fundYear = z.object({
  year,
  assigned: cents.nullable(),
  carriedIn: cents,
  carriedOut: cents,
  allocated: cents,
  committed: cents,
  paid: cents,
  available: cents.nullable(),
  unallocated: cents.nullable(),
  residual: cents.nullable(),
});
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
  service: text,
  comune: text,
  committedCents: z.number().int(),
  paidCents: z.number().int(),
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
    path: '/funds/:code/years',
    summary: 'A fund year by year, in cents of euro: assigned, carried over, given, committed, paid, left',
    params: z.object({ code: recordCode }),
    response: z.object({ fund: z.string(), years: z.array(fundYear) }),
    handle: async (ctx, { params: { code } }) => {
      const found = await getFund(ctx, code);
      const { years } = await readFundYears(ctx, found.id, ctx.grants.length > 0);
      return { fund: code, years };
    },
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
