import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { askedPage } from '#platform/http/form-rows.js';
import { type Outcome, page } from '#platform/http/outcome.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { findMoneyGaps, type MoneyFinding } from '../spending.rules.js';
import type { PlanRef } from '../spending.types.js';
import { BudgetPage, GapsPage } from './budget.page.js';
import { countObjectives, listFundSums, listObjectiveSums, listShortObjectives } from './budget.sql.js';

export const budgetQuery = z.object({ pagina: askedPage });
type Asked = z.output<typeof budgetQuery>;

/** The plan's money: all its sums, and one page of its objectives. */
export async function budgetPage(ctx: PageCtx, plan: PlanRef, { pagina }: Asked): Promise<Outcome> {
  const counts = await countObjectives(ctx.tx, plan.id);
  const pageCount = Math.max(1, Math.ceil(counts.withLines / ROWS_A_PAGE));
  const shown = Math.min(pagina, pageCount);
  return page(
    <BudgetPage
      ctx={ctx}
      plan={plan}
      counts={counts}
      funds={await listFundSums(ctx.tx, plan.id)}
      objectives={
        await listObjectiveSums(ctx.tx, plan.id, {
          limit: ROWS_A_PAGE,
          offset: (shown - 1) * ROWS_A_PAGE,
        })
      }
      page={shown}
      pageCount={pageCount}
      gaps={await findGaps(ctx, plan)}
    />,
  );
}

/** Where the sums fall short, when they are too many for the budget's page. */
export async function gapsPage(ctx: PageCtx, plan: PlanRef, { pagina }: Asked): Promise<Outcome> {
  return page(<GapsPage ctx={ctx} plan={plan} gaps={await findGaps(ctx, plan)} page={pagina} />);
}

/** Where the money of a plan's objectives is not, or not wholly, in its lines. */
export async function findGaps(ctx: Pick<PageCtx, 'tx'>, plan: PlanRef): Promise<MoneyFinding[]> {
  const short = await listShortObjectives(ctx.tx, plan.id);
  const parents = new Set(short.filter((one) => one.isParent).map((one) => one.objective.code));
  return findMoneyGaps(
    short.map(({ objective }) => objective),
    new Map(short.filter(({ lines }) => lines > 0).map((one) => [one.objective.code, one])),
    (code) => parents.has(code),
  );
}
