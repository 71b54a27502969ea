import type { CellPlace } from './cells.js';
import { headerKey } from './cells.js';
import type { CsvRecord } from './csv-record.types.js';
import type { ProblemLog } from './problem-log.js';

/** Columns of a publisher's table found by their names, whatever their order. */
export interface FoundColumns<Column extends string> {
  width: number;
  has: (column: Column) => boolean;
  /** The trimmed cell; '' where the column is absent. */
  cell: (cells: readonly string[], column: Column) => string;
  place: (line: number, column: Column) => CellPlace;
}

/** Names under which editions have a column, as `headerKey` reduces them. */
export type ColumnNames<Column extends string> = Record<Column, readonly (string | RegExp)[]>;

/** Whether a row names all these columns. */
export function hasColumns<Column extends string>(
  cells: readonly string[],
  names: ColumnNames<Column>,
  required: readonly Column[],
): boolean {
  const keys = cells.map(headerKey);
  return required.every((column) => keys.some((key) => matches(key, names[column])));
}

/** @returns undefined, with reasons in the log, when a required column is missing or one is there twice. */
export function findColumns<Column extends string>(
  { line, cells }: CsvRecord,
  names: ColumnNames<Column>,
  required: readonly Column[],
  log: ProblemLog,
): FoundColumns<Column> | undefined {
  const before = log.errorCount;
  const at = new Map<Column, number>();
  const columns = Object.keys(names) as Column[];
  cells.forEach((cell, index) => {
    const key = headerKey(cell);
    const column = columns.find((one) => matches(key, names[one]));
    if (column === undefined) return;
    if (at.has(column)) log.report('column-repeated', { line, column: index + 1, columnName: cell });
    else at.set(column, index);
  });
  for (const column of required) {
    const [name = ''] = names[column];
    if (!at.has(column))
      log.report('column-missing', { line, columnName: typeof name === 'string' ? name : column });
  }
  if (log.errorCount > before) return undefined;
  const indexOf = (column: Column): number => at.get(column) ?? -1;
  return {
    width: cells.length,
    has: (column) => at.has(column),
    cell: (row, column) => (row[indexOf(column)] ?? '').trim(),
    place: (rowLine, column) => ({
      line: rowLine,
      column: indexOf(column) + 1,
      columnName: (cells[indexOf(column)] ?? '').replace(/\s+/g, ' ').trim(),
    }),
  };
}

function matches(key: string, names: readonly (string | RegExp)[]): boolean {
  return names.some((name) => (typeof name === 'string' ? name === key : name.test(key)));
}
