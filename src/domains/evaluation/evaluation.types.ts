export const SHEET_LEVELS = ['ambito', 'subAmbito'] as const;
export type SheetLevel = (typeof SHEET_LEVELS)[number];

export const OUTCOME_STATES = ['done', 'partlyDone', 'underWay', 'suspended', 'notDone'] as const;
export type OutcomeState = (typeof OUTCOME_STATES)[number];

export const OUTCOME_KINDS = ['improvement', 'maintenance'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export const ANSWERS = ['yes', 'partly', 'no'] as const;
export type Answer = (typeof ANSWERS)[number];

export interface OutcomeActionFields {
  text: string;
  /** Null where the plan does not say what became of it. */
  state: OutcomeState | null;
  /** Improvement or maintenance: the only thing that some sheets say of their actions. */
  kind: OutcomeKind | null;
  note: string | null;
}

export interface OutcomeAction extends OutcomeActionFields {
  id: string;
}

/** Answers that only one guideline asks, by its field's key; sums in cents. */
export type SheetAnswers = Record<string, string | number | boolean | string[] | null>;

export interface OutcomeSheetFields {
  title: string;
  level: SheetLevel;
  /** Code of the place. */
  place: string;
  /** The area of the closed period, in its own words. */
  policyArea: string | null;
  description: string | null;
  /** From 0 to 100. */
  achievementPercent: number | null;
  /** Why it differs from what actions and indicators give. */
  achievementReason?: string | null;
  userSatisfaction: string | null;
  /** Resources committed over allocated, from 0 to 100. */
  committedPercent: number | null;
  resourcesNote: string | null;
  criticality: string | null;
  answeredNeed: Answer | null;
  answeredNeedReason: string | null;
  /** False where the sheet does not say it and the value was read from its words. */
  answeredNeedExplicit: boolean | null;
  inContinuity: boolean | null;
  inContinuityNote: string | null;
  proposedAgain: Answer | null;
  proposedAgainReason: string | null;
  source: string | null;
  note: string | null;
  /** As a form sends them (words by key), or as they are kept. */
  fields?: SheetAnswers;
}

/** Actions as a form sends them: with an id, those that are there already. */
export type OutcomeActionEdit = OutcomeActionFields & { id: string | null };

export interface OutcomeSheetEdit extends OutcomeSheetFields {
  actions: OutcomeActionEdit[];
  /** Codes of the new objectives that take it up. */
  continuesIn: string[];
}

export interface Continuation {
  id?: string;
  /** Code of its plan: the one that reports the sheet, or the one that follows. */
  plan?: string;
  /** May anyone read that plan? */
  isPublic?: boolean;
  code: string;
  title: string;
  basis: 'stated' | 'theme';
}

export interface OutcomeSheet extends OutcomeSheetFields {
  id: string;
  version: number;
  code: string;
  planCode: string;
  /** Edition of the guideline of the plan that reports it. */
  guidelineCode: string;
  guidelineSha256: string | null;
  fields: SheetAnswers;
  /** The objective of this plan that it closes; null for those of the period before. */
  objectiveId: string | null;
  objectiveCode: string | null;
  /** What actions and indicators gave when it was last saved. */
  computedPercent: number | null;
  placeName: string;
  /** Code of the place and of those that hold it: who has a role there may edit. */
  within: string[];
  actions: OutcomeAction[];
  continuesIn: Continuation[];
}

export interface SheetFilter {
  search?: string | undefined;
  place?: string | undefined;
  policyArea?: string | undefined;
  /** A class of achievement. */
  achievement?: string | undefined;
  answered?: string | undefined;
  again?: string | undefined;
}

export interface MeasurementFields {
  /** Day, as YYYY-MM-DD. */
  measuredOn: string;
  value: number;
  note: string | null;
}

/** What a computed value was computed from. */
export type Provenance =
  | {
      kind: 'metric';
      metric: string;
      /** Edition of the formula. */
      edition: number;
      place: string;
      year: number;
      /** Codes of the published data it read. */
      datasets: string[];
    }
  | { kind: 'budget'; money: MoneyMeasure; cents: number; ofCents: number | null; lines: number };

export const MONEY_MEASURES = ['allocated', 'committed', 'paid', 'committedShare', 'paidShare'] as const;
export type MoneyMeasure = (typeof MONEY_MEASURES)[number];

export interface Measurement extends MeasurementFields {
  id: string;
  version: number;
  indicatorId: string;
  recordedBy: string | null;
}

/** An indicator of an objective with what was measured of it, newest first. */
export interface MeasuredIndicator {
  id: string;
  kind: string;
  title: string;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  targetAsStated: string | null;
  frequency: string | null;
  objectiveCode: string;
  objectiveTitle: string;
  planCode: string;
  within: string[];
  measurements: Measurement[];
}
