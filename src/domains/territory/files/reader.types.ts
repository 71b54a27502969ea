import type { CsvRecord } from './csv-records.js';
import type { FileFacts, FileLimits, Observation } from './files.types.js';
import type { ProblemLog } from './problem-log.js';

/** What a reader works with: it fills the facts as it meets them, counts, and logs what is wrong. */
export interface ReadingState {
  facts: FileFacts;
  log: ProblemLog;
  limits: FileLimits;
  keep: ReadonlySet<string> | undefined;
  knownCodes: ReadonlySet<string> | undefined;
  counts: { kept: number; skipped: number };
}

/** Reader of one layout of delimited text. */
export type RecordReader = (
  records: AsyncIterable<CsvRecord>,
  reading: ReadingState,
) => AsyncGenerator<Observation>;
