import { stringify } from 'csv-stringify/sync';
import { file, type Outcome } from './outcome.js';

/**
 * A table to open in a spreadsheet: UTF-8 with its mark, semicolons and decimal commas as Italian programs expect.
 * Text that a spreadsheet would run as a formula (= + - @ tab CR) is made harmless with an apostrophe.
 */
export function csvFile(
  name: string,
  header: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): Outcome {
  const text = stringify([header, ...rows], {
    delimiter: ';',
    bom: true,
    record_delimiter: 'windows',
    cast: {
      string: harmlessText,
      number: (value) => String(value).replace('.', ','),
    },
  });
  return file(text, 'text/csv; charset=utf-8', name);
}

/** Text as a spreadsheet may hold it: what would be run as a formula gets an apostrophe before it. */
export function harmlessText(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
