import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { ButtonLink, EmptyState, KeyFigure, KeyFigures, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { matrixText } from './matrix/matrix.messages.js';
import { spendingText } from './spending.messages.js';
import { decimalsOf, euro, linesPath, mayEdit, SpendingTabs, sumColumns, sumFoot } from './spending.parts.js';
import {
  findMoneyGaps,
  type MoneyFinding,
  noSums,
  type Sums,
  sumBy,
  sumLines,
  yearsOf,
} from './spending.rules.js';
import type { BudgetLine, Fund, ObjectiveRef, PlanRef } from './spending.types.js';

export interface BudgetPageProps {
  ctx: PageCtx;
  plan: PlanRef;
  lines: readonly BudgetLine[];
  funds: readonly Fund[];
  objectives: readonly ObjectiveRef[];
}

/** The plan's money: by source and year, by objective and year, and where the sums fall short. */
export function BudgetPage(props: BudgetPageProps): VNode {
  const { ctx, plan, lines, objectives } = props;
  const t = spendingText(ctx.lang);
  const whole = sumLines(lines);
  const byObjective = sumBy(lines, (line) => line.objectiveCode);
  const withMoney = [...byObjective.values()].filter((sums) => sums.total > 0).length;
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      kicker={plan.title}
      title={t('spending.title')}
      lead={
        lines.length === 0
          ? undefined
          : t('spending.lead', {
              total: formatEuroCents(whole.total, { lang: ctx.lang }),
              withMoney,
              objectives: objectives.length,
              unstated: whole.unstated,
            })
      }
      actions={
        <>
          {lines.length > 0 ? (
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
      {lines.length === 0 ? (
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
              value={formatNumber(withMoney, { lang: ctx.lang })}
              label={t('spending.key-objectives', { objectives: objectives.length })}
            />
            <KeyFigure
              value={formatNumber(whole.unstated, { lang: ctx.lang })}
              label={t('spending.key-unstated', { lines: whole.lines })}
            />
          </KeyFigures>
          <ByFund {...props} whole={whole} />
          <ByObjective {...props} whole={whole} byObjective={byObjective} />
          <Gaps {...props} byObjective={byObjective} />
        </>
      )}
    </Shell>
  );
}

function ByFund({ ctx, plan, lines, funds, whole }: BudgetPageProps & { whole: Sums }): VNode {
  const t = spendingText(ctx.lang);
  const years = yearsOf(plan, lines);
  const sums = sumBy(lines, (line) => line.fund);
  const rows = funds.filter((fund) => sums.has(fund.code));
  return (
    <Section title={t('spending.by-fund')} id="fonti">
      <DataTable
        lang={ctx.lang}
        caption={t('spending.by-fund')}
        captionHidden
        rows={rows}
        rowKey={(fund) => fund.id}
        columns={[
          {
            key: 'fund',
            label: t('spending.fund'),
            heads: true,
            cell: (fund) => <a href={at(ctx, `/risorse/fondi/${fund.code}`)}>{fund.name}</a>,
          },
          ...sumColumns<Fund>(ctx, years, decimalsOf(lines), (fund) => sums.get(fund.code) ?? noSums()),
        ]}
        foot={[sumFoot(ctx, years, decimalsOf(lines), whole)]}
      />
    </Section>
  );
}

function ByObjective(
  props: BudgetPageProps & { whole: Sums; byObjective: ReadonlyMap<string, Sums> },
): VNode {
  const { ctx, plan, lines, objectives, byObjective, whole } = props;
  const t = spendingText(ctx.lang);
  const years = yearsOf(plan, lines);
  const rows = objectives.filter((one) => byObjective.has(one.code));
  const funds = new Map<string, Set<string>>();
  for (const line of lines) {
    funds.set(line.objectiveCode, (funds.get(line.objectiveCode) ?? new Set()).add(line.fundName));
  }
  return (
    <Section title={t('spending.by-objective')} id="obiettivi">
      <DataTable
        lang={ctx.lang}
        caption={t('spending.by-objective')}
        captionHidden
        rows={rows}
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
                <span class="trama-row-note">{[...(funds.get(one.code) ?? [])].join(', ')}</span>
              </>
            ),
          },
          ...sumColumns<ObjectiveRef>(
            ctx,
            years,
            decimalsOf(lines),
            (one) => byObjective.get(one.code) ?? noSums(),
          ),
        ]}
        foot={[sumFoot(ctx, years, decimalsOf(lines), whole)]}
      />
    </Section>
  );
}

function Gaps(props: BudgetPageProps & { byObjective: ReadonlyMap<string, Sums> }): VNode | null {
  const { ctx, plan, objectives, byObjective } = props;
  const t = spendingText(ctx.lang);
  const findings = findMoneyGaps(objectives, byObjective);
  if (findings.length === 0) return null;
  return (
    <Section title={t('spending.gaps')} lead={t('spending.gaps-lead')} id="lacune">
      <DataTable
        lang={ctx.lang}
        caption={t('spending.gaps')}
        captionHidden
        rows={findings}
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
    </Section>
  );
}

function writeGap(ctx: PageCtx, { kind, amount }: MoneyFinding): string {
  const t = spendingText(ctx.lang);
  return t(`spending.gap.${kind}`, {
    count: amount,
    amount: kind === 'derived' ? euro(ctx, amount) : amount,
  });
}
