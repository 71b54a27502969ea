import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import type { FileLimits } from './files.types.js';
import { fileProblem, ReadingStopped } from './problem-log.js';

export interface CsvRecord {
  /** Line of the file where the record begins, from 1. */
  line: number;
  cells: string[];
  /** Nothing but a line break, or nothing at all, follows. */
  isLast: boolean;
  /** The record's line ends with a line break: false only for a last one that may be cut. */
  isTerminated: boolean;
}

/** Files mix CRLF between records with LF inside quoted headers; none of the three is ever data outside quotes. */
const lineBreaks = ['\r\n', '\n', '\r'];

/**
 * Records of a delimited text, one behind the parser so that the last one is known as such.
 * @throws ReadingStopped on an unclosed or misplaced quote, a record too long or with too many columns
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  limits: FileLimits,
): AsyncGenerator<CsvRecord> {
  let lastCharacter = '';
  let parsedLine = 0;
  async function* watched(): AsyncGenerator<string> {
    for await (const piece of text) {
      lastCharacter = piece.at(-1) ?? lastCharacter;
      yield piece;
    }
  }
  const parser = parse({
    delimiter,
    record_delimiter: lineBreaks,
    relax_column_count: true,
    skip_empty_lines: true,
    // Spreadsheets save the blank rows below a table as rows of separators.
    skip_records_with_empty_values: true,
    info: true,
    max_record_size: limits.maxRecordLength,
    // At parsing time: on failure the parser throws away the records that are still in its queue.
    on_record: (record: string[], context) => {
      parsedLine = context.lines;
      return record;
    },
  });
  // The parser's own iterator reports the failure: here it is only kept from being unhandled.
  const fed = pipeline(Readable.from(watched()), parser).catch(() => undefined);
  let held: CsvRecord | undefined;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      if (held) yield held;
      const spanned = info.lines - lastLine > 1 ? countInnerBreaks(record) : 0;
      lastLine = info.lines;
      const line = info.lines - spanned;
      if (record.length > limits.maxColumns) {
        throw new ReadingStopped(
          fileProblem('columns-too-many', { line, found: record.length, expected: limits.maxColumns }),
        );
      }
      held = { line, cells: record, isLast: false, isTerminated: true };
    }
  } catch (error) {
    throw error instanceof CsvError ? new ReadingStopped(csvProblem(error, parsedLine + 1)) : error;
  } finally {
    parser.destroy();
    await fed;
  }
  if (held) yield { ...held, isLast: true, isTerminated: lastCharacter === '\n' || lastCharacter === '\r' };
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

function countInnerBreaks(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

function csvProblem(error: CsvError, startLine: number) {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return fileProblem('truncated', { line: startLine });
    case 'CSV_MAX_RECORD_SIZE':
      return fileProblem('line-too-long', { line: startLine });
    default:
      return fileProblem('quote-misplaced', { line: startLine });
  }
}

/** First records of a file's head, as many as can be read whole; a head cut anywhere gives fewer, never an error. */
export function firstRecords(head: string, delimiter: string, count: number): string[][] {
  const records: string[][] = [];
  try {
    parseNow(head, {
      delimiter,
      record_delimiter: lineBreaks,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: count,
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return records;
}
