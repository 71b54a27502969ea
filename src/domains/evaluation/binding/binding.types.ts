import { z } from 'zod';
import { text } from '#platform/http/form.js';
import { MONEY_MEASURES, type MoneyMeasure } from '../evaluation.types.js';

export const YEAR_DAYS = ['12-31', '01-01'] as const;

/** What an indicator is computed from, as its form sends it. */
export const BindingForm = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('metric'),
    metric: text(80),
    place: text(60),
    yearDay: z.enum(YEAR_DAYS),
  }),
  z.object({ kind: z.literal('budget'), money: z.enum(MONEY_MEASURES) }),
]);
export type BindingFields = z.output<typeof BindingForm>;

export interface Binding {
  id: string;
  version: number;
  kind: 'metric' | 'budget';
  metric: string | null;
  placeId: string | null;
  place: string | null;
  placeName: string | null;
  yearDay: (typeof YEAR_DAYS)[number] | null;
  money: MoneyMeasure | null;
}

/** The objective's sums, in cents; null where nothing is allocated in figures. */
export interface ObjectiveMoney {
  lines: number;
  allocated: number | null;
  committed: number;
  paid: number;
}

/** A value to be stored by computing. */
export interface ComputedValue {
  measuredOn: string;
  value: number;
}

/** What computing did. */
export interface ComputeOutcome {
  added: number;
  changed: number;
  equal: number;
  /** Days that hold a value by hand or from a file, which was left alone. */
  kept: number;
}
