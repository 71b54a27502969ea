import type { FindingSeverity } from './quality/published.types.js';

export type { FindingSeverity };

/** Rules of the check, in the order in which their findings are shown. */
export const FINDING_RULES = ['published-total', 'sexes-sum', 'places-missing', 'jump'] as const;
export type FindingRule = (typeof FINDING_RULES)[number];

export const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'info'];

/** A finding as the last check wrote it. Texts of numbers are decimal, with a point. */
export interface NewFinding {
  /** Stable between checks: a published total's id, or what the rule looked at. */
  code: string;
  rule: FindingRule;
  severity: FindingSeverity;
  location: string;
  published: string | null;
  expected: string | null;
  difference: string | null;
  messageKey: string;
  messageValues: Record<string, string | number>;
}

export interface Finding extends NewFinding {
  id: string;
  foundAt: Date;
  /** Of a published total: what it is of. */
  name: string | null;
  asPublished: string | null;
  placeName: string | null;
  unit: string | null;
  decimals: number | null;
  /** The office's own words on why it stands. */
  explanation: string | null;
  explanationVersion: number | null;
}

export interface QualitySummary {
  /** Published totals that are checked. */
  totals: number;
  /** Of these, those that the document itself does not let compute. */
  notComputable: number;
  checkedAt: Date | null;
}
