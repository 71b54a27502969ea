import type { CsvRecord } from './csv-record.types.js';
import type { FileFacts, FileLimits, Observation } from './files.types.js';
import type { ProblemLog } from './problem-log.js';

/** What a reader works with: it fills the facts as it meets them, counts, and logs what is wrong. */
export interface ReadingState {
  facts: FileFacts;
  log: ProblemLog;
  limits: FileLimits;
  keep: ReadonlySet<string> | undefined;
  expected: ReadonlySet<string> | undefined;
  knownCodes: ReadonlySet<string> | undefined;
  counts: { kept: number; skipped: number };
}

/** Takes a table's rows one by one, of delimited text and workbooks alike. */
export interface RowReader<Row = Observation> {
  /** Appends to `out` what the row gives. @returns false when reading on makes no sense: `end` is not called then */
  row(record: CsvRecord, out: Row[]): boolean;
  /** After the last row: what waited for it, and what is missing. */
  end(out: Row[]): void;
}

/** Reader of one layout of tables. */
export type RecordReader<Row = Observation> = (reading: ReadingState) => RowReader<Row>;
