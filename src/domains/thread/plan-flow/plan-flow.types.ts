import { z } from 'zod';

export const FlowMeasure = z.enum(['euro', 'legami']);
/** Widths of the ribbons: money, or how many links. */
export type FlowMeasure = z.infer<typeof FlowMeasure>;

/** One by one while they can be read, by theme and policy area beyond; or always one way. */
export const FlowGrouping = z.enum(['auto', 'gruppi', 'uno']);
export type FlowGrouping = z.infer<typeof FlowGrouping>;

export interface FlowNeed {
  id: string;
  code: string;
  title: string;
  theme: string;
}

export interface FlowObjective {
  id: string;
  code: string;
  title: string;
  /** First policy area ticked on its sheet. */
  area: { code: string; it: string; en: string } | null;
  /** Others carry it out: what it lacks is theirs to have. */
  isCarried: boolean;
}

export interface FlowFund {
  id: string;
  code: string;
  name: string;
}

/** Everything between needs and funds of one plan. */
/** What a plan without a picture lacks first: what is missing decides the first step. */
export type FlowGap = 'needs' | 'objectives' | 'links' | 'money';

export interface PlanLinks {
  needs: FlowNeed[];
  objectives: FlowObjective[];
  funds: FlowFund[];
  needLinks: { needId: string; objectiveId: string }[];
  /** `cents` is null where the plan names the fund and not the sum. */
  moneyLinks: { objectiveId: string; fundId: string; cents: number | null }[];
}

export type FlowColumnKey = 'need' | 'objective' | 'fund';

export interface FlowItem {
  id: string;
  column: FlowColumnKey;
  /** Null stands for what is missing: no need, no objective, no money. */
  label: string | null;
  /** Node of the thread, where it is one. */
  nodeId: string | null;
  /** How many needs, objectives or funds it stands for. */
  members: number;
  /** Cents, or links. */
  value: number;
}

export interface FlowEdge {
  from: string;
  to: string;
  value: number;
}

export interface PlanFlow {
  measure: FlowMeasure;
  items: FlowItem[];
  edges: FlowEdge[];
  /** Cents that the plan gives, or links, in all. */
  total: number;
  isGrouped: { need: boolean; objective: boolean };
  /** What has no width in this measure: told in words. */
  loose: { unanswered: FlowNeed[]; withoutNeed: FlowObjective[]; withoutMoney: FlowObjective[] };
}

export interface FlowPlan {
  id: string;
  code: string;
  title: string;
}
