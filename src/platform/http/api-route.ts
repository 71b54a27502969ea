import type { FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { Absent, Refused } from '#platform/errors.js';
import { share } from './content-security-policy.js';
import type { Ctx } from './context.js';
import { may } from './context.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';
import { checkCsrf } from './csrf.js';
import type { Audience } from './page-route.js';
import { ambitoContext, getAmbito } from './resolve.js';
import type { Server } from './server.js';

type Shape = z.ZodType;
type Out<S extends Shape | undefined> = S extends Shape ? z.output<S> : Record<string, never>;

export interface ApiRoute<
  P extends z.ZodObject | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape,
> {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path after `/api/v1/{ambito}`. */
  path: string;
  audience: Exclude<Audience, 'installation'>;
  /** One line for the API's description. */
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** What goes out is checked too: a column that slips in is cut, a wrong type is a bug that shows. */
  response: R;
  handle: (ctx: Ctx, input: { params: Out<P>; query: Out<Q>; body: Out<B> }) => Promise<z.input<R>>;
}

/** An operation of `/api/v1/{ambito}`: the same actions and queries as the pages, as JSON. */
export function api<
  R extends Shape,
  P extends z.ZodObject | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(server: Server, route: ApiRoute<P, Q, B, R>): void {
  const method = route.method ?? 'GET';
  const url = `/api/v1/:ambito${route.path}`;
  server.routes.push({ method, url, audience: route.audience, kind: 'api' });
  const schema: FastifySchema = {
    summary: route.summary,
    tags: [route.tag],
    params: z.object({ ambito: z.string().max(64), ...route.params?.shape }),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    response: { 200: route.response },
  };
  server.app.route({
    method,
    url,
    schema,
    handler: async (request, reply): Promise<unknown> => {
      if (method === 'GET' && route.audience === 'public') share(request, reply);
      const ambito = await getAmbito(server.database, (request.params as { ambito: string }).ambito);
      const signedIn = readCookie(request, SESSION_COOKIE) !== undefined;
      if (method !== 'GET') checkCsrf(server.formSecret, request, readCookie(request, SESSION_COOKIE));
      return server.database.transaction(
        { ambitoId: ambito.id, readOnly: method === 'GET' && !signedIn },
        async (tx, client) => {
          const ctx = await ambitoContext(server.database, { tx, client, request }, ambito);
          admitToApi(ctx, route.audience);
          return route.handle(ctx, inputOf(request) as never);
        },
      );
    },
  });
}

function inputOf(request: FastifyRequest): unknown {
  return { params: request.params, query: request.query, body: request.body ?? {} };
}

export function admitToApi(ctx: Ctx, audience: Audience): void {
  if (audience === 'public') return;
  if (!ctx.user) throw new Refused('platform.sign-in-needed', {}, 403);
  if (audience === 'signedIn') return;
  if (ctx.grants.length === 0) throw new Absent('operation');
  if (audience !== 'staff' && !may(ctx, audience as never, []))
    throw new Refused('platform.forbidden', {}, 403);
}
