import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ctx } from '#platform/http/context.js';
import { addBudgetLines, addFunds } from './spending.actions.js';
import { FUND_KINDS, NO_RULES } from './spending.types.js';
import { loadStatementDemo } from './statement/statement.demo.js';

const PLAN = '2021-2023';

const funds = z.object({
  funds: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(FUND_KINDS),
      note: z.string().nullable(),
    }),
  ),
});

const budget = z.object({
  objectives: z.array(
    z.object({
      objective: z.string(),
      lines: z.array(
        z.object({
          fund: z.string(),
          /** Euro. */
          amount: z.number().nullable(),
          annual: z.boolean(),
          years: z.array(z.number().int()),
          stated: z.boolean(),
          note: z.string(),
        }),
      ),
    }),
  ),
});

/** Loads the demonstration's funds and what they give to each objective. The plan with its objectives comes before. */
export async function loadSpendingDemo(ctx: Ctx, folder: string): Promise<void> {
  await addFunds(
    ctx,
    funds.parse(read(folder, 'funds.json')).funds.map((fund) => ({ ...NO_RULES, ...fund })),
  );
  const facts = budget.parse(read(folder, 'budget.json'));
  const lines = facts.objectives.flatMap(({ objective, lines }) =>
    lines.flatMap((line) => {
      const known = line.amount !== null;
      const fields = {
        objective,
        fund: line.fund,
        description: known ? line.note : null,
        allocatedCents: line.amount === null ? null : Math.round(line.amount * 100),
        stated: line.stated,
        note: known ? null : line.note,
        service: null,
        comune: null,
      };
      // A yearly sum counts in each year; one that is not stated would only be repeated.
      const years: (number | null)[] = line.annual && known ? line.years : [null];
      return years.map((year) => ({ ...fields, year }));
    }),
  );
  await addBudgetLines(ctx, PLAN, lines);
  await loadStatementDemo(ctx);
}

function read(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
}
