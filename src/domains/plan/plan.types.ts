import { z } from 'zod';

/** In the order in which a plan lives them. */
export const PLAN_STATES = ['draft', 'consultation', 'adopted', 'signed', 'inForce', 'closed'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** First and last year of the period: `2021-2023`. */
export const PlanCode = z.string().regex(/^\d{4}-\d{4}$/);

export interface Plan {
  id: string;
  code: string;
  title: string;
  startsOn: string;
  endsOn: string;
  guidelineCode: string;
  summary: string | null;
  version: number;
  /** A plan without acts yet is a draft. */
  state: PlanState;
  /** Day and number of the act by which the present state began. */
  stateSince: string | null;
  actNumber: string | null;
  bodyName: string | null;
  /** From its adoption on, anyone may read it. */
  isPublic: boolean;
  /** Adopted before it was in Trama: its text is completed freely until the first version is frozen. */
  isTranscribed: boolean;
  /** The edition of the guideline that it keeps; null follows the present one. */
  guidelineSha256: string | null;
  /** The last version that was frozen; null before the first. */
  frozenVersion: number | null;
  /** The amendment that is open, by which an adopted text may be worked on. */
  amendmentId: string | null;
}

export interface NewPlan {
  code: string;
  title: string;
  guidelineCode: string;
  summary: string | null;
  /** False for a plan that is written here. */
  isTranscribed?: boolean;
}

export interface NewPlanAct {
  state: PlanState;
  takenOn: string;
  actNumber: string | null;
  bodyName: string | null;
  note: string | null;
}

/** A place of the ambito, as needs and objectives name it. */
export interface Place {
  id: string;
  code: string;
  name: string;
  kind: string;
}
