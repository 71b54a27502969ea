import { z } from 'zod';
import { decimal, longText, optional, text } from '#platform/http/form.js';
import { formRows } from '#platform/http/form-rows.js';
import { AGES } from './age-count.rules.js';
import type { MetricTerm } from './metric.types.js';

const TERM_FIELDS = ['variable', 'weight', 'year', 'sex', 'from', 'to', 'category', 'counted'] as const;
const MOST_TERMS = 12;
const OLDEST = AGES - 1;

const age = optional(z.string().regex(/^\d{1,3}$/, { error: 'territory.own.age' })).transform((value) =>
  value === null ? undefined : Number(value),
);

const Term = z
  .object({
    variable: text(200),
    weight: optional(decimal),
    year: optional(z.enum(['-1', '0', '1'])),
    sex: optional(z.enum(['m', 'f'])),
    from: age,
    to: age,
    category: optional(text(200)),
    counted: optional(z.enum(['years'])),
  })
  .transform(
    ({ variable, weight, year, sex, from, to, category, counted }): MetricTerm => ({
      variable,
      weight: weight ?? 1,
      yearOffset: Number(year ?? 0),
      ...(sex === null ? {} : { sex }),
      // "Up to 14" is from 0; whoever is 100 is in the last class, which has no end.
      ...(from === undefined && to === undefined ? {} : { ageFrom: from ?? 0 }),
      ...(to === undefined || to >= OLDEST ? {} : { ageTo: to }),
      ...(category === null ? {} : { category }),
      ...(counted === null ? {} : { weightByAge: true }),
    }),
  );

/** A metric as its form sends it, after `prepareMetricForm`. */
export const MetricForm = z.object({
  name: text(120, 3),
  unit: optional(text(30)).transform((value) => value ?? ''),
  decimals: z.coerce.number().int().min(0).max(6),
  factor: decimal.pipe(z.number().positive({ error: 'territory.own.factor-positive' }).max(1e9)),
  numerator: z.array(Term).min(1, { error: 'territory.own.numerator-missing' }).max(MOST_TERMS),
  denominator: z.array(Term).max(MOST_TERMS),
  explanation: longText(2_000, 10),
  source: text(300),
  note: optional(longText(500)),
  intent: z.enum(['save', 'try']).default('save'),
});
export type MetricForm = z.output<typeof MetricForm>;

/** Gathers the rows of the two sums of a sent form. */
export function prepareMetricForm(body: Record<string, unknown>): Record<string, unknown> {
  return {
    ...body,
    numerator: formRows(body, 'numerator', TERM_FIELDS),
    denominator: formRows(body, 'denominator', TERM_FIELDS),
  };
}

/** A term as the form shows it. */
export function termValues(term: MetricTerm): Record<string, string> {
  const { variable, weight, yearOffset, sex, ageFrom, ageTo, category, weightByAge } = term;
  return {
    variable,
    weight: (weight ?? 1) === 1 ? '' : String(weight).replace('.', ','),
    year: yearOffset ? String(yearOffset) : '',
    sex: sex ?? '',
    from: ageFrom === undefined ? '' : String(ageFrom),
    to: ageTo === undefined ? '' : String(ageTo),
    category: category ?? '',
    counted: weightByAge ? 'years' : '',
  };
}
