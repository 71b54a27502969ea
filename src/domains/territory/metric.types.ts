import { z } from 'zod';
import type { Level, PlaceKind } from './place.types.js';

/**
 * One addend of a numerator or denominator. `yearOffset` 1 is the figure of the year after (the 1 January that closes
 * the year of the metric). Without ages the total of all ages is read, without sex the two together.
 */
export const MetricTerm = z.object({
  variable: z.string().min(1),
  weight: z.number().default(1),
  yearOffset: z.number().int().min(-10).max(10).default(0),
  sex: z.enum(['m', 'f']).optional(),
  ageFrom: z.number().int().min(0).optional(),
  ageTo: z.number().int().min(0).optional(),
  category: z.string().optional(),
  /** Each person counts as many times as the years lived, half a year for the one being lived: for mean ages. */
  weightByAge: z.boolean().optional(),
});
export type MetricTerm = z.infer<typeof MetricTerm>;

const Words = z.object({ it: z.string(), en: z.string() });

/** A metric as Trama ships it: src/domains/territory/metrics.json. */
export const ShippedMetric = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  edition: z.number().int().min(1),
  name: Words,
  question: Words,
  unit: z.string(),
  decimals: z.number().int().min(0).max(6),
  factor: z.number(),
  numerator: z.array(MetricTerm).min(1),
  denominator: z.array(MetricTerm).nullable(),
  explanation: Words,
  source: z.string(),
  /** Short words for the two columns of a table. */
  labels: z.object({ numerator: Words, denominator: Words }),
});
export type ShippedMetric = z.infer<typeof ShippedMetric>;

export interface Metric {
  id: string;
  code: string;
  edition: number;
  name: string;
  unit: string;
  decimals: number;
  factor: number;
  numerator: MetricTerm[];
  denominator: MetricTerm[] | null;
  explanation: string;
  source: string;
  shipped: boolean;
}

/** A metric of one place and year. `value` is null when an input is missing or the denominator is zero. */
export interface MetricValue {
  metric: string;
  year: number;
  place: { code: string; name: string; kind: PlaceKind };
  /** Not rounded: `decimals` of the metric says how it is written. */
  value: number | null;
  /** Summed over the comuni of the place; null when one is missing. */
  numerator: number | null;
  denominator: number | null;
  /** How many comuni the place has, and how many lack a figure that the metric needs. */
  comuni: number;
  missing: number;
  /** What is missing and where, one entry an input of the formula; empty when there is a value. */
  lacking: readonly MissingInput[];
}

/**
 * `absent`: no figure. `suppressed`: its publisher withholds it. `ages`: the figures' age classes do not begin and end
 * where the formula's do.
 */
export type MissingWhy = 'absent' | 'suppressed' | 'ages';

export interface MissingInput {
  term: MetricTerm;
  /** Year of the figure, which the term's offset may make another than the value's; null for land area. */
  year: number | null;
  why: MissingWhy;
  /** Names of the comuni that lack it, twenty at most; empty where the place lacks it as a whole. */
  comuni: readonly string[];
}

export interface MetricQuestion {
  /** Codes of metrics; all when left out. */
  codes?: readonly string[];
  /** Years; every year for which all the inputs exist somewhere, when left out. */
  years?: readonly number[];
  levels: readonly MetricLevel[];
  /** Only these places. */
  places?: readonly string[];
  /** Editions to compute with, by code, where not the present one: what a document of then used. */
  editions?: Readonly<Record<string, number>>;
}

/** `otherComune` are the comuni of elsewhere, kept to be compared with. */
export type MetricLevel = Level | 'otherComune';

/** What computing needs of a metric, saved or not. */
export type Formula = Pick<Metric, 'code' | 'factor' | 'numerator' | 'denominator'>;
