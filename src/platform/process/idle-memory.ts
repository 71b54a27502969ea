import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FastifyInstance } from 'fastify';

/** Long enough that a collection, some 80 ms, meets nobody who is reading page after page. */
const QUIET_MS = 4_000;

/**
 * Collects garbage once whenever requests have ceased for a while. Node collects only when it needs room: without this a
 * process keeps for hours what its busiest minute took. With it the young heap can be large, which load is quicker with.
 */
export function giveBackMemoryWhenIdle(app: FastifyInstance, quietMs = QUIET_MS): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => void;
  let lastAt = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const watch = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (Date.now() - lastAt < quietMs) watch();
      else collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    }, quietMs).unref();
  };
  app.addHook('onResponse', (_request, _reply, done) => {
    lastAt = Date.now();
    watch();
    done();
  });
  app.addHook('onClose', async () => clearTimeout(timer));
  watch();
}
