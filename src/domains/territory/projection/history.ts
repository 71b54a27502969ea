import { AGES, emptyPopulation, type Population, type ProjectedSex, SEXES } from './age-vector.js';
import { BOYS } from './fertility.js';
import { survivalAt } from './mortality.js';

/** What is known of a comune. Years are those of 1 January for residents, calendar years for births and deaths. */
export interface PlaceHistory {
  code: string;
  population: ReadonlyMap<number, Population>;
  births: ReadonlyMap<number, number>;
  deaths: ReadonlyMap<number, number>;
}

/** One year between two 1 Januaries, as the estimates read it. */
export interface KnownYear {
  year: number;
  before: Population;
  after: Population;
  births: number;
  /** Published, not told from the children of age 0. */
  birthsKnown: boolean;
  /** Null where nobody published them. */
  deaths: number | null;
}

/** A course of mortality or migration is read from so many years at most: what happened before says little of now. */
export const WINDOW = 5;

/** Years of which two neighbouring 1 Januaries are known, or were filled in between two known ones; at most five. */
export function knownYears(history: PlaceHistory, base: number): KnownYear[] {
  const known = [...history.population.keys()].filter((year) => year <= base).sort((a, b) => a - b);
  const filled = new Map(known.map((year) => [year, history.population.get(year) ?? emptyPopulation()]));
  known.forEach((year, index) => {
    const next = known[index + 1];
    if (next !== undefined && next - year > 1) fillBetween(filled, year, next);
  });
  const years: KnownYear[] = [];
  for (let year = base - 1; year >= base - WINDOW; year--) {
    const [before, after] = [filled.get(year), filled.get(year + 1)];
    if (!before || !after) break;
    const births = history.births.get(year);
    years.push({
      year,
      before,
      after,
      births: births ?? birthsFromChildren(after),
      birthsKnown: births !== undefined,
      deaths: history.deaths.get(year) ?? null,
    });
  }
  return years.reverse();
}

/** Those who were born in the year, from those of age 0 at its end. */
function birthsFromChildren(after: Population): number {
  const survival = survivalAt(1);
  return (after.m[0] ?? 0) / survival.m.birth + (after.f[0] ?? 0) / survival.f.birth;
}

/** Generations between two distant 1 Januaries are taken to have changed by the same share every year. */
function fillBetween(filled: Map<number, Population>, from: number, to: number): void {
  const [first, last] = [filled.get(from), filled.get(to)];
  if (!first || !last) return;
  for (let year = from + 1; year < to; year++) {
    const population = emptyPopulation();
    for (const sex of SEXES)
      for (let age = 0; age < AGES; age++)
        population[sex][age] = between(first[sex], last[sex], age, year - from, to - from);
    filled.set(year, population);
  }
}

function between(first: Float64Array, last: Float64Array, age: number, passed: number, span: number): number {
  // The last age gathers many generations: it is followed as an age, not as a generation.
  if (age === AGES - 1) return ((first[age] ?? 0) * (span - passed) + (last[age] ?? 0) * passed) / span;
  const born = age - passed;
  const end = Math.min(age + span - passed, AGES - 1);
  const after = last[end] ?? 0;
  if (born < 0) return after;
  if (end === AGES - 1) return ((first[born] ?? 0) * (span - passed) + (last[age] ?? 0) * passed) / span;
  const before = first[born] ?? 0;
  return before > 0 && after > 0
    ? before ** (1 - passed / span) * after ** (passed / span)
    : (before * (span - passed) + after * passed) / span;
}

export function shareOfBirths(births: number, sex: ProjectedSex): number {
  return births * (sex === 'm' ? BOYS : 1 - BOYS);
}
