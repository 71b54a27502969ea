import type { ObjectiveTally } from '../state/state.types.js';

/** What closing reads of an objective beside its sums. */
export interface ClosingSource {
  objectiveId: string;
  description: string | null;
  level: string;
  continuity: boolean | null;
  continuityNote: string | null;
  /** Answers to what only the guideline asks of objectives. */
  fields: Record<string, unknown>;
  within: string[];
  actions: { text: string; state: string; note: string | null }[];
  /** Its sheet, where it is open already. */
  sheet: {
    code: string;
    achievementPercent: number | null;
    computedPercent: number | null;
    achievementReason: string | null;
    proposedAgain: string | null;
  } | null;
}

/** An objective with what its actions and indicators give and what its sheet declares. */
export interface ClosingLine extends ClosingSource {
  tally: ObjectiveTally;
  /** In hundredths; null when nothing can be computed. */
  computed: number | null;
}
