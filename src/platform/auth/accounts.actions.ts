import { createHash } from 'node:crypto';
import { writeAudit } from '#platform/audit/audit.sql.js';
import type { Tx } from '#platform/db/walled.js';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole, type SiteCtx } from '#platform/http/context.js';
import { updateAmbito } from '#platform/tenancy/ambito.sql.js';
import {
  acceptFirstAdministrator,
  acceptInvitation,
  deleteGrant,
  ensureAccount,
  findInvitation,
  findSignIn,
  forgetFailures,
  getOwnPasswordHash,
  hasPassword,
  insertGrant,
  issueInvitation,
  listPeople,
  lockRoles,
  mayIssueAddress,
  noteFailure,
  type Person,
  secondsToWait,
  setOwnPassword,
  setSuspended,
} from './accounts.sql.js';
import { isGuessable } from './guessable.rules.js';
import { hashPassword, verifyPassword } from './passwords.js';
import type { Grant } from './roles.js';
import { closeOwnSessions, newToken, openSession } from './session.sql.js';

/** How long a one-time address is good for. */
const INVITATION_HOURS = 72;

export type SignIn = { token: string } | { waitSeconds: number } | { refused: true };

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Opens a session. @param network from where it is tried (see `networkOf`)
 * Whether the address exists, the password is wrong or the account suspended, the answer is the same.
 */
export async function signIn(
  ctx: SiteCtx,
  email: string,
  password: string,
  network: string,
): Promise<SignIn> {
  const address = email.toLowerCase();
  const keys = { account: hashOf(address), place: hashOf(`${address}\n${network}`) };
  const waitSeconds = await secondsToWait(ctx.tx, keys);
  if (waitSeconds > 0) return { waitSeconds };
  const account = await findSignIn(ctx.tx, email);
  const right = await verifyPassword(password, account?.passwordHash ?? null);
  if (!account || !right || account.suspended) {
    await noteFailure(ctx.tx, keys);
    return { refused: true };
  }
  await forgetFailures(ctx.tx, keys);
  return { token: await openNewSession(ctx.tx, account.id) };
}

export async function openNewSession(tx: Tx, accountId: string): Promise<string> {
  const token = newToken();
  await openSession(tx, token, accountId);
  return token;
}

/** Signs out everywhere else too, so that who knew the old password is out. @returns token of the session that goes on */
export async function changePassword(ctx: SiteCtx, present: string, next: string): Promise<string> {
  if (!ctx.user) throw new Absent('account');
  if (!(await verifyPassword(present, await getOwnPasswordHash(ctx.tx)))) {
    throw new Invalid([{ field: 'present', code: 'auth.password-wrong' }]);
  }
  refuseGuessable(next, [ctx.user.name]);
  await setOwnPassword(ctx.tx, await hashPassword(next));
  await closeOwnSessions(ctx.tx);
  return openNewSession(ctx.tx, ctx.user.id);
}

/**
 * Makes the account if needed, gives the role, and issues a one-time address where a password is set.
 * @returns its token; null for who has a password already, and enters with that
 */
export async function invitePerson(
  ctx: Ctx,
  person: { email: string; name: string; grant: Grant },
): Promise<{ accountId: string; token: string | null }> {
  requireRole(ctx, ['administrator']);
  const accountId = await ensureAccount(ctx.tx, person);
  await insertGrant(ctx, accountId, person.grant);
  const token = (await hasPassword(ctx.tx, accountId)) ? null : newToken();
  if (token !== null) {
    if (!(await mayIssueAddress(ctx.tx, accountId))) throw new Refused('auth.invited-elsewhere');
    await issueInvitation(ctx.tx, token, accountId, 'invitation', INVITATION_HOURS);
  }
  await writeAudit(ctx, 'person.invite', 'account', accountId, {
    role: person.grant.role,
    scope: person.grant.scopeCode,
  });
  return { accountId, token };
}

/** Everybody with a role here, with their addresses: personal data, so that looking is written down. */
export async function openPeople(ctx: Ctx): Promise<Person[]> {
  requireRole(ctx, ['administrator']);
  const people = await listPeople(ctx);
  await writeAudit(ctx, 'person.list', 'ambito', ctx.ambito.id, { count: people.length });
  return people;
}

/** One of them. @throws Absent */
export async function openPerson(ctx: Ctx, accountId: string): Promise<Person> {
  requireRole(ctx, ['administrator']);
  const person = await getPerson(ctx, accountId);
  await writeAudit(ctx, 'person.view', 'account', accountId);
  return person;
}

/** Name and lead body of the ambito, which everybody reads. */
export async function rewriteAmbito(
  ctx: Ctx,
  values: { name: string; leadBody: string | null },
): Promise<void> {
  requireRole(ctx, ['administrator']);
  await updateAmbito(ctx.tx, values);
  await writeAudit(ctx, 'ambito.update', 'ambito', ctx.ambito.id);
}

export async function getPerson(ctx: Ctx, accountId: string): Promise<Person> {
  const person = (await listPeople(ctx)).find((one) => one.id === accountId);
  if (!person) throw new Absent('account');
  return person;
}

/** A new one-time address for who lost the first, or the password. */
export async function reissueInvitation(ctx: Ctx, accountId: string): Promise<string> {
  requireRole(ctx, ['administrator']);
  await getPerson(ctx, accountId);
  if (!(await mayIssueAddress(ctx.tx, accountId))) throw new Refused('auth.address-elsewhere');
  const token = newToken();
  await issueInvitation(ctx.tx, token, accountId, 'reset', INVITATION_HOURS);
  await writeAudit(ctx, 'person.reset', 'account', accountId);
  return token;
}

export async function giveRole(ctx: Ctx, accountId: string, grant: Grant): Promise<void> {
  requireRole(ctx, ['administrator']);
  await getPerson(ctx, accountId);
  await insertGrant(ctx, accountId, grant);
  await writeAudit(ctx, 'role.give', 'account', accountId, { role: grant.role, scope: grant.scopeCode });
}

/** An ambito keeps at least one administrator, or nobody could let anybody in again. */
export async function takeRole(ctx: Ctx, accountId: string, grantId: string): Promise<void> {
  requireRole(ctx, ['administrator']);
  await lockRoles(ctx);
  const people = await listPeople(ctx);
  const grant = people.find((one) => one.id === accountId)?.grants.find((one) => one.id === grantId);
  if (!grant) throw new Absent('grant');
  // Who is suspended could not let anybody in.
  const administrators = people
    .filter((one) => one.suspendedAt === null)
    .flatMap((one) => one.grants)
    .filter((one) => one.role === 'administrator' && one.scopeKind === 'ambito');
  if (administrators.every((one) => one.id === grantId)) throw new Refused('auth.last-administrator');
  await deleteGrant(ctx, accountId, grantId);
  await writeAudit(ctx, 'role.take', 'account', accountId, { role: grant.role, scope: grant.scopeCode });
}

export async function suspendPerson(ctx: Ctx, accountId: string, suspended: boolean): Promise<void> {
  requireRole(ctx, ['administrator']);
  await lockRoles(ctx);
  const answer = await setSuspended(ctx.tx, accountId, suspended);
  if (answer === 'absent') throw new Absent('account');
  if (answer === 'self') throw new Refused('auth.suspend-self');
  if (answer === 'elsewhere') throw new Refused('auth.suspend-elsewhere');
  await writeAudit(ctx, suspended ? 'person.suspend' : 'person.readmit', 'account', accountId);
}

function refuseGuessable(password: string, about: readonly string[]): void {
  if (isGuessable(password, about)) throw new Invalid([{ field: 'password', code: 'auth.password-common' }]);
}

/** Sets the password at a one-time address and signs in. @throws Absent when the address is used or out of date */
export async function acceptAddress(
  ctx: SiteCtx,
  token: string,
  given: { password: string; name?: string; email?: string },
): Promise<string> {
  const invitation = await findInvitation(ctx.tx, token);
  if (!invitation) throw new Absent('invitation');
  refuseGuessable(given.password, [given.name ?? invitation.name, given.email ?? invitation.email]);
  const hash = await hashPassword(given.password);
  const first = invitation.purpose === 'first-administrator';
  if (first && (!given.name || !given.email))
    throw new Invalid([{ field: given.name ? 'email' : 'name', code: 'platform.field.required' }]);
  const accountId = first
    ? await acceptFirstAdministrator(
        ctx.tx,
        token,
        { name: given.name ?? '', email: given.email ?? '' },
        hash,
      )
    : await acceptInvitation(ctx.tx, token, hash);
  if (accountId === null) throw new Absent('invitation');
  return openNewSession(ctx.tx, accountId);
}

/** One-time address for the first administrator of an installation that has nobody yet. @returns its token */
export async function inviteFirstAdministrator(tx: Tx): Promise<string> {
  const accountId = await ensureAccount(tx, {
    email: 'primo-amministratore',
    name: 'Primo amministratore',
    isInstallationAdmin: true,
  });
  const token = newToken();
  await issueInvitation(tx, token, accountId, 'first-administrator', INVITATION_HOURS);
  return token;
}

/** One-time address for somebody who is to run the installation too; for the command line only. @returns its token */
export async function inviteAdministrator(tx: Tx, person: { email: string; name: string }): Promise<string> {
  const accountId = await ensureAccount(tx, { ...person, isInstallationAdmin: true });
  const token = newToken();
  await issueInvitation(tx, token, accountId, 'invitation', INVITATION_HOURS);
  return token;
}
