import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ensureAccount, insertGrant, listPeople } from '#platform/auth/accounts.sql.js';
import type { Role } from '#platform/auth/roles.js';
import { newToken, openSession } from '#platform/auth/session.sql.js';
import type { Ambito } from '#platform/http/context.js';
import { SESSION_COOKIE } from '#platform/http/cookies.js';
import { CSRF_FIELD, CSRF_HEADER, tokenFor } from '#platform/http/csrf.js';
import type { Server } from '#platform/http/server.js';
import { insideAmbito } from '#platform/tenancy/inside.js';

export type Answer = Awaited<ReturnType<Server['app']['inject']>>;

/** Somebody with a browser: keeps cookies, and knows the token that this browser's forms carry. */
export interface Visitor {
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form with its token, or without when `token` is false. */
  post(url: string, fields?: Record<string, unknown>, options?: { token?: boolean }): Promise<Answer>;
  /** Sends a body as it is: a form with a file, or what no form would send. */
  send(url: string, payload: string | Buffer, type: string): Promise<Answer>;
  /** Writes through the API, with the token of this browser's forms. */
  json(method: 'POST' | 'PATCH' | 'PUT', url: string, body: Record<string, unknown>): Promise<Answer>;
}

const HTML = { accept: 'text/html,application/xhtml+xml', 'sec-fetch-site': 'same-origin' };

/** @param accountId who is signed in; nobody when null */
export async function openVisitor(server: Server, accountId: string | null): Promise<Visitor> {
  const seed = randomBytes(16).toString('base64url');
  const cookies: Record<string, string> = { trama_form: seed };
  let session: string | undefined;
  if (accountId !== null) {
    session = newToken();
    const token = session;
    await server.database.transaction({ ambitoId: null }, (tx) => openSession(tx, token, accountId));
    cookies[SESSION_COOKIE] = token;
  }
  const form = tokenFor(server.formSecret, seed, session ?? '');
  return {
    get: (url, headers = {}) =>
      server.app.inject({ method: 'GET', url, cookies, headers: { ...HTML, ...headers } }),
    send: (url, payload, type) =>
      server.app.inject({
        method: 'POST',
        url,
        cookies,
        headers: { ...HTML, 'content-type': type },
        payload,
      }),
    json: (method, url, body) =>
      server.app.inject({
        method,
        url,
        cookies,
        headers: { 'sec-fetch-site': 'same-origin', [CSRF_HEADER]: form },
        payload: body,
      }),
    post: (url, fields = {}, { token = true } = {}) => {
      const body = new URLSearchParams();
      if (token) body.append(CSRF_FIELD, form);
      for (const [name, value] of Object.entries(fields)) {
        for (const one of Array.isArray(value) ? value : [value]) body.append(name, String(one));
      }
      return server.app.inject({
        method: 'POST',
        url,
        cookies,
        headers: { ...HTML, 'content-type': 'application/x-www-form-urlencoded' },
        payload: body.toString(),
      });
    },
  };
}

/** Somebody who holds a role in the whole of an ambito, known by the address. */
export async function openPerson(
  server: Server,
  ambito: Ambito,
  email: string,
  role: Role,
  name = email,
): Promise<Visitor> {
  const id = await insideAmbito(server.database, ambito, async (ctx) => {
    const account = await ensureAccount(ctx.tx, { email, name });
    await insertGrant(ctx, account, { role, scopeKind: 'ambito', scopeCode: '' });
    return account;
  });
  return openVisitor(server, id);
}

/** Asks again when told to, as a program does: on a busy machine a file may take longer than one request waits. */
export async function getFile(visitor: Visitor, url: string, headers: Record<string, string> = {}) {
  for (let left = 20; ; left -= 1) {
    const answer = await visitor.get(url, headers);
    if (answer.statusCode !== 503 || left === 0) return answer;
    assert.ok(Number(answer.headers['retry-after']) > 0);
  }
}

/** Account of one of an ambito's people: the first by name of those who hold the role. */
export async function findAccountByRole(server: Server, ambito: Ambito, role: Role): Promise<string> {
  const people = await insideAmbito(server.database, ambito, listPeople, { readOnly: true });
  const found = people.find((person) => person.grants.some((grant) => grant.role === role));
  if (!found) throw new Error(`Nobody in ${ambito.slug} is ${role}.`);
  return found.id;
}

/** What is drawn at random for each answer, and the names of built files: any three letters may stand in them. */
const RANDOM_PARTS =
  / nonce="[^"]*"|name="csp-nonce" content="[^"]*"|name="_form" value="[^"]*"|\/assets\/[^"]*/g;

/** That a page shows no value which a computation failed to give. */
export function assertNoBrokenValue(body: string, of = ''): void {
  const found = /.{0,60}(?:\bNaN\b|undefined|Infinity|\[object).{0,40}/.exec(body.replace(RANDOM_PARTS, ''));
  assert.equal(found?.[0] ?? '', '', of);
}
