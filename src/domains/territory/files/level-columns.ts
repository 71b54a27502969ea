import type { AreaLevel } from './national-areas.js';

/** Headings of the column of codes in ISTAT's demographic tables, as `headerKey` reduces them. */
const levels = new Map<string, AreaLevel>([
  ['codice comune', 'comune'],
  ['codice istat', 'comune'],
  ['codice istat del comune', 'comune'],
  ['codice', 'comune'],
  ['municipality code', 'comune'],
  ['codice provincia', 'provincia'],
  ['province code', 'provincia'],
  ['codice regione', 'regione'],
  ['region code', 'regione'],
]);
const names = new Set([
  'comune',
  'denominazione',
  'denominazione comune',
  'provincia',
  'regione',
  'municipality',
  'province',
  'region',
]);

/** Level of a table's places by the heading of their codes; undefined when it is not that column. */
export function levelOfCodeColumn(key: string): AreaLevel | undefined {
  return levels.get(key);
}

/** Whether a column has the names of the places. */
export function isNameColumn(key: string): boolean {
  return names.has(key);
}
