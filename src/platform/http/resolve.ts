import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { readOwnStanding, resumeSession } from '#platform/auth/session.sql.js';
import type { Database } from '#platform/db/database.js';
import type { Tx } from '#platform/db/walled.js';
import { Absent } from '#platform/errors.js';
import type { Lang } from '#platform/i18n/messages.js';
import { LANGS } from '#platform/i18n/messages.js';
import { findAmbito } from '#platform/tenancy/ambito.sql.js';
import type { Ambito, Ctx, Face, SiteCtx } from './context.js';
import { LANG_COOKIE, readCookie, SESSION_COOKIE } from './cookies.js';

/** Names and addresses of ambiti change rarely; the command line may make one beside a running server. */
const CACHE_MS = 5_000;
const cache = new WeakMap<Database, Map<string, { ambito: Ambito; until: number }>>();

/** Ambito of the first segment of an address. @throws Absent */
export async function getAmbito(database: Database, slug: string): Promise<Ambito> {
  let known = cache.get(database);
  if (!known) {
    known = new Map();
    cache.set(database, known);
  }
  const hit = known.get(slug);
  if (hit && hit.until > Date.now()) return hit.ambito;
  const ambito = await database.transaction({ ambitoId: null, readOnly: true }, (tx) => findAmbito(tx, slug));
  if (!ambito) throw new Absent('ambito');
  // Only addresses that exist are remembered, so the cache cannot be filled from outside.
  known.set(slug, { ambito, until: Date.now() + CACHE_MS });
  return ambito;
}

export function forgetAmbito(database: Database, slug: string): void {
  cache.get(database)?.delete(slug);
}

export function langOf(request: FastifyRequest): Lang {
  const asked =
    (request.query as Record<string, unknown> | undefined)?.lang ?? readCookie(request, LANG_COOKIE);
  return LANGS.find((lang) => lang === asked) ?? 'it';
}

export interface Opening {
  tx: Tx;
  client: pg.PoolClient;
  request: FastifyRequest;
}

export async function siteContext({ tx, client, request }: Opening): Promise<SiteCtx> {
  const token = readCookie(request, SESSION_COOKIE);
  const user = token ? ((await resumeSession(tx, token)) ?? null) : null;
  return { tx, client, user, now: new Date(), lang: langOf(request), requestId: request.id };
}

/**
 * Who asks, and what they stand for here. While a text is being amended, the public site and whoever does not work here
 * read it as it was adopted, in whatever domain: that is decided here for every query of the request.
 */
export async function ambitoContext(
  database: Database,
  opening: Opening,
  ambito: Ambito,
  face: Face | null = null,
): Promise<Ctx> {
  const site = await siteContext(opening);
  const ctx: Ctx = site.user
    ? { ...site, ambito, ...(await readOwnStanding(opening.tx)) }
    : { ...site, ambito, grants: [] };
  if (!ambito.isAmended || (ctx.grants.length > 0 && face !== 'public')) return ctx;
  await database.readAdopted(opening.tx);
  return { ...ctx, readsAdopted: true };
}
