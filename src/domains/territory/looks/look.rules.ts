import type { MetricValue } from '../metric.types.js';
import type { AgePyramid, LookLine } from './look.types.js';

/** How the values of places stand, as they are shown: ties are told apart from differences that nobody sees. */
export type Ranking =
  | { kind: 'none' }
  | { kind: 'one'; only: Shown }
  | { kind: 'equal'; value: number; count: number }
  | { kind: 'tie'; first: readonly Shown[]; count: number; last: Shown }
  | { kind: 'first'; first: Shown; last: Shown; count: number };

export interface Shown {
  name: string;
  /** Rounded as it is written. */
  value: number;
}

/** @param decimals as the values are written: those that are written alike count as equal */
export function rankShown(values: readonly MetricValue[], decimals: number): Ranking {
  const shown = values
    .flatMap(({ place, value }) =>
      value === null ? [] : [{ name: place.name, value: Number(value.toFixed(decimals)) }],
    )
    .sort((a, b) => b.value - a.value || a.name.localeCompare(b.name, 'it'));
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return { kind: 'none' };
  if (shown.length === 1) return { kind: 'one', only: first };
  if (first.value === last.value) return { kind: 'equal', value: first.value, count: shown.length };
  const tied = shown.filter((one) => one.value === first.value);
  if (tied.length > 1) return { kind: 'tie', first: tied, last, count: shown.length };
  return { kind: 'first', first, last, count: shown.length };
}

/** Under so many cases a rate moves by itself: the relative standard error of a count of 20 is 22 %. */
export const FEW_CASES = 20;

/** Places whose value rests on a handful of cases; only where cases are counted over something. */
export function listFewCases(values: readonly MetricValue[]): MetricValue[] {
  return values.filter(
    ({ value, numerator, denominator }) =>
      value !== null &&
      numerator !== null &&
      denominator !== null &&
      Number.isInteger(numerator) &&
      Math.abs(numerator) < FEW_CASES &&
      denominator > FEW_CASES,
  );
}

/** What lies at the ends of a course; null with fewer than two years known. */
export interface Course {
  from: { year: number; value: number };
  to: { year: number; value: number };
  direction: 'up' | 'down' | 'same';
}

export function courseOf(line: LookLine, decimals: number): Course | null {
  const known = line.points.flatMap(({ year, value }) => (value === null ? [] : [{ year, value }]));
  const [from, to] = [known[0], known.at(-1)];
  if (!from || !to || from.year === to.year) return null;
  const change = Number((to.value - from.value).toFixed(decimals));
  return { from, to, direction: change > 0 ? 'up' : change < 0 ? 'down' : 'same' };
}

/** How two measures of the same places go together. */
export type Tie =
  | { kind: 'few'; count: number }
  | { kind: 'flat'; which: 'x' | 'y'; count: number }
  | { kind: 'none' | 'up' | 'down'; rho: number; count: number };

/** Fewer pairs say nothing of how two measures go together. */
export const FEW_PAIRS = 8;

/**
 * Spearman's rank correlation, which one giant comune cannot make by itself. It is told only when it differs from zero
 * at 95 % (t with n − 2 degrees of freedom; Student's quantile by Cornish and Fisher's expansion, right to 0,01 from 6).
 */
export function tieOf(pairs: readonly { x: number; y: number }[]): Tie {
  const count = pairs.length;
  if (count < FEW_PAIRS) return { kind: 'few', count };
  const x = ranksOf(pairs.map((pair) => pair.x));
  const y = ranksOf(pairs.map((pair) => pair.y));
  const rho = correlation(x, y);
  if (rho === null) return { kind: 'flat', which: new Set(x).size === 1 ? 'x' : 'y', count };
  const t = Math.abs(rho) * Math.sqrt((count - 2) / Math.max(1e-12, 1 - rho * rho));
  if (t < studentQuantile(count - 2)) return { kind: 'none', rho, count };
  return { kind: rho > 0 ? 'up' : 'down', rho, count };
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let i = start; i <= end; i += 1) ranks[order[i] ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranks;
}

/** Pearson's; null when one does not vary. */
function correlation(x: readonly number[], y: readonly number[]): number | null {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [i, value] of x.entries()) {
    const [dx, dy] = [value - mx, (y[i] ?? 0) - my];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx === 0 || yy === 0 ? null : Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** Two-sided 95 % quantile of Student's t. */
export function studentQuantile(freedom: number): number {
  const z = 1.959963985;
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom ** 3)
  );
}

/** Single ages 0–100 into classes of five years; the last is 100 and over. */
export function toFives(counts: readonly number[]): number[] {
  const classes = new Array<number>(21).fill(0);
  for (const [age, count] of counts.entries()) {
    const at = Math.min(20, Math.floor(age / 5));
    classes[at] = (classes[at] ?? 0) + count;
  }
  return classes;
}

export function ageLabel(index: number): string {
  return index === 20 ? '100+' : `${index * 5}-${index * 5 + 4}`;
}

export interface PyramidShares {
  total: number;
  /** Hundredths of all residents. */
  young: number;
  old: number;
}

/** Shares of under 15 and over 64, ISTAT's ages. @returns null for a population of nobody */
export function sharesOf(pyramid: AgePyramid): PyramidShares | null {
  const all = pyramid.male.map((count, i) => count + (pyramid.female[i] ?? 0));
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const total = sum(all);
  if (total === 0) return null;
  return { total, young: (sum(all.slice(0, 3)) / total) * 100, old: (sum(all.slice(13)) / total) * 100 };
}
