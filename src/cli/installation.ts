import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadItalianComuni } from '#domains/territory/index.js';
import { type Database, openPools } from '#platform/db/database.js';
import { makeDataDir } from '#platform/db/embedded-cluster.js';
import { migrate } from '#platform/db/migrate.js';
import { openDatabaseServer } from '#platform/db/open-database-server.js';
import type { Ambito, Ctx, SiteCtx } from '#platform/http/context.js';
import { type Config, readConfig } from '#platform/process/config.js';
import { browserAddress } from '#platform/process/listening.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { findServer } from '#platform/process/server-lock.js';
import type { Shutdown } from '#platform/process/shutdown.js';
import { findAmbito, listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';

const projectFolder = resolve(fileURLToPath(import.meta.url), '../../..');

/** What a command works on: the same data as the server, beside it or without it. */
export interface Installation {
  readonly database: Database;
  readonly config: Config;
  /** Address of the running server, or the one that it would have. */
  readonly address: string;
  readonly isServerRunning: boolean;
  /** Runs outside every ambito, for the installation itself. */
  outside<T>(work: (ctx: SiteCtx) => Promise<T>): Promise<T>;
  /** Runs in the ambito of that address. @throws OperatorError when there is none */
  inside<T>(slug: string, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  getAmbito(slug: string): Promise<Ambito>;
}

/**
 * Opens the database as the server does, sharing it with a server that runs. It never takes the server's lock. What it
 * opens is closed by `shutdown`.
 * @throws OperatorError
 */
export async function openInstallation(
  shutdown: Shutdown,
  log: (line: string) => void,
): Promise<Installation> {
  const config = readConfig(process.env, projectFolder);
  makeDataDir(config.dataDir);
  const opening = openDatabaseServer({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    log,
    onLost: (error) => {
      log(error.message);
      void shutdown.run(1);
    },
  });
  // Registered before it is open: a Ctrl-C in the meantime must not leave PostgreSQL behind.
  shutdown.add('PostgreSQL', async () => (await opening.catch(() => undefined))?.release());
  const databaseServer = await opening;
  await migrate(databaseServer.ownerConfig);
  const database = openPools({ ...databaseServer, size: 2 });
  shutdown.add('connessioni', () => database.close());
  await loadItalianComuni(database.owner);
  const server = findServer(config.dataDir);

  const outside: Installation['outside'] = (work) =>
    database.transaction({ ambitoId: null }, (tx, client) =>
      work({ tx, client, user: null, now: new Date(), lang: 'it', requestId: 'command' }),
    );
  const getAmbito = async (slug: string): Promise<Ambito> => {
    const ambito = await outside((ctx) => findAmbito(ctx.tx, slug));
    if (ambito) return ambito;
    const known = (await outside((ctx) => listAmbiti(ctx.tx))).map((one) => one.slug);
    throw new OperatorError(
      known.length === 0
        ? `Nessun ambito ha l'indirizzo «${slug}»: non ce n'è ancora nessuno. Createlo con: npm run trama -- ambito create ${slug} --name "…" --comuni …`
        : `Nessun ambito ha l'indirizzo «${slug}». Quelli che ci sono: ${known.join(', ')}.`,
    );
  };
  return {
    database,
    config,
    address: server?.address ?? browserAddress(config.host, config.port),
    isServerRunning: server !== undefined,
    outside,
    getAmbito,
    inside: async (slug, work) =>
      insideAmbito(database, await getAmbito(slug), work, { requestId: 'command' }),
  };
}
