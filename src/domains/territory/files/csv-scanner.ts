import type { CsvRecord } from './csv-record.types.js';
import type { FileProblem } from './files.types.js';
import { fileProblem } from './problem-log.js';

const LF = 10;
const CR = 13;
const QUOTE = 34;

export interface ScannerOptions {
  delimiter: string;
  /** Characters of one record. */
  maxLength: number;
  maxColumns: number;
  /** Quotes out of place are plain characters: for looking at a file, not for reading it. */
  isRelaxed?: boolean;
}

/**
 * Splits delimited text (RFC 4180: quotes doubled inside quotes, line breaks inside quotes) into records as it comes.
 * Records end with CRLF, LF or CR; blank ones, and those of separators alone that spreadsheets leave below a table, are
 * passed over. Written for national files: a general parser took twenty times as long.
 */
export class CsvScanner {
  readonly #delimiter: number;
  readonly #options: ScannerOptions;
  #rest = '';
  #line = 1;
  /** What is wrong; nothing after it is read. */
  failure: FileProblem | undefined;

  constructor(options: ScannerOptions) {
    this.#options = options;
    this.#delimiter = options.delimiter.charCodeAt(0);
  }

  /** Records that are complete in what has come so far. */
  write(piece: string): CsvRecord[] {
    if (this.failure) return [];
    const text = this.#rest === '' ? piece : this.#rest + piece;
    // A record goes on until a line break: without one there is nothing new to find.
    const isBroken = piece.includes('\n') || piece.includes('\r') || this.#rest.endsWith('\r');
    return this.#take(text, isBroken, false);
  }

  /** The record that no line break ends, if any. */
  end(): CsvRecord[] {
    return this.failure || this.#rest === '' ? [] : this.#take(this.#rest, true, true);
  }

  #take(text: string, isBroken: boolean, isEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    const consumed = isBroken ? this.#scan(text, isEnd, records) : 0;
    this.#rest = text.slice(consumed);
    if (!this.failure && this.#rest.length > this.#options.maxLength)
      this.failure = fileProblem('line-too-long', { line: this.#line });
    return records;
  }

  #scan(text: string, isEnd: boolean, records: CsvRecord[]): number {
    const { maxLength, maxColumns, isRelaxed = false } = this.#options;
    const delimiter = this.#delimiter;
    const { length } = text;
    let start = 0;
    while (start < length) {
      const cells: string[] = [];
      let at = start;
      let innerBreaks = 0;
      let isTerminated = false;
      for (;;) {
        let cell: string;
        if (text.charCodeAt(at) === QUOTE) {
          const quoted = this.#quoted(text, at, isEnd);
          if (!quoted) return start;
          at = quoted.end;
          cell = quoted.value;
          if (cell.includes('\n') || cell.includes('\r')) innerBreaks += countBreaks(cell);
        } else {
          let end = at;
          for (; end < length; end += 1) {
            const character = text.charCodeAt(end);
            if (character === delimiter || character === LF || character === CR) break;
            if (character === QUOTE && !isRelaxed) return this.#fail('quote-misplaced', start);
          }
          if (end === length && !isEnd) return start;
          cell = text.slice(at, end);
          at = end;
        }
        cells.push(cell);
        const next = text.charCodeAt(at);
        if (next === delimiter) {
          at += 1;
          continue;
        }
        if (next === CR) {
          if (at + 1 === length && !isEnd) return start;
          at += text.charCodeAt(at + 1) === LF ? 2 : 1;
          isTerminated = true;
        } else if (next === LF) {
          at += 1;
          isTerminated = true;
        }
        break;
      }
      if (at - start > maxLength) return this.#fail('line-too-long', start);
      if (cells.length > maxColumns) {
        this.failure = fileProblem('columns-too-many', {
          line: this.#line,
          found: cells.length,
          expected: maxColumns,
        });
        return start;
      }
      if (cells.some(hasText)) records.push({ line: this.#line, cells, isLast: false, isTerminated });
      this.#line += innerBreaks + (isTerminated ? 1 : 0);
      start = at;
    }
    return start;
  }

  /** A quoted cell and where it ends; undefined when its end has not come yet, or never will. */
  #quoted(text: string, at: number, isEnd: boolean): { value: string; end: number } | undefined {
    let value = '';
    let from = at + 1;
    for (;;) {
      const close = text.indexOf('"', from);
      if (close < 0 || (close + 1 === text.length && !isEnd)) {
        if (isEnd) this.#fail('truncated', at);
        return undefined;
      }
      const next = text.charCodeAt(close + 1);
      if (next === QUOTE) {
        value += text.slice(from, close + 1);
        from = close + 2;
        continue;
      }
      value += text.slice(from, close);
      const isOver = close + 1 === text.length || this.#isCellEnd(next);
      if (isOver) return { value, end: close + 1 };
      if (!this.#options.isRelaxed) {
        const found = text.charAt(close + 1);
        this.failure = /[,;\t|]/.test(found)
          ? fileProblem('separator-mixed', { line: this.#line, found, expected: this.#options.delimiter })
          : fileProblem('quote-misplaced', { line: this.#line });
        return undefined;
      }
      // The rest of the cell, up to what ends it.
      let end = close + 1;
      while (end < text.length && !this.#isCellEnd(text.charCodeAt(end))) end += 1;
      return { value: value + text.slice(close + 1, end), end };
    }
  }

  #isCellEnd(character: number): boolean {
    return character === this.#delimiter || character === LF || character === CR;
  }

  #fail(code: 'truncated' | 'quote-misplaced' | 'line-too-long', at: number): number {
    this.failure = fileProblem(code, { line: this.#line });
    return at;
  }
}

function hasText(cell: string): boolean {
  return cell !== '' && cell.trim() !== '';
}

function countBreaks(cell: string): number {
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}
