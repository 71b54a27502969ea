import type { MetricValue } from './metric.types.js';

export interface Ranked {
  present: readonly (MetricValue & { value: number })[];
  missing: readonly MetricValue[];
}

/** Highest first; those without a value apart, by name. */
export function rankValues(values: readonly MetricValue[]): Ranked {
  const present = values
    .filter((value): value is MetricValue & { value: number } => value.value !== null)
    .sort((a, b) => b.value - a.value || a.place.name.localeCompare(b.place.name, 'it'));
  return { present, missing: values.filter((value) => value.value === null) };
}

export interface Comparison {
  /** How many places are over the ambito's value. */
  over: number;
  of: number;
}

export function compareWithWhole(ranked: Ranked, whole: number | null): Comparison | null {
  if (whole === null || ranked.present.length < 2) return null;
  return { over: ranked.present.filter((value) => value.value > whole).length, of: ranked.present.length };
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

/** May be above or below zero by its nature: growth, balances. Its map takes two colours around zero. */
export function isAroundZero(values: readonly MetricValue[]): boolean {
  return values.some((value) => value.value !== null && value.value < 0);
}
