import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { admitToApi } from './api-route.js';
import { FOREIGN_VIEWER, INERT_CONTENT, STILL_DOCUMENT } from './content-security-policy.js';
import type { Ctx } from './context.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';
import { matchesEtag } from './etag.js';
import type { Audience } from './page-route.js';
import { ambitoContext, getAmbito } from './resolve.js';
import type { Server } from './server.js';

export interface FileAnswer {
  /** Changes when, and only when, the file does. */
  etag: string;
  /** Not asked for when the reader has this very file. */
  bytes: () => Promise<Buffer | string | Readable>;
  name: string;
  /** Anyone may keep it; otherwise only the reader's own browser. */
  isPublic: boolean;
}

export interface FileRequest<P, Q = Record<string, unknown>> {
  params: P;
  query: Q;
  /** Runs a part of the work in a transaction of its own, as whoever asks; read-only unless it `writes`. */
  inside: <T>(work: (ctx: Ctx) => Promise<T>, options?: { writes?: boolean }) => Promise<T>;
  /** Protocol and host by which the reader reached this, without a slash at the end. */
  origin: string;
  /** Aborted when the reader has gone or the server is stopping. */
  signal: AbortSignal;
}

export interface FileRoute<P extends z.ZodObject, Q extends z.ZodObject = z.ZodObject> {
  /** Path after `/api/v1/{ambito}`. */
  path: string;
  audience: Exclude<Audience, 'installation'>;
  /** One line for the API's description. */
  summary: string;
  tag: string;
  type: string;
  params: P;
  query?: Q;
  handle: (request: FileRequest<z.output<P>, z.output<Q>>) => Promise<FileAnswer>;
}

/**
 * An operation of `/api/v1/{ambito}` that answers a file, which may take long to make: no transaction stays open
 * meanwhile. Shown in place by a browser, with the file's name where it is kept.
 */
export function fileRoute<P extends z.ZodObject, Q extends z.ZodObject = z.ZodObject>(
  server: Server,
  route: FileRoute<P, Q>,
): void {
  const url = `/api/v1/:ambito${route.path}`;
  server.routes.push({ method: 'GET', url, audience: route.audience, kind: 'api' });
  const schema: FastifySchema = {
    summary: route.summary,
    tags: [route.tag],
    produces: [route.type.split(';')[0] ?? route.type],
    params: z.object({ ambito: z.string().max(64), ...route.params.shape }),
    ...(route.query ? { querystring: route.query } : {}),
  };
  const stopping = new AbortController();
  const app: FastifyInstance = server.app;
  app.addHook('preClose', async () => stopping.abort());
  app.get(url, { schema }, async (request, reply) => {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const answer = await route.handle({
      params: request.params as z.output<P>,
      query: request.query as z.output<Q>,
      origin: `${request.protocol}://${request.host}`,
      inside: insideRequest(server, request, route.audience),
      signal: AbortSignal.any([gone.signal, stopping.signal]),
    });
    reply
      .header('etag', `"${answer.etag}"`)
      .header('cache-control', answer.isPublic ? 'public, no-cache' : 'private, no-cache')
      .header('content-security-policy', policyOf(route.type))
      .header('content-disposition', `inline; filename="${answer.name.replace(/[^\w.-]/g, '_')}"`);
    if (matchesEtag(request.headers['if-none-match'], answer.etag)) return reply.code(304).send();
    return reply.type(route.type).send(await answer.bytes());
  });
}

function policyOf(type: string): string {
  if (type.startsWith('text/html')) return STILL_DOCUMENT;
  return type.startsWith('application/pdf') ? FOREIGN_VIEWER : INERT_CONTENT;
}

function insideRequest(
  server: Server,
  request: FastifyRequest,
  audience: Exclude<Audience, 'installation'>,
): FileRequest<never>['inside'] {
  return async (work, { writes = false } = {}) => {
    const ambito = await getAmbito(server.database, (request.params as { ambito: string }).ambito);
    // A session notes when it was last seen, so its transactions may write.
    const readOnly = !writes && readCookie(request, SESSION_COOKIE) === undefined;
    return server.database.transaction({ ambitoId: ambito.id, readOnly }, async (tx, client) => {
      const ctx = await ambitoContext(server.database, { tx, client, request }, ambito);
      admitToApi(ctx, audience);
      return work(ctx);
    });
  };
}
