import type { VNode } from 'preact';
import type { PlanRef } from '#domains/spending/index.js';
import { ChartFigure } from '#platform/charts/figure.js';
import { Scatter } from '#platform/charts/scatter.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { civilDay, formatDate, formatNumber, formatPercent } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { ActButton } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, Callout, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { evaluationText } from '../evaluation.messages.js';
import { mayEdit, writePercent } from '../evaluation.parts.js';
import { EDITORS } from '../evaluation.rules.js';
import { nextText } from '../next-period/next-period.messages.js';
import { MonitoringTabs } from '../outcome-list.page.js';
import { closingText } from './closing.messages.js';
import { type ClosingSummary, canClose, differs } from './closing.rules.js';
import type { ClosingLine } from './closing.types.js';

export interface ClosingPageProps {
  ctx: PageCtx;
  plan: PlanRef;
  state: string | null;
  lines: readonly ClosingLine[];
  summary: ClosingSummary;
  page: number;
}

/** What actions and indicators give against what the sheets declare, for every objective of a plan. */
export function ClosingPage(props: ClosingPageProps): VNode {
  const { ctx, plan, lines, summary } = props;
  const t = closingText(ctx.lang);
  const path = at(ctx, `/piano/${plan.code}/chiusura`);
  const missing = lines.some((line) => line.sheet === null && may(ctx, EDITORS, line.within));
  const opens = mayEdit(ctx, []) && missing && canClose(props.state);
  const shown = cutPage(lines, props.page);
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'evaluation' : 'plan'}
      kicker={evaluationText(ctx.lang)('evaluation.period', { code: plan.code })}
      title={t('evaluation.closing.title')}
      lead={lines.length === 0 ? undefined : t('evaluation.closing.lead', { ...summary })}
      actions={
        lines.length === 0 ? null : (
          <>
            {opens ? (
              <ActButton
                ctx={ctx}
                action={`${path}/apri`}
                kind="primary"
                label={t('evaluation.closing.open')}
                confirm={t('evaluation.closing.open-confirm')}
              />
            ) : null}
            {ctx.view.face === 'office' && may(ctx, ['director']) && canClose(props.state) ? (
              <ButtonLink href={at(ctx, `/piano/${plan.code}/successivo`)}>
                {nextText(ctx.lang)('evaluation.next.title')}
              </ButtonLink>
            ) : null}
            <DownloadMenu
              lang={ctx.lang}
              files={(['csv', 'xlsx'] as const).map((format) => ({
                label: t('evaluation.closing.file'),
                note: format.toUpperCase(),
                href: `${path}/gradi.${format}`,
              }))}
            />
          </>
        )
      }
    >
      <MonitoringTabs ctx={ctx} plan={plan.code} active="closing" />
      {lines.length === 0 ? (
        <EmptyState title={t('evaluation.closing.empty-title')} text={t('evaluation.closing.empty-text')} />
      ) : (
        <>
          {civilDay(ctx.now) < plan.endsOn && ctx.view.face === 'office' ? (
            <Callout tone="info">
              {t('evaluation.closing.period-open', { day: formatDate(plan.endsOn, { lang: ctx.lang }) })}
            </Callout>
          ) : null}
          <Degrees {...props} />
          <p>{t('evaluation.closing.how')}</p>
          <RowCount>{t('evaluation.closing.rows', { count: lines.length })}</RowCount>
          <LineTable {...props} lines={shown.rows} />
          <Pages lang={ctx.lang} page={shown.page} pageCount={shown.pageCount} href={{ path, query: {} }} />
        </>
      )}
    </Shell>
  );
}

function Degrees({ ctx, lines, summary }: ClosingPageProps): VNode | null {
  const t = closingText(ctx.lang);
  if (summary.meanDifference === null) return null;
  const dots = lines.map(({ tally, computed, sheet }) => ({
    label: tally.code,
    x: computed,
    y: sheet?.achievementPercent ?? null,
    emphasis: differs(sheet?.achievementPercent ?? null, computed),
  }));
  const chart = (id: string, width: number) => (
    <Scatter
      id={id}
      title={t('evaluation.closing.chart-sub')}
      dots={dots}
      x={{ name: t('evaluation.closing.computed'), unit: '%', decimals: 0 }}
      y={{ name: t('evaluation.closing.declared'), unit: '%', decimals: 0 }}
      width={width}
      lang={ctx.lang}
    />
  );
  return (
    <ChartFigure
      id="gradi"
      level={2}
      heading={t('evaluation.closing.chart', { count: summary.differing })}
      subtitle={t('evaluation.closing.chart-sub')}
      chart={chart('gradi-grafico', 640)}
      narrow={chart('gradi-stretto', 340)}
      note={t('evaluation.closing.chart-note', {
        mean: formatNumber(summary.meanDifference, { decimals: 1, lang: ctx.lang }),
      })}
      lang={ctx.lang}
    />
  );
}

function LineTable({ ctx, plan, lines }: ClosingPageProps): VNode {
  const t = closingText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('evaluation.closing.title')}
      captionHidden
      rows={lines}
      rowKey={(line) => line.objectiveId}
      columns={[
        {
          key: 'objective',
          label: t('evaluation.closing.objective'),
          heads: true,
          cell: ({ tally }) => (
            <a href={at(ctx, `/piano/${plan.code}/obiettivi/${encodeURIComponent(tally.code)}`)}>
              {tally.code} {tally.title}
            </a>
          ),
        },
        {
          key: 'actions',
          label: t('evaluation.closing.actions'),
          cell: ({ tally }) =>
            tally.actions === 0
              ? '—'
              : t('evaluation.closing.of', { part: tally.done, whole: tally.actions }),
        },
        {
          key: 'indicators',
          label: t('evaluation.closing.indicators'),
          cell: ({ tally }) =>
            tally.share === null
              ? '—'
              : t('evaluation.closing.indicators-said', {
                  percent: formatPercent(tally.share * 100, { decimals: 0, lang: ctx.lang }),
                  measured: tally.measured,
                  measurable: tally.measurable,
                }),
        },
        {
          key: 'computed',
          label: t('evaluation.closing.computed-now'),
          kind: 'number',
          cell: ({ computed }) => writePercent(ctx, computed) ?? '—',
        },
        {
          key: 'declared',
          label: t('evaluation.closing.declared'),
          kind: 'number',
          cell: ({ sheet }) => writePercent(ctx, sheet?.achievementPercent ?? null) ?? '—',
        },
        {
          key: 'reason',
          label: t('evaluation.closing.reason'),
          cell: ({ sheet }) => sheet?.achievementReason ?? '—',
        },
        {
          key: 'sheet',
          label: t('evaluation.closing.sheet'),
          cell: ({ sheet }) =>
            sheet === null ? (
              <span class="trama-unsaid">{t('evaluation.closing.sheet-none')}</span>
            ) : (
              <a href={at(ctx, `/esiti/${plan.code}/${encodeURIComponent(sheet.code)}`)}>{sheet.code}</a>
            ),
        },
      ]}
    />
  );
}
