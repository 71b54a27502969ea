import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { User } from '#platform/http/context.js';
import type { Lang } from '#platform/i18n/messages.js';
import type { Grant } from './roles.js';

/** A working day. Two hours without a request end it sooner (platform.resume_session). */
export const SESSION_HOURS = 12;

/** 256 random bits for cookies and one-time addresses; the database keeps only their hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Names the account of this token in the transaction; undefined when the session is over. */
export async function resumeSession(tx: Tx, token: string): Promise<(User & { lang: Lang }) | undefined> {
  const { rows } = await sql<{ id: string; name: string; lang: Lang; is_installation_admin: boolean }>`
    select id, name, lang, is_installation_admin from platform.resume_session(${tokenHash(token)})`.execute(
    tx,
  );
  const row = rows[0];
  return (
    row && { id: row.id, name: row.name, lang: row.lang, isInstallationAdmin: row.is_installation_admin }
  );
}

export async function openSession(tx: Tx, token: string, accountId: string): Promise<void> {
  await sql`select platform.open_session(${tokenHash(token)}, ${accountId}, ${SESSION_HOURS})`.execute(tx);
}

export async function closeSession(tx: Tx, token: string): Promise<void> {
  await sql`select platform.close_session(${tokenHash(token)})`.execute(tx);
}

/** Signs the account out everywhere. @returns how many sessions were open */
export async function closeOwnSessions(tx: Tx): Promise<number> {
  const { rows } = await sql<{ closed: number }>`select platform.close_own_sessions() as closed`.execute(tx);
  return rows[0]?.closed ?? 0;
}

/**
 * What the account of this transaction may do in the ambito of this transaction, and how many notices wait for it there:
 * one statement for both, since every request of who works there asks.
 */
export async function readOwnStanding(tx: Tx): Promise<{ grants: Grant[]; unread: number }> {
  const rows = await tx
    .selectFrom('platform.role_grant')
    .select([
      'role',
      'scope_kind as scopeKind',
      'scope_code as scopeCode',
      sql<number>`(select count(*) from platform.notice n where n.ambito_id = platform.current_ambito()
        and n.account_id = platform.current_account() and n.read_at is null)`.as('unread'),
    ])
    .where('ambito_id', '=', sql<string>`platform.current_ambito()`)
    .where('account_id', '=', sql<string>`platform.current_account()`)
    .execute();
  return {
    grants: rows.map(({ unread: _, ...grant }) => grant as Grant),
    unread: rows[0]?.unread ?? 0,
  };
}
