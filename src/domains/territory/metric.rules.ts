import type { Metric } from './metric.types.js';

/** Codes of the variables that a metric reads. */
export function variablesOf(metric: Pick<Metric, 'numerator' | 'denominator'>): string[] {
  return [...new Set([...metric.numerator, ...(metric.denominator ?? [])].map((term) => term.variable))];
}

/** Years whose figures the metric of one year reads. */
export function yearsUsed(metric: Pick<Metric, 'numerator' | 'denominator'>, year: number): number[] {
  const terms = [...metric.numerator, ...(metric.denominator ?? [])];
  return [...new Set(terms.map((term) => year + (term.yearOffset ?? 0)))];
}
