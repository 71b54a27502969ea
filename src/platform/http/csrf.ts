import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '#platform/errors.js';
import { readCookie, setCookie } from './cookies.js';

const COOKIE = 'trama_form';
export const CSRF_FIELD = '_form';
export const CSRF_HEADER = 'x-trama-form';

/** The token that goes with a cookie and a session. */
export function tokenFor(secret: Buffer, seed: string, session: string): string {
  return createHmac('sha256', secret).update(`${seed}\n${session}`).digest('base64url');
}

/** Token for the forms of this visitor, bound to a cookie and to the session, so that neither alone is enough. */
export function csrfToken(
  secret: Buffer,
  request: FastifyRequest,
  reply: FastifyReply,
  session: string | undefined,
): string {
  let seed = readCookie(request, COOKIE);
  if (!seed || seed.length < 20) {
    seed = randomBytes(16).toString('base64url');
    setCookie(request, reply, { name: COOKIE, value: seed });
  }
  return tokenFor(secret, seed, session ?? '');
}

/** Refuses a write that does not come from one of our own forms. */
export function checkCsrf(secret: Buffer, request: FastifyRequest, session: string | undefined): void {
  const seed = readCookie(request, COOKIE) ?? '';
  const body = request.body as Record<string, unknown> | null | undefined;
  const given = request.headers[CSRF_HEADER] ?? body?.[CSRF_FIELD];
  const expected = Buffer.from(tokenFor(secret, seed, session ?? ''));
  const received = Buffer.from(typeof given === 'string' ? given : '');
  const site = request.headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (seed === '' || foreign || received.length !== expected.length || !timingSafeEqual(received, expected)) {
    throw new Refused('platform.form-expired', {}, 403);
  }
}
