import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { EmptyState, Facts, Section, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import type { Publisher } from './catalogue.types.js';
import { type Dataset, LICENCES, stateOf } from './dataset.types.js';
import { datasetColumns, metricColumns } from './open-data.columns.js';
import { openText } from './open-data.messages.js';
import { type OpenDataset, type OpenMetric, openAddress, sayYears, sourcesOf } from './open-data.reading.js';
import type { DataColumn, PublishedVariable } from './open-data.types.js';

interface TablePageProps {
  ctx: PageCtx;
  publisher: Publisher | undefined;
  /** Address of the ambito's public site, absolute. */
  base: string;
}

const TONES = { live: 'good', superseded: 'off', withdrawn: 'late' } as const;

/** One dataset: what it holds, where it comes from, how to take it and how to cite it. */
export function OpenDatasetPage(
  props: TablePageProps & { dataset: OpenDataset; editions: readonly Dataset[] },
): VNode {
  const { ctx, dataset, editions } = props;
  const t = openText(ctx.lang);
  const date = (day: string) => formatDate(day, { lang: ctx.lang });
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={dataset.title}
      kicker={t('territory.open.dataset')}
      crumbs={[{ label: t('territory.open.title'), href: at(ctx, '/dati') }, { label: dataset.title }]}
      actions={<ThreadLink ctx={ctx} word="serie" id={dataset.code} />}
    >
      <Section title={t('territory.open.about')} id="contenuto-serie">
        <Facts
          empty={t('territory.open.unsaid')}
          rows={[
            { label: t('territory.open.source'), content: dataset.source },
            {
              label: t('territory.open.reference'),
              content: dataset.referenceOn ? date(dataset.referenceOn) : null,
            },
            { label: t('territory.open.years'), content: dataset.years ? sayYears(dataset.years) : null },
            { label: t('territory.open.changed'), content: date(dataset.modifiedOn) },
            { label: t('territory.open.licence'), content: licenceText(ctx, dataset.licence) },
            { label: t('territory.open.note'), content: dataset.note },
          ]}
        />
      </Section>
      <Files
        ctx={ctx}
        of={dataset.title}
        href={(form) => openAddress.datasetFile(at(ctx, ''), dataset.code, form)}
      />
      <Variables ctx={ctx} variables={dataset.variables} />
      <Columns ctx={ctx} columns={datasetColumns} />
      <Section title={t('territory.open.editions')} id="edizioni" lead={t('territory.open.editions-lead')}>
        <DataTable
          lang={ctx.lang}
          caption={t('territory.open.editions')}
          captionHidden
          rows={editions}
          rowKey={(one) => one.id}
          columns={[
            {
              key: 'on',
              label: t('territory.open.edition-on'),
              heads: true,
              cell: (one) => formatDateTime(one.importedAt, ctx.lang),
            },
            {
              key: 'reference',
              label: t('territory.open.reference'),
              cell: (one) => (one.referenceOn ? date(one.referenceOn) : ''),
            },
            {
              key: 'figures',
              label: t('territory.open.figures'),
              kind: 'number',
              cell: (one) => formatNumber(one.rowCount, { lang: ctx.lang }),
            },
            {
              key: 'state',
              label: t('territory.open.edition-state'),
              cell: (one) => (
                <StateTag tone={TONES[stateOf(one)]}>{t(`territory.open.edition.${stateOf(one)}`)}</StateTag>
              ),
            },
          ]}
        />
      </Section>
      <Cite
        {...props}
        source={dataset.source}
        title={dataset.title}
        licence={dataset.licence}
        day={dataset.modifiedOn}
        address={openAddress.dataset(props.base, dataset.code)}
      />
    </Shell>
  );
}

/** One metric: its formula, its files, and the datasets that it is computed from. */
export function OpenMetricPage(props: TablePageProps & { metric: OpenMetric }): VNode {
  const { ctx, metric } = props;
  const t = openText(ctx.lang);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={metric.name}
      kicker={t('territory.open.metric')}
      lead={metric.explanation}
      crumbs={[{ label: t('territory.open.title'), href: at(ctx, '/dati') }, { label: metric.name }]}
      actions={<ThreadLink ctx={ctx} word="misura" id={metric.code} />}
    >
      <Section title={t('territory.open.about')} id="contenuto-misura">
        <Facts
          empty={t('territory.open.unsaid')}
          rows={[
            { label: t('territory.open.formula'), content: metric.formula },
            { label: t('territory.open.unit'), content: metric.unit },
            { label: t('territory.open.metric-source'), content: metric.source },
            { label: t('territory.open.years'), content: metric.years ? sayYears(metric.years) : null },
            {
              label: t('territory.open.based-on'),
              content: metric.sources.map((one) => (
                <span key={one.code}>
                  <a href={at(ctx, `/dati/serie/${one.code}`)}>{one.title}</a>{' '}
                </span>
              )),
            },
            { label: t('territory.open.licence'), content: licenceText(ctx, metric.licence) },
          ]}
        />
        {metric.years ? (
          <p>
            <a href={at(ctx, `/osservatorio?metrica=${metric.code}`)}>{t('territory.open.see')}</a>
          </p>
        ) : null}
      </Section>
      {metric.years ? (
        <Files
          ctx={ctx}
          of={metric.name}
          href={(form) => openAddress.metricFile(at(ctx, ''), metric.code, form)}
        />
      ) : (
        <EmptyState title={t('territory.open.empty-title')} text={t('territory.open.no-figures')} />
      )}
      <Columns ctx={ctx} columns={metricColumns} />
      {metric.years && metric.modifiedOn ? (
        <Cite
          {...props}
          source={sourcesOf(metric) ?? ''}
          title={metric.name}
          licence={metric.licence}
          day={metric.modifiedOn}
          address={openAddress.metric(props.base, metric.code)}
        />
      ) : null}
    </Shell>
  );
}

function licenceText(ctx: PageCtx, code: string): string {
  const known = LICENCES.find((one) => one === code) ?? 'other';
  return openText(ctx.lang)(`territory.open.licence-name.${known}`);
}

function Files(props: { ctx: PageCtx; of: string; href: (form: string) => string }): VNode {
  const { ctx, of, href } = props;
  const t = openText(ctx.lang);
  const files = [
    { form: 'csv', text: t('territory.open.file-csv') },
    { form: 'json', text: t('territory.open.file-json') },
    { form: 'csv-metadata.json', text: t('territory.open.file-schema') },
  ];
  return (
    <Section title={t('territory.open.files')} id="file">
      <ul class="trama-list">
        {files.map(({ form, text }) => {
          const [name = '', ...rest] = text.split(':');
          return (
            <li key={form}>
              <a href={href(form)} data-turbo="false">
                {name}
                <span class="visually-hidden"> {of}</span>
              </a>
              :{rest.join(':')}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Variables({ ctx, variables }: { ctx: PageCtx; variables: readonly PublishedVariable[] }): VNode {
  const t = openText(ctx.lang);
  return (
    <Section title={t('territory.open.variables')} id="variabili">
      <DataTable
        lang={ctx.lang}
        caption={t('territory.open.variables')}
        captionHidden
        rows={variables}
        rowKey={(one) => one.code}
        columns={[
          {
            key: 'name',
            label: t('territory.open.variable'),
            heads: true,
            cell: (one) => (
              <>
                {one.name} <span class="trama-unit">{one.code}</span>
              </>
            ),
          },
          { key: 'unit', label: t('territory.open.unit'), cell: (one) => one.unit },
          {
            key: 'years',
            label: t('territory.open.years'),
            cell: (one) =>
              one.firstYear === null || one.lastYear === null
                ? ''
                : sayYears({ first: one.firstYear, last: one.lastYear }),
          },
          {
            key: 'figures',
            label: t('territory.open.figures'),
            kind: 'number',
            cell: (one) => formatNumber(one.figures, { lang: ctx.lang }),
          },
        ]}
      />
    </Section>
  );
}

function Columns<R>({ ctx, columns }: { ctx: PageCtx; columns: readonly DataColumn<R>[] }): VNode {
  const t = openText(ctx.lang);
  return (
    <Section title={t('territory.open.columns')} id="colonne">
      <DataTable
        lang={ctx.lang}
        caption={t('territory.open.columns')}
        captionHidden
        rows={columns}
        rowKey={(one) => one.name}
        columns={[
          {
            key: 'title',
            label: t('territory.open.column-title'),
            heads: true,
            // The files' own words, which do not change with the reader's language.
            cell: (one) => <span lang="it">{one.titles.it}</span>,
          },
          {
            key: 'name',
            label: t('territory.open.column-name'),
            cell: (one) => <span class="trama-code">{one.name}</span>,
          },
          {
            key: 'type',
            label: t('territory.open.column-type'),
            cell: (one) => t(`territory.open.type.${one.datatype}`),
          },
          {
            key: 'meaning',
            label: t('territory.open.column-meaning'),
            cell: (one) => one.descriptions[ctx.lang],
          },
        ]}
      />
    </Section>
  );
}

function Cite(
  props: TablePageProps & { source: string; title: string; licence: string; day: string; address: string },
): VNode {
  const { ctx, publisher } = props;
  const t = openText(ctx.lang);
  return (
    <Section title={t('territory.open.cite')} id="citare">
      <p class="trama-cite">
        {t('territory.open.cite-text', {
          source: props.source || t('territory.open.no-source'),
          title: props.title,
          date: formatDate(props.day, { lang: ctx.lang }),
          publisher: publisher?.name ?? ctx.ambito.leadBody ?? ctx.ambito.name,
          licence: licenceText(ctx, props.licence),
          address: props.address,
        })}
      </p>
    </Section>
  );
}
