/** A budget line as commitments see it, in cents. */
export interface LineMoney {
  budgetLineId: string;
  objectiveId: string;
  objectiveCode: string;
  fundId: string;
  fund: string;
  fundName: string;
  year: number | null;
  description: string | null;
  /** Null where the plan names the fund and not the sum. */
  allocatedCents: number | null;
  committedCents: number;
  paidCents: number;
}

export interface CommitmentFields {
  committedCents: number;
  committedOn: string;
  actNumber: string;
  /** Code of an organisation of the network. */
  organisation: string | null;
  /** Who receives it, where it is none of the network. */
  payee: string | null;
  purpose: string | null;
  /** Why more is committed than the line gives. */
  overLineReason: string | null;
}

export interface Commitment extends CommitmentFields {
  id: string;
  budgetLineId: string;
  objectiveCode: string;
  objectiveTitle: string;
  fund: string;
  fundName: string;
  year: number | null;
  description: string | null;
  organisationName: string | null;
  enteredAt: Date;
  enteredBy: string | null;
  importId: string | null;
  /** What is left of it after what was taken away. */
  netCents: number;
  paidCents: number;
}

export interface PaymentFields {
  paidCents: number;
  paidOn: string;
  /** Number of the payment order. */
  actNumber: string;
  note: string | null;
}

export interface Payment extends PaymentFields {
  id: string;
  enteredAt: Date;
  enteredBy: string | null;
  importId: string | null;
  netCents: number;
}

/** What takes away from a commitment or a payment. */
export interface ReversalFields {
  cents: number;
  on: string;
  actNumber: string;
  reason: string;
}

export interface Reversal extends ReversalFields {
  id: string;
  reversesId: string;
  enteredAt: Date;
  enteredBy: string | null;
}

export interface LedgerImport {
  id: string;
  kind: 'commitment' | 'payment';
  fileName: string;
  rowCount: number;
  importedAt: Date;
  importedBy: string | null;
  undoneAt: Date | null;
  undoneReason: string | null;
}

/** The days and years within which money may move. */
export interface MoneyBounds {
  plan: { startsOn: string; endsOn: string };
  fund: { firstYear: number | null; lastYear: number | null; spendBy: string | null };
  /** Civil day. */
  today: string;
}
