import { addPopulations, MEASURES, type Measure, measure, type Population } from './age-vector.js';
import type { YearAccount } from './cohort-step.js';
import type { Course } from './course.js';

/** Eight futures in ten lie within 1.28 standard errors, for a normal error. */
const EIGHT_IN_TEN = 1.2816;

export interface Band {
  value: number;
  low: number;
  high: number;
}

/** The residents of any place: one comune, or comuni added up. */
export interface PlaceCourse {
  populations: readonly Population[];
  accounts: readonly YearAccount[];
  /** By year, in the order of `MEASURES`. */
  bands: readonly (readonly Band[])[];
}

/**
 * Adds comuni up. Chance and estimates of each comune offset one another in the sum; a tendency that goes otherwise than
 * supposed does so everywhere.
 * @param widening what the back-test says the bands must be stretched by; 1 or more
 */
export function addCourses(courses: readonly Course[], widening = 1): PlaceCourse {
  const years = courses[0]?.populations.length ?? 0;
  const populations = Array.from({ length: years }, (_, year) =>
    addPopulations(courses.flatMap((course) => course.populations[year] ?? [])),
  );
  return {
    populations,
    accounts: Array.from({ length: Math.max(0, years - 1) }, (_, year) =>
      addAccounts(courses.flatMap((course) => course.accounts[year] ?? [])),
    ),
    bands: populations.map((population, year) => {
      const values = measure(population);
      return MEASURES.map((_, index) => {
        const value = values[index] ?? 0;
        const reach = EIGHT_IN_TEN * widening * Math.sqrt(varianceOf(courses, year, index));
        return { value, low: Math.max(0, value - reach), high: value + reach };
      });
    }),
  };
}

function varianceOf(courses: readonly Course[], year: number, index: number): number {
  const own = courses.reduce((sum, course) => sum + (course.own[year]?.[index] ?? 0), 0);
  const tendencies = courses[0]?.common.length ?? 0;
  let common = 0;
  for (let tendency = 0; tendency < tendencies; tendency++)
    common += courses.reduce((sum, course) => sum + (course.common[tendency]?.[year]?.[index] ?? 0), 0) ** 2;
  return own + common;
}

function addAccounts(accounts: readonly YearAccount[]): YearAccount {
  const sum: YearAccount = { start: 0, births: 0, deaths: 0, migration: 0, end: 0 };
  for (const account of accounts)
    for (const key of ['start', 'births', 'deaths', 'migration', 'end'] as const) sum[key] += account[key];
  return sum;
}

export function bandOf(course: PlaceCourse, year: number, wanted: Measure): Band {
  return course.bands[year]?.[MEASURES.indexOf(wanted)] ?? { value: 0, low: 0, high: 0 };
}

const STEPS = [1, 5, 10, 50, 100, 500, 1000, 5000, 10_000];

/** To what a figure of this band is rounded when it is said: a digit that the band covers would be false precision. */
export function roundingOf({ low, high }: Pick<Band, 'low' | 'high'>): number {
  const half = (high - low) / 2;
  return STEPS.findLast((step) => step <= Math.max(1, half / 2)) ?? 1;
}

/** The band as it is said: everything rounded to the same step, outwards at the ends. */
export function roundBand(band: Band): Band {
  const step = roundingOf(band);
  return {
    value: Math.round(band.value / step) * step,
    low: Math.floor(band.low / step) * step,
    high: Math.ceil(band.high / step) * step,
  };
}
