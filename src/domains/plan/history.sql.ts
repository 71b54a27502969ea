import { sql } from 'kysely';
import type { AuditDetails, AuditEntry } from '#platform/audit/audit.sql.js';
import type { Tx } from '#platform/db/walled.js';

export type HistoryTable =
  | 'plan.objective'
  | 'plan.indicator'
  | 'plan.action'
  | 'plan.need'
  | 'plan.need_evidence';

/** One state of one row; `until` and `by` tell the change that ended it, null for the present state. */
export interface RowState {
  tableName: HistoryTable;
  rowKey: string;
  version: number;
  state: Record<string, unknown>;
  until: Date | null;
  by: string | null;
  createdBy: string | null;
  operation: 'update' | 'delete' | null;
}

/** Every state that an objective, its indicators and its actions had, oldest first. */
export async function listObjectiveStates(tx: Tx, id: string): Promise<RowState[]> {
  const { rows } = await sql<RowState>`
    with states as (
      select h.table_name, h.row_key, h.version, h.before as state, h.changed_at, h.changed_by, h.operation
      from platform.history h where h.table_name = 'plan.objective' and h.row_key = ${id}
      union all select h.table_name, h.row_key, h.version, h.before, h.changed_at, h.changed_by, h.operation
      from platform.history h where h.table_name in ('plan.indicator', 'plan.action') and h.before ->> 'objective_id' = ${id}
      union all select 'plan.objective', o.id::text, o.version, to_jsonb(o), null, null, null from plan.objective o where o.id = ${id}
      union all select 'plan.indicator', i.id::text, i.version, to_jsonb(i), null, null, null from plan.indicator i where i.objective_id = ${id}
      union all select 'plan.action', a.id::text, a.version, to_jsonb(a), null, null, null from plan.action a where a.objective_id = ${id}
    ) ${named}`.execute(tx);
  return rows;
}

/** Every state that a need and its evidence had, oldest first. */
export async function listNeedStates(tx: Tx, id: string): Promise<RowState[]> {
  const { rows } = await sql<RowState>`
    with states as (
      select h.table_name, h.row_key, h.version, h.before as state, h.changed_at, h.changed_by, h.operation
      from platform.history h where h.table_name = 'plan.need' and h.row_key = ${id}
      union all select h.table_name, h.row_key, h.version, h.before, h.changed_at, h.changed_by, h.operation
      from platform.history h where h.table_name = 'plan.need_evidence' and h.before ->> 'need_id' = ${id}
      union all select 'plan.need', n.id::text, n.version, to_jsonb(n), null, null, null from plan.need n where n.id = ${id}
      union all select 'plan.need_evidence', e.id::text, e.version, to_jsonb(e), null, null, null from plan.need_evidence e where e.need_id = ${id}
    ) ${named}`.execute(tx);
  return rows;
}

const named = sql`select s.table_name as "tableName", s.row_key as "rowKey", s.version, s.state,
  s.changed_at as until, a.name as by, c.name as "createdBy", s.operation
  from states s left join platform.account a on a.id = s.changed_by
  left join platform.account c on c.id = (s.state ->> 'created_by')::uuid
  order by s.table_name, s.row_key, s.version`;

/** Acts on one thing, newest first. */
export async function listActs(tx: Tx, kind: string, id: string, limit: number): Promise<AuditEntry[]> {
  const rows = await tx
    .selectFrom('platform.audit_entry as e')
    .leftJoin('platform.account as a', 'a.id', 'e.account_id')
    .select([
      'e.seq',
      'e.at',
      'a.name as accountName',
      'e.action',
      'e.subject_kind as subjectKind',
      'e.subject_id as subjectId',
      'e.details',
    ])
    .where('e.subject_kind', '=', kind)
    .where('e.subject_id', '=', id)
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, details: row.details as AuditDetails }));
}

/** Names of places by identifier, so that history shows no identifiers. */
export async function listPlaceNames(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.selectFrom('territory.near_place').select(['id', 'name']).execute();
  return new Map(rows.map((row) => [row.id ?? '', row.name ?? '']));
}
