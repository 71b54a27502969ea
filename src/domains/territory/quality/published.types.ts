import type { Missing } from './formula.evaluation.js';
import type { FormulaError } from './formula.types.js';

/** A total, mean or share that a document printed, with the formula that must give it again. */
export type PublishedTotal = {
  readonly code: string;
  /** The printed figure as decimal text with a point. */
  readonly value: string;
  /** Position of the last printed digit: 2 for "694,31", 0 for "118", -3 for "circa 18.000". */
  readonly decimals: number;
  readonly unit: string;
  readonly formula: string | null;
  readonly notComputableReason: string | null;
};

export type FindingSeverity = 'error' | 'warning' | 'info';

/** A printed figure that the data do not give. Texts of numbers are decimal, with a point. */
export type PublishedFinding = {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly published: string;
  /** What the data give, rounded to the decimals that were printed. */
  readonly expected: string;
  /** Published minus expected. */
  readonly difference: string;
  readonly messageKey: FindingKey;
  readonly messageValues: Readonly<Record<string, string | number>>;
};

export type FindingKey =
  | 'quality.published.sum-of-comuni'
  | 'quality.published.sum-of-items'
  | 'quality.published.count'
  | 'quality.published.other-version'
  | 'quality.published.recomputed'
  | 'quality.published.rounded-inputs'
  | 'quality.published.partial'
  | 'quality.published.partial-exceeded';

/** Outcome of one check. `notComputable` carries the document's own reason, or what is missing, never both. */
export type PublishedCheck =
  | { readonly kind: 'matches'; readonly code: string; readonly expected: string }
  | { readonly kind: 'differs'; readonly code: string; readonly finding: PublishedFinding }
  | {
      readonly kind: 'notComputable';
      readonly code: string;
      readonly reason: string | null;
      readonly missing: readonly Missing[];
      readonly formulaError: FormulaError | null;
    };
