import type { VNode } from 'preact';
import { ChartFigure } from '#platform/charts/figure.js';
import { StackedBars } from '#platform/charts/stacked-bars.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatPeriod } from '#platform/i18n/format.js';
import { Callout, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { findDifferences, type SpendingSeries } from './series.rules.js';
import { spendingText } from './spending.messages.js';
import { euro, SpendingTabs } from './spending.parts.js';

/** The published series of spending: a picture, the table under it, and whether the totals hold. */
export function SeriesPage({ ctx, series }: { ctx: PageCtx; series: readonly SpendingSeries[] }): VNode {
  const t = spendingText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door={ctx.view.face === 'office' ? 'spending' : 'plan'}
      title={t('spending.series-title')}
      lead={t('spending.series-lead')}
    >
      <SpendingTabs ctx={ctx} active="series" />
      {series.length === 0 ? (
        <EmptyState title={t('spending.series-empty-title')} text={t('spending.series-empty-text')} />
      ) : (
        series.map((one, index) => (
          <Section
            key={String(index)}
            title={`${capital(one.name)} · ${one.placeName}`}
            id={`serie-${index}`}
          >
            <SeriesFigure ctx={ctx} series={one} id={`serie-${index}-figura`} />
            <Totals ctx={ctx} series={one} />
            <SeriesTable ctx={ctx} series={one} />
          </Section>
        ))
      )}
    </Shell>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface One {
  ctx: PageCtx;
  series: SpendingSeries;
}

function SeriesFigure({ ctx, series, id }: One & { id: string }): VNode {
  const t = spendingText(ctx.lang);
  const last = series.periods.at(-1) ?? '';
  const total = series.published.get(last) ?? series.parts.get(last);
  const chart = (ending: string, width: number) => (
    <StackedBars
      id={`${id}-${ending}`}
      title={`${capital(series.name)}, ${series.placeName}`}
      unit="€"
      decimals={0}
      width={width}
      lang={ctx.lang}
      layers={series.items.map((item) => ({
        name: item.name,
        points: series.periods.map((period) => {
          const cents = item.cents.get(period);
          return { period, value: cents === undefined || cents === null ? null : cents / 100 };
        }),
      }))}
    />
  );
  return (
    <ChartFigure
      id={id}
      level={3}
      heading={t('spending.series-heading', {
        name: capital(series.name),
        place: series.placeName,
        last: formatEuroCents(total, { decimals: 0, lang: ctx.lang }),
        period: formatPeriod(last, ctx.lang),
      })}
      subtitle={t('spending.series-subtitle')}
      chart={chart('larga', 720)}
      narrow={chart('stretta', 360)}
      source={series.sources.join('; ')}
      note={t('spending.series-note')}
      lang={ctx.lang}
    />
  );
}

function Totals({ ctx, series }: One): VNode | null {
  const t = spendingText(ctx.lang);
  if (series.published.size === 0) return null;
  const differences = findDifferences(series);
  if (differences.length === 0) return <Callout tone="good">{t('spending.totals-agree')}</Callout>;
  return (
    <Callout tone="late">
      {t('spending.totals-differ', {
        count: differences.length,
        years: differences
          .map(
            ({ period, cents }) =>
              `${formatPeriod(period, ctx.lang)} (${formatEuroCents(cents, { sign: 'always', lang: ctx.lang })})`,
          )
          .join(', '),
      })}
    </Callout>
  );
}

function SeriesTable({ ctx, series }: One): VNode {
  const t = spendingText(ctx.lang);
  const differences = new Map(findDifferences(series).map(({ period, cents }) => [period, cents]));
  const foot = [
    [t('spending.parts-total'), ...series.periods.map((period) => euro(ctx, series.parts.get(period)))],
    [
      t('spending.published-total'),
      ...series.periods.map((period) => euro(ctx, series.published.get(period))),
    ],
    ...(differences.size > 0
      ? [
          [
            t('spending.difference'),
            ...series.periods.map((period) => {
              const cents = differences.get(period);
              return cents === undefined ? '—' : formatEuroCents(cents, { sign: 'always', lang: ctx.lang });
            }),
          ],
        ]
      : []),
  ];
  return (
    <DataTable
      lang={ctx.lang}
      caption={`${capital(series.name)}, ${series.placeName}`}
      captionHidden
      rows={series.items}
      rowKey={(item) => item.name}
      columns={[
        { key: 'item', label: t('spending.item'), heads: true, cell: (item) => item.name },
        ...series.periods.map((period) => ({
          key: period,
          label: formatPeriod(period, ctx.lang),
          kind: 'number' as const,
          cell: (item: SpendingSeries['items'][number]) => euro(ctx, item.cents.get(period)),
        })),
      ]}
      foot={foot}
    />
  );
}
