import type { FoundDetail, RuleCode, SaidValue } from './quality/check.types.js';
import { RULE_CODES } from './quality/check.types.js';
import type { FindingSeverity } from './quality/published.types.js';

export type { FindingSeverity };

/** Rules of the check, in the order in which their findings are shown. */
export const FINDING_RULES = RULE_CODES;
export type FindingRule = RuleCode;

export const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'info'];

/**
 * What became of a finding. Open; explained by the office; corrected, when later figures no longer show it; lapsed, when
 * nobody looks for it any more (the rule was switched off, its dataset withdrawn).
 */
export const FINDING_STATES = ['open', 'explained', 'corrected', 'lapsed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** States of what still stands in the figures. */
export const STANDING: readonly FindingState[] = ['open', 'explained'];

export type MessageValues = Readonly<Record<string, SaidValue>>;

/** A finding as a check gives it. Texts of numbers are decimal, with a point. */
export interface NewFinding {
  /** Stable between checks, and one alone in the ambito: a published total's id, or the rule and what it looked at. */
  code: string;
  rule: FindingRule;
  severity: FindingSeverity;
  location: string;
  published: string | null;
  expected: string | null;
  difference: string | null;
  messageKey: string;
  messageValues: MessageValues;
  variable: string | null;
  placeCode: string | null;
  period: string | null;
  year: number | null;
  dataset: string | null;
  unit: string;
  details: readonly FoundDetail[];
  /** Hash of the figures that it speaks of. */
  fingerprint: string;
}

export interface Finding extends Omit<NewFinding, 'fingerprint' | 'unit'> {
  id: string;
  state: FindingState;
  foundAt: Date;
  firstFoundAt: Date;
  closedAt: Date | null;
  closedByEdition: number | null;
  /** Of a published total: what it is of. */
  name: string | null;
  asPublished: string | null;
  placeName: string | null;
  unit: string | null;
  decimals: number | null;
  datasetTitle: string | null;
  /** The office's own words on why it stands, who wrote them and when. */
  explanation: string | null;
  explanationVersion: number | null;
  explainedBy: string | null;
  explainedAt: Date | null;
}

export interface FindingEvent {
  kind: 'found' | 'changed' | 'explained' | 'corrected' | 'lapsed' | 'reopened';
  at: Date;
  by: string | null;
  note: string | null;
  published: string | null;
  expected: string | null;
  edition: number | null;
  datasetTitle: string | null;
}

export interface QualitySummary {
  /** Published totals that are checked. */
  totals: number;
  /** Of these, those that the document itself does not let compute. */
  notComputable: number;
  checkedAt: Date | null;
}

/** A rule as the ambito has it. */
export interface AmbitoRule {
  rule: FindingRule;
  active: boolean;
  /** Only those that differ from the shipped ones. */
  thresholds: Readonly<Record<string, number>>;
  reason: string;
  changedBy: string | null;
  changedAt: Date;
  version: number;
}
