import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inviteFirstAdministrator } from '#platform/auth/accounts.actions.js';
import { hasAccounts } from '#platform/auth/accounts.sql.js';
import { openPools } from '#platform/db/database.js';
import { makeDataDir } from '#platform/db/embedded-cluster.js';
import { migrate } from '#platform/db/migrate.js';
import { openDatabaseServer } from '#platform/db/open-database-server.js';
import { startJobs } from '#platform/jobs/runner.js';
import { readConfig } from '#platform/process/config.js';
import { giveBackMemoryWhenIdle } from '#platform/process/idle-memory.js';
import { assertPortFree, browserAddress, explainListenError } from '#platform/process/listening.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { openProgressLine } from '#platform/process/progress-line.js';
import { acquireServerLock } from '#platform/process/server-lock.js';
import { handleSignals } from '#platform/process/shutdown.js';
import { buildApp, jobTasks } from './app.js';
import { firstLoad } from './first-load.js';

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
  const databaseServer = await opening;
  await migrate(databaseServer.ownerConfig);

  // A connection that breaks is replaced; the supervisor tells when PostgreSQL itself is gone.
  const database = openPools({ ...databaseServer });
  shutdown.add('connessioni', () => database.close());
  const progress = openProgressLine(process.stdout);
  const { ownerConfig, appConfig } = databaseServer;
  const loaded = await firstLoad(database, { ownerConfig, appConfig, demo: config.demo }, (text) =>
    progress.step(`Caricamento della dimostrazione: ${text}`),
  );
  if (loaded) progress.done('La dimostrazione «Ambito Oglio Po» è caricata');

  const server = await buildApp({
    database,
    demoMode: config.demo,
    version: process.env.npm_package_version ?? '0.1.0',
    logLevel: config.logLevel,
    trustProxy: config.trustProxy,
    dataDir: config.dataDir,
  });
  const jobs = await startJobs(database, jobTasks(config), (error) => server.app.log.error(error, 'job'));
  shutdown.add('lavori in corso', () => jobs.stop());
  shutdown.add('richieste in corso', () => server.app.close());
  giveBackMemoryWhenIdle(server.app);
  const listening = await server.app
    .listen({ host: config.host, port: config.port })
    .catch((error: unknown) => {
      throw explainListenError(error, config.host, config.port);
    });
  const address = browserAddress(config.host, Number(new URL(listening).port || config.port));
  lock.announce(address);
  // Last comes the line that says it is ready: whoever waits for it has read everything else that was to be said.
  if (!config.demo) await offerFirstAddress(address);
  print(`Trama è pronta: ${address}`);

  async function offerFirstAddress(base: string): Promise<void> {
    const token = await database.transaction({ ambitoId: null }, async (tx) =>
      (await hasAccounts(tx)) ? null : inviteFirstAdministrator(tx),
    );
    if (token)
      print(
        `Per registrare chi amministra l'installazione aprite una sola volta, entro tre giorni:\n${base}/invito/${token}`,
      );
  }
}

process.on('uncaughtException', fail);
await start().catch(fail);
