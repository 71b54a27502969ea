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

/** From one 1 January to the next: everybody ages, some die, some come or leave, children are born. */
export function stepYear(before: Population, input: StepInput): Step {
  const after = emptyPopulation();
  const account: YearAccount = { start: 0, births: 0, deaths: 0, migration: 0, end: 0 };
  for (const sex of SEXES)
    ageOneYear(before[sex], after[sex], input.survival[sex], input.migration[sex], account);
  const births = input.fertility * birthsAtOneChild(before.f, after.f);
  for (const sex of SEXES) {
    const born = births * (sex === 'm' ? BOYS : 1 - BOYS);
    const alive = born * input.survival[sex].birth;
    const moved = movesOf(born, input.survival[sex].birth, input.migration[sex], 0);
    after[sex][0] = alive + moved;
    account.deaths += born - alive;
    account.migration += moved;
    account.end += alive + moved;
  }
  account.births = births;
  return { population: after, account };
}

function ageOneYear(
  before: Float64Array,
  after: Float64Array,
  survival: Survival,
  migration: Migration,
  account: YearAccount,
): void {
  for (let age = 0; age < AGES; age++) {
    const people = before[age] ?? 0;
    account.start += people;
    const alive = people * (survival.ages[age] ?? 0);
    const reached = Math.min(age + 1, AGES - 1);
    // The two ages that meet in 100 and over share one balance: the second adds only its own leavers.
    const moved =
      age === AGES - 1 && (migration.rates[reached] ?? 0) > 0
        ? 0
        : movesOf(people, survival.ages[age] ?? 0, migration, reached);
    after[reached] = (after[reached] ?? 0) + alive + moved;
    account.deaths += people - alive;
    account.migration += moved;
    account.end += alive + moved;
  }
}

function movesOf(people: number, surviving: number, { rates, base }: Migration, reached: number): number {
  const rate = rates[reached] ?? 0;
  return rate >= 0 ? rate * (base[reached] ?? 0) : Math.max(rate, -MOST_LEAVE * surviving) * people;
}
