import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { formatDateTime, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm } from '#platform/ui/form.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { EmptyState, List } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { uiText } from '#platform/ui/ui.messages.js';
import type { CellState, StatementChange } from './history.sql.js';
import { statementText } from './statement.messages.js';
import { AREAS, INTERVENTIONS, type StatementPlace } from './statement.types.js';

const COLUMNS = {
  users: 'users',
  spending_cents: 'spendingCents',
  co_payment_cents: 'coPaymentCents',
  health_cents: 'healthCents',
} as const;
type Column = keyof typeof COLUMNS;

/** Who wrote which figure of the statement, when, and what stood there before. */
export function StatementHistoryPage(props: {
  ctx: PageCtx;
  changes: readonly StatementChange[];
  places: readonly StatementPlace[];
  years: readonly number[];
  place: string | undefined;
  year: number | undefined;
  page: number;
}): VNode {
  const { ctx, changes, place, year } = props;
  const t = statementText(ctx.lang);
  const statement = at(ctx, '/risorse/rendiconto');
  const path = `${statement}/storia`;
  const total = changes[0]?.total ?? 0;
  return (
    <Shell
      ctx={ctx}
      door="spending"
      title={t('spending.statement.history')}
      lead={t('spending.statement.history-lead')}
      crumbs={[
        { label: t('spending.statement.title'), href: statement },
        { label: t('spending.statement.history') },
      ]}
    >
      <FilterForm
        lang={ctx.lang}
        action={path}
        label={t('spending.statement.filter')}
        submit={t('spending.statement.show')}
        clear={place || year ? path : undefined}
      >
        <FilterSelect
          name="luogo"
          label={t('spending.statement.place')}
          value={place}
          all={t('spending.statement.all-places')}
          choices={props.places.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <FilterSelect
          name="anno"
          label={t('spending.statement.year')}
          value={year === undefined ? undefined : String(year)}
          all={t('spending.statement.all-years')}
          choices={props.years.map((one) => ({ value: String(one), label: String(one) }))}
        />
      </FilterForm>
      {changes.length === 0 ? (
        <EmptyState
          title={t('spending.statement.history-none')}
          text={t('spending.statement.history-none-text')}
        />
      ) : (
        <>
          <RowCount>{t('spending.statement.history-count', { count: total })}</RowCount>
          <DataTable
            lang={ctx.lang}
            caption={t('spending.statement.history')}
            captionHidden
            rows={changes}
            rowKey={(one) => one.key}
            columns={[
              {
                key: 'what',
                label: t('spending.statement.intervention'),
                heads: true,
                cell: (one) => (
                  <>
                    {nameIn(INTERVENTIONS, one.intervention, ctx.lang)}
                    <span class="trama-row-note">
                      {[one.placeName, one.year, nameIn(AREAS, one.area, ctx.lang)].join(' · ')}
                    </span>
                  </>
                ),
              },
              {
                key: 'change',
                label: t('spending.statement.change'),
                cell: (one) => <Change ctx={ctx} change={one} />,
              },
              {
                key: 'who',
                label: t('spending.statement.who'),
                cell: (one) => one.who ?? uiText(ctx.lang)('ui.history-installation'),
              },
              {
                key: 'at',
                label: t('spending.statement.when'),
                cell: (one) => formatDateTime(one.at, ctx.lang),
              },
            ]}
          />
          <Pages
            lang={ctx.lang}
            page={props.page}
            pageCount={Math.ceil(total / ROWS_A_PAGE)}
            href={{ path, query: { luogo: place, anno: year } }}
          />
        </>
      )}
    </Shell>
  );
}

function Change({ ctx, change }: { ctx: PageCtx; change: StatementChange }): VNode {
  const t = statementText(ctx.lang);
  const { before, after } = change;
  const shown = (Object.keys(COLUMNS) as Column[]).filter(
    (column) => (before?.[column] ?? null) !== (after?.[column] ?? null),
  );
  return (
    <>
      {t(`spending.statement.change.${change.kind}`)}
      {shown.length === 0 ? null : (
        <List
          items={shown.map((column) => (
            <>
              {t(`spending.statement.${COLUMNS[column]}`)}:{' '}
              {before === null ? null : (
                <>
                  <del>{write(ctx, before, column)}</del>{' '}
                </>
              )}
              {after === null ? null : <ins>{write(ctx, after, column)}</ins>}
            </>
          ))}
        />
      )}
    </>
  );
}

function write(ctx: PageCtx, state: CellState, column: Column): string {
  const value = state[column];
  if (value === null) return statementText(ctx.lang)('spending.statement.unknown');
  const { lang } = ctx;
  return column === 'users'
    ? formatNumber(value, { lang })
    : formatNumber(value / 100, { decimals: 2, lang });
}

function nameIn(
  list: readonly { code: string; it: string; en: string }[],
  code: string,
  lang: 'it' | 'en',
): string {
  return list.find((one) => one.code === code)?.[lang] ?? code;
}
