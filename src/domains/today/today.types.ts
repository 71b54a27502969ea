import type { AuditEntry } from '#platform/audit/audit.sql.js';
export interface LatestPlan {
  id: string;
  code: string;
  title: string;
  summary: string | null;
  state: string | null;
  startsOn: string;
  endsOn: string;
}

export interface Tally {
  need: number;
  objective: number;
  action: number;
  indicator: number;
  /** Indicators whose expected value is a number. */
  measurable: number;
  outcomeSheet: number;
  service: number;
  network: number;
  agreement: number;
  fund: number;
  /** Money of every budget line, in cents. */
  cents: number;
}

export interface Population {
  year: number;
  residents: number;
  comuni: number;
  /** Against the year before; null when there is none. */
  change: number | null;
  changeFrom: number | null;
}

export type RecentAct = Pick<AuditEntry, 'seq' | 'at' | 'action' | 'subjectKind' | 'details'> & {
  who: string;
};
