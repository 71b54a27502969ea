import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatEuroCents } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import type { Column } from '#platform/ui/table.js';
import { Tabs } from '#platform/ui/tabs.js';
import { ledgerText } from './ledger/ledger.messages.js';
import { scenarioText } from './scenario/scenario.messages.js';
import { spendingText } from './spending.messages.js';
import { EDITORS, type YearSums } from './spending.rules.js';
import type { BudgetLine } from './spending.types.js';
import { statementText } from './statement/statement.messages.js';

/** Plans in preparation are for those who work here. */
export function seesDrafts(ctx: PageCtx): boolean {
  return ctx.view.face === 'office' && ctx.grants.length > 0;
}

export function mayEdit(ctx: PageCtx, within: readonly string[]): boolean {
  return ctx.view.face === 'office' && may(ctx, EDITORS, within);
}

/** Funds belong to the whole ambito. */
export function mayEditFunds(ctx: PageCtx): boolean {
  return ctx.view.face === 'office' && may(ctx, ['director']);
}

export function SpendingTabs({
  ctx,
  active,
}: {
  ctx: PageCtx;
  active: 'plan' | 'funds' | 'ledger' | 'scenarios' | 'statement' | 'series';
}): VNode {
  const t = spendingText(ctx.lang);
  return (
    <Tabs
      label={t('spending.door')}
      active={active}
      tabs={[
        { key: 'plan', label: t('spending.plan-tab'), href: at(ctx, '/risorse') },
        { key: 'funds', label: t('spending.funds-tab'), href: at(ctx, '/risorse/fondi') },
        // Who is paid is for those who work here.
        ...(ctx.view.face === 'office'
          ? [
              {
                key: 'ledger',
                label: ledgerText(ctx.lang)('spending.ledger.tab'),
                href: at(ctx, '/risorse/impegni'),
              },
              {
                key: 'scenarios',
                label: scenarioText(ctx.lang)('spending.scenario.tab'),
                href: at(ctx, '/risorse/scenari'),
              },
              {
                key: 'statement',
                label: statementText(ctx.lang)('spending.statement.tab'),
                href: at(ctx, '/risorse/rendiconto'),
              },
            ]
          : []),
        { key: 'series', label: t('spending.series-tab'), href: at(ctx, '/risorse/spesa') },
      ]}
    />
  );
}

/** Euro, or a dash where there is nothing to write; a nil that was counted is written. */
export function euro(ctx: PageCtx, cents: number | null | undefined, decimals: 0 | 2 = 2): string {
  return cents === null || cents === undefined ? '—' : formatEuroCents(cents, { decimals, lang: ctx.lang });
}

/** Decimals of a table of sums: none where every sum is of whole euro, so that columns stay narrow. */
export function decimalsOf(lines: readonly BudgetLine[]): 0 | 2 {
  return lines.every((line) => (line.allocatedCents ?? 0) % 100 === 0) ? 0 : 2;
}

/** The same in a table of many sums, where an empty cell says it better than a row of dashes. */
function sum(ctx: PageCtx, cents: number | null | undefined, decimals: 0 | 2): string | null {
  return cents === null || cents === undefined ? null : euro(ctx, cents, decimals);
}

/** Address of an objective's lines. */
export function linesPath(plan: string, objective: string): string {
  return `/risorse/${plan}/obiettivi/${encodeURIComponent(objective)}`;
}

/** Columns of sums by year, of what is given once, and of the total. */
export function sumColumns<R>(
  ctx: PageCtx,
  years: readonly number[],
  decimals: 0 | 2,
  sumsOf: (row: R) => YearSums,
): Column<R>[] {
  const t = spendingText(ctx.lang);
  return [
    ...years.map(
      (year): Column<R> => ({
        key: String(year),
        label: String(year),
        kind: 'number',
        cell: (row) => sum(ctx, sumsOf(row).byYear.get(year), decimals),
      }),
    ),
    {
      key: 'once',
      label: t('spending.once'),
      kind: 'number',
      cell: (row) => sum(ctx, sumsOf(row).once || null, decimals),
    },
    {
      key: 'total',
      label: t('spending.total'),
      kind: 'number',
      cell: (row) => {
        const sums = sumsOf(row);
        return sums.unstated === sums.lines ? null : <strong>{euro(ctx, sums.total, decimals)}</strong>;
      },
    },
    {
      key: 'unstated',
      label: t('spending.unstated'),
      kind: 'number',
      cell: (row) => sumsOf(row).unstated || null,
    },
  ];
}

/** The row of totals that goes with `sumColumns`. */
export function sumFoot(ctx: PageCtx, years: readonly number[], decimals: 0 | 2, sums: YearSums): string[] {
  return [
    spendingText(ctx.lang)('spending.total'),
    ...years.map((year) => euro(ctx, sums.byYear.get(year), decimals)),
    euro(ctx, sums.once || null, decimals),
    euro(ctx, sums.total, decimals),
    String(sums.unstated),
  ];
}
