import { randomBytes, randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import statics from '@fastify/static';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod';
import type { Database } from '#platform/db/database.js';
import { Moved, SignInNeeded, Unavailable } from '#platform/errors.js';
import type { Lang } from '#platform/i18n/messages.js';
import type { Door, SettingsLink } from '#platform/ui/navigation.js';
import { answerSerializer } from './answer-serializer.js';
import { clientFolder } from './assets.js';
import { contentSecurityPolicy, DEFENCES } from './content-security-policy.js';
import { isLoopback, readCookie, SESSION_COOKIE } from './cookies.js';
import { type Problem, problemOf } from './errors.js';
import { describeError } from './logged-error.js';
import type { Audience } from './page-route.js';
import { langOf } from './resolve.js';
import { networkOf } from './visitor-network.js';
import './platform.messages.js';

export interface RouteEntry {
  method: string;
  url: string;
  audience: Audience;
  kind: 'page' | 'api' | 'plain';
}

export interface Server {
  app: FastifyInstance;
  database: Database;
  /** Every route with its audience: a test walks it with another ambito's user. */
  routes: RouteEntry[];
  formSecret: Buffer;
  demoMode: boolean;
  /** The navigation's entries; each domain adds its own. */
  doors: Door[];
  /** Pages of the ambito's settings beside its name; each domain adds its own. */
  settings: SettingsLink[];
}

export interface ServerOptions {
  database: Database;
  formSecret: Buffer;
  demoMode: boolean;
  version: string;
  logLevel?: string;
  /** Addresses of the reverse proxies whose X-Forwarded-For is believed. */
  trustProxy?: string[];
  /** Draws the error page in the design of the site. */
  errorPage: (
    problem: Problem,
    request: { lang: Lang; nonce: string; path: string; reference: string; demoMode: boolean },
  ) => string;
}

/** Requests a minute from one address; enough for an office behind one, too few to read everything out. */
const REQUESTS_A_MINUTE = 1200;

export async function buildServer(options: ServerOptions): Promise<Server> {
  const app = Fastify({
    trustProxy: options.trustProxy && options.trustProxy.length > 0 ? options.trustProxy : false,
    genReqId: () => randomUUID(),
    bodyLimit: 1_048_576,
    // A body that trickles in for ever would hold its connection for ever; this leaves an upload its time.
    requestTimeout: 300_000,
    // An address that cannot be decoded comes here before any hook, and gets the same words as the others.
    frameworkErrors: (error, request, reply) => {
      reply.headers(DEFENCES).header('x-request-id', request.id);
      return answer(options, problemOf(error, langOf(request)), request, reply);
    },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    logController: new LogController({ disableRequestLogging: true }),
    logger:
      options.logLevel === undefined
        ? false
        : {
            level: options.logLevel,
            // No address, no query, no cookie: nothing personal is written.
            serializers: {
              req: (request) => ({ method: request.method }),
              err: describeError,
            },
          },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(answerSerializer);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Trama',
        version: options.version,
        description: 'Piani di Zona: dati, bisogni, obiettivi, risorse, esiti.',
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 1_048_576 });
  await app.register(multipart, {
    limits: { files: 1, fields: 40, fieldSize: 100_000, fileSize: 64 * 1_048_576, parts: 60 },
  });
  await app.register(rateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    keyGenerator: (request) => networkOf(request.ip),
    allowList: (request) => isLoopback(request),
  });
  await app.register(statics, {
    root: clientFolder,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
    index: false,
  });

  const server: Server = {
    app,
    database: options.database,
    routes: [],
    formSecret: options.formSecret,
    demoMode: options.demoMode,
    doors: [],
    settings: [],
  };

  // Hooks that wait for nothing say so: a promise for each of them is a good part of a short answer.
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(DEFENCES).header('x-request-id', request.id);
    // What somebody sees who has signed in stays in no cache, whatever its kind.
    if (readCookie(request, SESSION_COOKIE) !== undefined) reply.header('cache-control', 'no-store');
    done();
  });
  app.setNotFoundHandler((request, reply) =>
    answer(options, problemOf({ statusCode: 404 }, langOf(request)), request, reply),
  );
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof SignInNeeded)
      return reply.redirect(
        `/accesso?da=${encodeURIComponent(error.returnTo)}${error.wasSending ? '&scaduta=1' : ''}`,
        303,
      );
    const now = error instanceof Moved ? error.addressNow(request.url) : undefined;
    // What was being sent is sent there: nobody types it again.
    if (now !== undefined) return reply.redirect(now, 307);
    const problem = problemOf(error, langOf(request));
    if (problem.status === 503)
      reply.header('retry-after', error instanceof Unavailable ? error.retryAfterSeconds : 10);
    const cause = error instanceof Unavailable ? error.cause : error;
    if (problem.status >= 500 && cause !== undefined) request.log.error(cause as Error, 'bug');
    return answer(options, problem, request, reply);
  });
  return server;
}

function answer(
  options: ServerOptions,
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  const path = request.url.split('?')[0] ?? '/';
  const wantsJson = path.startsWith('/api/') || !(request.headers.accept ?? '').includes('text/html');
  if (wantsJson) {
    const { status, code, title, detail, errors } = problem;
    return reply
      .code(status)
      .type('application/problem+json')
      .serializer((body: unknown) => JSON.stringify(body))
      .send({
        type: `urn:trama:${code}`,
        title,
        status,
        detail,
        instance: path,
        errors,
        reference: request.id,
      });
  }
  const nonce = randomBytes(16).toString('base64');
  const html = options.errorPage(problem, {
    lang: langOf(request),
    nonce,
    path,
    reference: request.id,
    demoMode: options.demoMode,
  });
  return reply
    .code(problem.status)
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .type('text/html; charset=utf-8')
    .send(html);
}
