/** Single ages from 0 to 99; the last element is 100 and over. */
export const AGES = 101;
export const SEXES = ['m', 'f'] as const;
export type ProjectedSex = (typeof SEXES)[number];

/** Residents on one 1 January by sex and completed age. Never below zero; not whole numbers once projected. */
export interface Population {
  m: Float64Array;
  f: Float64Array;
}

/** Ages that services are planned for: nursery, infant school, school, secondary school, work, old age. */
export const AGE_GROUPS = [
  { code: '0-2', from: 0, to: 2 },
  { code: '3-5', from: 3, to: 5 },
  { code: '6-13', from: 6, to: 13 },
  { code: '14-18', from: 14, to: 18 },
  { code: '19-64', from: 19, to: 64 },
  { code: '65-74', from: 65, to: 74 },
  { code: '75-84', from: 75, to: 84 },
  { code: '85+', from: 85, to: AGES - 1 },
] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number]['code'];

/** The groups and, last, everybody. */
export const MEASURES: readonly (AgeGroup | 'total')[] = [...AGE_GROUPS.map(({ code }) => code), 'total'];
export type Measure = AgeGroup | 'total';

export function emptyPopulation(): Population {
  return { m: new Float64Array(AGES), f: new Float64Array(AGES) };
}

/** @param counts residents by age, as `territory.age_count` keeps them */
export function toAges(counts: readonly number[]): Float64Array {
  const ages = new Float64Array(AGES);
  for (let age = 0; age < AGES; age++) ages[age] = counts[age] ?? 0;
  return ages;
}

export function sumAges(ages: Float64Array, from = 0, to = AGES - 1): number {
  let sum = 0;
  for (let age = from; age <= to; age++) sum += ages[age] ?? 0;
  return sum;
}

export function totalOf(population: Population): number {
  return sumAges(population.m) + sumAges(population.f);
}

/** Sums by age group, in the order of `MEASURES`. */
export function measure(population: Population): Float64Array {
  const sums = new Float64Array(MEASURES.length);
  AGE_GROUPS.forEach(({ from, to }, index) => {
    sums[index] = sumAges(population.m, from, to) + sumAges(population.f, from, to);
  });
  sums[AGE_GROUPS.length] = totalOf(population);
  return sums;
}

export function addPopulations(populations: readonly Population[]): Population {
  const sum = emptyPopulation();
  for (const population of populations)
    for (const sex of SEXES)
      for (let age = 0; age < AGES; age++) sum[sex][age] = (sum[sex][age] ?? 0) + (population[sex][age] ?? 0);
  return sum;
}
