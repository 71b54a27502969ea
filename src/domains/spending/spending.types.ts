export const FUND_KINDS = [
  'state',
  'region',
  'europe',
  'comuni',
  'own',
  'health',
  'users',
  'private',
  'notStated',
] as const;
export type FundKind = (typeof FUND_KINDS)[number];

export interface FundFields {
  name: string;
  kind: FundKind;
  note: string | null;
}

export interface Fund extends FundFields {
  id: string;
  code: string;
  version: number;
}

export interface BudgetLineFields {
  /** Code of the fund. */
  fund: string;
  /** Null for a sum given once for the whole period. */
  year: number | null;
  description: string | null;
  /** Cents of euro; null where the plan names the fund and not the sum. */
  allocatedCents: number | null;
  /** False when the sum follows from the plan's words but is not written there. */
  stated: boolean;
  note: string | null;
}

export interface BudgetLine extends BudgetLineFields {
  id: string;
  version: number;
  fundName: string;
  fundKind: FundKind;
  objectiveId: string;
  objectiveCode: string;
  objectiveTitle: string;
}

/** An objective to which money can be given. */
export interface ObjectiveRef {
  id: string;
  code: string;
  title: string;
  planCode: string;
  placeName: string;
  /** What the plan says of the money, in its own words. */
  budgetNote: string | null;
  /** Code of the place and of those that hold it. */
  within: string[];
}

/** A plan, as far as money and outcomes need to know it. */
export interface PlanRef {
  id: string;
  code: string;
  title: string;
  startsOn: string;
  endsOn: string;
}
