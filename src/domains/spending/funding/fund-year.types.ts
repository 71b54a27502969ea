/** An act about one year of a fund. */
interface FundAct {
  year: number;
  actNumber: string;
  actOn: string;
  note: string | null;
}

/** What a fund gives to the ambito for a year, by an act. */
export interface AssignmentFields extends FundAct {
  assignedCents: number;
}
export interface Assignment extends AssignmentFields {
  id: string;
  version: number;
}

/** What is left of a year, the act's, and goes to the next. */
export interface CarryOverFields extends FundAct {
  carriedCents: number;
}
export interface CarryOver extends CarryOverFields {
  id: string;
  version: number;
}

/** Sums of a fund's budget lines of one year; null for lines given once in the period. */
export interface LineSums {
  fundId: string;
  year: number | null;
  allocatedCents: number;
  committedCents: number;
  paidCents: number;
  /** Lines that name the fund and not the sum. */
  unstated: number;
}

/** One year of a fund, in cents. */
export interface FundYear {
  /** Null for what the plan gives once in the period. */
  year: number | null;
  /** Null where no act says it. */
  assigned: number | null;
  carriedIn: number;
  carriedOut: number;
  allocated: number;
  committed: number;
  paid: number;
  unstated: number;
  /** What the year has: assigned, with what came and without what went; null where nothing was assigned or came. */
  available: number | null;
  /** Available and not given to any objective; below nil when more was given than there is. */
  unallocated: number | null;
  /** Available and not committed. */
  residual: number | null;
}

export const BASES = ['population', 'quota', 'hand'] as const;
export type Basis = (typeof BASES)[number];

/** How a year of a fund is shared among the comuni. */
export interface AllocationFields {
  year: number;
  basis: Basis;
  totalCents: number;
  actNumber: string | null;
  actOn: string | null;
  note: string | null;
}

export interface Share {
  comuneId: string;
  comune: string;
  name: string;
  /** Residents or quota in thousandths; null where given by hand. */
  weightThousandths: number | null;
  shareCents: number;
}

export interface Allocation extends AllocationFields {
  id: string;
  version: number;
  /** Year whose residents on 1 January were counted. */
  populationYear: number | null;
}
