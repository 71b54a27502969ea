import { sql } from 'kysely';
import type { Ctx } from '#platform/http/context.js';

/** Former state of a row, as it was before somebody changed or removed it. */
export interface FormerState {
  version: number;
  operation: 'update' | 'delete';
  changedAt: Date;
  changedBy: string | null;
  /** Why it was removed; null for changes. */
  reason: string | null;
  before: Record<string, unknown>;
}

/** Newest first. @param table with its schema, as `governance.network` */
export async function listFormerStates(ctx: Ctx, table: string, id: string): Promise<FormerState[]> {
  const rows = await ctx.tx
    .selectFrom('platform.history as h')
    .leftJoin('platform.account as a', 'a.id', 'h.changed_by')
    .select([
      'h.version',
      'h.operation',
      'h.changed_at as changedAt',
      'a.name as changedBy',
      'h.reason',
      'h.before',
    ])
    .where('h.table_name', '=', table)
    .where('h.row_key', '=', id)
    .orderBy('h.version', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    ...row,
    operation: row.operation === 'delete' ? 'delete' : 'update',
    before: row.before as Record<string, unknown>,
  }));
}

/** What is removed later in this transaction keeps this reason in its history: removing is an act. */
export async function giveReason(ctx: Ctx, reason: string): Promise<void> {
  await sql`select set_config('app.reason', ${reason}, true)`.execute(ctx.tx);
}

/**
 * A row as it is now, with its columns' names, to stand beside its former states.
 * @param hasParts whether the rows that hang on it belong to its history (`platform.track_parts`)
 */
export async function findPresentRow(
  ctx: Ctx,
  table: string,
  id: string,
  hasParts = false,
): Promise<Record<string, unknown> | undefined> {
  const row = hasParts
    ? sql`to_jsonb(t) || ${sql.table(`${table}_parts`)}(t.ambito_id, t.id)`
    : sql`to_jsonb(t)`;
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select ${row} as row from ${sql.table(table)} t where t.id = ${id}`.execute(ctx.tx);
  return rows[0]?.row;
}
