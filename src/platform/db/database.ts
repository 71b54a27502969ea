import { availableParallelism } from 'node:os';
import pg from 'pg';
import { Unavailable } from '#platform/errors.js';
import { readToAdopted, type ToAdopted } from './adopted-text.js';
import { kyselyOn, type QueryWatch, readAdopted, type Tx } from './walled.js';
import { prepareWalledReads } from './walled-read.js';

// Counts fit a double; days have no time zone; figures are shown, and summed in SQL, so doubles serve.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Stands for the account of a command, a job or the demonstration, which have none: the public has none either. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000';

export interface Scope {
  /** Null for what concerns the installation: no row of any ambito is then visible. */
  ambitoId: string | null;
  /** Null for the public; `INSTALLATION` where no person acts. */
  accountId?: string | null;
  readOnly?: boolean;
}

export interface Database {
  /**
   * Runs `work` in one transaction that sees only the ambito of `scope`; commits when it returns, rolls back when it throws.
   * The settings travel with the first statement. With `readOnly` they travel with every statement, each of which is a
   * read-only transaction by itself: at READ COMMITTED a longer one would see no more of a piece. `client` may then not be used.
   */
  transaction<T>(scope: Scope, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Connections with the owner's rights: migrations, the job queue, reference tables. Never for a request. */
  owner: pg.Pool;
  app: pg.Pool;
  /** How a process of ours reaches the database to work as requests do, never with the owner's rights. */
  appConfig: pg.PoolConfig;
  /** Those of requests that only read. */
  reading: pg.Pool;
  watch?: QueryWatch | undefined;
  /** Makes a transaction read texts that are being amended as they were adopted. */
  readAdopted(tx: Tx): Promise<void>;
  close(): Promise<void>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function setting(value: string | null | undefined): string {
  if (value == null) return '';
  // The values go into a statement without parameters, so that they can share its round trip.
  if (!UUID.test(value)) throw new Error('Not an identifier.');
  return value;
}

function begin(scope: Scope): string {
  return `BEGIN;SELECT set_config('app.ambito_id','${setting(scope.ambitoId)}',true),set_config('app.account_id','${setting(scope.accountId)}',true)`;
}

/** Outside a transaction a plain query would find nothing: better that it says so. */
const withoutQueries = new Proxy({} as pg.PoolClient, {
  get() {
    throw new Error('Reading has no transaction of its own: use ctx.tx.');
  },
});

export interface DatabaseConfig {
  ownerConfig: pg.PoolConfig;
  appConfig: pg.PoolConfig;
  /** Connections for requests that may write. */
  size?: number;
  /**
   * Connections for those that only read: two for each core, twenty at most. Their statements are short and busy a core each, so that ten
   * at once finish no sooner than four, and each costs the processor a fifth more.
   */
  readers?: number;
  /** How long a request waits for a connection before it is told to come back. */
  patienceMs?: number;
  onError?: (error: Error) => void;
}

const PATIENCE_MS = 5_000;
/** On a large machine too, they must leave room among the 80 connections of the embedded PostgreSQL. */
const MOST_READERS = 20;

/** Classes 08 (connection) and 57P (shutdown, crash, starting), 53300 (no more connections). */
const OUTAGE_CODES = /^(08...|57P0.|53300)$/;
const SOCKET_CODES = /^(ECONNRESET|EPIPE)$/;
/** What `pg` says, without a code, of a connection that ended under a query. */
const OUTAGE_WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed and is not queryable)/;

/** A connection that was lost is no fault of the request: it may be tried again. */
function explainLoss(error: unknown): unknown {
  const { code, message, syscall } = error as { code?: string; message?: string; syscall?: string };
  // A visitor who leaves in the middle of a form is a reset too, but not one of a socket of ours.
  const isLost =
    OUTAGE_CODES.test(code ?? '') ||
    (SOCKET_CODES.test(code ?? '') && syscall !== undefined) ||
    OUTAGE_WORDS.test(message ?? '');
  return isLost ? outage(error) : error;
}

function outage(cause: unknown): Unavailable {
  return new Unavailable('platform.unavailable', PATIENCE_MS / 1000, cause);
}

export function openPools({
  ownerConfig,
  appConfig,
  size = 10,
  readers = Math.min(Math.max(2 * availableParallelism(), 4), MOST_READERS),
  patienceMs = PATIENCE_MS,
  onError = () => {},
}: DatabaseConfig): Database {
  const shared = { statement_timeout: 30_000, ...appConfig, connectionTimeoutMillis: patienceMs };
  const app = new pg.Pool({ ...shared, max: size, pipeline: true } as pg.PoolConfig);
  const reading = new pg.Pool({
    ...shared,
    max: readers,
    pipeline: true,
    onConnect: prepareWalledReads,
  } as pg.PoolConfig);
  const owner = new pg.Pool({ ...ownerConfig, max: 4 });
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  for (const pool of [app, reading, owner]) {
    pool.on('error', onError);
    pool.on('connect', (client) => client.on('error', onError));
  }

  async function take(pool: pg.Pool): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw outage(error);
    }
  }

  async function read<T>(scope: Scope, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await take(reading);
    try {
      const reader = [setting(scope.ambitoId), setting(scope.accountId)] as const;
      return await work(kyselyOn(client, database.watch, reader), withoutQueries);
    } catch (error) {
      throw explainLoss(error);
    } finally {
      client.release();
    }
  }

  let toAdopted: Promise<ToAdopted> | undefined;

  const database: Database = {
    app,
    appConfig,
    reading,
    owner,
    async transaction(scope, work) {
      if (scope.readOnly) return read(scope, work);
      const client = await take(app);
      let broken = false;
      try {
        // Not awaited: the first statement of `work` follows in the same packet. If it fails, so does that one.
        const begun = client.query(begin(scope));
        begun.catch(() => {});
        const result = await work(kyselyOn(client, database.watch), client);
        await begun;
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          broken = true;
        });
        client.release(broken);
        throw explainLoss(error);
      }
    },
    async readAdopted(tx) {
      toAdopted ??= readToAdopted(owner).catch((error: unknown) => {
        toAdopted = undefined;
        throw explainLoss(error);
      });
      readAdopted(tx, await toAdopted);
    },
    async close() {
      await Promise.all([app.end(), reading.end(), owner.end()]);
    },
  };
  return database;
}

/** Tries `work`; when it throws, only what it did is undone and the transaction goes on. */
export async function savepoint<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('SAVEPOINT attempt');
  try {
    const result = await work();
    await client.query('RELEASE SAVEPOINT attempt');
    return result;
  } catch (error) {
    // Released too: left open, it would hide the savepoint of who called, and that one's undoing would stop here.
    await client.query('ROLLBACK TO SAVEPOINT attempt');
    await client.query('RELEASE SAVEPOINT attempt');
    throw error;
  }
}
