import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import type { Grant, Role } from './roles.js';
import { tokenHash } from './session.sql.js';

export interface Person {
  id: string;
  name: string;
  email: string;
  suspendedAt: Date | null;
  grants: (Grant & { id: string })[];
}

/** People with a role in this ambito, by name, with their roles: one query. */
export async function listPeople(ctx: Ctx): Promise<Person[]> {
  const rows = await ctx.tx
    .selectFrom('platform.role_grant as g')
    .innerJoin('platform.account as a', 'a.id', 'g.account_id')
    .select(['a.id', 'a.name', 'a.email', 'a.suspended_at as suspendedAt'])
    .select('g.id as grantId')
    .select(['g.role', 'g.scope_kind as scopeKind', 'g.scope_code as scopeCode'])
    .where('g.ambito_id', '=', ctx.ambito.id)
    .orderBy(sql`lower(a.name)`)
    .orderBy('g.role')
    .execute();
  const people = new Map<string, Person>();
  for (const { grantId, role, scopeKind, scopeCode, ...account } of rows) {
    const person = people.get(account.id) ?? { ...account, grants: [] };
    person.grants.push({
      id: grantId,
      role: role as Role,
      scopeKind: scopeKind as Grant['scopeKind'],
      scopeCode,
    });
    people.set(account.id, person);
  }
  return [...people.values()];
}

export async function findSignIn(
  tx: Tx,
  email: string,
): Promise<{ id: string; passwordHash: string | null; suspended: boolean } | undefined> {
  const { rows } = await sql<{ id: string; passwordHash: string | null; suspended: boolean }>`
    select id, password_hash as "passwordHash", suspended from platform.sign_in_account(${email})`.execute(
    tx,
  );
  return rows[0];
}

/** Account of that address, made now if there is none. @returns its id */
export async function ensureAccount(
  tx: Tx,
  account: { email: string; name: string; isInstallationAdmin?: boolean },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select platform.ensure_account(${newId()}, ${account.email}, ${account.name}, ${account.isInstallationAdmin ?? false}) as id`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) throw new Error('The account was not made.');
  return row.id;
}

export async function insertGrant(ctx: Ctx, accountId: string, grant: Grant): Promise<void> {
  await ctx.tx
    .insertInto('platform.role_grant')
    .values({
      id: newId(),
      account_id: accountId,
      role: grant.role,
      scope_kind: grant.scopeKind,
      scope_code: grant.scopeCode,
    })
    .onConflict((conflict) =>
      conflict.columns(['ambito_id', 'account_id', 'role', 'scope_kind', 'scope_code']).doNothing(),
    )
    .execute();
}

/** Changes to who administers wait for each other: two who take each other's role must not both succeed. */
export async function lockRoles(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`roles:${ctx.ambito.id}`}, 0))`.execute(ctx.tx);
}

export async function deleteGrant(ctx: Ctx, accountId: string, grantId: string): Promise<boolean> {
  const result = await ctx.tx
    .deleteFrom('platform.role_grant')
    .where('ambito_id', '=', ctx.ambito.id)
    .where('account_id', '=', accountId)
    .where('id', '=', grantId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export type InvitationPurpose = 'invitation' | 'first-administrator' | 'reset';

export async function issueInvitation(
  tx: Tx,
  token: string,
  accountId: string,
  purpose: InvitationPurpose,
  hours: number,
): Promise<void> {
  await sql`select platform.issue_invitation(${tokenHash(token)}, ${accountId}, ${purpose}, ${hours})`.execute(
    tx,
  );
}

/** May who acts here give this account an address? Not an administrator of one ambito, if it works elsewhere too. */
export async function mayIssueAddress(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean;
  }>`select platform.may_issue_address(${accountId}) as may`.execute(tx);
  return rows[0]?.may ?? false;
}

/** Whether the account has chosen a password. */
export async function hasPassword(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{
    has: boolean;
  }>`select platform.has_password(${accountId}) as has`.execute(tx);
  return rows[0]?.has ?? false;
}

export interface Invitation {
  purpose: InvitationPurpose;
  name: string;
  email: string;
}

export async function findInvitation(tx: Tx, token: string): Promise<Invitation | undefined> {
  const { rows } =
    await sql<Invitation>`select purpose, name, email from platform.find_invitation(${tokenHash(token)})`.execute(
      tx,
    );
  return rows[0];
}

/** Ends the one-time address and sets the password. @returns the account, or null when the address was used meanwhile */
export async function acceptInvitation(tx: Tx, token: string, passwordHash: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string | null;
  }>`select platform.accept_invitation(${tokenHash(token)}, ${passwordHash}) as id`.execute(tx);
  return rows[0]?.id ?? null;
}

export async function acceptFirstAdministrator(
  tx: Tx,
  token: string,
  who: { name: string; email: string },
  passwordHash: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select platform.accept_first_administrator(${tokenHash(token)}, ${who.name}, ${who.email}, ${passwordHash}) as id`.execute(
    tx,
  );
  return rows[0]?.id ?? null;
}

export async function setSuspended(
  tx: Tx,
  accountId: string,
  suspended: boolean,
): Promise<'done' | 'self' | 'absent' | 'elsewhere'> {
  const { rows } = await sql<{ answer: 'done' | 'self' | 'absent' | 'elsewhere' }>`
    select platform.set_suspended(${accountId}, ${suspended}) as answer`.execute(tx);
  return rows[0]?.answer ?? 'absent';
}

export async function hasAccounts(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select platform.has_accounts() as any`.execute(tx);
  return rows[0]?.any ?? false;
}

export async function getOwnPasswordHash(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ hash: string | null }>`select platform.own_password_hash() as hash`.execute(
    tx,
  );
  return rows[0]?.hash ?? null;
}

export async function setOwnPassword(tx: Tx, hash: string): Promise<void> {
  await sql`select platform.set_own_password(${hash})`.execute(tx);
}

/** Hashes under which failed attempts are counted: of the account, and of the account tried from one place. */
export interface AttemptKeys {
  place: Buffer;
  account: Buffer;
}

/** Seconds before another attempt is heard; 0 when it may be made now. */
export async function secondsToWait(tx: Tx, keys: AttemptKeys): Promise<number> {
  const { rows } = await sql<{
    seconds: number;
  }>`select platform.seconds_to_wait(${keys.place}, ${keys.account}) as seconds`.execute(tx);
  return rows[0]?.seconds ?? 0;
}

export async function noteFailure(tx: Tx, { place, account }: AttemptKeys): Promise<void> {
  await sql`select platform.note_failure(${[place, account]}::bytea[])`.execute(tx);
}

export async function forgetFailures(tx: Tx, { place }: AttemptKeys): Promise<void> {
  await sql`select platform.forget_failures(${place})`.execute(tx);
}

/** Ambiti in which the account of this transaction has a role. */
export async function listOwnAmbiti(tx: Tx): Promise<{ slug: string; name: string }[]> {
  return tx
    .selectFrom('platform.ambito as t')
    .select(['t.slug', 't.name'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('platform.role_grant as g')
          .select(sql`1`.as('one'))
          .whereRef('g.ambito_id', '=', 't.id')
          .where('g.account_id', '=', sql<string>`platform.current_account()`),
      ),
    )
    .orderBy('t.name')
    .execute();
}
