import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages } from '#platform/ui/table.js';
import { Tabs } from '#platform/ui/tabs.js';
import type { Dataset } from './dataset.types.js';
import type { DatasetContent, FigureRow } from './dataset-figure.sql.js';
import { ChangeTable } from './figure-change.table.js';
import { CHANGE_KINDS, type ChangeKind, type FigureChanges } from './figure-change.types.js';
import type { Sex } from './files/files.types.js';
import { variableName } from './metric.words.js';
import { territoryText } from './territory.messages.js';
import { uploadText } from './upload.messages.js';
import { sayFigure, sayNumber } from './upload.words.js';

export interface FigureQuery {
  grandezza?: string | undefined;
  territorio?: string | undefined;
  anno?: number | undefined;
  pagina: number;
}

function crumbsOf(ctx: PageCtx, dataset: Dataset, last: string) {
  const t = territoryText(ctx.lang);
  return [
    { label: t('territory.door.office'), href: at(ctx, '/territorio') },
    { label: t('territory.data.title'), href: at(ctx, '/territorio/dati') },
    { label: dataset.title, href: at(ctx, `/territorio/dati/${dataset.id}`) },
    { label: last },
  ];
}

/** Age bounds as the database keeps them, in the words of a change. */
export function agesOf(row: Pick<FigureRow, 'ageFrom' | 'ageTo'>) {
  return {
    ageFrom: row.ageFrom < 0 ? null : row.ageFrom,
    ageTo: row.ageTo < 0 || row.ageTo === 999 ? null : row.ageTo,
  };
}

/** The figures of an edition, filtered, a page at a time. */
export function DatasetFiguresPage(props: {
  ctx: PageCtx;
  dataset: Dataset;
  contents: readonly DatasetContent[];
  rows: readonly FigureRow[];
  total: number;
  pageSize: number;
  query: FigureQuery;
}): VNode {
  const { ctx, dataset, query } = props;
  const t = territoryText(ctx.lang);
  const path = at(ctx, `/territorio/dati/${dataset.id}/cifre`);
  const { pagina, ...filters } = query;
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      kicker={dataset.title}
      title={t('territory.data.figures-of')}
      lead={t('territory.data.figures-lead')}
      crumbs={crumbsOf(ctx, dataset, t('territory.data.figures-of'))}
      actions={
        <DownloadMenu
          lang={ctx.lang}
          files={[
            {
              label: t('territory.data.export-csv'),
              href: withQuery(`${path}.csv`, filters),
              note: t('territory.data.export-note'),
            },
            {
              label: t('territory.data.export-xlsx'),
              href: withQuery(`${path}.xlsx`, filters),
              note: t('territory.data.export-note'),
            },
          ]}
        />
      }
    >
      <FilterForm
        lang={ctx.lang}
        action={path}
        label={t('territory.data.filter-figures')}
        clear={isFiltered ? path : undefined}
      >
        <FilterSelect
          name="grandezza"
          label={t('territory.data.variable')}
          value={query.grandezza}
          all={t('territory.data.all-f')}
          choices={props.contents.map(({ variable }) => ({
            value: variable,
            label: variableName(variable, ctx.lang),
          }))}
        />
        <SearchBox name="territorio" label={t('territory.data.filter-place')} value={query.territorio} />
        <FilterSelect
          name="anno"
          label={t('territory.data.filter-year')}
          value={query.anno === undefined ? undefined : String(query.anno)}
          all={t('territory.data.all')}
          choices={yearsOf(props.contents).map((year) => ({ value: String(year), label: String(year) }))}
        />
      </FilterForm>
      <p class="trama-source" role="status">
        {t('territory.data.found', {
          count: props.total,
          shown: formatNumber(props.total, { lang: ctx.lang }),
        })}
      </p>
      <FigureTable ctx={ctx} rows={props.rows} />
      <Pages
        lang={ctx.lang}
        page={pagina}
        pageCount={Math.ceil(props.total / props.pageSize)}
        href={{ path, query: filters }}
      />
    </Shell>
  );
}

function yearsOf(contents: readonly DatasetContent[]): number[] {
  const first = Math.min(...contents.flatMap((content) => content.firstYear ?? []));
  const last = Math.max(...contents.flatMap((content) => content.lastYear ?? []));
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}

function FigureTable({ ctx, rows }: { ctx: PageCtx; rows: readonly FigureRow[] }): VNode {
  const t = territoryText(ctx.lang);
  const u = uploadText(ctx.lang);
  return (
    <DataTable
      lang={ctx.lang}
      caption={t('territory.data.figures-of')}
      captionHidden
      rows={rows}
      rowKey={(row) =>
        [row.placeCode, row.variable, row.period, row.sex, row.ageFrom, row.category].join('\u001f')
      }
      empty={<EmptyState title={t('territory.data.none-title')} text={t('territory.data.none')} />}
      columns={[
        { key: 'place', label: u('territory.upload.col.place'), heads: true, cell: (row) => row.placeName },
        {
          key: 'what',
          label: u('territory.upload.col.what'),
          cell: (row) => (
            <>
              {sayFigure({ ...row, sex: row.sex as Sex, ...agesOf(row) }, ctx.lang)}
              {row.note ? <span class="trama-cell-note">{row.note}</span> : null}
            </>
          ),
        },
        { key: 'period', label: u('territory.upload.col.period'), cell: (row) => row.period },
        {
          key: 'value',
          label: u('territory.upload.col.value'),
          kind: 'number',
          cell: (row) =>
            row.value === null ? (
              <span class="trama-unsaid">{u('territory.upload.suppressed')}</span>
            ) : (
              sayNumber(row.value, ctx.lang)
            ),
        },
        { key: 'unit', label: t('territory.csv.unit'), cell: (row) => row.unit },
      ]}
    />
  );
}

/** What changed from one edition to another, a kind of difference at a time. */
export function ComparisonPage(props: {
  ctx: PageCtx;
  before: Dataset;
  after: Dataset;
  changes: FigureChanges;
  kind: ChangeKind;
  page: number;
  pageSize: number;
}): VNode {
  const { ctx, before, after, changes, kind } = props;
  const t = territoryText(ctx.lang);
  const u = uploadText(ctx.lang);
  const path = at(ctx, `/territorio/dati/${before.id}/confronta/${after.id}`);
  const { counts } = changes;
  const day = (dataset: Dataset) => formatDate(dataset.importedAt, { lang: ctx.lang });
  return (
    <Shell
      ctx={ctx}
      door="territory"
      kicker={after.title}
      title={t('territory.data.compare-title')}
      lead={t('territory.data.compare-lead', { before: day(before), after: day(after) })}
      crumbs={crumbsOf(ctx, after, t('territory.data.compare-title'))}
    >
      <Tabs
        label={t('territory.data.compare-kinds')}
        active={kind}
        tabs={CHANGE_KINDS.map((one) => ({
          key: one,
          label: u(`territory.upload.kind.${one}`),
          href: withQuery(path, { tipo: one }),
          count: formatNumber(counts[one], { lang: ctx.lang }),
        }))}
      />
      {counts[kind] === 0 ? (
        <EmptyState
          title={u(`territory.upload.kind.${kind}`)}
          text={
            counts.changed + counts.fresh + counts.gone === 0
              ? t('territory.data.compare-same')
              : t('territory.data.found', { count: 0, shown: '0' })
          }
        />
      ) : (
        <ChangeTable lang={ctx.lang} kind={kind} changes={changes.first[kind]} />
      )}
      <Pages
        lang={ctx.lang}
        page={props.page}
        pageCount={Math.ceil(counts[kind] / props.pageSize)}
        href={{ path, query: { tipo: kind } }}
      />
    </Shell>
  );
}
