import { setTimeout as sleep } from 'node:timers/promises';

export interface Supervision {
  /** Stops watching; waits for a restart that is under way. */
  end(): Promise<void>;
}

// One attempt at once, then with growing pauses: about a minute in all before giving up.
const pauses = [0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 20_000];
const calmAfter = 5 * 60_000;

/**
 * Watches a PostgreSQL that this process holds and restarts it when it dies. The look is a read of /proc, twice a
 * second: it works for an adopted process too, which sends no exit event. Pools reconnect by themselves.
 */
export function superviseCluster(watched: {
  isRunning: () => boolean;
  restart: () => Promise<void>;
  log: (line: string) => void;
  onLost: (error: Error) => void;
  /** Waits between two attempts; rejected when the signal is aborted. */
  pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}): Supervision {
  const { pause = (ms, signal) => sleep(ms, undefined, { signal }) } = watched;
  const ending = new AbortController();
  let attempts = 0;
  let lastDeath = 0;
  let restarting: Promise<void> | undefined;

  const recover = async () => {
    if (Date.now() - lastDeath > calmAfter) attempts = 0;
    lastDeath = Date.now();
    for (;;) {
      const ms = pauses[attempts++];
      if (ms === undefined) {
        ending.abort();
        watched.onLost(new Error('PostgreSQL keeps stopping'));
        return;
      }
      watched.log('PostgreSQL si è fermato: lo riavvio.');
      await pause(ms, ending.signal).catch(() => {});
      if (ending.signal.aborted) return;
      try {
        await watched.restart();
        watched.log('PostgreSQL è di nuovo in funzione.');
        return;
      } catch (error) {
        watched.log(`PostgreSQL non riparte: ${error instanceof Error ? error.message : error}`);
      }
    }
  };

  const timer = setInterval(() => {
    if (ending.signal.aborted || restarting || watched.isRunning()) return;
    restarting = recover().finally(() => {
      restarting = undefined;
    });
  }, 500);
  timer.unref();

  return {
    end: async () => {
      ending.abort();
      clearInterval(timer);
      await restarting;
    },
  };
}
