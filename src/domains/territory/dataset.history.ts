import type { FormerState } from '#platform/audit/history.sql.js';
import type { Dataset } from './dataset.types.js';

/** What happened to an edition after its import. */
export type DatasetAct = 'import' | 'supersede' | 'revive' | 'withdraw' | 'restore';

export interface DatasetEvent {
  act: DatasetAct;
  at: Date;
  by: string | null;
  reason: string | null;
}

interface Marks {
  superseded: boolean;
  withdrawn: boolean;
  reason: string | null;
}

/** The acts behind the former states of a dataset's row, newest first. @param states newest first, as they are kept */
export function eventsOf(dataset: Dataset, states: readonly FormerState[]): DatasetEvent[] {
  const events: DatasetEvent[] = [];
  let after: Marks = {
    superseded: dataset.supersededAt !== null,
    withdrawn: dataset.withdrawnAt !== null,
    reason: dataset.withdrawnReason,
  };
  for (const state of states) {
    const before = marksOf(state.before);
    const by = { at: state.changedAt, by: state.changedBy };
    if (before.withdrawn !== after.withdrawn)
      events.push(
        after.withdrawn
          ? { act: 'withdraw', ...by, reason: after.reason }
          : { act: 'restore', ...by, reason: state.reason },
      );
    else if (before.superseded !== after.superseded)
      events.push({ act: after.superseded ? 'supersede' : 'revive', ...by, reason: null });
    after = before;
  }
  events.push({ act: 'import', at: dataset.importedAt, by: dataset.importedBy, reason: null });
  return events;
}

function marksOf(row: Record<string, unknown>): Marks {
  return {
    superseded: row.superseded_at !== null,
    withdrawn: row.withdrawn_at !== null,
    reason: typeof row.withdrawn_reason === 'string' ? row.withdrawn_reason : null,
  };
}
