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

export const CARRY_OVER_RULES = ['unsaid', 'allowed', 'refused'] as const;
export type CarryOverRule = (typeof CARRY_OVER_RULES)[number];

/** What a fund asks of who spends it. */
export interface FundRules {
  /** What may be paid with it, in words. */
  eligibleUses: string | null;
  /** Letters of the policy areas that it may serve; empty for all. */
  policyAreas: string[];
  firstYear: number | null;
  lastYear: number | null;
  /** Day by which it must be spent. */
  spendBy: string | null;
  /** Whether what is left of a year may be spent in the next. */
  carryOver: CarryOverRule;
  carryOverUntil: string | null;
  /** Least share that others must add, in hundredths of a per cent of the whole. */
  coFundingHundredths: number | null;
}

export interface FundFields extends FundRules {
  name: string;
  kind: FundKind;
  note: string | null;
}

/** A fund of which nothing but its name is known. */
export const NO_RULES: FundRules = {
  eligibleUses: null,
  policyAreas: [],
  firstYear: null,
  lastYear: null,
  spendBy: null,
  carryOver: 'unsaid',
  carryOverUntil: null,
  coFundingHundredths: null,
};

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
  /** Code of the service that it pays, where one is named. */
  service: string | null;
  /** ISTAT code of the comune in which it is spent, where it is one alone. */
  comune: string | null;
}

export interface BudgetLine extends BudgetLineFields {
  id: string;
  version: number;
  fundName: string;
  fundKind: FundKind;
  objectiveId: string;
  objectiveCode: string;
  objectiveTitle: string;
  /** What was committed and paid of it, reversals taken away. */
  committedCents: number;
  paidCents: number;
  serviceName: string | null;
  comuneName: string | null;
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
