import { headerKey } from './cells.js';
import { type ColumnMapping, type ColumnRef, columnsOf } from './mapping.types.js';

/** Where a column of a mapping is in a row of headings; -1 when it is not there. */
export function locate(keys: readonly string[], ref: ColumnRef): number {
  const name = headerKey(ref.name);
  if (keys[ref.index] === name) return ref.index;
  const first = keys.indexOf(name);
  return name === '' || first < 0 || keys.indexOf(name, first + 1) >= 0 ? -1 : first;
}

/** Whether a row has every column that the mapping reads, by its heading. */
export function isHeaderOf(mapping: ColumnMapping, cells: readonly string[]): boolean {
  const keys = cells.map(headerKey);
  return columnsOf(mapping).every((ref) => locate(keys, ref) >= 0);
}
