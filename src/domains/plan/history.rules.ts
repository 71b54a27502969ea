import type { AuditEntry } from '#platform/audit/audit.sql.js';
import type { HistoryTable, RowState } from './history.sql.js';

export interface Change {
  at: Date;
  by: string | null;
  tableName: HistoryTable;
  kind: 'created' | 'changed' | 'removed' | 'linked';
  version: number | null;
  /** What the row is called, for indicators, actions and evidence. */
  name: string;
  fields: { field: string; before: unknown; after: unknown }[];
}

/** Stamps and order are not what anyone wrote. */
const SILENT = new Set([
  'id',
  'ambito_id',
  'plan_id',
  'objective_id',
  'need_id',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'position',
]);

/** What changed from one state of a row to the next, and by whom; newest first. */
export function changesOf(states: readonly RowState[], links: readonly AuditEntry[]): Change[] {
  const changes: Change[] = [];
  const owner = states.find((one) => one.tableName === 'plan.objective' || one.tableName === 'plan.need');
  for (const row of Map.groupBy(states, (one) => `${one.tableName} ${one.rowKey}`).values()) {
    const [first] = row;
    if (!first) continue;
    const base = { tableName: first.tableName, name: nameOf(row.at(-1) ?? first) };
    // What was written together with its owner is told by the owner's own beginning.
    const isWithOwner =
      owner !== undefined && owner !== first && owner.state.created_at === first.state.created_at;
    if (!isWithOwner)
      changes.push({
        ...base,
        kind: 'created',
        at: new Date(String(first.state.created_at)),
        by: first.createdBy,
        version: 1,
        fields: [],
      });
    for (const [index, state] of row.entries()) {
      if (state.until === null) continue;
      const next = row[index + 1];
      if (state.operation === 'delete' || !next) {
        changes.push({
          ...base,
          kind: 'removed',
          at: state.until,
          by: state.by,
          version: state.version,
          fields: [],
        });
        continue;
      }
      const fields = differences(state.state, next.state);
      if (fields.length > 0)
        changes.push({
          ...base,
          kind: 'changed',
          at: state.until,
          by: state.by,
          version: next.version,
          fields,
        });
    }
  }
  for (const entry of links) {
    const { added, changed, removed } = entry.details;
    if (added === undefined && removed === undefined) continue;
    changes.push({
      tableName: entry.subjectKind === 'need' ? 'plan.need' : 'plan.objective',
      kind: 'linked',
      at: entry.at,
      by: entry.accountName,
      version: null,
      name: '',
      fields: [
        { field: entry.action, before: removed ?? '', after: added ?? '' },
        ...(changed ? [{ field: 'changed', before: '', after: changed }] : []),
      ],
    });
  }
  return changes.sort((a, b) => b.at.getTime() - a.at.getTime());
}

function nameOf(state: RowState): string {
  const { title, text } = state.state;
  return String(title ?? text ?? '');
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): Change['fields'] {
  return Object.keys(after)
    .filter((field) => !SILENT.has(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}
