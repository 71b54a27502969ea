import { headerKey } from './files/cells.js';
import { readPeriod } from './files/mapped-cells.js';
import { isHeaderOf, locate } from './files/mapped-columns.js';
import { type ColumnMapping, columnsOf } from './files/mapping.types.js';
import type { TableSketch } from './files/sketch.types.js';
import { isRecipeFor } from './files/sketch-table.js';

/** What held for a whole file, and not for the next one that has its headings. */
export const LACKS = ['period', 'place', 'both'] as const;
export type Lack = (typeof LACKS)[number];

/** What is said of one file beside its recipe. */
export interface Occasion {
  /** As a person writes it: "2025", "31/12/2024". */
  period?: string | undefined;
  /** A recipe that was named reads the place that it says; one found by its headings may be another place's. */
  isNamed?: boolean;
}

/**
 * A recipe's mapping for one file. A period of the whole file, or its place, is not in the table: next year's would be
 * stored under last year's date, and take its place. The period is what is said, or the only year above the headings.
 */
export function mappingFor(
  mapping: ColumnMapping,
  sketch: TableSketch,
  { period: said, isNamed = false }: Occasion = {},
): { mapping: ColumnMapping } | { lack: Lack } {
  const isPlaceUnsure = mapping.place.by === 'fixed' && !isNamed;
  if (mapping.period.by !== 'fixed') return isPlaceUnsure ? { lack: 'place' } : { mapping };
  const period = said ?? yearAbove(mapping, sketch);
  if (period === undefined) return { lack: isPlaceUnsure ? 'both' : 'period' };
  if (isPlaceUnsure) return { lack: 'place' };
  return { mapping: { ...mapping, period: { by: 'fixed', period: readPeriod(period)?.period ?? period } } };
}

const periodInHeading = /(?<!\d)(?:19|20)\d{2}(?: ?[/-] ?(?:(?:19|20)\d{2}|\d{2}))?(?!\d)/;
const ANY_PERIOD = '\u0000';

function periodOf(key: string): string | undefined {
  const found = periodInHeading.exec(key)?.[0];
  return found === undefined ? undefined : readPeriod(found.replaceAll(' ', ''))?.period;
}

/**
 * The mapping that reads a table, if the recipe does: as it is where its headings are there. Where every column of
 * figures has its year in its heading, next year's table has other years, and each that is like one of the recipe's
 * is read under its own.
 */
export function fitMapping(mapping: ColumnMapping, sketch: TableSketch): ColumnMapping | undefined {
  return withYearsOf(mapping, sketch) ?? (isRecipeFor(mapping, sketch) ? mapping : undefined);
}

function withYearsOf(mapping: ColumnMapping, sketch: TableSketch): ColumnMapping | undefined {
  const { values, period } = mapping;
  if (period.by !== 'heading' || values.shape !== 'wide') return undefined;
  const known = new Map<string, WideColumn>();
  for (const column of values.columns) {
    const key = headerKey(column.column.name);
    // A period that a person wrote in another form than the heading cannot be told of another year's.
    if (column.period === undefined || periodOf(key) !== readPeriod(column.period)?.period) return undefined;
    const pattern = key.replace(periodInHeading, ANY_PERIOD);
    const like = known.get(pattern);
    if (like && measured(like) !== measured(column)) return undefined;
    known.set(pattern, column);
  }
  const others = columnsOf({ ...mapping, values: { ...values, columns: [] } });
  for (const sheet of sketch.sheets) {
    if (mapping.sheet !== '' && sheet.name !== '' && sheet.name !== mapping.sheet) continue;
    for (const { line, cells } of sheet.rows) {
      const keys = cells.map(headerKey);
      if (!others.every((ref) => locate(keys, ref) >= 0)) continue;
      const patterns = keys.map((key) => key.replace(periodInHeading, ANY_PERIOD));
      if (![...known.keys()].every((pattern) => patterns.includes(pattern))) continue;
      const columns = keys.flatMap((key, index) => {
        const like = known.get(patterns[index] ?? '');
        const own = periodOf(key);
        return like && own !== undefined ? [{ ...like, column: { name: key, index }, period: own }] : [];
      });
      if (columns.length > 0) return { ...mapping, headerRow: line, values: { ...values, columns } };
    }
  }
  return undefined;
}

function measured({ variable, unit, sex, ageFrom, ageTo, category }: WideColumn): string {
  return JSON.stringify([variable, unit, sex, ageFrom, ageTo, category]);
}

type WideColumn = Extract<ColumnMapping['values'], { shape: 'wide' }>['columns'][number];

/** The one year that the rows above the headings name, where the recipe's own period is a year too. */
function yearAbove(mapping: ColumnMapping, sketch: TableSketch): string | undefined {
  if (mapping.period.by !== 'fixed' || !/^\d{4}$/.test(mapping.period.period.trim())) return undefined;
  for (const { rows } of sketch.sheets) {
    const header = rows.findIndex(({ cells }) => isHeaderOf(mapping, cells));
    if (header < 0) continue;
    const above = rows
      .slice(0, header)
      .flatMap(({ cells }) => cells)
      .join(' ');
    const years = new Set(above.match(/\b(?:19|20)\d{2}\b/g));
    const [year] = years;
    return years.size === 1 ? year : undefined;
  }
  return undefined;
}

/** The mapping without what is to be said anew, for the form that asks it. */
export function withoutOccasion(mapping: ColumnMapping): ColumnMapping {
  const { place, period } = mapping;
  return {
    ...mapping,
    ...(place.by === 'fixed' ? { place: { ...place, code: '', name: '' } } : {}),
    ...(period.by === 'fixed' ? { period: { by: 'fixed', period: '' } } : {}),
  };
}
