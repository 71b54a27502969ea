import { headerKey } from './cells.js';
import type { CsvRecord } from './csv-record.types.js';
import type { ProblemLog } from './problem-log.js';

export interface TableHeader<Column extends string> {
  width: number;
  /** Position of each column present, from 0. */
  at: ReadonlyMap<Column, number>;
  /** The cell of a column; '' where the column is absent. */
  cell: (cells: readonly string[], column: Column) => string;
  /** Where a column's cell is, for messages. */
  place: (line: number, column: Column) => { line: number; column: number; columnName: string };
}

/**
 * Reads the header of one of Trama's own tables: columns in any order.
 * Undefined, with reasons in the log, on a missing, repeated or unknown column: a column that nobody reads is a loss
 * that nobody sees.
 */
export function readTableHeader<Column extends string>(
  { line, cells }: CsvRecord,
  columns: readonly Column[],
  required: readonly Column[],
  log: ProblemLog,
): TableHeader<Column> | undefined {
  const before = log.errorCount;
  const known = new Map<string, Column>(columns.map((column) => [column, column]));
  const at = new Map<Column, number>();
  cells.forEach((cell, index) => {
    const column = known.get(headerKey(cell));
    const place = { line, column: index + 1, columnName: cell };
    if (!column) log.report('column-unknown', { ...place, expected: columns.join(', ') });
    else if (at.has(column)) log.report('column-repeated', place);
    else at.set(column, index);
  });
  for (const column of required) {
    if (!at.has(column)) log.report('column-missing', { line, columnName: column });
  }
  if (log.errorCount > before) return undefined;
  return {
    width: cells.length,
    at,
    cell: (row, column) => row[at.get(column) ?? -1] ?? '',
    place: (rowLine, column) => ({ line: rowLine, column: (at.get(column) ?? -1) + 1, columnName: column }),
  };
}

/**
 * Whether a row has the header's width; logs what is wrong otherwise.
 * A last row without its line break may have lost the end of its last cell, which no width can show: refused as cut.
 */
export function isWholeRow(record: CsvRecord, width: number, log: ProblemLog): boolean {
  const { line, cells } = record;
  if (record.isLast && (cells.length < width || !record.isTerminated)) {
    log.report('truncated', { line, found: cells.length, expected: width });
    return false;
  }
  if (cells.length !== width) {
    log.report('row-width', { line, found: cells.length, expected: width });
    return false;
  }
  return true;
}

/** A row without the empty cells that some publishers write after the last column, in rows but not in the header. */
export function withoutEmptyTail(record: CsvRecord, width: number): CsvRecord {
  const { cells } = record;
  if (cells.length <= width || cells.slice(width).some((cell) => cell.trim() !== '')) return record;
  return { ...record, cells: cells.slice(0, width) };
}
