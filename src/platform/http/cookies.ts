import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SetCookie } from './outcome.js';

export const SESSION_COOKIE = 'trama_session';
export const LANG_COOKIE = 'trama_lang';
export const NOTICE_COOKIE = 'trama_notice';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

export function isLoopbackName(host: string): boolean {
  return LOOPBACK.test(host.replace(/:\d+$/, ''));
}

/** What proxies add. One on this very machine would otherwise make everybody a visitor of this machine. */
const RELAYED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
];

/** The browser asked by a loopback name, and nobody stands between. */
function isAtLoopbackName(request: FastifyRequest): boolean {
  return isLoopbackName(request.headers.host ?? '') && !RELAYED.some((name) => name in request.headers);
}

/** The request came from this very machine and asked for it by a loopback name. */
export function isLoopback(request: FastifyRequest): boolean {
  const address = (request.ip ?? '').replace(/^::ffff:/, '');
  return LOOPBACK.test(address) && isAtLoopbackName(request);
}

/** With this prefix a browser takes a cookie only over HTTPS, and from no other host of the same domain (ASVS 3.3.1). */
function storedName(request: FastifyRequest, name: string): string {
  return isAtLoopbackName(request) ? name : `__Host-${name}`;
}

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  // An address that cannot be read is refused before cookies are.
  return request.cookies?.[storedName(request, name)];
}

export function setCookie(request: FastifyRequest, reply: FastifyReply, cookie: SetCookie): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: !isAtLoopbackName(request),
  } as const;
  const name = storedName(request, cookie.name);
  if (cookie.value === null) reply.clearCookie(name, options);
  else {
    reply.setCookie(name, cookie.value, {
      ...options,
      ...(cookie.maxAgeSeconds === undefined ? {} : { maxAge: cookie.maxAgeSeconds }),
    });
  }
}
