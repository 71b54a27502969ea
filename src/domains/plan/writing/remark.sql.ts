import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { PartEdit } from './edits.rules.js';
import type { Remark, RemarkState } from './remark.types.js';

/** Every remark and answer on a chapter, in the order in which they were made. */
export async function listRemarks(tx: Tx, planId: string, chapter: string): Promise<Remark[]> {
  const rows = await selectRemarks(tx)
    .where('r.plan_id', '=', planId)
    .where('r.chapter', '=', chapter)
    .orderBy('r.made_at')
    .orderBy('r.id')
    .execute();
  return rows.map(toRemark);
}

export async function findRemark(
  tx: Tx,
  planId: string,
  chapter: string,
  id: string,
): Promise<Remark | undefined> {
  const row = await selectRemarks(tx)
    .where('r.plan_id', '=', planId)
    .where('r.chapter', '=', chapter)
    .where('r.id', '=', id)
    .executeTakeFirst();
  return row && toRemark(row);
}

/** An edit was checked when it was written. */
function toRemark<R extends { state: string; edit: unknown }>(row: R) {
  return { ...row, state: row.state as RemarkState, edit: row.edit as PartEdit | null };
}

function selectRemarks(tx: Tx) {
  return tx
    .selectFrom('plan.remark as r')
    .leftJoin('platform.account as m', 'm.id', 'r.made_by')
    .leftJoin('platform.account as d', 'd.id', 'r.decided_by')
    .select([
      'r.id',
      'r.part',
      'r.quote',
      'r.starts_at as startsAt',
      'r.thread_id as threadId',
      'r.body',
      'r.found',
      'r.proposed',
      'r.edit',
      'r.state',
      'r.made_at as madeAt',
      'r.made_by as madeById',
      'm.name as madeBy',
      'r.decided_at as decidedAt',
      'd.name as decidedBy',
    ]);
}

export async function countOpenRemarks(tx: Tx, planId: string, chapter: string): Promise<number> {
  const { count } = await tx
    .selectFrom('plan.remark')
    .select((q) => q.fn.countAll<number>().as('count'))
    .where('plan_id', '=', planId)
    .where('chapter', '=', chapter)
    .where('thread_id', 'is', null)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertRemark(
  tx: Tx,
  where: { planId: string; chapter: string },
  remark: Pick<Remark, 'part' | 'quote' | 'startsAt' | 'threadId' | 'body' | 'found' | 'proposed'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('plan.remark')
    .values({
      id,
      plan_id: where.planId,
      chapter: where.chapter,
      part: remark.part,
      quote: remark.quote,
      starts_at: remark.startsAt,
      thread_id: remark.threadId,
      body: remark.body,
      found: remark.found,
      proposed: remark.proposed,
    })
    .execute();
  return id;
}

/** @returns false when somebody else has decided meanwhile */
export async function decideRemark(
  tx: Tx,
  id: string,
  state: Exclude<RemarkState, 'open'>,
  accountId: string | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.remark')
    .set({ state, decided_at: sql`now()`, decided_by: accountId })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
