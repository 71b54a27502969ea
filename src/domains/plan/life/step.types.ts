import type { MessageValues } from '#platform/i18n/messages.js';
import type { PlanState } from '../plan.types.js';

/** Share of members that must be present, and of those present that must be in favour: more than so many per cent. */
export interface QuorumRule {
  quorumPercent: number;
  majorityPercent: number;
}

/** Who was there and how they voted. */
export interface Votes {
  membersEntitled: number;
  membersPresent: number;
  votesFor: number;
  votesAgainst: number;
  votesAbstained: number;
}

export type CheckState = 'done' | 'open' | 'explained';

/** What is still to be mended for one check, before anyone says why. */
export interface Finding {
  code: string;
  /** How many things are open; zero when all is done. */
  count: number;
  values?: MessageValues;
  /** Where they are mended, after `/piano/{plan}`. */
  path: string;
  /** Where they are mended, after ambito and face, when that is not a page of the plan. */
  address?: string;
}

export interface StepCheck extends Finding {
  state: CheckState;
  /** May it stay open with its reason? */
  isExplainable: boolean;
  note: string | null;
  /** Of the stored note; null where there is none. */
  noteVersion: number | null;
}

/** A check as it stood when the step was taken. */
export interface TakenCheck {
  code: string;
  state: CheckState;
  count: number;
  note: string | null;
}

/** What is recorded of an act. */
export interface ActFields {
  takenOn: string;
  actNumber: string | null;
  /** Code of a body of the register; the words of `bodyName` where it is not there. */
  body: string | null;
  bodyName: string | null;
  note: string | null;
  votes: Votes | null;
}

export interface NewStep extends ActFields {
  state: PlanState;
  /** Code of the programme agreement, and codes of the parties that have signed it. */
  agreement: string | null;
  signed: string[];
}

export interface Signatory {
  code: string;
  name: string;
  role: string | null;
  hasSigned: boolean;
}

export interface ActFile {
  id: string;
  name: string;
  size: number;
  sha256: string;
  isPublic: boolean;
  addedAt: Date;
}

export interface PlanAct {
  id: string;
  kind: 'step' | 'amendment';
  state: PlanState;
  takenOn: string;
  actNumber: string | null;
  bodyName: string | null;
  note: string | null;
  votes: Votes | null;
  rule: QuorumRule | null;
  checks: TakenCheck[];
  /** The act that this one corrects, and why. */
  correctsId: string | null;
  reason: string | null;
  /** The act that corrected this one: it stands no more. */
  correctedById: string | null;
  /** The version that it adopted. */
  versionNumber: number | null;
  agreementId: string | null;
  agreementTitle: string | null;
  signatories: Signatory[];
  files: ActFile[];
  recordedBy: string | null;
  recordedAt: Date;
}
