import type { Provenance } from '../evaluation.types.js';

/** What waits, as a filter of the list asks for it. */
export const DUE_FILTERS = ['late', 'due', 'never', 'computed', 'unscheduled'] as const;
export type DueFilter = (typeof DUE_FILTERS)[number];

/** `unscheduled`: the sheet does not say how often, or not in words that can be read. */
export type DueState = 'late' | 'due' | 'onTime' | 'unscheduled';

/** An indicator as lists show it. */
export interface IndicatorLine {
  id: string;
  kind: string;
  title: string;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  targetAsStated: string | null;
  /** In the words of the sheet. */
  frequency: string | null;
  /** Those words as months; 0 for once at the end; null when they are not there or cannot be read. */
  months: number | null;
  objectiveCode: string;
  objectiveTitle: string;
  placeName: string;
  within: string[];
  latestOn: string | null;
  latestValue: number | null;
  /** When the next value is due; null when none is. */
  dueOn: string | null;
  /** It takes its values from a metric or from the budget. */
  isComputed: boolean;
}

export interface IndicatorFilter {
  search?: string | undefined;
  /** Code of the place of the objective. */
  place?: string | undefined;
  kind?: string | undefined;
  due?: DueFilter | undefined;
  /** Only indicators that someone who holds roles at these places may measure; everyone's when left out. */
  heldAt?: readonly string[] | undefined;
}

export interface IndicatorCounts {
  all: number;
  late: number;
  /** Due for less than the tolerance. */
  due: number;
  never: number;
  computed: number;
  unscheduled: number;
}

/** One measured value as the page of its indicator tells it. */
export interface MeasuredValue {
  id: string;
  version: number;
  measuredOn: string;
  value: number;
  note: string | null;
  origin: 'hand' | 'import' | 'computed';
  provenance: Provenance | null;
  recordedBy: string | null;
  evidence: { id: string; name: string; size: number }[];
}
