import { z } from 'zod';
import type { Face } from '#platform/http/context.js';

/** In the order of the thread. */
export const NODE_KINDS = [
  'dataset',
  'metric',
  'evidence',
  'contribution',
  'need',
  'objective',
  'action',
  'budgetLine',
  'commitment',
  'payment',
  'fund',
  'service',
  'network',
  'agreement',
  'organisation',
  'indicator',
  'measurement',
  'outcomeSheet',
] as const;
export const NodeKind = z.enum(NODE_KINDS);
export type NodeKind = z.infer<typeof NodeKind>;

/** What is enough to find the page of a node. */
export interface NodeRef {
  kind: NodeKind;
  id: string;
  code: string;
  /** Code of the need or objective to which it belongs; identifier of a measurement's indicator, of a payment's commitment. */
  owner: string | null;
  /** Code of its plan; null for what outlives a plan. */
  plan: string | null;
}

/** Path of a node's page after the ambito and the face; null where that face has none. Put together by the application. */
export type NodeAddress = (node: NodeRef, face: Face) => string | null;

export interface Node extends NodeRef {
  title: string;
  /** What tells nodes of one kind apart: theme, level, state, year, day. */
  detail: string | null;
  /**
   * Cents of a budget line, commitment or payment; expected value of an indicator, value of a measurement; figures of a
   * dataset; achievement in hundredths of an outcome sheet.
   */
  amount: number | null;
  placeName: string | null;
}

export type Direction = 'before' | 'after';

/** One step of the walk: `node` hangs on the node `from`. */
export interface Step {
  direction: Direction;
  depth: number;
  from: { kind: NodeKind; id: string };
  /** `stated` by the plan, tied by `theme`, part of its `parent`, or the role of an organisation in an objective. */
  basis: string;
  node: Node;
}

/** Links that are too many and too alike to be followed. */
export interface Counted {
  direction: Direction;
  of: { kind: NodeKind; id: string };
  kind: NodeKind;
  count: number;
}

export interface Walk {
  start: Node;
  steps: Step[];
  counted: Counted[];
  /** There is more than a page holds. */
  isCut: boolean;
}

/** As much of a walk as a page shows. */
export interface Unfolding {
  start: Node;
  steps: Step[];
  counted: Counted[];
  /** What hangs on one node and is of one kind, where only the first of them, or none, are among the steps. */
  more: Counted[];
  /** Nodes of each kind on the way, whether or not they are among the steps. */
  met: Map<NodeKind, number>;
}

/** What hangs on one objective. */
export interface ThreadCounts {
  objectiveId: string;
  /** Figures, words and contributions that show the needs. */
  evidence: number;
  needs: number;
  /** Needs that have at least one evidence. */
  needsWithEvidence: number;
  actions: number;
  actionsDone: number;
  actionsUnderWay: number;
  budgetLines: number;
  cents: number;
  indicators: number;
  /** Indicators with an expected value as a number. */
  measurable: number;
  outcomeSheets: number;
  services: number;
  networks: number;
  agreements: number;
  organisations: number;
}

export const LOOSE_RULES = [
  'contribution-unanswered',
  'need-unanswered',
  'need-unproven',
  'objective-without-need',
  'objective-without-money',
  'objective-not-measurable',
  'objective-without-action',
  'outcome-not-taken-up',
] as const;
export type LooseRule = (typeof LOOSE_RULES)[number];

/** Something that the thread does not hold. */
export interface LooseEnd {
  rule: LooseRule;
  node: Node;
  placeCode: string | null;
}
