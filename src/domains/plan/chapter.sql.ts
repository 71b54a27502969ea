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

/** One chapter with the stretch of writing that it is in, held until the transaction ends: edits wait for each other. */
export async function findChapterToEdit(
  tx: Tx,
  planId: string,
  number: string,
): Promise<ChapterToEdit | undefined> {
  return tx
    .selectFrom('plan.chapter')
    .select([
      'id',
      'content',
      'version',
      'updated_at as updatedAt',
      'updated_by as updatedById',
      'sitting_at as sittingAt',
    ])
    .where('plan_id', '=', planId)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
}

export interface ChapterToEdit {
  id: string;
  content: unknown;
  version: number;
  updatedAt: Date;
  updatedById: string | null;
  sittingAt: Date;
}

/** @param goesOn whether it belongs to the stretch of writing before it, of which history keeps only the end */
export async function updateChapterEdits(
  tx: Tx,
  id: string,
  content: unknown,
  goesOn: boolean,
): Promise<{ version: number; updatedAt: Date }> {
  if (goesOn) await sql`select set_config('app.same_sitting', 'on', true)`.execute(tx);
  const row = await tx
    .updateTable('plan.chapter')
    .set({ content: JSON.stringify(content), ...(goesOn ? {} : { sitting_at: sql<Date>`now()` }) })
    .where('id', '=', id)
    .returning(['version', 'updated_at as updatedAt'])
    .executeTakeFirstOrThrow();
  if (goesOn) await sql`select set_config('app.same_sitting', '', true)`.execute(tx);
  return row;
}

/** Who wrote last, and the content when it is newer than what the reader has. */
export async function findChapterNews(
  tx: Tx,
  planId: string,
  number: string,
  version: number,
): Promise<{ version: number; content: unknown; updatedAt: Date; updatedBy: string | null } | undefined> {
  return tx
    .selectFrom('plan.chapter as c')
    .leftJoin('platform.account as a', 'a.id', 'c.updated_by')
    .select([
      'c.version',
      sql<unknown>`case when c.version > ${version} then c.content end`.as('content'),
      'c.updated_at as updatedAt',
      'a.name as updatedBy',
    ])
    .where('c.plan_id', '=', planId)
    .where('c.number', '=', number)
    .executeTakeFirst();
}

export async function updateChapterContent(
  tx: Tx,
  id: string,
  version: number,
  content: unknown,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.chapter')
    .set({ content: JSON.stringify(content), sitting_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface ChapterVersionRow {
  version: number;
  /** When and by whom this version was written. */
  at: Date;
  by: string | null;
}

/** Every version of a chapter, newest first, the present one included. */
export async function listChapterVersions(tx: Tx, id: string, limit = 200): Promise<ChapterVersionRow[]> {
  const { rows } = await sql<ChapterVersionRow>`
    select v.version, v.at, a.name as by
    from (
      select c.version, c.updated_at as at, coalesce(c.updated_by, c.created_by) as account_id
        from plan.chapter c where c.id = ${id}
      union all
      select h.version, (h.before ->> 'updated_at')::timestamptz,
          coalesce((h.before ->> 'updated_by')::uuid, (h.before ->> 'created_by')::uuid)
        from platform.history h
        where h.table_name = 'plan.chapter' and h.row_key = ${id} and h.operation = 'update'
    ) v left join platform.account a on a.id = v.account_id
    order by v.version desc limit ${limit}`.execute(tx);
  return rows;
}

/** What these versions held, by version; those that there are not are left out. */
export async function readChapterVersions(
  tx: Tx,
  id: string,
  versions: readonly number[],
): Promise<Map<number, unknown>> {
  const { rows } = await sql<{ version: number; content: unknown }>`
    select c.version, c.content from plan.chapter c where c.id = ${id} and c.version = any(${[...versions]}::integer[])
    union all
    select h.version, h.before -> 'content' from platform.history h
      where h.table_name = 'plan.chapter' and h.row_key = ${id} and h.operation = 'update'
        and h.version = any(${[...versions]}::integer[])`.execute(tx);
  return new Map(rows.map((row) => [row.version, row.content]));
}

/**
 * Changes when anything in the ambito does: every act is in the register, and what is saved while one writes, which is
 * there once for a stretch of writing, counts up its chapter's version.
 */
export async function getDocumentStamp(tx: Tx, planId: string): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select concat((select seq from platform.audit_entry where ambito_id = platform.current_ambito() order by seq desc limit 1),
      ':', (select sum(version) from plan.chapter where plan_id = ${planId})) as stamp`.execute(tx);
  return rows[0]?.stamp ?? '';
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
