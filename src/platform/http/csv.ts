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
      string: (value) => (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value),
      number: (value) => String(value).replace('.', ','),
    },
  });
  return file(text, 'text/csv; charset=utf-8', name);
}
