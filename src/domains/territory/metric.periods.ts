import type { MetricValue } from './metric.types.js';

/** Years for which anything can be shown, oldest first. */
export function yearsOf(values: readonly MetricValue[]): number[] {
  return [...new Set(values.map((value) => value.year))].sort((a, b) => a - b);
}

/** The latest year whose value is known for the whole ambito; else for any place; else the latest that was tried. */
export function findLatestYear(values: readonly MetricValue[]): number | undefined {
  const known = values.filter((value) => value.value !== null);
  const whole = known.filter((value) => value.place.kind === 'ambito');
  return yearsOf(whole).at(-1) ?? yearsOf(known).at(-1) ?? yearsOf(values).at(-1);
}
