import type { Column, Document, Row, SheetTable, Table, Text } from './documents.types.js';
import { formatRow, getColumnAlign, getColumnDecimals, listColumnGroups, toPlainText } from './format.js';

export type LaidRow = { kind: 'group'; title: string } | { kind: 'row'; cells: Text[]; isTotal: boolean };

/** Letters up to which a column holds codes and single words, and past which it holds prose. */
const shortest = 12;
const longest = 36;

/** A table ready to be drawn: every cell is text, columns know their side and share, headings are in rows. */
export type LaidTable = {
  columns: {
    title: string;
    align: 'start' | 'center' | 'end';
    isNumeric: boolean;
    /** Codes and single words, kept on one line. */
    isShort: boolean;
    /** Prose, which needs room. */
    isLong: boolean;
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
  const rows = table.rows.map(lay);
  const lengths = columns.map((_, index) =>
    rows.flatMap((row) => (row.kind === 'group' ? [] : [toPlainText(row.cells[index] ?? '').length])),
  );
  return {
    columns: columns.map((column: Column, index) => ({
      title: column.title,
      align: getColumnAlign(column),
      isNumeric: column.kind !== 'text',
      isShort: lengths[index]?.every((length) => length <= shortest) ?? false,
      isLong: lengths[index]?.some((length) => length > longest) ?? false,
      width: column.width,
    })),
    groups: listColumnGroups(columns),
    rows,
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

/** Characters that never break inside: the longest word of a text cell, the whole of a number. */
function countUnbreakable(text: string): number {
  return Math.max(0, ...text.split(/[ \n/-]/).map((word) => word.length));
}

/** Longer words than this are hyphenated; the padding of a cell is worth three letters. */
const longestWord = 24;
const padding = 3;

/**
 * Shares of the table's width, one a column, and the characters the table needs at least on a line. Given widths
 * win when every column has one; otherwise a column gets room for its longest word and for its usual contents.
 */
export function weighColumns(laid: LaidTable): { weights: number[]; needed: number } {
  const cells = [...laid.rows, ...laid.footer].flatMap((row) => (row.kind === 'row' ? [row.cells] : []));
  const leasts = laid.columns.map((column, index) =>
    Math.max(
      countUnbreakable(column.title),
      ...cells.map((row) => countUnbreakable(toPlainText(row[index] ?? ''))),
    ),
  );
  const weights = laid.columns.map((column, index) => {
    if (laid.columns.every(({ width }) => width !== undefined)) return column.width ?? 1;
    const least = Math.min(leasts[index] ?? 1, longestWord) + padding;
    if (column.isNumeric) return least;
    const lengths = cells.map((row) => toPlainText(row[index] ?? '').length).sort((a, b) => a - b);
    const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
    // Long prose wraps: its column grows with the root of its length, or it would starve the figures beside it.
    return Math.max(least, Math.min(usual, 18 + Math.sqrt(usual) * 2));
  });
  return { weights, needed: leasts.reduce((sum, least) => sum + Math.min(least, longestWord) + padding, 0) };
}
