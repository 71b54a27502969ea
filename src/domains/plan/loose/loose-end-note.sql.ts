import { sql } from 'kysely';
import type { LooseRule } from '#domains/thread/index.js';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { LooseEndNote } from './loose-end-note.types.js';

function selectNotes(tx: Tx) {
  return tx
    .selectFrom('plan.loose_end_note as n')
    .leftJoin('platform.account as a', 'a.id', 'n.updated_by')
    .select([
      'n.id',
      'n.version',
      'n.rule',
      'n.node_id as nodeId',
      'n.node_code as nodeCode',
      'n.reason',
      'a.name as writtenBy',
      'n.updated_at as writtenAt',
    ]);
}

/** Every note of a plan, also of ends that were tied meanwhile. */
export async function listLooseEndNotes(tx: Tx, planId: string): Promise<LooseEndNote[]> {
  const rows = await selectNotes(tx).where('n.plan_id', '=', planId).execute();
  return rows.map((row) => ({ ...row, rule: row.rule as LooseRule }));
}

export async function findLooseEndNote(
  tx: Tx,
  planId: string,
  id: string,
): Promise<LooseEndNote | undefined> {
  const row = await selectNotes(tx).where('n.plan_id', '=', planId).where('n.id', '=', id).executeTakeFirst();
  return row && { ...row, rule: row.rule as LooseRule };
}

/** @returns the identifier, undefined when somebody else has explained the same end meanwhile */
export async function insertLooseEndNote(
  tx: Tx,
  note: { planId: string; rule: LooseRule; nodeId: string; nodeCode: string; reason: string },
): Promise<string | undefined> {
  const id = newId();
  const result = await tx
    .insertInto('plan.loose_end_note')
    .values({
      id,
      plan_id: note.planId,
      rule: note.rule,
      node_id: note.nodeId,
      node_code: note.nodeCode,
      reason: note.reason,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 0n ? undefined : id;
}

/** @returns false when somebody else saved meanwhile */
export async function updateLooseEndNote(
  tx: Tx,
  id: string,
  version: number,
  reason: string,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.loose_end_note')
    .set({ reason })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteLooseEndNote(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('plan.loose_end_note')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Where a node stands, as the thread sees it; undefined for one that was withdrawn. */
export async function findNodePlace(tx: Tx, nodeId: string): Promise<string | undefined> {
  const { rows } = await sql<{ placeId: string | null }>`
    select place_id as "placeId" from thread.node
    where kind in ('contribution', 'need', 'objective', 'outcomeSheet') and id = ${nodeId} limit 1`.execute(
    tx,
  );
  return rows[0]?.placeId ?? undefined;
}
