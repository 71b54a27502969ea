export interface Amendment {
  id: string;
  version: number;
  /** The version that it leads to. */
  number: number;
  reason: string;
  openedOn: string;
  openedBy: string | null;
  /** Null while it is open. */
  outcome: 'adopted' | 'abandoned' | null;
  closedAt: Date | null;
  closingReason: string | null;
}
