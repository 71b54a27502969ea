import { territoryActs } from '#domains/territory/index.js';
import type { Tx } from '#platform/db/walled.js';

export interface Residents {
  /** Year on whose 1 January they were counted; null where there is no figure of any comune. */
  year: number | null;
  /** By code of comune; absent where that year has no figure. */
  of: ReadonlyMap<string, number>;
}

/**
 * Residents of some comuni on 1 January of a year, or of the last year before it for which any of them has a figure.
 * The total as published; where a publisher gives the sexes only, their sum.
 */
export async function readResidents(tx: Tx, comuni: readonly string[], year: number): Promise<Residents> {
  const figures = (await territoryActs.listFigures(tx, { variables: ['population'], places: comuni })).filter(
    (one) => one.ageFrom === null && one.category === '' && one.value !== null && (one.year ?? 9999) <= year,
  );
  const last = figures.reduce<number | null>(
    (most, one) => (most === null || one.year > most ? one.year : most),
    null,
  );
  const of = new Map<string, number>();
  for (const comune of comuni) {
    const own = figures.filter((one) => one.year === last && one.place.code === comune);
    const whole = own.find((one) => one.sex === '');
    const [m, f] = [own.find((one) => one.sex === 'm'), own.find((one) => one.sex === 'f')];
    if (whole) of.set(comune, Number(whole.value));
    else if (m && f) of.set(comune, Number(m.value) + Number(f.value));
  }
  return { year: last, of };
}
