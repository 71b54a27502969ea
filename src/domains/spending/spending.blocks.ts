import {
  type Block,
  type BlockProvider,
  type BodyRow,
  callout,
  type FieldContent,
  type LiveBlocks,
  type PublishedPlan,
  p,
} from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { moneyBlocks } from './live/money.blocks.js';
import { listObjectiveRefs } from './plan-ref.sql.js';
import { findMoneyGaps, type Sums, sumBy, sumLines, yearsOf } from './spending.rules.js';
import { listBudgetLines } from './spending.sql.js';
import type { BudgetLine } from './spending.types.js';

const budget: BlockProvider = async (ctx, subject): Promise<Block[]> => {
  const lines = await listBudgetLines(ctx.tx, subject.id);
  if (lines.length === 0) return [];
  const objectives = await listObjectiveRefs(ctx.tx, subject.id);
  const years = yearsIn(subject, lines);
  const whole = sumLines(lines);
  const gaps = findMoneyGaps(
    objectives,
    sumBy(lines, (line) => line.objectiveCode),
  );
  const unstated = gaps.filter((gap) => gap.kind === 'noSum' || gap.kind === 'noLine');
  const derived = gaps.filter((gap) => gap.kind === 'derived');
  return [
    p(
      `Le somme che il piano dichiara sono in tutto ${formatEuroCents(whole.total)}. ` +
        `${formatNumber(whole.unstated)} righe su ${formatNumber(whole.lines)} nominano la fonte e non la somma: nei totali non compaiono.`,
    ),
    sumTable('Risorse per fonte di finanziamento e anno', 'Fonte', years, lines, (line) => line.fundName),
    sumTable(
      'Risorse per obiettivo e anno',
      'Obiettivo',
      years,
      lines,
      (line) => `${line.objectiveCode} ${line.objectiveTitle}`,
    ),
    ...(unstated.length > 0
      ? [
          callout(
            'note',
            p(`Senza alcuna somma dichiarata: ${unstated.map((gap) => gap.objective.code).join(', ')}.`),
          ),
        ]
      : []),
    ...(derived.length > 0
      ? [
          callout(
            'note',
            p(
              `Somme ricavate dalle parole del piano e non scritte come tali: ${derived
                .map((gap) => `${gap.objective.code} (${formatEuroCents(gap.amount)})`)
                .join(', ')}.`,
            ),
          ),
        ]
      : []),
  ];
};

function yearsIn(subject: PublishedPlan, lines: readonly BudgetLine[]): number[] {
  return yearsOf({ ...subject, ...subject.period }, lines);
}

function sumTable(
  caption: string,
  heading: string,
  years: readonly number[],
  lines: readonly BudgetLine[],
  keyOf: (line: BudgetLine) => string,
): Block {
  // Sums given once for the whole period have a column only where there are some.
  const hasOnce = lines.some((line) => line.year === null && line.allocatedCents !== null);
  const cellsOf = (sums: Sums) => [
    ...years.map((year) => sums.byYear.get(year) ?? null),
    ...(hasOnce ? [sums.once === 0 ? null : sums.once] : []),
    sums.unstated === sums.lines ? null : sums.total,
  ];
  const euro = (title: string) => ({ title, kind: 'euro' as const, width: 1.2 });
  const footer: BodyRow = { cells: ['Totale dichiarato', ...cellsOf(sumLines(lines))], style: 'total' };
  return {
    kind: 'table',
    caption,
    columns: [
      { title: heading, kind: 'text', width: 3 },
      ...years.map((year) => euro(String(year))),
      ...(hasOnce ? [euro('Senza anno')] : []),
      euro('Totale'),
    ],
    rows: [...sumBy(lines, keyOf)].map(([name, sums]) => ({ cells: [name, ...cellsOf(sums)] })),
    footer: [footer],
  };
}

/** The money of each objective of a plan, as its sheet prints it: one row a fund, with years and what is not stated. */
export async function readSheetMoney(ctx: Ctx, planId: string): Promise<ReadonlyMap<string, FieldContent[]>> {
  const lines = await listBudgetLines(ctx.tx, planId);
  return new Map(
    [...Map.groupBy(lines, (line) => line.objectiveCode)].map(([code, own]) => [code, moneyOf(own)]),
  );
}

function moneyOf(lines: readonly BudgetLine[]): FieldContent[] {
  const sums = sumLines(lines);
  const table: FieldContent = {
    kind: 'table',
    columns: [
      { title: 'Fonte', kind: 'text', width: 3 },
      { title: 'Anno', kind: 'text', width: 1 },
      { title: 'Somma', kind: 'euro', width: 1.4 },
    ],
    rows: [
      ...lines.map((line) => ({
        cells: [
          [line.fundName, line.description].filter(Boolean).join(': '),
          line.year === null ? 'triennio' : String(line.year),
          line.allocatedCents,
        ],
      })),
      ...(lines.length > 1 && sums.unstated < sums.lines
        ? [{ cells: ['Totale dichiarato', '', sums.total], style: 'total' as const }]
        : []),
    ],
  };
  return [table];
}

/** What money prints in a plan. */
export const spendingBlocks: LiveBlocks = { 'spending.budget': budget, ...moneyBlocks };
