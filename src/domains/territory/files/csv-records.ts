import type { CsvRecord } from './csv-record.types.js';
import { CsvScanner } from './csv-scanner.js';
import type { FileLimits } from './files.types.js';
import { ReadingStopped } from './problem-log.js';

/**
 * Records of a delimited text, as many at a time as a piece of it brings, one behind so that the last one is known.
 * @throws ReadingStopped on an unclosed or misplaced quote, a record too long or with too many columns
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  limits: Pick<FileLimits, 'maxRecordLength' | 'maxColumns'>,
): AsyncGenerator<CsvRecord[]> {
  const scanner = new CsvScanner({
    delimiter,
    maxLength: limits.maxRecordLength,
    maxColumns: limits.maxColumns,
  });
  let held: CsvRecord | undefined;
  const release = (records: CsvRecord[]): CsvRecord[] => {
    const last = records.pop();
    if (!last) return records;
    if (held) records.unshift(held);
    held = last;
    return records;
  };
  for await (const piece of text) {
    const records = release(scanner.write(piece));
    if (records.length > 0) yield records;
    if (scanner.failure) break;
  }
  const rest = release(scanner.end());
  if (rest.length > 0) yield rest;
  if (scanner.failure) throw new ReadingStopped(scanner.failure);
  if (held) yield [{ ...held, isLast: true }];
}

/** First records of a file's head, as many as can be read whole; a head cut anywhere gives fewer, never an error. */
export function firstRecords(head: string, delimiter: string, count: number): string[][] {
  return firstRecordsWithLines(head, delimiter, count).map(({ cells }) => cells);
}

/** The same, with the line of each. */
export function firstRecordsWithLines(head: string, delimiter: string, count: number): CsvRecord[] {
  const scanner = new CsvScanner({ delimiter, maxLength: head.length, maxColumns: 5_000, isRelaxed: true });
  return [...scanner.write(head), ...scanner.end()].slice(0, count);
}
