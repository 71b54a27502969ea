import { headerKey } from './cells.js';
import { isNameColumn, levelOfCodeColumn } from './level-columns.js';
import type { AreaLevel } from './national-areas.js';

/** Where the columns of a table of residents by single age are, from 0; -1 where the edition does not have one. */
export interface AgesColumns {
  width: number;
  level: AreaLevel;
  code: number;
  name: number;
  age: number;
  males: number;
  females: number;
  total: number;
  /** Marital statuses of each sex: all of them, or none where the edition has none. */
  maleStatuses: number[];
  femaleStatuses: number[];
}

const ageColumns = new Set(['età', 'eta', "eta'", 'età in anni', 'age']);
const maleColumns = new Set(['totale maschi', 'maschi', 'total males', 'males']);
const femaleColumns = new Set(['totale femmine', 'femmine', 'total females', 'females']);
const totalColumns = new Set(['totale', 'total', 'totale maschi e femmine', 'totale maschi+femmine']);
const maleStatus = /celib|coniugati|divorziati|vedovi|uniti civilmente|^maschi già in unione/;
const femaleStatus = /nubil|coniugate|divorziate|vedove|unite civilmente|^femmine già in unione/;
const civilUnion = /unione civile/;

/** Columns of a header of POSAS or STRASA, in any order; undefined when a row is not one. */
export function agesColumnsOf(cells: readonly string[]): AgesColumns | undefined {
  const keys = cells.map(headerKey);
  const find = (names: ReadonlySet<string>): number => keys.findIndex((key) => names.has(key));
  const code = keys.findIndex((key) => levelOfCodeColumn(key) !== undefined);
  const columns = {
    width: cells.length,
    level: levelOfCodeColumn(keys[code] ?? '') ?? 'comune',
    code,
    name: keys.findIndex(isNameColumn),
    age: find(ageColumns),
    males: find(maleColumns),
    females: find(femaleColumns),
    total: find(totalColumns),
  };
  if ([code, columns.age, columns.males, columns.females].includes(-1)) return undefined;
  const matching = (status: RegExp): number[] =>
    keys.flatMap((key, index) => (status.test(key) ? [index] : []));
  // Some editions name the ended civil unions of both sexes alike: then their place tells, before the sex's total.
  const unnamed = keys.flatMap((key, index) =>
    civilUnion.test(key) && !maleStatus.test(key) && !femaleStatus.test(key) ? [index] : [],
  );
  const isMale = (index: number): boolean => index < columns.males;
  return {
    ...columns,
    maleStatuses: [...matching(maleStatus), ...unnamed.filter(isMale)],
    femaleStatuses: [...matching(femaleStatus), ...unnamed.filter((index) => !isMale(index))],
  };
}

/** Whether the first records of a file are of residents by age, and whose. */
export function agesLayoutOf(records: readonly string[][]): 'istat-posas' | 'istat-strasa' | undefined {
  const at = records.findIndex((cells) => agesColumnsOf(cells) !== undefined);
  if (at < 0) return undefined;
  const title = records.slice(0, at).flat().join(' ');
  return /stranier|foreign/i.test(title) ? 'istat-strasa' : 'istat-posas';
}
