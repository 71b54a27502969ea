import { AGES, type Population, type ProjectedSex, SEXES, sumAges } from './age-vector.js';
import standard from './standard-mortality.json' with { type: 'json' };

/**
 * Force of mortality between two 1 Januaries, from completed age x to x + 1; `birth` from birth to the 1 January after.
 * Where it comes from is in the file and in docs/adr: Italy's own generations from 2019 to 2020 from 70 years up, a
 * Gompertz–Makeham law below, brought to the life expectancy that ISTAT publishes for 2019. 2019 because the years
 * after it bear the pandemic.
 */
const TABLE: Readonly<Record<ProjectedSex, { birth: number; hazards: Float64Array }>> = {
  m: { birth: standard.m.birth, hazards: Float64Array.from(standard.m.hazards) },
  f: { birth: standard.f.birth, hazards: Float64Array.from(standard.f.hazards) },
};

/** Chances of being alive on the next 1 January. */
export interface Survival {
  /** From completed age x to x + 1; the last, from 100 and over to 100 and over. */
  ages: Float64Array;
  /** From birth in the course of the year. */
  birth: number;
}

/** Survival at a level of mortality: 1 is the standard's, 1.1 deaths a tenth more frequent at every age. */
export function survivalAt(level: number): Record<ProjectedSex, Survival> {
  return { m: survivalOf('m', level), f: survivalOf('f', level) };
}

function survivalOf(sex: ProjectedSex, level: number): Survival {
  const { birth, hazards } = TABLE[sex];
  const ages = new Float64Array(AGES);
  for (let age = 0; age < AGES; age++) ages[age] = Math.exp(-level * (hazards[age] ?? 0));
  return { birth: Math.exp(-level * birth), ages };
}

/** Years that a newborn would live at this level of mortality. Unit: years. */
export function lifeExpectancy(sex: ProjectedSex, level: number): number {
  const { birth, ages } = survivalOf(sex, level);
  let alive = birth;
  let years = 0;
  for (let age = 0; age < AGES - 1; age++) {
    years += alive;
    alive *= ages[age] ?? 0;
  }
  return years + alive / (1 - (ages[AGES - 1] ?? 0));
}

/** Of both sexes, half and half: one figure to say and to move. */
export function meanLifeExpectancy(level: number): number {
  return (lifeExpectancy('m', level) + lifeExpectancy('f', level)) / 2;
}

const [LOWEST, HIGHEST] = [0.05, 20];

/** The level of mortality at which newborns live `years` on average, both sexes; kept within 1/20 and 20 of the standard. */
export function levelOfLifeExpectancy(years: number): number {
  return bisect((level) => years - meanLifeExpectancy(level));
}

/** Deaths in the year among those present on 1 January from an age up, and among the newborn. */
export function expectedDeaths(population: Population, births: number, level: number, fromAge = 0): number {
  const survival = survivalAt(level);
  let deaths = fromAge === 0 ? births * (1 - (survival.m.birth + survival.f.birth) / 2) : 0;
  for (const sex of SEXES)
    for (let age = fromAge; age < AGES; age++)
      deaths += (population[sex][age] ?? 0) * (1 - (survival[sex].ages[age] ?? 1));
  return deaths;
}

/** The level of mortality that gives the deaths seen. @param expected deaths at a level; grows with it */
export function levelOfDeaths(deaths: number, expected: (level: number) => number): number {
  return bisect((level) => expected(level) - deaths);
}

/** Root of a function that grows. */
function bisect(grow: (level: number) => number): number {
  let [low, high] = [LOWEST, HIGHEST];
  for (let turn = 0; turn < 50; turn++) {
    const middle = Math.sqrt(low * high);
    if (grow(middle) > 0) high = middle;
    else low = middle;
  }
  return Math.sqrt(low * high);
}

/** Age from which a generation loses people by death only, nearly: what is missing after a year died. */
const OLD = 75;

/** Deaths from 75 up, told from two 1 Januaries, where nobody published the deaths. Never below zero. */
export function impliedDeaths(before: Population, after: Population): number {
  const loss = SEXES.reduce((sum, sex) => sum + sumAges(before[sex], OLD) - sumAges(after[sex], OLD + 1), 0);
  return Math.max(0, loss);
}

export function expectedOldDeaths(before: Population, level: number): number {
  return expectedDeaths(before, 0, level, OLD);
}
