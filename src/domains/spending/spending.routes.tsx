import { z } from 'zod';
import { NoPlanPage } from '#domains/plan/index.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { recordCode } from '#platform/http/form-rows.js';
import { type Outcome, page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { budgetPage, budgetQuery, gapsPage } from './budget/budget.routes.js';
import { FundListPage } from './fund.page.js';
import { gatherFundYears, sumFundYears } from './funding/fund-year.rules.js';
import { listAssignments, listCarryOvers, listLineSums } from './funding/fund-year.sql.js';
import { registerFunding } from './funding/funding.routes.js';
import { ObjectiveMoneyPage } from './line.page.js';
import { findPlanRef, listObjectiveRefs } from './plan-ref.sql.js';
import { SeriesPage } from './series.page.js';
import { gatherSeries } from './series.rules.js';
import { listSpendingFigures } from './series.sql.js';
import { spendingText } from './spending.messages.js';
import { seesDrafts } from './spending.parts.js';
import { listBudgetLines, listFunds } from './spending.sql.js';
import type { PlanRef } from './spending.types.js';

export const planCode = z.string().regex(/^\d{4}-\d{4}$/);
const open = { face: 'both', audience: 'public' } as const;

async function planOf(ctx: PageCtx, code: string): Promise<PlanRef> {
  const plan = await findPlanRef(ctx.tx, code, seesDrafts(ctx));
  if (!plan) throw new Absent('plan');
  return plan;
}

/** Pages to read the money, in both faces. */
export function registerSpendingPages(server: Server): void {
  server.doors.push({ key: 'spending', face: 'office', path: '/risorse', label: 'spending.door', order: 60 });
  ambitoPage(server, {
    ...open,
    path: '/risorse',
    query: budgetQuery,
    handle: async (ctx, { query }) => {
      const plan = await findPlanRef(ctx.tx, null, seesDrafts(ctx));
      if (plan) return budgetPage(ctx, plan, query);
      const door = ctx.view.face === 'office' ? 'spending' : 'plan';
      return page(<NoPlanPage ctx={ctx} title={spendingText(ctx.lang)('spending.title')} door={door} />);
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/risorse/spesa',
    handle: async (ctx) =>
      page(<SeriesPage ctx={ctx} series={gatherSeries(await listSpendingFigures(ctx.tx))} />),
  });
  funds(server);
  ambitoPage(server, {
    ...open,
    path: '/risorse/:plan',
    params: z.object({ plan: planCode }),
    query: budgetQuery,
    handle: async (ctx, { params: { plan }, query }) => budgetPage(ctx, await planOf(ctx, plan), query),
  });
  ambitoPage(server, {
    ...open,
    path: '/risorse/:plan/lacune',
    params: z.object({ plan: planCode }),
    query: budgetQuery,
    handle: async (ctx, { params: { plan }, query }) => gapsPage(ctx, await planOf(ctx, plan), query),
  });
  ambitoPage(server, {
    ...open,
    path: '/risorse/:plan/obiettivi/:objective',
    params: z.object({ plan: planCode, objective: recordCode }),
    handle: async (ctx, { params }) => {
      const plan = await planOf(ctx, params.plan);
      const objectives = await listObjectiveRefs(ctx.tx, plan.id);
      const objective = objectives.find((one) => one.code === params.objective);
      if (!objective) throw new Absent('objective');
      const lines = await listBudgetLines(ctx.tx, plan.id, objective.id);
      return page(<ObjectiveMoneyPage ctx={ctx} plan={plan} objective={objective} lines={lines} />);
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/risorse/:plan/righe.csv',
    params: z.object({ plan: planCode }),
    handle: async (ctx, { params }) => linesFile(ctx, await planOf(ctx, params.plan)),
  });
}

function funds(server: Server): void {
  ambitoPage(server, {
    ...open,
    path: '/risorse/fondi',
    handle: async (ctx) => {
      const funds = await listFunds(ctx.tx);
      const assignments = await listAssignments(ctx.tx, null);
      const carryOvers = await listCarryOvers(ctx.tx, null);
      const sums = await listLineSums(ctx.tx, null, seesDrafts(ctx));
      const wholes = new Map(
        funds.map(({ id }) => {
          const own = <R extends { fundId: string }>(rows: readonly R[]) =>
            rows.filter((row) => row.fundId === id);
          return [id, sumFundYears(gatherFundYears(own(assignments), own(carryOvers), own(sums)))];
        }),
      );
      return page(<FundListPage ctx={ctx} funds={funds} sums={wholes} />);
    },
  });
  registerFunding(server);
}

async function linesFile(ctx: PageCtx, plan: PlanRef): Promise<Outcome> {
  const t = spendingText(ctx.lang);
  return csvFile(
    `bilancio-${plan.code}.csv`,
    [
      t('spending.objective'),
      t('spending.objective'),
      t('spending.fund'),
      t('spending.fund-kind'),
      t('spending.year'),
      t('spending.description'),
      `${t('spending.allocated')} (€)`,
      t('spending.stated'),
      t('spending.note'),
    ],
    (await listBudgetLines(ctx.tx, plan.id)).map((line) => [
      line.objectiveCode,
      line.objectiveTitle,
      line.fundName,
      t(`spending.kind.${line.fundKind}`),
      line.year,
      line.description,
      line.allocatedCents === null ? null : line.allocatedCents / 100,
      line.stated ? 1 : 0,
      line.note,
    ]),
  );
}
