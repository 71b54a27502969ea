import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isLoopback } from './cookies.js';
import type { Server } from './server.js';

/** For whoever runs the installation: is it alive, can it work, how is it doing. */
export function registerOperation(server: Server): void {
  const { app, database } = server;
  const plain = (url: string) =>
    server.routes.push({ method: 'GET', url, audience: 'public', kind: 'plain' });

  plain('/healthz');
  app.get('/healthz', { schema: { hide: true }, config: { rateLimit: false } }, async () => ({
    status: 'ok',
  }));

  plain('/readyz');
  app.get('/readyz', { schema: { hide: true }, config: { rateLimit: false } }, async (_request, reply) => {
    try {
      await database.app.query('select 1');
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database-unreachable' });
    }
  });

  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'trama_request_seconds',
    help: 'Duration of requests by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  // Kept by route and status, which are few: to find it by its labels costs more than to count.
  const kept = new Map<string, Map<number, ReturnType<typeof durations.labels>>>();
  const durationOf = (route: string, status: number) => {
    const known = kept.get(route)?.get(status);
    if (known) return known;
    const made = durations.labels(route, String(status));
    kept.set(route, (kept.get(route) ?? new Map()).set(status, made));
    return made;
  };
  const connections = new Gauge({
    name: 'trama_database_connections',
    help: 'Connections of the pools',
    labelNames: ['use', 'state'],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    durationOf(request.routeOptions.url ?? 'none', reply.statusCode).observe(reply.elapsedTime / 1000);
    done();
  });

  // Figures on use are nobody else's business: this machine only, or a collector that a proxy lets in.
  plain('/metrics');
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!isLoopback(request)) return reply.callNotFound();
    for (const [use, pool] of Object.entries({ any: database.app, reading: database.reading })) {
      connections.set({ use, state: 'total' }, pool.totalCount);
      connections.set({ use, state: 'idle' }, pool.idleCount);
      connections.set({ use, state: 'waiting' }, pool.waitingCount);
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });

  plain('/api/v1/openapi.json');
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
