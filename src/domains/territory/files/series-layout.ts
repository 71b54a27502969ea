import { headerKey } from './cells.js';

/** Columns of the long table of a plan's figures, whose places are named rather than coded. */
export const seriesColumns = [
  'indicator',
  'territory',
  'territory_level',
  'period',
  'category',
  'value',
  'unit',
  'source_as_stated',
  'chapter',
  'note',
] as const;

export type SeriesColumn = (typeof seriesColumns)[number];

/** Whether a first record is this layout's: three columns that no other has together. */
export function isSeriesHeader(cells: readonly string[]): boolean {
  const keys = new Set(cells.map(headerKey));
  return keys.has('indicator') && keys.has('territory') && keys.has('period');
}
