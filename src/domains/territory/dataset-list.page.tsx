import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ButtonLink, EmptyState, StateTag } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages } from '#platform/ui/table.js';
import { DATASET_STATES, type Dataset, stateOf } from './dataset.types.js';
import { licenceName, STATE_TONES } from './dataset.words.js';
import { variableName } from './metric.words.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import { TerritoryTabs } from './territory-tabs.js';

export interface DatasetQuery {
  q?: string | undefined;
  fonte?: string | undefined;
  grandezza?: string | undefined;
  stato?: string | undefined;
  pagina: number;
}

/** Every edition that came in, to be searched. */
export function DatasetsPage(props: {
  ctx: PageCtx;
  datasets: readonly Dataset[];
  total: number;
  pageSize: number;
  query: DatasetQuery;
  choices: { sources: readonly string[]; variables: readonly string[] };
}): VNode {
  const { ctx, query } = props;
  const t = territoryText(ctx.lang);
  const path = at(ctx, '/territorio/dati');
  const isFiltered = Boolean(query.q || query.fonte || query.grandezza || query.stato);
  const { pagina, ...filters } = query;
  const importLink = may(ctx, TERRITORY_EDITORS) ? (
    <ButtonLink href={at(ctx, '/territorio/dati/importa')} kind="primary">
      {t('territory.data.import')}
    </ButtonLink>
  ) : undefined;
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.data.title')}
      lead={t('territory.data.lead')}
      actions={
        <>
          {importLink}
          <ButtonLink href={at(ctx, '/territorio/dati/ricette')}>{t('territory.data.recipes')}</ButtonLink>
        </>
      }
    >
      <TerritoryTabs ctx={ctx} active="data" />
      {props.total > 0 || isFiltered ? (
        <>
          <FilterForm
            lang={ctx.lang}
            action={path}
            label={t('territory.data.filter')}
            clear={isFiltered ? path : undefined}
          >
            <SearchBox name="q" label={t('territory.data.search')} value={query.q} />
            <FilterSelect
              name="fonte"
              label={t('territory.import.source')}
              value={query.fonte}
              all={t('territory.data.all-f')}
              choices={props.choices.sources.map((source) => ({ value: source, label: source }))}
            />
            <FilterSelect
              name="grandezza"
              label={t('territory.data.variable')}
              value={query.grandezza}
              all={t('territory.data.all-f')}
              choices={props.choices.variables.map((code) => ({
                value: code,
                label: variableName(code, ctx.lang),
              }))}
            />
            <FilterSelect
              name="stato"
              label={t('territory.data.state')}
              value={query.stato}
              all={t('territory.data.all')}
              choices={DATASET_STATES.map((state) => ({
                value: state,
                label: t(`territory.data.state.${state}`),
              }))}
            />
          </FilterForm>
          <p class="trama-source" role="status">
            {t('territory.data.found', {
              count: props.total,
              shown: formatNumber(props.total, { lang: ctx.lang }),
            })}
          </p>
        </>
      ) : null}
      <DatasetTable
        ctx={ctx}
        datasets={props.datasets}
        empty={
          isFiltered ? (
            <EmptyState title={t('territory.data.none-title')} text={t('territory.data.none')} />
          ) : (
            <EmptyState
              title={t('territory.data.empty-title')}
              text={t('territory.data.empty')}
              action={importLink}
            />
          )
        }
      />
      <Pages
        lang={ctx.lang}
        page={pagina}
        pageCount={Math.ceil(props.total / props.pageSize)}
        href={{ path, query: filters }}
      />
    </Shell>
  );
}

function DatasetTable(props: { ctx: PageCtx; datasets: readonly Dataset[]; empty: VNode }): VNode {
  const { ctx } = props;
  const t = territoryText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('territory.data.title')}
      captionHidden
      rows={props.datasets}
      rowKey={(dataset) => dataset.id}
      empty={props.empty}
      columns={[
        {
          key: 'title',
          label: t('territory.data.dataset'),
          heads: true,
          cell: (dataset) => (
            <>
              <a href={at(ctx, `/territorio/dati/${dataset.id}`)}>{dataset.title}</a>
              <span class="trama-cell-note">
                {[dataset.source, licenceName(dataset.licence, t), dataset.fileName]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </>
          ),
        },
        {
          key: 'reference',
          label: t('territory.data.reference'),
          cell: (dataset) =>
            dataset.referenceOn ? formatDate(dataset.referenceOn, { lang: ctx.lang, form: 'short' }) : '',
        },
        {
          key: 'rows',
          label: t('territory.data.figures'),
          kind: 'number',
          cell: (dataset) => formatNumber(dataset.rowCount, { lang: ctx.lang }),
        },
        {
          key: 'imported',
          label: t('territory.data.imported'),
          cell: (dataset) => (
            <>
              {formatDate(dataset.importedAt, { lang: ctx.lang, form: 'short' })}
              {dataset.importedBy ? <span class="trama-cell-note">{dataset.importedBy}</span> : null}
            </>
          ),
        },
        {
          key: 'state',
          label: t('territory.data.state'),
          cell: (dataset) => (
            <StateTag tone={STATE_TONES[stateOf(dataset)]}>
              {t(`territory.data.state.${stateOf(dataset)}`)}
            </StateTag>
          ),
        },
      ]}
    />
  );
}
