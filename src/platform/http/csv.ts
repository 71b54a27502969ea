import { stringify } from 'csv-stringify/sync';
import { file, type Outcome } from './outcome.js';

/**
 * A table to open in a spreadsheet: UTF-8 with its mark, semicolons and decimal commas as Italian programs expect.
 * Text that a spreadsheet would run as a formula (= + - @ tab CR) is made harmless with an apostrophe.
 */
export function csvFile(name: string, header: readonly string[], rows: readonly CsvRow[]): Outcome {
  return file(csvText([header, ...rows], { isStart: true }), CSV_TYPE, name);
}

export const CSV_TYPE = 'text/csv; charset=utf-8';

export type CsvRow = readonly (string | number | null | undefined)[];

/** Lines of the same table; those at the start of a file carry its mark. */
export function csvText(rows: readonly CsvRow[], options: { isStart: boolean }): string {
  return stringify([...rows], {
    delimiter: ';',
    bom: options.isStart,
    record_delimiter: 'windows',
    cast: {
      string: harmlessText,
      number: (value) => String(value).replace('.', ','),
    },
  });
}

/** Text as a spreadsheet may hold it: what would be run as a formula gets an apostrophe before it. */
export function harmlessText(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
