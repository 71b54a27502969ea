import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { at, withQuery } from '#platform/ui/address.js';
import { DownloadMenu } from '#platform/ui/downloads.js';
import { FilterSelect, SearchBox } from '#platform/ui/filter.js';
import { type Choice, FilterForm } from '#platform/ui/form.js';
import { cutPage } from '#platform/ui/paging.js';
import { ButtonLink, EmptyState } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { type Column, DataTable, Pages, RowCount } from '#platform/ui/table.js';
import { governanceText } from './governance.messages.js';
import { mayAdd, NetworkTabs } from './governance.parts.js';

export interface ListFilter {
  name: string;
  label: string;
  all: string;
  value: string | undefined;
  choices: readonly Choice[];
}

export interface ListPageProps<R> {
  ctx: PageCtx;
  tab: 'networks' | 'agreements' | 'bodies' | 'organisations';
  path: string;
  query: Record<string, string | undefined>;
  rows: readonly R[];
  /** Page of the rows that the address asks for. */
  page: number;
  /** How many there are without filters. */
  total: number;
  columns: readonly Column<R>[];
  rowKey: (row: R) => string;
  filters: readonly ListFilter[];
  newLabel: string;
  after?: ComponentChildren;
}

/** A list of the network: words and choices in the address, a row opens the thing. */
export function ListPage<R>(props: ListPageProps<R>): VNode {
  const { ctx, tab, path, query } = props;
  const t = governanceText(ctx.lang);
  const filtered = Object.entries(query).some(([name, value]) => name !== 'ordine' && value);
  const shown = cutPage(props.rows, props.page);
  const href = { path: at(ctx, path), query };
  return (
    <Shell
      ctx={ctx}
      door="network"
      title={t(`governance.${tab}`)}
      lead={t(`governance.${tab}-lead`)}
      crumbs={[{ label: t('governance.title'), href: at(ctx, '/rete') }, { label: t(`governance.${tab}`) }]}
      actions={
        <>
          {mayAdd(ctx) ? (
            <ButtonLink href={at(ctx, `${path}/nuovo`)} kind="primary">
              {props.newLabel}
            </ButtonLink>
          ) : null}
          <DownloadMenu
            lang={ctx.lang}
            files={[{ label: t('governance.download-csv'), href: withQuery(at(ctx, `${path}.csv`), query) }]}
          />
        </>
      }
    >
      <NetworkTabs ctx={ctx} active={tab} />
      <FilterForm
        lang={ctx.lang}
        action={at(ctx, path)}
        order={query.ordine}
        clear={filtered ? at(ctx, path) : undefined}
      >
        <SearchBox name="q" label={t('governance.search')} value={query.q} />
        {props.filters.map((filter) => (
          <FilterSelect key={filter.name} {...filter} />
        ))}
      </FilterForm>
      <RowCount>{t('governance.rows', { count: props.rows.length })}</RowCount>
      <DataTable
        lang={ctx.lang}
        caption={t(`governance.${tab}`)}
        captionHidden
        columns={props.columns}
        rows={shown.rows}
        rowKey={props.rowKey}
        order={query.ordine}
        href={href}
        empty={
          props.total === 0 ? (
            <EmptyState title={t('governance.empty-title')} text={t('governance.empty-text')} />
          ) : (
            <EmptyState title={t('governance.nothing-title')} text={t('governance.nothing-text')} />
          )
        }
      />
      <Pages lang={ctx.lang} page={shown.page} pageCount={shown.pageCount} href={href} />
      {props.after}
    </Shell>
  );
}

/** Rows in the order that the address asks for: `name`, or `-name` backwards; as they are without one. */
export function orderRows<R>(
  rows: readonly R[],
  order: string | undefined,
  keys: Readonly<Record<string, (row: R) => string | number | null>>,
): R[] {
  const key = keys[(order ?? '').replace(/^-/, '')];
  if (!key || !Object.hasOwn(keys, (order ?? '').replace(/^-/, ''))) return [...rows];
  const sign = order?.startsWith('-') ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
    return sign * String(one).localeCompare(String(other), 'it', { numeric: true });
  });
}
