/** Fewer years than this on either side say more of the years than of what was done. */
export const LEAST_YEARS = 2;
/** Years looked at before the plan begins. */
export const YEARS_BEFORE = 4;
export const MOST_COMPARABLES = 8;
export const LEAST_COMPARABLES = 3;

export interface YearValue {
  year: number;
  value: number | null;
}

export interface Candidate {
  code: string;
  name: string;
  /** Residents and residents of 65 and over for each hundred under 15; null where not known. */
  residents: number | null;
  ageing: number | null;
}

/**
 * How unlike another place is: twice the residents counts as much as thirty points of the ageing index. Where the place's
 * own ageing is not known size alone is looked at, for all alike. Null where what is looked at is not known.
 */
export function unlikeness(a: Candidate, b: Candidate): number | null {
  if (a.residents === null || b.residents === null || a.residents <= 0 || b.residents <= 0) return null;
  const size = Math.abs(Math.log2(a.residents / b.residents));
  if (a.ageing === null) return size;
  if (b.ageing === null) return null;
  return size + Math.abs(a.ageing - b.ageing) / 30;
}

/** The most alike, nearest first; of equals, by code, so that the choice is the same every time. */
export function chooseComparables<C extends Candidate>(place: Candidate, candidates: readonly C[]): C[] {
  return candidates
    .flatMap((one) => {
      const distance = one.code === place.code ? null : unlikeness(place, one);
      return distance === null ? [] : [{ one, distance }];
    })
    .sort((a, b) => a.distance - b.distance || a.one.code.localeCompare(b.one.code))
    .slice(0, MOST_COMPARABLES)
    .map(({ one }) => one);
}

export interface Change {
  before: number;
  after: number;
  yearsBefore: number;
  yearsAfter: number;
}

/** Means of the years before a plan and of those within it; null with too few years on either side. */
export function changeOf(values: readonly YearValue[], first: number, last: number): Change | null {
  const mean = (from: number, to: number) => {
    const known = values.flatMap(({ year, value }) =>
      year >= from && year <= to && value !== null ? [value] : [],
    );
    return { count: known.length, mean: known.reduce((sum, one) => sum + one, 0) / known.length };
  };
  const before = mean(first - YEARS_BEFORE, first - 1);
  const after = mean(first, last);
  if (before.count < LEAST_YEARS || after.count < LEAST_YEARS) return null;
  return {
    before: before.mean,
    after: after.mean,
    yearsBefore: before.count,
    yearsAfter: after.count,
  };
}

export type Verdict = 'noYears' | 'noComparables' | 'told';

export interface Impact {
  verdict: Verdict;
  own: Change | null;
  /** Mean of the changes of the comparables, each counting the same; null when they are too few. */
  others: number | null;
  /** Comparables of which enough years are known. */
  compared: number;
  /** Own change less the others' (difference in differences); null when it cannot be told. */
  difference: number | null;
}

/** Before and after of a place against before and after of those like it. */
export function assessImpact(
  own: readonly YearValue[],
  others: readonly (readonly YearValue[])[],
  first: number,
  last: number,
): Impact {
  const change = changeOf(own, first, last);
  const changes = others.flatMap((values) => changeOf(values, first, last) ?? []);
  const isEnough = changes.length >= LEAST_COMPARABLES;
  const mean = isEnough
    ? changes.reduce((sum, one) => sum + (one.after - one.before), 0) / changes.length
    : null;
  return {
    verdict: change === null ? 'noYears' : isEnough ? 'told' : 'noComparables',
    own: change,
    others: mean,
    compared: changes.length,
    difference: change === null || mean === null ? null : change.after - change.before - mean,
  };
}

/** Mean of the comparables year by year, where at least as many are known as are needed. */
export function meanSeries(others: readonly (readonly YearValue[])[]): YearValue[] {
  const years = Map.groupBy(others.flat(), (one) => one.year);
  return [...years]
    .map(([year, values]) => {
      const known = values.flatMap((one) => one.value ?? []);
      const isEnough = known.length >= LEAST_COMPARABLES;
      return { year, value: isEnough ? known.reduce((sum, one) => sum + one, 0) / known.length : null };
    })
    .sort((a, b) => a.year - b.year);
}
