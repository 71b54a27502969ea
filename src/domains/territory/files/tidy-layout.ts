import { headerKey } from './cells.js';

/** Columns of Trama's own table of figures by comune: docs/formati/tidy-csv.md. */
export const tidyColumns = [
  'place_code',
  'variable',
  'period',
  'sex',
  'age_from',
  'age_to',
  'category',
  'value',
  'unit',
] as const;

export type TidyColumn = (typeof tidyColumns)[number];

/** The others may be left out: no sex, no age, no category, the variable's own unit. */
export const tidyRequired: readonly TidyColumn[] = ['place_code', 'variable', 'period', 'value'];

/** Whether a first record is this layout's: two columns that no other has together. */
export function isTidyHeader(cells: readonly string[]): boolean {
  const keys = new Set(cells.map(headerKey));
  return keys.has('place_code') && keys.has('variable');
}
