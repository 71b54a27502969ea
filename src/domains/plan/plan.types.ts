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
}

export interface PlanAct {
  id: string;
  state: PlanState;
  takenOn: string;
  actNumber: string | null;
  bodyName: string | null;
  note: string | null;
  recordedBy: string | null;
  recordedAt: Date;
}

export interface NewPlan {
  code: string;
  title: string;
  guidelineCode: string;
  summary: string | null;
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
