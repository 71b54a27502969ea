import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { Amendment } from './amendment.types.js';
import type { PlanContent } from './version.types.js';

/** Newest first. */
export async function listAmendments(tx: Tx, planId: string): Promise<Amendment[]> {
  const rows = await tx
    .selectFrom('plan.amendment as m')
    .leftJoin('platform.account as a', 'a.id', 'm.created_by')
    .select([
      'm.id',
      'm.version',
      'm.number',
      'm.reason',
      'm.opened_on as openedOn',
      'a.name as openedBy',
      'm.outcome',
      'm.closed_at as closedAt',
      'm.closing_reason as closingReason',
    ])
    .where('m.plan_id', '=', planId)
    .orderBy('m.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, outcome: row.outcome as Amendment['outcome'] }));
}

/** @returns null when somebody else has opened one meanwhile */
export async function insertAmendment(
  tx: Tx,
  planId: string,
  amendment: { number: number; reason: string; openedOn: string },
): Promise<string | null> {
  const row = await tx
    .insertInto('plan.amendment')
    .values({
      id: newId(),
      plan_id: planId,
      number: amendment.number,
      reason: amendment.reason,
      opened_on: amendment.openedOn,
    })
    .onConflict((conflict) =>
      conflict.columns(['ambito_id', 'plan_id']).where('outcome', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns false when it is not open any more */
export async function closeAmendment(
  tx: Tx,
  id: string,
  closing: {
    outcome: 'adopted' | 'abandoned';
    at: Date;
    reason: string | null;
    content: PlanContent | null;
  },
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.amendment')
    .set({
      outcome: closing.outcome,
      closed_at: closing.at,
      closing_reason: closing.reason,
      content: closing.content === null ? null : JSON.stringify(closing.content),
    })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What an abandoned amendment had come to. */
export async function findAbandonedContent(tx: Tx, id: string): Promise<PlanContent | undefined> {
  const row = await tx
    .selectFrom('plan.amendment')
    .select('content')
    .where('id', '=', id)
    .where('outcome', '=', 'abandoned')
    .executeTakeFirst();
  return (row?.content ?? undefined) as unknown as PlanContent | undefined;
}

/** From here on who reads the adopted text reads the rows of this version, whatever becomes of the working ones. */
export async function keepAdoptedText(tx: Tx, planId: string, number: number): Promise<void> {
  await sql`select platform.freeze_text(${planId}, v.stored_rows) from plan.plan_version v
    where v.plan_id = ${planId} and v.number = ${number}`.execute(tx);
}

/** From here on everyone reads the working rows again: they are adopted, or about to be put back. */
export async function leaveAdoptedText(tx: Tx, planId: string): Promise<void> {
  await sql`select platform.thaw_text(${planId})`.execute(tx);
}
