import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { searchRows } from '#platform/i18n/word-search.js';
import { at } from '#platform/ui/address.js';
import { SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { openText } from './open-data.messages.js';
import { type OpenData, type OpenDataset, type OpenMetric, sayYears } from './open-data.reading.js';

/** Everything that may be taken away: datasets as they came, metrics as they are computed, findings, the catalogue. */
export function OpenDataPage(props: { ctx: PageCtx; data: OpenData; search: string }): VNode {
  const { ctx, search } = props;
  const t = openText(ctx.lang);
  const datasets = searchRows(props.data.datasets, search, (one) => [
    one.title,
    one.variables.map((variable) => variable.name).join(' '),
    one.source,
  ]);
  const metrics = searchRows(props.data.metrics, search, (one) => [one.name, one.explanation, one.source]);
  const isSearched = search !== '';
  return (
    <Shell ctx={ctx} door="territory" title={t('territory.open.title')} lead={t('territory.open.lead')}>
      <FilterForm
        lang={ctx.lang}
        action={at(ctx, '/dati')}
        label={t('territory.open.search')}
        submit={t('territory.open.search-button')}
        clear={isSearched ? at(ctx, '/dati') : undefined}
        clearLabel={t('territory.open.search-clear')}
      >
        <SearchBox name="cerca" label={t('territory.open.search')} value={search} />
      </FilterForm>
      {isSearched && datasets.length + metrics.length === 0 ? (
        <EmptyState title={t('territory.open.nothing-title')} text={t('territory.open.nothing')} />
      ) : null}
      {isSearched && datasets.length === 0 ? null : <Datasets ctx={ctx} datasets={datasets} />}
      {isSearched && metrics.length === 0 ? null : <Metrics ctx={ctx} metrics={metrics} />}
      {props.data.boundaries && !isSearched ? (
        <Section
          title={t('territory.open.boundaries')}
          id="confini"
          plain
          lead={props.data.boundaries.description}
        >
          <p>
            <a href={at(ctx, '/dati/confini')}>{props.data.boundaries.title}</a>
            {' · '}
            <FileLink
              href={at(ctx, '/dati/confini.geojson')}
              form="GeoJSON"
              of={props.data.boundaries.title}
            />
          </p>
        </Section>
      ) : null}
      <Section title={t('territory.open.quality')} id="qualita" plain lead={t('territory.open.quality-lead')}>
        <p>
          <a href={at(ctx, '/qualita')}>{t('territory.open.quality-list')}</a>
          {' · '}
          <FileLink href={at(ctx, '/qualita/rilievi.csv')} form="CSV" of={t('territory.open.quality-list')} />
          {' · '}
          <FileLink
            href={`/api/v1/${ctx.ambito.slug}/quality`}
            form="JSON"
            of={t('territory.open.quality-list')}
          />
        </p>
      </Section>
      <Section
        title={t('territory.open.programs')}
        id="catalogo"
        plain
        lead={t('territory.open.programs-lead')}
      >
        <p>
          <a href={at(ctx, '/dati/catalogo')}>{t('territory.open.catalogue')}</a>
          {' · '}
          <FileLink href={at(ctx, '/dati/catalogo.ttl')} form="Turtle" of={t('territory.open.catalogue')} />
          {' · '}
          <FileLink
            href={at(ctx, '/dati/catalogo.jsonld')}
            form="JSON-LD"
            of={t('territory.open.catalogue')}
          />
        </p>
        <p>
          <a href="/api/v1" data-turbo="false">
            {t('territory.open.api')}
          </a>
        </p>
      </Section>
    </Shell>
  );
}

/** A file of something: what it is of is heard, not seen, where the row says it already. */
export function FileLink(props: { href: string; form: string; of: string }): VNode {
  return (
    <a href={props.href} data-turbo="false">
      {props.form}
      <span class="visually-hidden"> {props.of}</span>
    </a>
  );
}

function Datasets({ ctx, datasets }: { ctx: PageCtx; datasets: readonly OpenDataset[] }): VNode {
  const t = openText(ctx.lang);
  return (
    <Section title={t('territory.open.datasets')} id="serie" lead={t('territory.open.datasets-lead')}>
      <DataTable
        lang={ctx.lang}
        caption={t('territory.open.datasets')}
        captionHidden
        rows={datasets}
        rowKey={(one) => one.id}
        empty={<EmptyState title={t('territory.open.empty-title')} text={t('territory.open.empty')} />}
        columns={[
          {
            key: 'title',
            label: t('territory.open.dataset'),
            heads: true,
            cell: (one) => (
              <>
                <a href={at(ctx, `/dati/serie/${one.code}`)}>{one.title}</a>
                <span class="trama-cell-note">{one.source || t('territory.open.no-source')}</span>
              </>
            ),
          },
          {
            key: 'years',
            label: t('territory.open.years'),
            cell: (one) => (one.years ? sayYears(one.years) : ''),
          },
          {
            key: 'figures',
            label: t('territory.open.figures'),
            kind: 'number',
            cell: (one) =>
              formatNumber(
                one.variables.reduce((sum, variable) => sum + variable.figures, 0),
                { lang: ctx.lang },
              ),
          },
          {
            key: 'licence',
            label: t('territory.open.licence'),
            cell: (one) => licenceLabel(ctx, one.licence),
          },
          {
            key: 'changed',
            label: t('territory.open.changed'),
            cell: (one) => formatDate(one.modifiedOn, { lang: ctx.lang, form: 'short' }),
          },
          {
            key: 'files',
            label: t('territory.open.download'),
            cell: (one) => (
              <span>
                <FileLink href={at(ctx, `/dati/${one.code}.csv`)} form="CSV" of={one.title} />{' '}
                <FileLink href={at(ctx, `/dati/${one.code}.json`)} form="JSON" of={one.title} />
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Metrics({ ctx, metrics }: { ctx: PageCtx; metrics: readonly OpenMetric[] }): VNode {
  const t = openText(ctx.lang);
  const computed = metrics.filter((one) => one.years !== null);
  const waiting = metrics.filter((one) => one.years === null);
  return (
    <Section title={t('territory.open.metrics')} id="misure" lead={t('territory.open.metrics-lead')}>
      <p>
        {t('territory.open.all-metrics')}:{' '}
        <FileLink href={at(ctx, '/dati/metriche.csv')} form="CSV" of={t('territory.open.all-metrics')} />{' '}
        <FileLink href={at(ctx, '/dati/metriche.json')} form="JSON" of={t('territory.open.all-metrics')} />
      </p>
      <DataTable
        lang={ctx.lang}
        caption={t('territory.open.metrics')}
        captionHidden
        rows={computed}
        empty={<EmptyState title={t('territory.open.empty-title')} text={t('territory.open.no-metrics')} />}
        rowKey={(one) => one.code}
        columns={[
          {
            key: 'name',
            label: t('territory.open.metric'),
            heads: true,
            cell: (one) => (
              <>
                <a href={at(ctx, `/dati/misura/${one.code}`)}>{one.name}</a>
                <span class="trama-cell-note">{one.explanation}</span>
              </>
            ),
          },
          { key: 'unit', label: t('territory.open.unit'), cell: (one) => one.unit },
          {
            key: 'years',
            label: t('territory.open.years'),
            cell: (one) => (one.years ? sayYears(one.years) : ''),
          },
          {
            key: 'files',
            label: t('territory.open.download'),
            cell: (one) => (
              <span>
                <FileLink href={at(ctx, `/dati/misure/${one.code}.csv`)} form="CSV" of={one.name} />{' '}
                <FileLink href={at(ctx, `/dati/misure/${one.code}.json`)} form="JSON" of={one.name} />
              </span>
            ),
          },
        ]}
      />
      {waiting.length > 0 ? (
        <details class="trama-more">
          <summary>{t('territory.open.waiting', { count: waiting.length })}</summary>
          <p>{t('territory.open.waiting-why')}</p>
          <ul>
            {waiting.map((one) => (
              <li key={one.code}>
                <a href={at(ctx, `/dati/misura/${one.code}`)}>{one.name}</a>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Section>
  );
}

/** The licence as its short name; SPDX's names are those that people know. */
export function licenceLabel(ctx: PageCtx, licence: string): string {
  return licence === 'other' ? openText(ctx.lang)('territory.open.licence-name.other') : licence;
}
