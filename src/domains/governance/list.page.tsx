import type { VNode } from 'preact';
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
import { type Kind, mayAdd, NetworkTabs, PATHS, PLURALS } from './governance.parts.js';

export interface ListFilter {
  name: string;
  label: string;
  all: string;
  value: string | undefined;
  choices: readonly Choice[];
}

/** What the routes give to every list. */
export interface Listed<R> {
  ctx: PageCtx;
  query: Record<string, string | undefined>;
  /** Page of the rows that the address asks for. */
  page: number;
  rows: readonly R[];
  /** Without filters. */
  all: readonly R[];
  filters: readonly ListFilter[];
}

/** A list of the network: words and choices in the address, a row opens the thing. */
export function ListPage<R extends { id: string }>(
  props: Listed<R> & {
    kind: Kind;
    columns: readonly Column<R>[];
    /** What each order of the address goes by. */
    orders: Orders<R>;
  },
): VNode {
  const { ctx, kind, query } = props;
  const t = governanceText(ctx.lang);
  const tab = PLURALS[kind];
  const path = PATHS[kind];
  const filtered = Object.entries(query).some(([name, value]) => name !== 'ordine' && value);
  const shown = cutPage(orderRows(props.rows, query.ordine, props.orders), props.page);
  const href = { path: at(ctx, path), query };
  const add = (
    <ButtonLink href={at(ctx, `${path}/nuovo`)} kind="primary">
      {t(`governance.new-${kind}`)}
    </ButtonLink>
  );
  return (
    <Shell
      ctx={ctx}
      door="network"
      title={t(`governance.${tab}`)}
      lead={t(`governance.${tab}-lead`)}
      crumbs={[{ label: t('governance.title'), href: at(ctx, '/rete') }, { label: t(`governance.${tab}`) }]}
      actions={
        props.all.length === 0 ? undefined : (
          <>
            {mayAdd(ctx) ? add : null}
            <DownloadMenu
              lang={ctx.lang}
              files={[
                { label: t('governance.download-csv'), href: withQuery(at(ctx, `${path}.csv`), query) },
              ]}
            />
          </>
        )
      }
    >
      <NetworkTabs ctx={ctx} active={tab} />
      {props.all.length === 0 ? (
        <EmptyState
          title={t(`governance.empty.${kind}`)}
          text={t(`governance.empty.${kind}-text`)}
          action={mayAdd(ctx) ? add : undefined}
        />
      ) : (
        <>
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
            rowKey={(row) => row.id}
            order={query.ordine}
            href={href}
            empty={<EmptyState title={t('governance.nothing-title')} text={t('governance.nothing-text')} />}
          />
          <Pages lang={ctx.lang} page={shown.page} pageCount={shown.pageCount} href={href} />
        </>
      )}
    </Shell>
  );
}

/** Where a row's thing lies, in a column by which it can be ordered. */
export function placeColumn<R extends { placeName: string | null }>(ctx: PageCtx): Column<R> {
  const t = governanceText(ctx.lang);
  return {
    key: 'place',
    label: t('governance.place'),
    sort: 'place',
    cell: (row) => row.placeName ?? t('governance.unsaid'),
  };
}

type Orders<R> = Readonly<Record<string, (row: R) => string | number | null>>;

/** Rows in the order that the address asks for: `name`, or `-name` backwards; as they are without one. */
function orderRows<R>(rows: readonly R[], order: string | undefined, keys: Orders<R>): R[] {
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
