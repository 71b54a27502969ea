import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState, KeyFigure, KeyFigures, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { matrixText } from '../matrix/matrix.messages.js';
import { spendingText } from '../spending.messages.js';
import { euro, linesPath, mayEdit, SpendingTabs, sumColumns, sumFoot } from '../spending.parts.js';
import { type MoneyFinding, noSums, type YearSums, yearsOf } from '../spending.rules.js';
import type { PlanRef } from '../spending.types.js';
import type { FundSums, ObjectiveCounts, ObjectiveSums } from './budget.sql.js';

/** What does not fit is on a page of its own: the budget's page is for its sums. */
const GAPS_SHOWN = 25;

export interface BudgetPageProps {
  ctx: PageCtx;
  plan: PlanRef;
  counts: ObjectiveCounts;
  funds: readonly FundSums[];
  /** Those of this page of the list. */
  objectives: readonly ObjectiveSums[];
  page: number;
  pageCount: number;
  gaps: readonly MoneyFinding[];
}

/** What the tables of a page have in common. */
interface Frame {
  whole: YearSums;
  years: number[];
  decimals: 0 | 2;
}

/** The plan's money: by source and year, by objective and year, and where the sums fall short. */
export function BudgetPage(props: BudgetPageProps): VNode {
  const { ctx, plan, counts, funds, objectives, gaps } = props;
  const t = spendingText(ctx.lang);
  const whole = addSums(funds.map(({ sums }) => sums));
  const frame: Frame = {
    whole,
    years: yearsOf(
      plan,
      [...whole.byYear.keys()].map((year) => ({ year })),
    ),
    decimals: decimalsOf([...funds, ...objectives].map(({ sums }) => sums)),
  };
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={plan.title}
      title={t('spending.title')}
      lead={
        whole.lines === 0
          ? undefined
          : t('spending.lead', {
              total: formatEuroCents(whole.total, { lang: ctx.lang }),
              withMoney: counts.withMoney,
              objectives: counts.objectives,
              unstated: whole.unstated,
            })
      }
      actions={
        <>
          {whole.lines > 0 ? (
            <ButtonLink href={at(ctx, `/risorse/${plan.code}/quadro`)}>
              {matrixText(ctx.lang)('spending.matrix.open')}
            </ButtonLink>
          ) : null}
          {mayEdit(ctx, []) ? (
            <ButtonLink href={at(ctx, `/risorse/${plan.code}/righe`)}>
              {matrixText(ctx.lang)('spending.grid.open')}
            </ButtonLink>
          ) : null}
          <DownloadMenu
            lang={ctx.lang}
            files={[
              { label: t('spending.download-lines'), href: at(ctx, `/risorse/${plan.code}/righe.csv`) },
            ]}
          />
        </>
      }
    >
      <SpendingTabs ctx={ctx} active="plan" />
      {whole.lines === 0 ? (
        <EmptyState title={t('spending.empty-title')} text={t('spending.empty-text')} />
      ) : (
        <>
          <KeyFigures>
            <KeyFigure
              value={formatNumber(Math.round(whole.total / 100), { lang: ctx.lang })}
              label={t('spending.key-total', { period: plan.code })}
            />
            <KeyFigure
              value={formatNumber(Math.round(whole.derived / 100), { lang: ctx.lang })}
              label={t('spending.key-derived')}
            />
            <KeyFigure
              value={formatNumber(counts.withMoney, { lang: ctx.lang })}
              label={t('spending.key-objectives', { count: counts.withMoney, objectives: counts.objectives })}
            />
            <KeyFigure
              value={formatNumber(whole.unstated, { lang: ctx.lang })}
              label={t('spending.key-unstated', { lines: whole.lines })}
            />
          </KeyFigures>
          <ByFund ctx={ctx} funds={funds} {...frame} />
          <ByObjective {...props} {...frame} />
          {gaps.length === 0 ? null : (
            <Section title={t('spending.gaps')} lead={t('spending.gaps-lead')} id="lacune">
              <GapTable ctx={ctx} plan={plan} gaps={gaps.slice(0, GAPS_SHOWN)} />
              {gaps.length > GAPS_SHOWN ? (
                <p>
                  <a href={at(ctx, `/risorse/${plan.code}/lacune`)}>
                    {t('spending.gaps-all', { count: gaps.length })}
                  </a>
                </p>
              ) : null}
            </Section>
          )}
        </>
      )}
    </Shell>
  );
}

/** All the places where the sums fall short. */
export function GapsPage(props: {
  ctx: PageCtx;
  plan: PlanRef;
  gaps: readonly MoneyFinding[];
  page: number;
}): VNode {
  const { ctx, plan, gaps } = props;
  const t = spendingText(ctx.lang);
  const shown = cutPage(gaps, props.page);
  const money = at(ctx, `/risorse/${plan.code}`);
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={plan.title}
      title={t('spending.gaps')}
      lead={t('spending.gaps-lead')}
      crumbs={[{ label: t('spending.title'), href: money }, { label: t('spending.gaps') }]}
    >
      {gaps.length === 0 ? (
        <EmptyState title={t('spending.gaps-none-title')} text={t('spending.gaps-none-text')} />
      ) : (
        <>
          <RowCount>{t('spending.gaps-count', { count: gaps.length })}</RowCount>
          <GapTable ctx={ctx} plan={plan} gaps={shown.rows} />
          <Pages
            lang={ctx.lang}
            page={shown.page}
            pageCount={shown.pageCount}
            href={{ path: `${money}/lacune`, query: {} }}
          />
        </>
      )}
    </Shell>
  );
}

function ByFund({
  ctx,
  funds,
  whole,
  years,
  decimals,
}: Frame & Pick<BudgetPageProps, 'ctx' | 'funds'>): VNode {
  const t = spendingText(ctx.lang);
  return (
    <Section title={t('spending.by-fund')} id="fonti">
      <DataTable
        lang={ctx.lang}
        caption={t('spending.by-fund')}
        captionHidden
        rows={funds}
        rowKey={(fund) => fund.id}
        columns={[
          {
            key: 'fund',
            label: t('spending.fund'),
            heads: true,
            cell: (fund) => <a href={at(ctx, `/risorse/fondi/${fund.code}`)}>{fund.name}</a>,
          },
          ...sumColumns<FundSums>(ctx, years, decimals, (fund) => fund.sums),
        ]}
        foot={[sumFoot(ctx, years, decimals, whole)]}
      />
    </Section>
  );
}

function ByObjective(props: BudgetPageProps & Frame): VNode {
  const { ctx, plan, counts, objectives, whole, years, decimals } = props;
  const t = spendingText(ctx.lang);
  return (
    <Section title={t('spending.by-objective')} id="obiettivi">
      {props.pageCount > 1 ? (
        <RowCount>{t('spending.objective-count', { count: counts.withLines })}</RowCount>
      ) : null}
      <DataTable
        lang={ctx.lang}
        caption={t('spending.by-objective')}
        captionHidden
        rows={objectives}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'objective',
            label: t('spending.objective'),
            heads: true,
            cell: (one) => (
              <>
                <a href={at(ctx, linesPath(plan.code, one.code))}>
                  {one.code} {one.title}
                </a>
                <span class="trama-row-note">{one.funds.join(', ')}</span>
              </>
            ),
          },
          ...sumColumns<ObjectiveSums>(ctx, years, decimals, (one) => one.sums),
        ]}
        foot={[
          [
            t(props.pageCount > 1 ? 'spending.total-of-all' : 'spending.total'),
            ...sumFoot(ctx, years, decimals, whole).slice(1),
          ],
        ]}
      />
      <Pages
        lang={ctx.lang}
        page={props.page}
        pageCount={props.pageCount}
        href={{ path: at(ctx, `/risorse/${plan.code}`), query: {} }}
      />
    </Section>
  );
}

function GapTable(props: { ctx: PageCtx; plan: PlanRef; gaps: readonly MoneyFinding[] }): VNode {
  const { ctx, plan } = props;
  const t = spendingText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('spending.gaps')}
      captionHidden
      rows={props.gaps}
      rowKey={(finding) => `${finding.objective.id}${finding.kind}`}
      columns={[
        {
          key: 'objective',
          label: t('spending.objective'),
          heads: true,
          cell: ({ objective }) => (
            <a href={at(ctx, linesPath(plan.code, objective.code))}>
              {objective.code} {objective.title}
            </a>
          ),
        },
        { key: 'gap', label: t('spending.gap'), cell: (finding) => writeGap(ctx, finding) },
        {
          key: 'words',
          label: t('spending.plan-words'),
          cell: ({ objective }) => objective.budgetNote ?? '—',
        },
      ]}
    />
  );
}

function writeGap(ctx: PageCtx, { kind, amount }: MoneyFinding): string {
  const t = spendingText(ctx.lang);
  return t(`spending.gap.${kind}`, {
    count: amount,
    amount: kind === 'derived' ? euro(ctx, amount) : amount,
  });
}

/** The whole as the sum of its parts. */
function addSums(parts: readonly YearSums[]): YearSums {
  const whole = noSums();
  for (const part of parts) {
    for (const [year, cents] of part.byYear) whole.byYear.set(year, (whole.byYear.get(year) ?? 0) + cents);
    for (const key of ['once', 'total', 'unstated', 'derived', 'lines'] as const) whole[key] += part[key];
  }
  return whole;
}

/** None where every sum is of whole euro, so that columns stay narrow. */
function decimalsOf(sums: readonly YearSums[]): 0 | 2 {
  const isWhole = ({ byYear, once }: YearSums) =>
    once % 100 === 0 && [...byYear.values()].every((cents) => cents % 100 === 0);
  return sums.every(isWhole) ? 0 : 2;
}
