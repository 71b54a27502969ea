import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { licenceName } from './dataset.page.js';
import type { Dataset } from './dataset.types.js';
import type { SaidMetric } from './metric.words.js';
import { territoryText } from './territory.messages.js';

/** Everything that may be taken away: datasets as they came, metrics as they are computed, findings. */
export function OpenDataPage(props: {
  ctx: PageCtx;
  datasets: readonly Dataset[];
  metrics: readonly SaidMetric[];
}): VNode {
  const { ctx, datasets, metrics } = props;
  const t = territoryText(ctx.lang);
  const api = `/api/v1/${ctx.ambito.slug}`;
  return (
    <Shell ctx={ctx} door="territory" title={t('territory.open.title')} lead={t('territory.open.lead')}>
      <Section title={t('territory.open.datasets')} id="serie">
        <DataTable
          lang={ctx.lang}
          caption={t('territory.open.datasets')}
          captionHidden
          rows={datasets.filter((dataset) => dataset.layout !== 'geojson' && dataset.layout !== 'topojson')}
          rowKey={(dataset) => dataset.id}
          empty={<EmptyState title={t('territory.data.empty-title')} text={t('territory.open.empty')} />}
          columns={[
            {
              key: 'title',
              label: t('territory.data.dataset'),
              heads: true,
              cell: (dataset) => (
                <>
                  {dataset.title}
                  <span class="trama-cell-note">{dataset.source}</span>
                </>
              ),
            },
            {
              key: 'reference',
              label: t('territory.data.reference'),
              cell: (dataset) =>
                dataset.referenceOn ? formatDate(dataset.referenceOn, { lang: ctx.lang }) : '',
            },
            {
              key: 'figures',
              label: t('territory.data.figures'),
              kind: 'number',
              cell: (dataset) => formatNumber(dataset.rowCount, { lang: ctx.lang }),
            },
            {
              key: 'licence',
              label: t('territory.import.licence'),
              cell: (dataset) => licenceName(dataset.licence, t),
            },
            {
              key: 'csv',
              label: t('territory.open.download'),
              cell: (dataset) => (
                <a href={at(ctx, `/dati/${dataset.code}.csv`)} data-turbo="false">
                  CSV<span class="visually-hidden"> {dataset.title}</span>
                </a>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('territory.open.metrics')} id="misure" lead={t('territory.open.metrics-lead')}>
        <p>
          <a href={at(ctx, '/dati/metriche.csv')} data-turbo="false">
            {t('territory.open.all-metrics')}
          </a>
          {' · '}
          <a href={`${api}/metrics`} data-turbo="false">
            {t('territory.open.list-metrics')}
          </a>
        </p>
        <DataTable
          lang={ctx.lang}
          caption={t('territory.open.metrics')}
          captionHidden
          rows={metrics}
          rowKey={(metric) => metric.code}
          columns={[
            {
              key: 'name',
              label: t('territory.observatory.metric'),
              heads: true,
              cell: (metric) => (
                <>
                  <a href={at(ctx, `/osservatorio?metrica=${metric.code}`)}>{metric.name}</a>
                  <span class="trama-cell-note">{metric.formula}</span>
                </>
              ),
            },
            { key: 'unit', label: t('territory.csv.unit'), cell: (metric) => metric.unit },
            {
              key: 'json',
              label: t('territory.open.download'),
              cell: (metric) => (
                <a href={`${api}/metrics/${metric.code}`} data-turbo="false">
                  JSON<span class="visually-hidden"> {metric.name}</span>
                </a>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('territory.quality.kicker')} id="qualita" lead={t('territory.open.quality')}>
        <p>
          <a href={at(ctx, '/qualita')}>{t('territory.quality.title')}</a>
          {' · '}
          <a href={at(ctx, '/qualita/rilievi.csv')} data-turbo="false">
            CSV
          </a>
          {' · '}
          <a href={`${api}/quality`} data-turbo="false">
            JSON
          </a>
        </p>
      </Section>
    </Shell>
  );
}
