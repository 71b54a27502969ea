import { sql } from 'kysely';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Ctx } from '#platform/http/context.js';

/** What may be told of an act: codes, counts, states. Never names, texts or anything personal. */
export type AuditDetails = Record<string, string | number | boolean | null>;

/**
 * Writes who did what, at the end of an action (entries of one ambito wait for each other until the transaction ends).
 * @param action verb of the domain, as `objective.update`
 */
export async function writeAudit(
  ctx: Ctx,
  action: string,
  kind: string,
  id: string,
  details: AuditDetails = {},
): Promise<void> {
  await sql`select platform.write_audit(${action}, ${kind}, ${id}, ${JSON.stringify(details)}::jsonb, ${ctx.requestId})`.execute(
    ctx.tx,
  );
}

export interface AuditEntry {
  seq: number;
  at: Date;
  accountName: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  details: AuditDetails;
}

/** Newest first, fifty a page, before the entry `before`. */
export async function listAudit(ctx: Ctx, before: number | null, limit = 50): Promise<AuditEntry[]> {
  const rows = await ctx.tx
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
    .$if(before !== null, (query) => query.where('e.seq', '<', before ?? 0))
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, details: row.details as AuditDetails }));
}

/** Number of the first entry that was altered or follows a removed one; null when the chain is whole. */
export async function findBrokenAudit(ctx: Ctx): Promise<number | null> {
  const { rows } = await sql<{
    broken: number | null;
  }>`select platform.first_broken_audit() as broken`.execute(ctx.tx);
  return rows[0]?.broken ?? null;
}

/** Number of the last entry, 0 before the first: while it stays the same, no action has changed anything in the ambito. */
export async function getAuditSeq(tx: Ctx['tx']): Promise<number> {
  const [row] = await findLastSeq(tx);
  return row?.seq ?? 0;
}

const findLastSeq = compileOnce((tx) =>
  tx.selectFrom('platform.audit_entry').select('seq').orderBy('seq', 'desc').limit(1),
);
