import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';

/** The content is as stored: the action checks it. */
export interface ChapterRow {
  id: string;
  number: string;
  title: string;
  content: unknown;
  version: number;
  updatedAt: Date;
  updatedBy: string | null;
}

export async function listChapterRows(tx: Tx, planId: string): Promise<ChapterRow[]> {
  return tx
    .selectFrom('plan.chapter as c')
    .leftJoin('platform.account as a', 'a.id', 'c.updated_by')
    .select([
      'c.id',
      'c.number',
      'c.title',
      'c.content',
      'c.version',
      'c.updated_at as updatedAt',
      'a.name as updatedBy',
    ])
    .where('c.plan_id', '=', planId)
    .execute();
}

/** False when somebody else has opened the same chapter meanwhile. */
export async function insertChapter(
  tx: Tx,
  planId: string,
  chapter: { number: string; title: string; content: unknown },
): Promise<string | null> {
  const row = await tx
    .insertInto('plan.chapter')
    .values({
      id: newId(),
      plan_id: planId,
      number: chapter.number,
      title: chapter.title,
      content: JSON.stringify(chapter.content),
    })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'plan_id', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function updateChapterContent(
  tx: Tx,
  id: string,
  version: number,
  content: unknown,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.chapter')
    .set({ content: JSON.stringify(content) })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface ChapterVersionRow {
  version: number;
  content: unknown;
  /** When and by whom this version was written. */
  at: Date;
  by: string | null;
}

/** Every version of a chapter, newest first, the present one included. */
export async function listChapterVersions(tx: Tx, id: string, limit = 100): Promise<ChapterVersionRow[]> {
  const { rows } = await sql<ChapterVersionRow>`
    select v.version, v.content, v.at, a.name as by
    from (
      select c.version, c.content, c.updated_at as at, coalesce(c.updated_by, c.created_by) as account_id
        from plan.chapter c where c.id = ${id}
      union all
      select h.version, h.before -> 'content', (h.before ->> 'updated_at')::timestamptz,
          coalesce((h.before ->> 'updated_by')::uuid, (h.before ->> 'created_by')::uuid)
        from platform.history h
        where h.table_name = 'plan.chapter' and h.row_key = ${id} and h.operation = 'update'
    ) v left join platform.account a on a.id = v.account_id
    order by v.version desc limit ${limit}`.execute(tx);
  return rows;
}

/** When something that the plan prints was last written: texts, needs, objectives with their parts. */
export async function findLastChange(tx: Tx, planId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select greatest(
      (select max(updated_at) from plan.chapter where plan_id = ${planId}),
      (select max(updated_at) from plan.need where plan_id = ${planId}),
      (select max(updated_at) from plan.objective where plan_id = ${planId})) as at`.execute(tx);
  return rows[0]?.at ?? null;
}
