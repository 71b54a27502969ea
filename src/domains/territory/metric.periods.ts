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

/** A point a year from the first to the last: years without a figure are gaps, never drawn as if they were known. */
export function withGaps(
  points: readonly { year: number; value: number | null }[],
): { period: string; value: number | null }[] {
  const byYear = new Map(points.map((point) => [point.year, point.value]));
  const years = [...byYear.keys()];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: years.length === 0 ? 0 : last - first + 1 }, (_, index) => ({
    period: String(first + index),
    value: byYear.get(first + index) ?? null,
  }));
}

/** Change from the nearest earlier year that has a value. */
export function findChange(
  series: readonly MetricValue[],
  year: number,
): { from: number; before: number; after: number } | null {
  const known = series
    .filter((value) => value.value !== null && value.year <= year)
    .sort((a, b) => a.year - b.year);
  const last = known.at(-1);
  const before = known.at(-2);
  if (!last || !before || last.year !== year || last.value === null || before.value === null) return null;
  return { from: before.year, before: before.value, after: last.value };
}
