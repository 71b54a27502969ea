import { findVariable } from './files/variables.js';
import type { Metric } from './metric.types.js';

/** Codes of the variables that a metric reads, with what plans call them. */
export function variablesOf(metric: Pick<Metric, 'numerator' | 'denominator'>): string[] {
  const own = [...metric.numerator, ...(metric.denominator ?? [])].map((term) => term.variable);
  const also = own.flatMap((code) => findVariable(code)?.alsoCalled?.map((name) => name.variable) ?? []);
  return [...new Set([...own, ...also])];
}

/** Years whose figures the metric of one year reads. */
export function yearsUsed(metric: Pick<Metric, 'numerator' | 'denominator'>, year: number): number[] {
  const terms = [...metric.numerator, ...(metric.denominator ?? [])];
  return [...new Set(terms.map((term) => year + (term.yearOffset ?? 0)))];
}
