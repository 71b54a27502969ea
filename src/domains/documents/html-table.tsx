import type { JSX } from 'preact';
import type { SheetTable } from './documents.types.js';
import { HtmlRuns } from './html-text.js';
import type { NumberedDocument, NumberedTable } from './number.js';
import { hasMissingCells, type LaidRow, type LaidTable, layTable } from './table.layout.js';

type Properties = { table: NumberedTable; numbered: NumberedDocument };

/** As many columns as fit a phone held upright; beyond that the table scrolls by itself and says so. */
const widestWithoutScroll = 3;

/** A numbered table with caption, headers, notes and source. */
export function HtmlTable({ table, numbered }: Properties): JSX.Element {
  const { words, document } = numbered;
  const laid = layTable(table, document.lang);
  const isWide = laid.columns.length > widestWithoutScroll;
  const captionId = `${table.anchor}-caption`;
  const missing = hasMissingCells(table) ? words.missingMeaning : undefined;
  return (
    <div class={`doc-table${table.landscape ? ' doc-table-landscape' : ''}`} id={table.anchor}>
      {isWide && (
        <p class="doc-scroll-hint" aria-hidden="true">
          {words.wideTable}
        </p>
      )}
      <div
        class="doc-table-scroll"
        {...(isWide ? { role: 'region', tabIndex: 0, 'aria-labelledby': captionId } : {})}
      >
        <table>
          <caption id={captionId}>
            <span class="doc-number">{table.label}.</span> {table.caption}
          </caption>
          <HtmlTableParts laid={laid} numbered={numbered} prefix={table.anchor} />
        </table>
      </div>
      {[...(table.notes ?? []), ...(missing ? [missing] : [])].map((note) => (
        <p class="doc-table-note">
          <HtmlRuns runs={numbered.toRuns(note)} />
        </p>
      ))}
      {table.source && (
        <p class="doc-source">
          {words.source}: <HtmlRuns runs={numbered.toRuns(table.source)} />
        </p>
      )}
    </div>
  );
}

/** A table inside a sheet: named by its field's label, without number of its own. */
export function HtmlSheetTable(props: {
  table: SheetTable;
  numbered: NumberedDocument;
  prefix: string;
  labelledBy: string;
}): JSX.Element {
  const laid = layTable(props.table, props.numbered.document.lang);
  return (
    <div class="doc-table-scroll">
      <table aria-labelledby={props.labelledBy}>
        <HtmlTableParts laid={laid} numbered={props.numbered} prefix={props.prefix} />
      </table>
    </div>
  );
}

function HtmlTableParts({
  laid,
  numbered,
  prefix,
}: {
  laid: LaidTable;
  numbered: NumberedDocument;
  prefix: string;
}) {
  // `scope` serves simple tables; headings over several columns or rows need explicit ids (WCAG H43).
  const isComplex = laid.groups.length > 0 || laid.rows.some((row) => row.kind === 'group');
  const total = laid.columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const everyWidth = laid.columns.every((column) => column.width !== undefined);
  let group: string | undefined;
  const body = laid.rows.map((row, index) => {
    const key = `${prefix}-r${index + 1}`;
    if (row.kind === 'group') group = key;
    return (
      <HtmlRow
        row={row}
        laid={laid}
        numbered={numbered}
        prefix={prefix}
        name={key}
        group={group}
        ids={isComplex}
      />
    );
  });
  return (
    <>
      {everyWidth && (
        <colgroup>
          {laid.columns.map((column) => (
            <col width={`${Math.round(((column.width ?? 0) / total) * 1000) / 10}%`} />
          ))}
        </colgroup>
      )}
      <thead>
        {laid.groups.length > 0 && <HtmlGroupHeads laid={laid} prefix={prefix} />}
        <tr>
          {laid.columns.map((column, index) => (
            <th
              scope="col"
              class={`doc-${column.align}`}
              {...(isComplex
                ? { id: `${prefix}-c${index + 1}`, headers: findGroupHead(laid, index, prefix) }
                : {})}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{body}</tbody>
      {laid.footer.length > 0 && (
        <tfoot>
          {laid.footer.map((row, index) => (
            <HtmlRow
              row={row}
              laid={laid}
              numbered={numbered}
              prefix={prefix}
              name={`${prefix}-f${index + 1}`}
              group={undefined}
              ids={isComplex}
            />
          ))}
        </tfoot>
      )}
    </>
  );
}

function HtmlGroupHeads({ laid, prefix }: { laid: LaidTable; prefix: string }) {
  return (
    <tr class="doc-column-groups">
      {laid.groups.map((group, index) =>
        group.title ? (
          <th scope="colgroup" colSpan={group.span} id={`${prefix}-g${index + 1}`}>
            {group.title}
          </th>
        ) : (
          <td colSpan={group.span} />
        ),
      )}
    </tr>
  );
}

/** Id of the heading above a column, when it has one. */
function findGroupHead(laid: LaidTable, column: number, prefix: string): string | undefined {
  let start = 0;
  for (const [index, group] of laid.groups.entries()) {
    if (column < start + group.span) return group.title ? `${prefix}-g${index + 1}` : undefined;
    start += group.span;
  }
  return undefined;
}

function HtmlRow(props: {
  row: LaidRow;
  laid: LaidTable;
  numbered: NumberedDocument;
  prefix: string;
  name: string;
  group: string | undefined;
  ids: boolean;
}) {
  const { row, laid, numbered, prefix, name, group, ids } = props;
  if (row.kind === 'group') {
    return (
      <tr class="doc-row-group">
        <th scope="rowgroup" colSpan={laid.columns.length} id={name}>
          {row.title}
        </th>
      </tr>
    );
  }
  return (
    <tr class={row.isTotal ? 'doc-total' : undefined}>
      {row.cells.map((cell, index) => {
        const column = laid.columns[index];
        const align = `doc-${column?.align ?? 'start'}${column?.isShort ? ' doc-short' : column?.isLong ? ' doc-long' : ''}`;
        const content = <HtmlRuns runs={numbered.toRuns(cell)} />;
        const heads = [`${prefix}-c${index + 1}`, findGroupHead(laid, index, prefix), group];
        if (index === 0 && laid.hasRowHeader) {
          return (
            <th scope="row" class={align} {...(ids ? { id: name, headers: joinIds(heads) } : {})}>
              {content}
            </th>
          );
        }
        const headers = joinIds([...heads, laid.hasRowHeader ? name : undefined]);
        return (
          <td class={align} {...(ids ? { headers } : {})}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}

function joinIds(ids: readonly (string | undefined)[]): string {
  return ids.filter((id) => id !== undefined).join(' ');
}
