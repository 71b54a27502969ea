import { AGES, type Population, type ProjectedSex, SEXES } from './age-vector.js';
import type { Migration } from './cohort-step.js';
import { type KnownYear, shareOfBirths } from './history.js';
import { type Survival, survivalAt } from './mortality.js';

/** Arrivals and departures together, a year and resident: moves of which the balance is the small remainder. */
export const TURNOVER = 0.06;

/** Stages of life that move together, by the age reached. */
export const STAGES = [
  { from: 0, to: 17 },
  { from: 18, to: 34 },
  { from: 35, to: 64 },
  { from: 65, to: AGES - 1 },
] as const;

/** What came beside births and deaths, and those among whom it came, summed over years; by the age reached. */
export interface Residual {
  moved: Record<ProjectedSex, Float64Array>;
  exposed: Record<ProjectedSex, Float64Array>;
}

export function emptyResidual(): Residual {
  const empty = () => ({ m: new Float64Array(AGES), f: new Float64Array(AGES) });
  return { moved: empty(), exposed: empty() };
}

/** Adds what each generation gained or lost beside deaths in these years. @param level of mortality of a year */
export function addResidual(
  sum: Residual,
  years: readonly KnownYear[],
  level: (year: number) => number,
): void {
  for (const year of years) {
    const survival = survivalAt(level(year.year));
    for (const sex of SEXES) addYear(sum.moved[sex], sum.exposed[sex], year, sex, survival[sex]);
  }
}

function addYear(
  moved: Float64Array,
  exposed: Float64Array,
  { before, after, births }: KnownYear,
  sex: ProjectedSex,
  survival: Survival,
): void {
  const born = shareOfBirths(births, sex);
  moved[0] = (moved[0] ?? 0) + (after[sex][0] ?? 0) - born * survival.birth;
  exposed[0] = (exposed[0] ?? 0) + born;
  for (let reached = 1; reached < AGES; reached++) {
    const [people, alive] = reachedBy(before[sex], survival, reached);
    moved[reached] = (moved[reached] ?? 0) + (after[sex][reached] ?? 0) - alive;
    exposed[reached] = (exposed[reached] ?? 0) + people;
  }
}

/** Those who reach an age in the year, and how many of them live to do so. */
function reachedBy(before: Float64Array, survival: Survival, reached: number): [number, number] {
  const people = before[reached - 1] ?? 0;
  const alive = people * (survival.ages[reached - 1] ?? 0);
  if (reached < AGES - 1) return [people, alive];
  const oldest = before[reached] ?? 0;
  return [people + oldest, alive + oldest * (survival.ages[reached] ?? 0)];
}

/** Net moves a year for each resident of that age, smoothed over ages: the profile of the whole ambito. */
export function profileOf({ moved, exposed }: Residual): Record<ProjectedSex, Float64Array> {
  const smooth = (sex: ProjectedSex) =>
    moved[sex].map((_, age) => {
      const width = age >= 17 && age <= 36 ? 1.5 : 3;
      let [sum, weight] = [0, 0];
      for (let other = Math.max(0, age - 9); other <= Math.min(AGES - 1, age + 9); other++) {
        const near = Math.exp(-(((other - age) / width) ** 2) / 2);
        sum += near * (moved[sex][other] ?? 0);
        weight += near * (exposed[sex][other] ?? 0);
      }
      return weight > 0 ? sum / weight : 0;
    });
  return { m: smooth('m'), f: smooth('f') };
}

/** How a place differs from the whole in one stage of life. */
export interface StageDifference {
  /** Net moves a year and resident, above or below the profile, as counted. */
  raw: number;
  /** Variance of `raw` by chance alone. */
  noise: number;
}

export function differencesOf(
  { moved, exposed }: Residual,
  profile: Record<ProjectedSex, Float64Array>,
): StageDifference[] {
  return STAGES.map(({ from, to }) => {
    let [surplus, people] = [0, 0];
    for (const sex of SEXES)
      for (let age = from; age <= to; age++) {
        surplus += (moved[sex][age] ?? 0) - (profile[sex][age] ?? 0) * (exposed[sex][age] ?? 0);
        people += exposed[sex][age] ?? 0;
      }
    return people > 0 ? { raw: surplus / people, noise: TURNOVER / people } : { raw: 0, noise: 1 };
  });
}

const [LEAST_SPREAD, MOST_SPREAD] = [0.001 ** 2, 0.01 ** 2];

/** Variance of true differences between places: what is seen beyond chance (method of moments), within sane bounds. */
export function spreadOf(differences: readonly StageDifference[]): number {
  if (differences.length < 3) return 0.004 ** 2;
  const beyond = differences.reduce((sum, { raw, noise }) => sum + raw * raw - noise, 0) / differences.length;
  return Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, beyond));
}

/** The difference drawn towards none, the more so the fewer people; and the error that remains. */
export function shrink({ raw, noise }: StageDifference, spread: number): { value: number; error: number } {
  const weight = spread / (spread + noise);
  return { value: raw * weight, error: Math.sqrt(weight * noise) };
}

/**
 * Migration of a place: profile of the whole, its own differences, and a change of level that a scenario asks for.
 * @param bases as `basesOf` gives them
 * @param shift net moves a year and resident to add to the whole, shared out by mobility
 */
export function migrationOf(
  profile: Record<ProjectedSex, Float64Array>,
  differences: readonly number[],
  bases: Record<ProjectedSex, Float64Array>,
  mobility: Float64Array,
  shift: number,
): Record<ProjectedSex, Migration> {
  const of = (sex: ProjectedSex): Migration => ({
    rates: profile[sex].map(
      (rate, age) => rate + (differences[STAGE_OF[age] ?? 0] ?? 0) + shift * (mobility[age] ?? 0),
    ),
    base: bases[sex],
  });
  return { m: of('m'), f: of('f') };
}

const STAGE_OF = Uint8Array.from({ length: AGES }, (_, age) =>
  STAGES.findIndex(({ from, to }) => age >= from && age <= to),
);

/** Residents of a place on whom newcomers are counted. @param births of a usual year */
export function basesOf(population: Population, births: number): Record<ProjectedSex, Float64Array> {
  return {
    m: baseOf(population.m, shareOfBirths(births, 'm')),
    f: baseOf(population.f, shareOfBirths(births, 'f')),
  };
}

/** Residents who reach each age, smoothed: newcomers of a small comune do not follow the chance of its single ages. */
function baseOf(population: Float64Array, births: number): Float64Array {
  const reached = Float64Array.from({ length: AGES }, (_, age) =>
    age === 0 ? births : (population[age - 1] ?? 0),
  );
  reached[AGES - 1] = (population[AGES - 2] ?? 0) + (population[AGES - 1] ?? 0);
  return reached.map((_, age) => {
    let [sum, weight] = [0, 0];
    for (let other = Math.max(0, age - 3); other <= Math.min(AGES - 1, age + 3); other++) {
      const near = 4 - Math.abs(other - age);
      sum += near * (reached[other] ?? 0);
      weight += near;
    }
    return sum / weight;
  });
}

/** Net moves for each 1,000 residents and year. */
export function levelOfMigration({ moved }: Residual, years: readonly KnownYear[]): number {
  let people = 0;
  for (const { before } of years) for (const sex of SEXES) people += before[sex].reduce((a, b) => a + b, 0);
  const net = SEXES.reduce((sum, sex) => sum + moved[sex].reduce((a, b) => a + b, 0), 0);
  return people > 0 ? (net / people) * 1000 : 0;
}
