import type { VNode } from 'preact';
import { ChartFigure } from '#platform/charts/figure.js';
import { Series } from '#platform/charts/series.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatPercent } from '#platform/i18n/format.js';
import type { MeasuredIndicator } from '../evaluation.types.js';
import { writeValue } from '../measurement.page.js';
import { indicatorText } from './indicator.messages.js';
import type { MeasuredValue } from './indicator.types.js';

type Known = Pick<MeasuredIndicator, 'title' | 'unit' | 'baseline' | 'target'>;

/** How far the last value has come, as a sentence. */
export function sayCourse(
  ctx: PageCtx,
  indicator: Known,
  last: Pick<MeasuredValue, 'value' | 'measuredOn'>,
): string {
  const t = indicatorText(ctx.lang);
  const day = formatDate(last.measuredOn, { lang: ctx.lang });
  const write = (value: number) => writeValue(ctx, indicator, value);
  const { target } = indicator;
  if (target === null) return t('evaluation.chart.plain', { day, value: write(last.value) });
  const baseline = indicator.baseline ?? 0;
  const said = { day, value: write(last.value), baseline: write(baseline), target: write(target) };
  const way = target - baseline;
  const share = way === 0 ? (last.value === target ? 1 : 0) : (last.value - baseline) / way;
  if (share >= 1) return t('evaluation.chart.reached', said);
  if (share < 0) return t('evaluation.chart.back', said);
  return t('evaluation.chart.share', {
    ...said,
    share: formatPercent(Math.min(99, share * 100), { decimals: 0, lang: ctx.lang }),
  });
}

/** Values over time, with where they started and where they are to arrive. */
export function IndicatorChart(props: {
  ctx: PageCtx;
  indicator: Known;
  values: readonly MeasuredValue[];
}): VNode | null {
  const { ctx, indicator, values } = props;
  const [last] = values;
  if (!last) return null;
  const t = indicatorText(ctx.lang);
  const days = [...values].reverse();
  const decimals = Math.min(
    2,
    Math.max(...values.map(({ value }) => (String(value).split('.')[1] ?? '').length)),
  );
  // A level that does not change has its marks at the ends: a mark a day would hide what was measured.
  const ends = [...new Set([days[0], days.at(-1)].flatMap((one) => one?.measuredOn ?? []))];
  const flat = (value: number) => ends.map((period) => ({ period, value }));
  const chart = (id: string, width: number) => (
    <Series
      id={id}
      title={indicator.title}
      unit={indicator.unit === '%' || indicator.unit === 'percentuale' ? '%' : ''}
      decimals={decimals}
      width={width}
      lang={ctx.lang}
      lines={[
        {
          name: t('evaluation.chart.measured'),
          points: days.map(({ measuredOn, value }) => ({ period: measuredOn, value })),
        },
        ...(indicator.target === null
          ? []
          : [{ name: t('evaluation.chart.target'), points: flat(indicator.target) }]),
        ...(indicator.baseline === null
          ? []
          : [{ name: t('evaluation.chart.baseline'), points: flat(indicator.baseline) }]),
      ]}
    />
  );
  return (
    <ChartFigure
      id="andamento"
      level={2}
      heading={sayCourse(ctx, indicator, last)}
      subtitle={t('evaluation.chart.subtitle', {
        unit: indicator.unit ?? t('evaluation.chart.no-unit'),
        count: values.length,
      })}
      chart={chart('andamento-grafico', 640)}
      narrow={chart('andamento-stretto', 340)}
      note={
        indicator.target !== null && indicator.baseline === null ? t('evaluation.chart.from-zero') : undefined
      }
      lang={ctx.lang}
    />
  );
}
