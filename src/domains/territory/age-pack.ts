import { AGES } from './age-count.rules.js';
import type { Observation } from './files/files.types.js';

/** The figures by single age of one variable, place, year and sex, when they are all there. */
export interface AgePack {
  first: Observation;
  sex: 'm' | 'f';
  year: number;
  counts: (number | null)[];
}

const MOST = 2_147_483_647;

/** Where a figure stands among the single ages of its kind; null when it is not one of them. */
function ageOf(observation: Observation): number | null {
  const { ageFrom, ageTo, sex, year, period, value, unit, stated } = observation;
  // One by one where a row says more than its number.
  if (ageFrom === null || sex === '' || year === null || period !== String(year) || stated) return null;
  if (unit !== 'persone') return null;
  if (value !== null && (!/^\d{1,10}$/.test(value) || Number(value) > MOST)) return null;
  if (ageFrom === AGES - 1) return ageTo === null ? ageFrom : null;
  return ageFrom === ageTo && ageFrom < AGES ? ageFrom : null;
}

/**
 * Gathers figures by single age into packs of all ages. What is no such figure comes back at once, what stays
 * incomplete at the end: nothing is lost, and only a whole pack is stored as one.
 */
export class AgePacker {
  readonly #open = new Map<string, { pack: AgePack; rows: Observation[] }>();

  /** @returns the figures to store a row each, and the packs that are complete. */
  take(observations: readonly Observation[]): { figures: Observation[]; packs: AgePack[] } {
    const figures: Observation[] = [];
    const packs: AgePack[] = [];
    for (const observation of observations) {
      const age = ageOf(observation);
      if (age === null) {
        figures.push(observation);
        continue;
      }
      const { variable, placeCode, placeLevel, placeName, year, sex, category, value } = observation;
      const place = placeCode === '' ? `${placeLevel}\u001f${placeName}` : placeCode;
      const key = `${variable}\u001f${place}\u001f${year}\u001f${sex}\u001f${category}`;
      let held = this.#open.get(key);
      if (!held) {
        const pack = { first: observation, sex: sex as 'm' | 'f', year: year as number, counts: [] };
        held = { pack, rows: [] };
        this.#open.set(key, held);
      }
      // The same age again is for the database to refuse.
      if (held.pack.counts[age] !== undefined) {
        figures.push(observation);
        continue;
      }
      held.pack.counts[age] = value === null ? null : Number(value);
      held.rows.push(observation);
      if (held.rows.length === AGES) {
        packs.push(held.pack);
        this.#open.delete(key);
      }
    }
    return { figures, packs };
  }

  /** Ages that remained incomplete, as the figures that they were. */
  rest(): Observation[] {
    const rows = [...this.#open.values()].flatMap((held) => held.rows);
    this.#open.clear();
    return rows;
  }
}
