import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDataDir } from '#platform/db/embedded-cluster.js';
import { migrate } from '#platform/db/migrate.js';
import { openDatabaseServer } from '#platform/db/open-database-server.js';
import { readConfig } from '#platform/process/config.js';
import { assertPortFree, browserAddress } from '#platform/process/listening.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { acquireServerLock } from '#platform/process/server-lock.js';
import { handleSignals } from '#platform/process/shutdown.js';

const projectFolder = resolve(fileURLToPath(import.meta.url), '../..');

const print = (line: string) => void process.stdout.write(`${line}\n`);
const shutdown = handleSignals({ log: print });

/** What an operator can mend is said in a sentence; anything else is a bug, shown whole. */
function fail(error: unknown): void {
  if (shutdown.isUnderWay) return;
  console.error(error instanceof OperatorError ? error.message : error);
  void shutdown.run(1);
}

async function start(): Promise<void> {
  const config = readConfig(process.env, projectFolder);
  makeDataDir(config.dataDir);
  const lock = acquireServerLock(config.dataDir, {
    pid: process.pid,
    address: browserAddress(config.host, config.port),
  });
  shutdown.add('blocco dei dati', () => lock.release());
  await assertPortFree(config.host, config.port);

  const opening = openDatabaseServer({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    log: print,
    onLost: fail,
  });
  // Registered before it is open: a Ctrl-C in the meantime must not leave PostgreSQL behind.
  shutdown.add('PostgreSQL', async () => (await opening.catch(() => undefined))?.release());
  const server = await opening;
  await migrate(server.ownerConfig);
  print(`PostgreSQL ${server.majorVersion} è in funzione e lo schema è aggiornato.`);
}

process.on('uncaughtException', fail);
await start().catch(fail);
