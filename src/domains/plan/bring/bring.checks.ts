import type { Need } from '../need.types.js';
import type { BringColumn, ExaminedRow, Value } from './bring.reading.js';
import { refuse } from './bring.reading.js';
import type { BringScope, BroughtRows } from './bring-sheet.types.js';

/** Refuses what would be written at a place of others. */
export function checkPlaces(rows: readonly ExaminedRow[], scope: BringScope, column: BringColumn): void {
  for (const row of rows) {
    if (row.state === 'refused' || row.state === 'equal') continue;
    const places = [row.former?.values.place, row.values.place].filter((one) => typeof one === 'string');
    if (places.every((code) => scope.mayWriteAt(code))) continue;
    refuse(row, { heading: column.heading, code: 'plan.bring.fault.not-yours', values: {} });
  }
}

/** Refuses codes that only withdrawn rows have: they are not used again. */
export function checkTaken(
  rows: readonly ExaminedRow[],
  taken: ReadonlySet<string>,
  column: BringColumn,
): void {
  for (const row of rows)
    if (row.former === undefined && taken.has(row.code))
      refuse(row, {
        heading: column.heading,
        code: 'plan.bring.fault.withdrawn',
        values: { cell: row.code },
      });
}

/** Codes of the needs or objectives that the same workbook adds. */
export function freshCodes(others: BroughtRows, sheet: string): Map<string, ExaminedRow> {
  const rows = (others.get(sheet) ?? []).filter((row) => row.state === 'new');
  return new Map(rows.map((row) => [row.code, row]));
}

/** Refuses rows of an objective that is nowhere, of another one than they were, or that stands at a place of others. */
export function checkObjectives(
  rows: readonly ExaminedRow[],
  scope: BringScope,
  others: BroughtRows,
  column: BringColumn,
): void {
  checkOwners(rows, scope, column, 'objective', scope.placeOf, freshCodes(others, 'obiettivi'));
}

/** The same of a need. */
export function checkNeeds(
  rows: readonly ExaminedRow[],
  scope: BringScope,
  others: BroughtRows,
  column: BringColumn,
  needs: readonly Need[],
): void {
  const placeOf = new Map(needs.map((one) => [one.code, one.placeCode]));
  checkOwners(rows, scope, column, 'need', placeOf, freshCodes(others, 'bisogni'));
}

function checkOwners(
  rows: readonly ExaminedRow[],
  scope: BringScope,
  column: BringColumn,
  kind: 'objective' | 'need',
  placeOf: ReadonlyMap<string, string>,
  fresh: ReadonlyMap<string, ExaminedRow>,
): void {
  for (const row of rows) {
    const code = row.values[column.key];
    if (typeof code !== 'string') continue;
    const before = row.former?.values[column.key];
    const fault = (name: 'objective' | 'need' | 'moved' | 'not-yours') =>
      refuse(row, {
        heading: column.heading,
        code: `plan.bring.fault.${name}`,
        values: { cell: code, before: String(before ?? '') },
      });
    const place: Value | undefined = placeOf.get(code) ?? fresh.get(code)?.values.place;
    if (typeof place !== 'string') fault(kind);
    else if (before !== undefined && before !== code) fault('moved');
    else if (row.state !== 'equal' && !scope.mayWriteAt(place)) fault('not-yours');
  }
}
