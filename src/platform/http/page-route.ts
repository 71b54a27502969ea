import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { render } from 'preact-render-to-string';
import type { z } from 'zod';
import type { Role } from '#platform/auth/roles.js';
import { Absent, Invalid, Refused, SignInNeeded } from '#platform/errors.js';
import { hasMessage } from '#platform/i18n/messages.js';
import { sendPage } from './compress.js';
import { contentSecurityPolicy, share } from './content-security-policy.js';
import type { Ctx, Face, PageCtx, SiteCtx, SitePageCtx, View } from './context.js';
import { may } from './context.js';
import { isLoopback, LANG_COOKIE, NOTICE_COOKIE, readCookie, SESSION_COOKIE, setCookie } from './cookies.js';
import { checkCsrf, csrfToken } from './csrf.js';
import { matchesEtag } from './etag.js';
import type { Outcome, StreamedFile } from './outcome.js';
import { ambitoContext, getAmbito, siteContext } from './resolve.js';
import type { Server } from './server.js';

/**
 * Who may ask for a route: anyone; whoever is signed in; whoever has a role in this ambito; only some roles (wherever they
 * hold: the action looks at the place); the installation's administrators.
 */
export type Audience = 'public' | 'signedIn' | 'staff' | 'installation' | readonly Role[];

type Shape = z.ZodType;
type Out<S extends Shape | undefined> = S extends Shape ? z.output<S> : Record<string, never>;

export interface PageRoute<C, P extends Shape | undefined, Q extends Shape | undefined> {
  method?: 'GET' | 'POST';
  /** Path after the ambito and the face, as `/obiettivi/:code`; '' for the face's first page. */
  path: string;
  audience: Audience;
  params?: P;
  query?: Q;
  /** A write whose body is a form with a file: the parts are read by the handler. */
  multipart?: boolean;
  /** Open data: other sites may read the answer in their visitors' browsers. */
  shared?: boolean;
  /** Largest body in bytes, where the server's 1 MiB is not enough. */
  bodyLimit?: number;
  /** Stricter than the server's, where guessing must be slow. */
  rateLimit?: { max: number; timeWindow: string };
  handle: (
    ctx: C,
    input: { params: Out<P>; query: Out<Q>; body: Record<string, unknown>; request: FastifyRequest },
  ) => Promise<Outcome>;
}

export interface AmbitoPageRoute<P extends Shape | undefined, Q extends Shape | undefined>
  extends PageRoute<PageCtx, P, Q> {
  /** `both`: the same page in the public site and in the workplace, with what one may do there. */
  face: Face | 'both';
}

/** A page of an ambito. GET runs in a read-only transaction, POST checks the form's token. */
export function ambitoPage<P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined>(
  server: Server,
  route: AmbitoPageRoute<P, Q>,
): void {
  const faces: Face[] = route.face === 'both' ? ['public', 'office'] : [route.face];
  for (const face of faces) {
    const url = `/:ambito${face === 'office' ? '/ufficio' : ''}${route.path}`;
    // In the workplace everything is at least for those who work there.
    const audience = face === 'office' && route.audience === 'public' ? 'staff' : route.audience;
    register(server, route, url, audience, async (request, reply) => {
      if (route.shared) share(request, reply);
      const ambito = await getAmbito(server.database, (request.params as { ambito: string }).ambito);
      const readOnly = (route.method ?? 'GET') === 'GET' && !needsWrite(request);
      const { ctx, outcome } = await server.database.transaction(
        { ambitoId: ambito.id, readOnly },
        async (tx, client) => {
          const opened = await ambitoContext(server.database, { tx, client, request }, ambito, face);
          admit(opened, audience, request);
          const ctx: PageCtx = { ...opened, view: viewOf(server, request, reply, face, opened) };
          return { ctx, outcome: await handleWith(server, route, ctx, request) };
        },
      );
      if (outcome.kind === 'stream') return sendStream(server, ambito.id, outcome, request, reply);
      return send(ctx, outcome, request, reply);
    });
  }
}

/** A page of the installation: sign-in, list of ambiti, first administrator. */
export function sitePage<P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined>(
  server: Server,
  route: PageRoute<SitePageCtx, P, Q>,
): void {
  register(server, route, route.path, route.audience, async (request, reply) => {
    const readOnly = (route.method ?? 'GET') === 'GET' && !needsWrite(request);
    const { ctx, outcome } = await server.database.transaction(
      { ambitoId: null, readOnly },
      async (tx, client) => {
        const opened = await siteContext({ tx, client, request });
        admit({ ...opened, grants: [] }, route.audience, request);
        const ctx: SitePageCtx = { ...opened, view: viewOf(server, request, reply, 'public', opened) };
        return { ctx, outcome: await handleWith(server, route, ctx, request) };
      },
    );
    return send(ctx, outcome, request, reply);
  });
}

/** A session notes when it was last seen, so its requests may write. */
function needsWrite(request: FastifyRequest): boolean {
  return readCookie(request, SESSION_COOKIE) !== undefined;
}

function register(
  server: Server,
  route: { method?: 'GET' | 'POST'; bodyLimit?: number; rateLimit?: { max: number; timeWindow: string } },
  url: string,
  audience: Audience,
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
): void {
  const method = route.method ?? 'GET';
  server.routes.push({ method, url, audience, kind: 'page' });
  (server.app as FastifyInstance).route({
    method,
    url,
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    ...(route.rateLimit === undefined ? {} : { config: { rateLimit: route.rateLimit } }),
    schema: { hide: true },
    handler,
  });
}

/**
 * The page to come back to after signing in: of a form that was being sent, the one that shows it, where what was typed is
 * offered back; of a button without a page of its own, the ambito's workplace.
 */
function pageOf(request: FastifyRequest): string {
  const { url } = request.routeOptions;
  if (request.method === 'GET' || (url && request.server.hasRoute({ method: 'GET', url })))
    return request.url;
  return /^\/[^/]+\/ufficio(?=\/)/.exec(request.url)?.[0] ?? '/';
}

/** Signing in is offered to who has not; who has, but may not, is told so only where the thing's existence is public. */
function admit(
  ctx: SiteCtx & Partial<Pick<Ctx, 'grants'>>,
  audience: Audience,
  request: FastifyRequest,
): void {
  if (audience === 'public') return;
  if (!ctx.user) throw new SignInNeeded(pageOf(request), request.method !== 'GET');
  if (audience === 'signedIn') return;
  if (audience === 'installation') {
    if (!ctx.user.isInstallationAdmin) throw new Absent('page');
    return;
  }
  const grants = ctx.grants ?? [];
  if (grants.length === 0) throw new Absent('page');
  if (audience !== 'staff' && !may({ grants }, audience, []))
    throw new Refused('platform.forbidden', {}, 403);
}

/** The handler's answer. It is sent only after the transaction has been committed: who is told "saved" finds it saved. */
async function handleWith<C, P extends Shape | undefined, Q extends Shape | undefined>(
  server: Server,
  route: PageRoute<C, P, Q>,
  ctx: C,
  request: FastifyRequest,
): Promise<Outcome> {
  // HEAD is answered by the route of GET.
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads && route.multipart !== true) {
    checkCsrf(server.formSecret, request, readCookie(request, SESSION_COOKIE));
  }
  return route.handle(ctx, {
    params: parse(route.params, request.params, 404) as never,
    query: parse(route.query, request.query, 400) as never,
    body: (request.body ?? {}) as Record<string, unknown>,
    request,
  });
}

function parse(schema: Shape | undefined, value: unknown, status: 400 | 404): unknown {
  if (!schema) return {};
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (status === 404) throw new Absent('address');
  throw new Invalid(
    result.error.issues.map((issue) => ({ field: issue.path.join('.'), code: 'platform.bad-parameter' })),
  );
}

function viewOf(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  face: Face,
  ctx: SiteCtx,
): View {
  const session = readCookie(request, SESSION_COOKIE);
  const notice = readCookie(request, NOTICE_COOKIE) ?? null;
  if (notice !== null) setCookie(request, reply, { name: NOTICE_COOKIE, value: null });
  const asked = (request.query as { lang?: string }).lang;
  if (asked !== undefined && asked === ctx.lang && readCookie(request, LANG_COOKIE) !== asked) {
    setCookie(request, reply, { name: LANG_COOKIE, value: asked, maxAgeSeconds: 31_536_000 });
  }
  let token: string | undefined;
  return {
    face,
    path: request.url.split('?')[0] ?? '/',
    query: request.query as Record<string, unknown>,
    nonce: randomBytes(16).toString('base64'),
    csrf: () => {
      if (token === undefined) {
        token = csrfToken(server.formSecret, request, reply, session);
        reply.header('cache-control', 'no-store');
      }
      return token;
    },
    notice: notice !== null && hasMessage(notice) ? notice : null,
    demoMode: server.demoMode,
    offersDemoPeople: server.demoMode && isLoopback(request),
    doors: server.doors,
  };
}

function send(ctx: { view: View }, outcome: Outcome, request: FastifyRequest, reply: FastifyReply): unknown {
  if (outcome.kind === 'redirect') {
    if (outcome.notice)
      setCookie(request, reply, { name: NOTICE_COOKIE, value: outcome.notice, maxAgeSeconds: 60 });
    for (const cookie of outcome.cookies ?? []) setCookie(request, reply, cookie);
    // Codes may hold any letter; a header takes only ASCII.
    return reply.redirect(
      outcome.to.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed())),
      303,
    );
  }
  if (outcome.kind === 'file') {
    if (outcome.etag) {
      reply.header('etag', `"${outcome.etag}"`);
      if (matchesEtag(request.headers['if-none-match'], outcome.etag)) return reply.code(304).send();
    }
    if (outcome.name !== null)
      reply.header('content-disposition', `attachment; filename="${outcome.name.replace(/[^\w.-]/g, '_')}"`);
    return reply.type(outcome.type).send(outcome.bytes);
  }
  if (outcome.kind === 'stream') throw new Error('Only an ambito has files to stream.');
  const html = `<!doctype html>${render(outcome.node)}`;
  reply.header('content-security-policy', contentSecurityPolicy(ctx.view.nonce));
  return sendPage(request, reply.code(outcome.status), html);
}

/** Sent piece by piece as the reader takes it; nothing is read for who has it already, or asks only about it. */
function sendStream(
  server: Server,
  ambitoId: string,
  file: StreamedFile,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  reply.header('etag', `"${file.etag}"`).header('last-modified', file.changedAt.toUTCString());
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'public, no-cache');
  for (const [relation, address] of Object.entries(file.links ?? {}))
    reply.header('link', `<${address}>; rel="${relation}"`);
  if (isFresh(request, file)) return reply.code(304).send();
  if (file.name !== null)
    reply.header('content-disposition', `attachment; filename="${file.name.replace(/[^\w.-]/g, '_')}"`);
  reply.type(file.type);
  if (request.method === 'HEAD') return reply.send('');
  const pieces = file.pieces((work) =>
    server.database.transaction({ ambitoId, readOnly: true }, (tx) => work(tx)),
  );
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/** RFC 9110 §13.2.2: the date counts only where no tag is sent. */
function isFresh(request: FastifyRequest, file: StreamedFile): boolean {
  const tag = request.headers['if-none-match'];
  if (tag !== undefined) return matchesEtag(tag, file.etag);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return Number.isFinite(since) && Math.floor(file.changedAt.getTime() / 1000) * 1000 <= since;
}
