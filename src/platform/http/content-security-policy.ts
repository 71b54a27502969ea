import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, SESSION_COOKIE } from './cookies.js';

/**
 * For whatever is not a page of ours: data, drawings, files. Opened by itself, such an answer runs nothing, loads
 * nothing and is of no origin; drawings keep their own colours.
 */
export const INERT_CONTENT =
  "default-src 'none';style-src 'unsafe-inline';frame-ancestors 'none';base-uri 'none';form-action 'none';sandbox";

/** A document without script. Its fonts come from here, which a sandbox would forbid. */
export const STILL_DOCUMENT =
  "default-src 'none';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';frame-ancestors 'none';base-uri 'none';form-action 'none'";

/** Browsers show PDF with a viewer of their own, which a stricter policy would keep from working. */
export const FOREIGN_VIEWER = "frame-ancestors 'none'";

/** No inline script or style without the page's nonce, nothing from elsewhere. */
export function contentSecurityPolicy(nonce: string): string {
  return `default-src 'none';script-src 'self' 'nonce-${nonce}';style-src 'self' 'nonce-${nonce}';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'`;
}

/**
 * What every answer tells the browser, unless a page says otherwise: no guessing of types, no framing, no address told to
 * others, no window or resource shared with another origin, and HTTPS for a year once it was used. They are the same for
 * all and so are written once: a package that sets them one by one costs a tenth of a short answer.
 */
export const DEFENCES = {
  'content-security-policy': INERT_CONTENT,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
} as const;

/**
 * For open data and what the API tells everybody: a portal's own page may read them in its visitors' browsers. Never for
 * who has signed in, and browsers send no cookie along: what is read so is what the public reads.
 */
const SHARED = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, last-modified, link, content-disposition',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** Lets other sites read an answer that is the same for everybody. */
export function share(request: FastifyRequest, reply: FastifyReply): void {
  if (readCookie(request, SESSION_COOKIE) === undefined) reply.headers(SHARED);
}
