import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { NewNotice, Notice } from './notice.types.js';

/**
 * For each of these people who works in this ambito, one notice. Whoever still has the same one unread gets no second.
 * Without a conflict target: naming one would ask for the right to see the others' notices.
 */
export async function insertNotices(
  tx: Tx,
  accountIds: readonly string[],
  notice: Omit<NewNotice, 'userId'>,
): Promise<void> {
  const ids = accountIds.map(() => newId());
  await sql`
    insert into platform.notice (id, account_id, kind, params, address)
    select r.id, r.account_id, ${notice.kind}, ${JSON.stringify(notice.params ?? {})}::jsonb, ${notice.address}
    from unnest(${ids}::uuid[], ${[...accountIds]}::uuid[]) as r (id, account_id)
    where exists (select 1 from platform.role_grant g
      where g.ambito_id = platform.current_ambito() and g.account_id = r.account_id)
    on conflict do nothing`.execute(tx);
}

/** One's own: those not read first, then the newest. */
export async function listOwnNotices(tx: Tx, limit: number, offset: number): Promise<Notice[]> {
  const rows = await tx
    .selectFrom('platform.notice')
    .select(['id', 'kind', 'params', 'address', 'made_at as madeAt', 'read_at as readAt'])
    .orderBy(sql`read_at is null`, 'desc')
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => ({ ...row, params: row.params as Notice['params'] }));
}

export async function countOwnNotices(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('platform.notice')
    .select((q) => q.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** @returns where it leads; undefined when it is not one's own */
export async function markRead(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ address: string }>`
    update platform.notice set read_at = coalesce(read_at, now()) where id = ${id} returning address`.execute(
    tx,
  );
  return rows[0]?.address;
}

export async function markAllRead(tx: Tx): Promise<void> {
  await tx.updateTable('platform.notice').set({ read_at: sql`now()` }).where('read_at', 'is', null).execute();
}
