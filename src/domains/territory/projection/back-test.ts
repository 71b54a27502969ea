import { AGE_GROUPS, MEASURES, type Measure, measure } from './age-vector.js';
import { addCourses } from './band.js';
import { openOutlook, projectPlace } from './course.js';
import { estimate } from './estimate.js';
import type { PlaceHistory } from './history.js';
import { shippedScenario } from './scenario.types.js';

/** Comuni by residents at the start, as social planning looks at them. */
export const SIZES = [
  { code: 'small', from: 0, to: 1_000 },
  { code: 'medium', from: 1_000, to: 3_000 },
  { code: 'large', from: 3_000, to: 10_000 },
  { code: 'city', from: 10_000, to: Number.POSITIVE_INFINITY },
] as const;
export type Size = (typeof SIZES)[number]['code'];

/** Mean of the absolute errors in per cent of what was seen, of three ways to look ahead. */
export interface Errors {
  /** Comparisons behind the means: places, or places and groups. */
  count: number;
  projection: number;
  /** The last figure known, unchanged. */
  constant: number;
  /** The last figure known, moved on by its own yearly change. */
  linear: number;
}

export interface BackTest {
  /** 1 January from which the projection started, knowing nothing later. */
  from: number;
  /** 1 January at which it is compared with what was seen. */
  to: number;
  /** First 1 January that it was allowed to know. */
  since: number;
  places: number;
  /** Residents of all ages, by size of the place. */
  sizes: readonly (Errors & { size: Size })[];
  /** All places, by age group; the last is everybody. */
  ages: readonly (Errors & { measure: Measure })[];
  /** Age groups, all together. */
  overall: Errors;
  /** Share of what was seen that fell into the bands, before they were widened. From 0 to 1. */
  covered: number;
  /** What bands must be multiplied by so that eight in ten of what was seen fall into them; never less than 1. */
  widening: number;
}

interface Comparison {
  size: Size;
  measure: Measure;
  seen: number;
  projection: number;
  constant: number;
  linear: number;
  /** Half the band. */
  reach: number;
}

/** A small group's error in per cent is the noise of a few people. */
const LEAST_SEEN = 10;
/** The further back, the harder and the more telling; beyond, the rules of the count themselves have changed. */
const FURTHEST = 5;

/**
 * Chooses the year from which to look ahead: as far back as leaves two 1 Januaries known before it, five years at most.
 * @param years 1 Januaries known for every place, in order
 * @returns undefined when fewer than three are known
 */
export function backTestYear(years: readonly number[]): number | undefined {
  const last = years.at(-1);
  if (last === undefined) return undefined;
  return years.find((year, index) => index >= 1 && year >= last - FURTHEST && year < last);
}

/** Projects from an older year with what was known then, and compares with what was seen and with two simple guesses. */
export function testBack(histories: readonly PlaceHistory[], from: number, to: number): BackTest {
  const then = histories.map((history) => knownThen(history, from));
  const guess = estimate(then, from);
  const outlook = openOutlook(guess, shippedScenario('centrale', guess), to - from);
  const comparisons = guess.places.flatMap((place) => {
    const history = histories.find(({ code }) => code === place.code);
    const seen = history?.population.get(to);
    if (!history || !seen) return [];
    const { bands } = addCourses([projectPlace(outlook, place)]);
    const now = measure(place.base);
    const first = firstYear(history, from);
    const before = history.population.get(first);
    const past = before && first < from ? measure(before) : now;
    const size = sizeOf(now[AGE_GROUPS.length] ?? 0);
    const facts = measure(seen);
    return MEASURES.map((one, index): Comparison => {
      const band = bands[to - from]?.[index] ?? { value: 0, low: 0, high: 0 };
      const last = now[index] ?? 0;
      const slope = first < from ? (last - (past[index] ?? 0)) / (from - first) : 0;
      return {
        size,
        measure: one,
        seen: facts[index] ?? 0,
        projection: band.value,
        constant: last,
        linear: Math.max(0, last + slope * (to - from)),
        reach: band.high - band.value,
      };
    });
  });
  const groups = comparisons.filter((one) => one.measure !== 'total');
  const totals = comparisons.filter((one) => one.measure === 'total');
  return {
    from,
    to,
    since: guess.years[0] ?? from,
    places: totals.length,
    sizes: SIZES.flatMap(({ code }) => {
      const ofSize = totals.filter((one) => one.size === code);
      return ofSize.length === 0 ? [] : [{ size: code, ...errorsOf(ofSize) }];
    }),
    ages: MEASURES.map((one) => ({
      measure: one,
      ...errorsOf(comparisons.filter((each) => each.measure === one)),
    })),
    overall: errorsOf(groups),
    ...coverageOf(groups),
  };
}

function knownThen(history: PlaceHistory, year: number): PlaceHistory {
  return {
    code: history.code,
    population: new Map([...history.population].filter(([known]) => known <= year)),
    births: new Map([...history.births].filter(([known]) => known < year)),
    deaths: new Map([...history.deaths].filter(([known]) => known < year)),
  };
}

/** The line is drawn over the same years that the projection may read. */
function firstYear(history: PlaceHistory, from: number): number {
  return (
    [...history.population.keys()]
      .filter((year) => year <= from && year >= from - FURTHEST)
      .sort((a, b) => a - b)[0] ?? from
  );
}

function sizeOf(residents: number): Size {
  return SIZES.find(({ to }) => residents < to)?.code ?? 'city';
}

function errorsOf(comparisons: readonly Comparison[]): Errors {
  const told = comparisons.filter(({ seen }) => seen >= LEAST_SEEN);
  const mean = (of: 'projection' | 'constant' | 'linear') =>
    told.reduce((sum, one) => sum + Math.abs(one[of] - one.seen) / one.seen, 0) *
    (100 / Math.max(1, told.length));
  return {
    count: told.length,
    projection: mean('projection'),
    constant: mean('constant'),
    linear: mean('linear'),
  };
}

const WANTED = 0.8;
const WIDEST = 4;

function coverageOf(comparisons: readonly Comparison[]): { covered: number; widening: number } {
  const ratios = comparisons
    .map(({ seen, projection, reach }) => (reach > 0 ? Math.abs(seen - projection) / reach : 0))
    .sort((a, b) => a - b);
  if (ratios.length === 0) return { covered: 0, widening: 1 };
  const at = ratios[Math.min(ratios.length - 1, Math.ceil(WANTED * ratios.length) - 1)] ?? 1;
  return {
    covered: ratios.filter((ratio) => ratio <= 1).length / ratios.length,
    widening: Math.min(WIDEST, Math.max(1, at)),
  };
}

/** Is the projection better than both simple guesses? */
export function beatsGuesses({ projection, constant, linear }: Errors): boolean {
  return projection < Math.min(constant, linear);
}
