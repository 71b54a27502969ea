import { territoryActs } from '#domains/territory/index.js';
import type { Tx } from '#platform/db/walled.js';

export interface Residents {
  /** Year on whose 1 January they were counted; null where there is no figure of any comune. */
  year: number | null;
  /** By code of comune; absent where that year has no figure. */
  of: ReadonlyMap<string, number>;
}

/**
 * Residents of some comuni on 1 January, by year and code of comune. The total as published; where a publisher gives the
 * sexes only, their sum. What is not known is absent.
 */
export async function listResidents(
  tx: Tx,
  comuni: readonly string[],
): Promise<Map<number, Map<string, number>>> {
  const figures = await territoryActs.listFigures(tx, { variables: ['population'], places: comuni });
  const parts = new Map<string, Map<string, number>>();
  for (const { year, place, sex, ageFrom, category, value } of figures) {
    if (ageFrom !== null || category !== '' || value === null) continue;
    const key = `${year} ${place.code}`;
    parts.set(key, (parts.get(key) ?? new Map<string, number>()).set(sex, Number(value)));
  }
  const found = new Map<number, Map<string, number>>();
  for (const [key, bySex] of parts) {
    const [year = '', comune = ''] = key.split(' ');
    const [m, f] = [bySex.get('m'), bySex.get('f')];
    const whole = bySex.get('') ?? (m === undefined || f === undefined ? undefined : m + f);
    if (whole === undefined) continue;
    const own = found.get(Number(year)) ?? new Map<string, number>();
    found.set(Number(year), own.set(comune, whole));
  }
  return found;
}

/** Those of a year, or of the last year before it for which any of these comuni has a figure. */
export async function readResidents(tx: Tx, comuni: readonly string[], year: number): Promise<Residents> {
  const all = await listResidents(tx, comuni);
  const last = Math.max(...[...all.keys()].filter((one) => one <= year));
  return Number.isFinite(last)
    ? { year: last, of: all.get(last) ?? new Map() }
    : { year: null, of: new Map() };
}
