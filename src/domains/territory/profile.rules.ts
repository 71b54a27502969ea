import type { AgeClass } from '#platform/charts/pyramid.js';
import type { ProfileMetric } from './profile.types.js';

/** Beside the residents: the order says what tells most of a community to who knows nothing of it. */
const KEY_ORDER = [
  'vecchiaia',
  'quota-stranieri',
  'crescita',
  'natalita',
  'densita',
  'dipendenza',
  'componenti-famiglia',
];
/** Six with the residents: what a sheet holds in two rows, and a reader keeps in mind. */
const KEY_COUNT = 5;

/**
 * The metrics at the head of a profile: those of the list that are known, then those that are still missing, so that it
 * shows, then whatever else is known.
 */
export function chooseKeyMetrics(metrics: readonly ProfileMetric[]): ProfileMetric[] {
  const rank = ({ metric }: ProfileMetric) => {
    const index = KEY_ORDER.indexOf(metric.code);
    return index < 0 ? KEY_ORDER.length : index;
  };
  const sorted = [...metrics].sort((a, b) => rank(a) - rank(b));
  const isListed = (one: ProfileMetric) => rank(one) < KEY_ORDER.length;
  const isKnown = (one: ProfileMetric) => one.latest !== null;
  return [
    ...sorted.filter((one) => isListed(one) && isKnown(one)),
    ...sorted.filter((one) => isListed(one) && !isKnown(one)),
    ...sorted.filter((one) => !isListed(one) && isKnown(one)),
  ].slice(0, KEY_COUNT);
}

export type Direction = 'over' | 'under' | 'same';

/** Compared as printed: two values that look the same are not said to differ. */
export function compareRounded(value: number, other: number, decimals: number): Direction {
  const round = (number: number) => Number(number.toFixed(decimals));
  return round(value) > round(other) ? 'over' : round(value) < round(other) ? 'under' : 'same';
}

const CLASS_YEARS = 5;
const LAST_CLASS = 95;

/** Single ages, 100 and over last, in classes of five years, 95 and over last; youngest first. */
export function toAgeClasses(male: readonly number[], female: readonly number[]): AgeClass[] {
  const sum = (counts: readonly number[], from: number, to: number) =>
    counts.slice(from, to).reduce((total, count) => total + count, 0);
  return Array.from({ length: LAST_CLASS / CLASS_YEARS + 1 }, (_, index) => {
    const from = index * CLASS_YEARS;
    const isLast = from === LAST_CLASS;
    const to = isLast ? male.length : from + CLASS_YEARS;
    return {
      label: isLast ? `${from}+` : `${from}-${to - 1}`,
      male: sum(male, from, to),
      female: sum(female, from, to),
    };
  });
}
