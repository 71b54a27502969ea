import type { VNode } from 'preact';
import { ChartFigure } from '#platform/charts/figure.js';
import { Series } from '#platform/charts/series.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatNumber } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { at } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { Callout, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { evaluationText } from '../evaluation.messages.js';
import type { MeasuredIndicator } from '../evaluation.types.js';
import { impactText } from './impact.messages.js';
import type { ImpactReading } from './impact.reading.js';
import { changeOf } from './impact.rules.js';
import { sayImpact, sayMethod, writeMetric } from './impact.words.js';

/** The place and the mean of those like it, over the years. */
export function ImpactSeries(props: {
  id: string;
  reading: ImpactReading;
  width: number;
  lang: Lang;
}): VNode {
  const { reading, lang } = props;
  const points = (values: ImpactReading['series']) =>
    values.map(({ year, value }) => ({ period: String(year), value }));
  return (
    <Series
      id={props.id}
      title={`${reading.metric.name}, ${reading.place.name}`}
      unit={reading.metric.unit}
      decimals={reading.metric.decimals}
      width={props.width}
      lang={lang}
      lines={[
        { name: reading.place.name, points: points(reading.series) },
        ...(reading.mean.some((one) => one.value !== null)
          ? [{ name: impactText(lang)('evaluation.impact.mean'), points: points(reading.mean) }]
          : []),
      ]}
    />
  );
}

export function ImpactPage(props: {
  ctx: PageCtx;
  indicator: Pick<MeasuredIndicator, 'id' | 'title' | 'objectiveCode'>;
  reading: ImpactReading | null;
}): VNode {
  const { ctx, indicator, reading } = props;
  const t = impactText(ctx.lang);
  const path = at(ctx, `/rilevazioni/${indicator.id}`);
  return (
    <Shell
      ctx={ctx}
      door="evaluation"
      kicker={`${indicator.objectiveCode} · ${indicator.title}`}
      title={t('evaluation.impact.title')}
      crumbs={[
        { label: evaluationText(ctx.lang)('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
        { label: indicator.title, href: path },
        { label: t('evaluation.impact.title') },
      ]}
      actions={
        reading === null ? null : (
          <DownloadMenu
            lang={ctx.lang}
            files={(['csv', 'xlsx'] as const).map((format) => ({
              label: t('evaluation.impact.file'),
              note: format.toUpperCase(),
              href: `${path}/confronto.${format}`,
            }))}
          />
        )
      }
    >
      {reading === null ? (
        <EmptyState title={t('evaluation.impact.none-title')} text={t('evaluation.impact.none-text')} />
      ) : (
        <Findings ctx={ctx} reading={reading} />
      )}
    </Shell>
  );
}

function Findings({ ctx, reading }: { ctx: PageCtx; reading: ImpactReading }): VNode {
  const t = impactText(ctx.lang);
  const { lang } = ctx;
  const [heading = '', ...others] = sayImpact(reading, lang);
  const [rule = '', can = ''] = sayMethod(reading, lang);
  const changes = reading.comparables.map((one) => ({
    ...one,
    change: changeOf(one.values, reading.first, reading.last),
  }));
  return (
    <>
      <ChartFigure
        id="prima-e-dopo"
        level={2}
        heading={heading}
        subtitle={`${reading.metric.name}, ${reading.place.name}`}
        chart={<ImpactSeries id="confronto-grafico" reading={reading} width={640} lang={lang} />}
        narrow={<ImpactSeries id="confronto-stretto" reading={reading} width={340} lang={lang} />}
        lang={lang}
      />
      {others.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Callout tone="info">{can}</Callout>
      <p>{rule}</p>
      <DataTable
        lang={lang}
        caption={t('evaluation.impact.table')}
        rows={changes}
        rowKey={(one) => one.code}
        empty={<p>{t('evaluation.impact.no-comparables', { count: 0, least: 3 })}</p>}
        columns={[
          { key: 'place', label: t('evaluation.impact.place'), heads: true, cell: (one) => one.name },
          {
            key: 'residents',
            label: t('evaluation.impact.residents'),
            kind: 'number',
            cell: (one) => formatNumber(one.residents, { lang }),
          },
          {
            key: 'ageing',
            label: t('evaluation.impact.ageing'),
            kind: 'number',
            cell: (one) => formatNumber(one.ageing, { decimals: 1, lang }),
          },
          ...(['before', 'after'] as const).map((side) => ({
            key: side,
            label: t(`evaluation.impact.${side}`),
            kind: 'number' as const,
            cell: (one: (typeof changes)[number]) =>
              one.change === null
                ? t('evaluation.impact.missing')
                : writeMetric(reading, one.change[side], lang),
          })),
        ]}
      />
    </>
  );
}
