import { readPeriod } from './files/mapped-cells.js';
import { isHeaderOf } from './files/mapped-columns.js';
import type { ColumnMapping } from './files/mapping.types.js';
import type { TableSketch } from './files/sketch.types.js';

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
