import type { VNode } from 'preact';
import { Bars } from '#platform/charts/bars.js';
import { ChartFigure } from '#platform/charts/figure.js';
import { Series } from '#platform/charts/series.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ButtonLink, Callout, EmptyState, List } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { SpendingTabs } from '../spending.parts.js';
import { describeMissing } from './missing.words.js';
import { statementText } from './statement.messages.js';
import type { StatementRow, StatementTable } from './statement.rules.js';
import {
  AREAS,
  STATEMENT_MEASURES,
  STATEMENT_ROWS,
  type StatementMeasure,
  type StatementPlace,
  type StatementRows,
} from './statement.types.js';

export interface StatementQuery {
  righe: StatementRows;
  misura: StatementMeasure;
  luogo?: string | undefined;
  area?: string | undefined;
}

const isRatio = (measure: StatementMeasure) => measure === 'perHead' || measure === 'perUser';

/** The statement in rows and years, with a picture, and with what is missing said. */
export function StatementPage(props: {
  ctx: PageCtx;
  table: StatementTable;
  isEmpty: boolean;
  places: readonly StatementPlace[];
  query: StatementQuery;
  mayWrite: boolean;
}): VNode {
  const { ctx, table, query } = props;
  const t = statementText(ctx.lang);
  const path = at(ctx, '/risorse/rendiconto');
  const file = (name: string) => withQuery(`${path}/${name}`, { ...query });
  return (
    <Shell
      ctx={ctx}
      door="spending"
      title={t('spending.statement.title')}
      lead={t('spending.statement.lead')}
      actions={
        <>
          {props.mayWrite ? (
            <>
              <ButtonLink href={`${path}/griglia`} kind="primary">
                {t('spending.statement.enter')}
              </ButtonLink>
              <ButtonLink href={`${path}/importa`}>{t('spending.statement.import')}</ButtonLink>
            </>
          ) : null}
          {props.isEmpty ? null : (
            <ButtonLink href={`${path}/storia`}>{t('spending.statement.history')}</ButtonLink>
          )}
          <DownloadMenu
            lang={ctx.lang}
            files={[
              { label: t('spending.statement.csv'), href: file('rendiconto.csv') },
              { label: t('spending.statement.xlsx'), href: file('rendiconto.xlsx') },
            ]}
          />
        </>
      }
    >
      <SpendingTabs ctx={ctx} active="statement" />
      {props.isEmpty ? (
        <EmptyState title={t('spending.statement.empty-title')} text={t('spending.statement.empty-text')} />
      ) : (
        <>
          <Choice {...props} path={path} />
          <Picture ctx={ctx} table={table} query={query} />
          <Values ctx={ctx} table={table} query={query} />
          <Gaps ctx={ctx} table={table} query={query} />
        </>
      )}
    </Shell>
  );
}

function Choice(props: {
  ctx: PageCtx;
  places: readonly StatementPlace[];
  query: StatementQuery;
  path: string;
}): VNode {
  const { ctx, places, query } = props;
  const t = statementText(ctx.lang);
  return (
    <FilterForm
      lang={ctx.lang}
      action={props.path}
      label={t('spending.statement.filter')}
      submit={t('spending.statement.show')}
    >
      <FilterSelect
        name="righe"
        label={t('spending.statement.rows')}
        value={query.righe}
        choices={STATEMENT_ROWS.map((one) => ({ value: one, label: t(`spending.statement.by.${one}`) }))}
      />
      <FilterSelect
        name="misura"
        label={t('spending.statement.measure')}
        value={query.misura}
        choices={STATEMENT_MEASURES.map((one) => ({
          value: one,
          label: t(`spending.statement.measure.${one}`),
        }))}
      />
      <FilterSelect
        name="area"
        label={t('spending.statement.area')}
        value={query.area}
        all={t('spending.statement.all-areas')}
        choices={AREAS.map((area) => ({ value: area.code, label: area[ctx.lang] }))}
      />
      <FilterSelect
        name="luogo"
        label={t('spending.statement.place')}
        value={query.luogo}
        all={t('spending.statement.all-places')}
        choices={places.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </FilterForm>
  );
}

interface Shown {
  ctx: PageCtx;
  table: StatementTable;
  query: StatementQuery;
}

function write({ ctx, query }: Pick<Shown, 'ctx' | 'query'>, value: number | null | undefined): string {
  const { lang } = ctx;
  return query.misura === 'users'
    ? formatNumber(value, { lang })
    : formatEuroCents(value, { lang, decimals: isRatio(query.misura) ? 2 : 0 });
}

function Values(props: Shown): VNode {
  const { ctx, table, query } = props;
  const t = statementText(ctx.lang);
  const measure = t(`spending.statement.measure.${query.misura}`);
  return (
    <DataTable
      lang={ctx.lang}
      caption={measure}
      wide={table.years.length > 5}
      rows={table.rows}
      rowKey={(row) => row.code}
      columns={[
        {
          key: 'name',
          label: t(`spending.statement.by.${query.righe}`),
          heads: true,
          cell: (row) => row.name,
        },
        ...table.years.map((year, index) => ({
          key: String(year),
          label: String(year),
          kind: 'number' as const,
          cell: (row: StatementRow) => write(props, row.values[index]),
        })),
      ]}
      foot={[
        [
          t(isRatio(query.misura) ? 'spending.statement.ratio-whole' : 'spending.statement.whole'),
          ...table.totals.map((value) => write(props, value)),
        ],
      ]}
    />
  );
}

function Gaps({ ctx, table, query }: Shown): VNode {
  const t = statementText(ctx.lang);
  const isUnknown = [...table.rows.flatMap(({ values }) => values), ...table.totals].some(
    (value) => value === null || value === undefined,
  );
  const words = [
    ...describeMissing(table.missing, ctx.lang),
    ...(query.misura === 'perHead' && table.unknownResidents.length > 0
      ? [t('spending.statement.unknown-residents', { years: table.unknownResidents.join(', ') })]
      : []),
  ];
  return (
    <>
      {words.length > 0 ? (
        <Callout tone="info">
          <List items={words} />
        </Callout>
      ) : null}
      {isUnknown ? <p class="trama-source">{t('spending.statement.n-d')}</p> : null}
    </>
  );
}

/** Bars of the last year, or lines where there are two years at least and few rows. */
function Picture({ ctx, table, query }: Shown): VNode | null {
  const t = statementText(ctx.lang);
  const last = table.years.at(-1);
  if (last === undefined || table.rows.length === 0) return null;
  const measure = t(`spending.statement.measure.${query.misura}`);
  const unit = query.misura === 'users' ? '' : '€';
  const decimals = isRatio(query.misura) ? 2 : 0;
  const scale = (value: number | null | undefined) =>
    value === null || value === undefined ? null : query.misura === 'users' ? value : value / 100;
  const isLines = table.years.length > 1 && table.rows.length <= 6;
  const heading = isLines
    ? t('spending.statement.chart-series', {
        measure,
        from: String(table.years[0]),
        to: String(last),
      })
    : t('spending.statement.chart', { measure, year: String(last) });
  const chart = (ending: string, width: number) =>
    isLines ? (
      <Series
        id={`rendiconto-${ending}`}
        title={heading}
        unit={unit}
        decimals={decimals}
        width={width}
        lang={ctx.lang}
        allowCut={false}
        lines={table.rows.map((row) => ({
          name: row.name,
          points: table.years.map((year, index) => ({
            period: String(year),
            value: scale(row.values[index]),
          })),
        }))}
      />
    ) : (
      <Bars
        id={`rendiconto-${ending}`}
        title={heading}
        unit={unit}
        decimals={decimals}
        width={width}
        lang={ctx.lang}
        bars={table.rows.map((row) => ({
          label: row.name,
          value: scale(row.values[table.years.length - 1]),
        }))}
      />
    );
  return (
    <ChartFigure
      id="rendiconto-figura"
      level={2}
      heading={heading}
      subtitle={t(`spending.statement.by.${query.righe}`)}
      chart={chart('larga', 720)}
      narrow={chart('stretta', 360)}
      source={t('spending.statement.source')}
      lang={ctx.lang}
    />
  );
}
