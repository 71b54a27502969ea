import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { withFileLock } from '#platform/process/file-lock.js';
import { explainFolderError } from '#platform/process/folder-error.js';
import { isProcessAlive } from '#platform/process/process-state.js';
import { type DatabaseServer, sessionOptions } from './database-server.types.js';
import { getPostgresBinaries } from './embedded-binaries.js';
import {
  type Credentials,
  ensureCluster,
  makeDataDir,
  superUser,
  writeSettings,
} from './embedded-cluster.js';
import { countHolders, registerHolder } from './embedded-holders.js';
import { choosePostgresUser, reachableBinaries } from './embedded-identity.js';
import { type ClusterPaths, clusterPaths } from './embedded-paths.js';
import {
  findPostmaster,
  isProgramGone,
  type Postmaster,
  readLogTail,
  startPostmaster,
  stopPostmaster,
} from './embedded-postmaster.js';
import { appRole, databaseName, ensureRoles, ownerRole } from './embedded-roles.js';
import type { Tuning } from './embedded-settings.js';
import { superviseCluster } from './embedded-supervisor.js';

export interface EmbeddedOptions {
  /** `TRAMA_DATA`, absolute: the cluster lives in its `postgres` folder. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  readonly tuning?: Tuning;
  /** PostgreSQL died and could not be restarted: nothing works any more, the process should end. */
  readonly onLost?: (error: Error) => void;
}

export interface EmbeddedDatabase extends DatabaseServer {
  /** The socket's folder (127.0.0.1 on Windows). */
  readonly socketDir: string;
  readonly port: number;
  readonly database: string;
  /** A superuser, on database `postgres`: for making databases in tests, copies and restores; never for requests. */
  readonly adminConfig: pg.ClientConfig;
  /** The postmaster's process now; it changes when PostgreSQL is restarted. */
  readonly pid: () => number;
}

/**
 * Opens the embedded PostgreSQL in `dataDir`: makes it, starts it, adopts the one that runs already, or recovers
 * what a crash left; whoever comes second shares it. Two roles, one database `trama`, no TCP (but on Windows).
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    return await start(options);
  } catch (error) {
    throw explainFolderError(error, options.dataDir);
  }
}

async function start(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, tuning = 'server' } = options;
  const paths = clusterPaths(dataDir);
  makeDataDir(dataDir);
  const user = choosePostgresUser(paths.cluster);
  const binaries = reachableBinaries(getPostgresBinaries(), user);

  const ensureRunning = async (credentials: Credentials): Promise<Postmaster> => {
    const found = findPostmaster(paths);
    if (found) {
      const adopted = await waitReady(paths, found, credentials);
      const unusable = !adopted || (isProgramGone(adopted) && countHolders(paths.holders) === 0);
      if (!unusable) return adopted;
      await stopPostmaster(found);
    }
    writeSettings(paths, tuning, user);
    const started = await waitReady(paths, await startPostmaster(paths, binaries, user), credentials);
    if (!started) throw new Error(`PostgreSQL did not start:\n${readLogTail(paths)}`);
    return started;
  };

  const opened = await withFileLock(paths.startLock, async () => {
    const credentials = await ensureCluster(dataDir, binaries, user, tuning);
    const postmaster = await ensureRunning(credentials);
    const holder = registerHolder(paths.holders);
    await withAdmin(postmaster, credentials, (client) => ensureRoles(client, credentials));
    return { credentials, postmaster, holder };
  });
  const { credentials, holder } = opened;
  let postmaster = opened.postmaster;

  const supervision = superviseCluster({
    isRunning: () => isProcessAlive(postmaster.pid),
    restart: async () => {
      postmaster = await withFileLock(paths.startLock, () => ensureRunning(credentials));
    },
    log: options.log,
    onLost: options.onLost ?? (() => {}),
  });

  const base = {
    host: postmaster.host,
    port: postmaster.port,
    application_name: 'trama',
    options: sessionOptions,
  };
  return {
    socketDir: postmaster.host,
    port: postmaster.port,
    database: databaseName,
    majorVersion: Number(binaries.version.split('.')[0]),
    pid: () => postmaster.pid,
    ownerConfig: { ...base, database: databaseName, user: ownerRole, password: credentials.owner },
    appConfig: { ...base, database: databaseName, user: appRole, password: credentials.app },
    adminConfig: { ...base, database: 'postgres', user: superUser, password: credentials.superuser },
    release: async () => {
      await supervision.end();
      await withFileLock(paths.startLock, async () => {
        holder.release();
        if (countHolders(paths.holders) > 0) return;
        const running = findPostmaster(paths);
        if (running) await stopPostmaster(running);
      });
    },
  };
}

/** Waits until it answers, however long recovery takes; undefined when it dies or its socket is gone. */
async function waitReady(
  paths: ClusterPaths,
  first: Postmaster,
  credentials: Credentials,
): Promise<Postmaster | undefined> {
  let blind = 0;
  let unseen = 0;
  for (;;) {
    if (!isProcessAlive(first.pid)) return undefined;
    const now = findPostmaster(paths);
    if (now?.host) {
      try {
        await withAdmin(now, credentials, async () => {});
        return now;
      } catch (error) {
        if (!isNotReady(error)) throw error;
        // It says it is open and yet there is no socket: somebody cleaned the folder it was in.
        if (!hasSocket(now) && ++blind > 20) return undefined;
      }
    } else if (++unseen > 2_000) return undefined;
    await sleep(15);
  }
}

function hasSocket({ host, port }: Postmaster): boolean {
  return process.platform === 'win32' || existsSync(join(host, `.s.PGSQL.${port}`));
}

async function withAdmin(
  { host, port }: Postmaster,
  credentials: Credentials,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({
    host,
    port,
    user: superUser,
    password: credentials.superuser,
    database: 'postgres',
  });
  // A connection that breaks while idle must not end the process; the query in course rejects anyway.
  client.on('error', () => {});
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** 57P03: it is starting up, shutting down or recovering. */
function isNotReady(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return ['57P03', 'ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(String(code));
}
