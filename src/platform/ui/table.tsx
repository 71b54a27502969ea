import { type ComponentChildren, Fragment, isValidElement, type VNode } from 'preact';
import type { Lang } from '#platform/i18n/messages.js';
import { withQuery } from './address.js';
import { uiText } from './ui.messages.js';

export interface Column<R> {
  key: string;
  label: ComponentChildren;
  /** Numbers stand at the right, in tabular figures. */
  kind?: 'text' | 'number';
  cell: (row: R) => ComponentChildren;
  /** Value of `?ordine=` that sorts by this column; absent when it does not sort. */
  sort?: string;
  /** What the row is about: its cell is the row's heading. One column at least. */
  heads?: boolean;
}

export interface DataTableProps<R> {
  lang: Lang;
  caption: ComponentChildren;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Present order, as in the address: `name` or `-name`. */
  order?: string | undefined;
  /** Address of the page with its query, on which the order is set. */
  href?: { path: string; query: Record<string, unknown> };
  foot?: readonly (readonly ComponentChildren[])[];
  /** What to show when there are no rows. */
  empty?: ComponentChildren;
  /** A wide table scrolls by itself and says so; others become cards on the phone. */
  wide?: boolean;
  /** Few short columns: on the phone too it stays a table. */
  staysTable?: boolean;
  captionHidden?: boolean;
}

/** Sticky header, sortable by address, totals, cards on the phone. */
export function DataTable<R>(props: DataTableProps<R>): VNode {
  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>;
  return (
    <Around lang={props.lang} wide={props.wide ?? false} staysTable={props.staysTable ?? false}>
      <table>
        <caption class={props.captionHidden ? 'visually-hidden' : undefined}>{props.caption}</caption>
        <thead>
          <tr data-sort={uiText(props.lang)('ui.sort-by')}>
            {props.columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                class={column.kind === 'number' ? 'trama-number' : undefined}
                aria-sort={sortOf(props.order, column.sort)}
              >
                <HeadCell column={column} order={props.order} href={props.href} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {props.columns.map((column) => {
                const classes = column.kind === 'number' ? 'trama-number' : undefined;
                const label = typeof column.label === 'string' ? column.label : undefined;
                return column.heads ? (
                  <th key={column.key} scope="row" class={classes} data-label={label}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} class={classes} data-label={label}>
                    {inOne(column.cell(row))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {props.foot ? (
          <tfoot>
            {props.foot.map((cells, index) => (
              <tr key={String(index)}>
                {cells.map((cell, at) => (
                  <FootCell key={String(at)} cell={cell} column={props.columns[at]} isFirst={at === 0} />
                ))}
              </tr>
            ))}
          </tfoot>
        ) : null}
      </table>
    </Around>
  );
}

/** A card sets the label beside what the cell holds: of several parts, only the first would stand there. */
function inOne(content: ComponentChildren): ComponentChildren {
  return isValidElement(content) && content.type === Fragment ? <div>{content}</div> : content;
}

function FootCell<R>(props: {
  cell: ComponentChildren;
  column: Column<R> | undefined;
  isFirst: boolean;
}): VNode {
  const { cell, column, isFirst } = props;
  const classes = column?.kind === 'number' ? 'trama-number' : undefined;
  if (isFirst) {
    return (
      <th scope="row" class={classes}>
        {cell}
      </th>
    );
  }
  return (
    <td class={classes} data-label={typeof column?.label === 'string' ? column.label : undefined}>
      {cell}
    </td>
  );
}

/** What scrolls sideways must be reachable by keyboard and say what it is. */
function Around(props: {
  lang: Lang;
  wide: boolean;
  staysTable: boolean;
  children: ComponentChildren;
}): VNode {
  if (!props.wide) {
    return (
      <div class={props.staysTable ? 'trama-table' : 'trama-table trama-table-cards'}>{props.children}</div>
    );
  }
  return (
    <div class="trama-wide-frame">
      <p class="trama-scroll-hint">{uiText(props.lang)('ui.wide-table')}</p>
      <section
        class="trama-table trama-table-wide"
        tabIndex={0}
        aria-label={uiText(props.lang)('ui.wide-table')}
      >
        {props.children}
      </section>
    </div>
  );
}

function sortOf(order: string | undefined, sort: string | undefined): 'ascending' | 'descending' | undefined {
  if (!sort || !order) return undefined;
  return order === sort ? 'ascending' : order === `-${sort}` ? 'descending' : undefined;
}

function HeadCell<R>({
  column,
  order,
  href,
}: {
  column: Column<R>;
  order: string | undefined;
  href: DataTableProps<R>['href'];
}): VNode {
  if (!column.sort || !href) return <>{column.label}</>;
  const next = order === column.sort ? `-${column.sort}` : column.sort;
  return (
    <a
      href={withQuery(href.path, {
        ...(href.query as Record<string, string>),
        ordine: next,
        pagina: undefined,
      })}
    >
      {column.label}
    </a>
  );
}

/** How many rows a list has in all its pages; the script of filters reads it out when it changes. */
export function RowCount({ children }: { children: ComponentChildren }): VNode {
  return (
    <p class="trama-rows" role="status">
      {children}
    </p>
  );
}

/** Links to the pages of a long list. */
export function Pages(props: {
  lang: Lang;
  page: number;
  pageCount: number;
  href: { path: string; query: Record<string, unknown> };
}): VNode | null {
  if (props.pageCount <= 1) return null;
  const t = uiText(props.lang);
  const to = (page: number) =>
    withQuery(props.href.path, {
      ...(props.href.query as Record<string, string>),
      pagina: page === 1 ? undefined : page,
    });
  return (
    <nav class="trama-pages" aria-label={t('ui.pages')}>
      {props.page > 1 ? (
        <a href={to(props.page - 1)} rel="prev">
          {t('ui.previous')}
        </a>
      ) : null}
      <span aria-current="page">{t('ui.page-of', { page: props.page, pages: props.pageCount })}</span>
      {props.page < props.pageCount ? (
        <a href={to(props.page + 1)} rel="next">
          {t('ui.next')}
        </a>
      ) : null}
    </nav>
  );
}
