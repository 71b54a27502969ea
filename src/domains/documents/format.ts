import { formatEuroCents, formatNumber, formatPercent, formatUnavailable } from '#platform/i18n/format.js';
import type { BodyRow, Cell, Column, Document, Row, Run, Text } from './documents.types.js';

type Lang = Document['lang'];

function countDecimals(value: number): number {
  return (String(Math.round(value * 100) / 100).split('.')[1] ?? '').length;
}

/** Decimals shown in a column: those asked for, or those of its most precise value, so that commas line up. */
export function getColumnDecimals(column: Column, index: number, rows: readonly Row[]): number {
  if (column.decimals !== undefined) return column.decimals;
  if (column.kind === 'euro') return 2;
  const values = rows.flatMap((row) => ('group' in row ? [] : [row.cells[index]]));
  return Math.max(0, ...values.map((value) => (typeof value === 'number' ? countDecimals(value) : 0)));
}

/**
 * Text of one cell. Numbers follow the column's kind: euro from integer cents ("€ 10.000,00"), per cent as given
 * ("17,4 %"). `null` is "n.d.".
 */
export function formatCell(cell: Cell, column: Column, decimals: number, lang: Lang): Text {
  if (cell === null) return formatUnavailable(lang);
  if (typeof cell !== 'number') return cell;
  const sign = column.signed ? 'always' : 'negative';
  switch (column.kind) {
    case 'text':
      return String(cell);
    case 'euro':
      return formatEuroCents(cell, { decimals: decimals === 0 ? 0 : 2, lang, sign });
    case 'percent':
      return formatPercent(cell, { decimals, lang, sign });
    case 'number':
      return formatNumber(cell, { decimals, lang, sign });
  }
}

/** Every cell of a row as printed. */
export function formatRow(
  row: BodyRow,
  columns: readonly Column[],
  decimals: readonly number[],
  lang: Lang,
): Text[] {
  return row.cells.map((cell, index) => {
    const column = columns[index];
    if (!column) throw new RangeError('A row has more cells than the table has columns.');
    return formatCell(cell, column, decimals[index] ?? 0, lang);
  });
}

/** Numbers to the right, words to the left, unless the column says otherwise. */
export function getColumnAlign(column: Column): 'start' | 'center' | 'end' {
  return column.align ?? (column.kind === 'text' ? 'start' : 'end');
}

/** Adjacent columns under one heading, for a second row of headers; empty when no column has a group. */
export function listColumnGroups(columns: readonly Column[]): { title: string | undefined; span: number }[] {
  if (!columns.some((column) => column.group)) return [];
  const groups: { title: string | undefined; span: number }[] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last && column.group !== undefined && last.title === column.group) last.span += 1;
    else groups.push({ title: column.group, span: 1 });
  }
  return groups;
}

/** The text as runs, whichever of its two forms it has. */
export function toRuns(text: Text): Run[] {
  return typeof text === 'string' ? [{ kind: 'text', text }] : text;
}

/** The words alone, without marks and notes; references are resolved before (see number.ts). */
export function toPlainText(text: Text): string {
  if (typeof text === 'string') return text;
  return text
    .map((run) => {
      if (run.kind === 'break') return '\n';
      if (run.kind === 'note') return '';
      return run.kind === 'ref' ? run.to : run.text;
    })
    .join('');
}
