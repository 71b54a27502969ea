import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SetCookie } from './outcome.js';

export const SESSION_COOKIE = 'trama_session';
export const LANG_COOKIE = 'trama_lang';
export const NOTICE_COOKIE = 'trama_notice';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

export function isLoopbackName(host: string): boolean {
  return LOOPBACK.test(host.replace(/:\d+$/, ''));
}

/** The request came from this very machine and asked for it by a loopback name. */
export function isLoopback(request: FastifyRequest): boolean {
  const address = (request.ip ?? '').replace(/^::ffff:/, '');
  return LOOPBACK.test(address) && isLoopbackName(request.host);
}

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  return request.cookies[name];
}

export function setCookie(request: FastifyRequest, reply: FastifyReply, cookie: SetCookie): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: !isLoopbackName(request.host),
  } as const;
  if (cookie.value === null) reply.clearCookie(cookie.name, options);
  else {
    reply.setCookie(cookie.name, cookie.value, {
      ...options,
      ...(cookie.maxAgeSeconds === undefined ? {} : { maxAge: cookie.maxAgeSeconds }),
    });
  }
}
