import type { Column, Document, Row, SheetTable, Table, Text } from './documents.types.js';
import { formatRow, getColumnAlign, getColumnDecimals, listColumnGroups } from './format.js';

export type LaidRow = { kind: 'group'; title: string } | { kind: 'row'; cells: Text[]; isTotal: boolean };

/** A table ready to be drawn: every cell is text, columns know their side and share, headings are in rows. */
export type LaidTable = {
  columns: {
    title: string;
    align: 'start' | 'center' | 'end';
    isNumeric: boolean;
    width: number | undefined;
  }[];
  groups: { title: string | undefined; span: number }[];
  rows: LaidRow[];
  footer: LaidRow[];
  hasRowHeader: boolean;
};

/** Formats a table once for all renderers, so that the three shapes cannot disagree on a figure. */
export function layTable(table: Table | SheetTable, lang: Document['lang']): LaidTable {
  const { columns } = table;
  const footer: Row[] = table.kind === 'table' && 'footer' in table ? (table.footer ?? []) : [];
  const every = [...table.rows, ...footer];
  const decimals = columns.map((column, index) => getColumnDecimals(column, index, every));
  const lay = (row: Row): LaidRow =>
    'group' in row
      ? { kind: 'group', title: row.group }
      : { kind: 'row', cells: formatRow(row, columns, decimals, lang), isTotal: row.style === 'total' };
  return {
    columns: columns.map((column: Column) => ({
      title: column.title,
      align: getColumnAlign(column),
      isNumeric: column.kind !== 'text',
      width: column.width,
    })),
    groups: listColumnGroups(columns),
    rows: table.rows.map(lay),
    footer: footer.map(lay),
    hasRowHeader: table.rowHeader ?? true,
  };
}

/** Whether some cell has no figure, so that "n.d." is explained once under the table. */
export function hasMissingCells(table: Table): boolean {
  return [...table.rows, ...(table.footer ?? [])].some(
    (row) => !('group' in row) && row.cells.includes(null),
  );
}
