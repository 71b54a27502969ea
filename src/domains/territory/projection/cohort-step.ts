import { AGES, emptyPopulation, type Population, type ProjectedSex, SEXES } from './age-vector.js';
import { BOYS, birthsAtOneChild } from './fertility.js';
import type { Survival } from './mortality.js';

/** Balance of moves by the age reached at the end of the year. */
export interface Migration {
  /** Share of those present who leave (below zero) or come (above). */
  rates: Float64Array;
  /** Residents by age on which a positive rate is counted: newcomers do not depend on who is left. */
  base: Float64Array;
}

export interface StepInput {
  survival: Record<ProjectedSex, Survival>;
  /** Mean number of children a woman. */
  fertility: number;
  migration: Record<ProjectedSex, Migration>;
}

/** What happened in the year. `start + births − deaths + migration = end`, exactly. */
export interface YearAccount {
  start: number;
  births: number;
  deaths: number;
  migration: number;
  end: number;
}

export interface Step {
  population: Population;
  account: YearAccount;
}

/** Nobody empties an age in a year: a tenth of those who survive stays. */
const MOST_LEAVE = 0.9;

/**
 * From one 1 January to the next: everybody ages, some die, some come or leave, children are born.
 * @param after written over with the result, where so many are made that room for each would cost more than the sums
 */
export function stepYear(before: Population, input: StepInput, after = emptyPopulation()): Step {
  for (const sex of SEXES) after[sex].fill(0);
  const account: YearAccount = { start: 0, births: 0, deaths: 0, migration: 0, end: 0 };
  for (const sex of SEXES)
    ageOneYear(before[sex], after[sex], input.survival[sex], input.migration[sex], account);
  const births = input.fertility * birthsAtOneChild(before.f, after.f);
  for (const sex of SEXES) {
    const born = births * (sex === 'm' ? BOYS : 1 - BOYS);
    const alive = born * input.survival[sex].birth;
    const moved = movesOf(born, input.survival[sex].birth, input.migration[sex]);
    after[sex][0] = alive + moved;
    account.deaths += born - alive;
    account.migration += moved;
    account.end += alive + moved;
  }
  account.births = births;
  return { population: after, account };
}

// The inner loop of every projection, run some million times a page: indices within bounds, nothing made on the way.
function ageOneYear(
  before: Float64Array,
  after: Float64Array,
  survival: Survival,
  migration: Migration,
  account: YearAccount,
): void {
  const { ages } = survival;
  const { rates, base } = migration;
  let [start, alive, moved] = [0, 0, 0];
  for (let age = 0; age < AGES; age++) {
    const people = before[age] ?? 0;
    const chance = ages[age] ?? 0;
    const reached = age < AGES - 1 ? age + 1 : age;
    const rate = rates[reached] ?? 0;
    const living = people * chance;
    // The two ages that meet in 100 and over share one balance: the second adds only its own leavers.
    const moves =
      rate < 0
        ? Math.max(rate, -MOST_LEAVE * chance) * people
        : age < AGES - 1
          ? rate * (base[reached] ?? 0)
          : 0;
    after[reached] = (after[reached] ?? 0) + living + moves;
    start += people;
    alive += living;
    moved += moves;
  }
  account.start += start;
  account.deaths += start - alive;
  account.migration += moved;
  account.end += alive + moved;
}

function movesOf(born: number, surviving: number, { rates, base }: Migration): number {
  const rate = rates[0] ?? 0;
  return rate >= 0 ? rate * (base[0] ?? 0) : Math.max(rate, -MOST_LEAVE * surviving) * born;
}
