/** Closes what was opened, in reverse order, once. */
export interface Shutdown {
  /** Registers a closer: the last registered closes first. */
  add(name: string, close: () => Promise<void> | void): void;
  /** Closes everything, within so many milliseconds, and ends the process; further calls change nothing. */
  run(exitCode: number, withinMs?: number): Promise<void>;
  readonly isUnderWay: boolean;
}

export interface ShutdownOptions {
  readonly log: (line: string) => void;
  /**
   * After this the process ends anyway; an embedded PostgreSQL left behind is adopted at the next start. Unless said
   * otherwise, longer than PostgreSQL is given to write its data on a slow disk.
   */
  readonly limitMs?: number;
  readonly exit?: (code: number) => void;
}

/**
 * npm passes on a Ctrl-C that the terminal has already sent to the whole group: the same key press arrives twice.
 * Only a later one means that whoever is there wants no more waiting.
 */
const impatienceAfterMs = 1_000;

/** Makes the process stop in order on SIGINT (Ctrl-C), SIGTERM and SIGHUP; a second Ctrl-C ends it at once. */
export function handleSignals(options: ShutdownOptions): Shutdown {
  const shutdown = createShutdown(options);
  const exit = options.exit ?? process.exit;
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first === 0) {
        first = Date.now();
        options.log('Arresto in corso…');
        void shutdown.run(0);
      } else if (signal === 'SIGINT' && Date.now() - first > impatienceAfterMs) {
        exit(130);
      }
    });
  }
  return shutdown;
}

export function createShutdown({ log, limitMs = 30_000, exit = process.exit }: ShutdownOptions): Shutdown {
  const closers: { name: string; close: () => Promise<void> | void }[] = [];
  let running: Promise<void> | undefined;

  const closeAll = async (exitCode: number, withinMs: number) => {
    const limit = setTimeout(() => {
      log(`Arresto non completato in ${withinMs / 1000} secondi: il processo termina comunque.`);
      exit(1);
    }, withinMs);
    let code = exitCode;
    // Taken one by one: a closer registered meanwhile, by a start cut short, is closed too.
    for (let next = closers.pop(); next; next = closers.pop()) {
      try {
        await next.close();
      } catch (error) {
        log(`Arresto di ${next.name} non riuscito: ${error instanceof Error ? error.message : error}`);
        code = 1;
      }
    }
    clearTimeout(limit);
    exit(code);
  };

  return {
    add: (name, close) => closers.push({ name, close }),
    run: (exitCode, withinMs = limitMs) => {
      running ??= closeAll(exitCode, withinMs);
      return running;
    },
    get isUnderWay() {
      return running !== undefined;
    },
  };
}
