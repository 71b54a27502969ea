import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from './embedded.js';
import { createDatabase } from './embedded-roles.js';
import { migrate } from './migrate.js';

/** A database of one test file's own, migrated, with the two roles of the real one. */
export interface TestDatabase {
  readonly name: string;
  readonly ownerConfig: pg.PoolConfig;
  readonly appConfig: pg.PoolConfig;
  /** For `openPools`. */
  readonly patienceMs: number;
  /** Removes it, even when a connection was left open. The last one lets go of PostgreSQL. */
  drop(): Promise<void>;
}

/** Contents that many tests start from: loaded once, then copied. */
export interface Seed {
  /** Names the contents: it must change when they do (a hash of the files they come from). */
  readonly key: string;
  load(database: Pick<TestDatabase, 'ownerConfig' | 'appConfig' | 'patienceMs'>): Promise<void>;
}

const templatesKept = 20;
/** On a machine that does other work a connection, or a long statement, may be late: no reason for a test to fail. */
const PATIENCE_MS = 300_000;
let cluster: Promise<EmbeddedDatabase> | undefined;
let inUse = 0;

/**
 * Makes an empty migrated database, or one with the seed's contents, by copying a template: some 50 ms. All test
 * processes share one embedded cluster, in `TRAMA_TEST_DATA` or a folder of the system's temporary ones.
 */
export async function createTestDatabase(seed?: Seed): Promise<TestDatabase> {
  inUse += 1;
  cluster ??= openCluster();
  const server = await cluster;
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
  await withAdmin(server, async (admin) => {
    const template = await ensureTemplate(server, admin, seed);
    await copyDatabase(admin, name, template);
  });
  return {
    ...configsFor(server, name),
    name,
    drop: async () => {
      await withAdmin(server, (admin) => dropDatabase(admin, name));
      inUse -= 1;
      if (inUse > 0) return;
      cluster = undefined;
      await server.release();
    },
  };
}

/**
 * Keeps the tests' cluster running until `release()`: for whoever starts many test processes one after the other.
 */
export async function holdTestCluster(): Promise<EmbeddedDatabase> {
  const options = { dataDir: testFolder(), tuning: 'test', log: () => {} } as const;
  try {
    return await startEmbedded(options);
  } catch (error) {
    // Without fsync, a power cut may have spoilt it. Nothing in it is worth a repair.
    if (!(error instanceof Error && error.message.startsWith('PostgreSQL did not start'))) throw error;
    rmSync(options.dataDir, { recursive: true, force: true });
    return startEmbedded(options);
  }
}

async function openCluster(): Promise<EmbeddedDatabase> {
  const server = await holdTestCluster();
  await withAdmin(server, removeLeftovers);
  return server;
}

function testFolder(): string {
  return resolve(process.env.TRAMA_TEST_DATA ?? join(tmpdir(), `trama-test-${userInfo().uid}`));
}

async function ensureTemplate(server: EmbeddedDatabase, admin: pg.Client, seed?: Seed): Promise<string> {
  const base = `template_${schemaHash()}`;
  await ensureOne(admin, base, async (making) => {
    await createDatabase(admin, making);
    await migrate(configsFor(server, making).ownerConfig);
  });
  if (!seed) return base;
  const seeded = `${base}_${hash(seed.key)}`;
  await ensureOne(admin, seeded, async (making) => {
    await copyDatabase(admin, making, base);
    await seed.load(configsFor(server, making));
  });
  return seeded;
}

/** Makes the template unless it is there; who comes second waits for who is making it. */
async function ensureOne(
  admin: pg.Client,
  name: string,
  make: (making: string) => Promise<void>,
): Promise<void> {
  const exists = async () =>
    (await admin.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
  if (await exists()) return;
  const lock = Number.parseInt(hash(name), 16);
  await admin.query('SELECT pg_advisory_lock($1)', [lock]);
  try {
    if (await exists()) return;
    // Renamed when whole: a test run that is killed leaves no half of a template.
    const making = `${name}_making`;
    await dropDatabase(admin, making);
    await make(making);
    await admin.query(`ALTER DATABASE ${making} ALLOW_CONNECTIONS false`);
    await retryWhileInUse(() => admin.query(`ALTER DATABASE ${making} RENAME TO ${name}`));
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [lock]);
  }
}

async function copyDatabase(admin: pg.Client, name: string, template: string): Promise<void> {
  await retryWhileInUse(() => createDatabase(admin, name, template));
}

/** 55006: a connection to the template is still closing. */
async function retryWhileInUse<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 100; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === '55006' && left > 0)) throw error;
      await sleep(50);
    }
  }
}

async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

/** Databases of test processes that were killed, and templates of schemas long gone. */
async function removeLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datname ~ '^(test|template)_[0-9a-f_]+$' ORDER BY oid DESC`,
  );
  const names = rows.map((row) => row.datname);
  const present = `template_${schemaHash()}`;
  // Those of the present schema may be being copied at this moment; they go when it changes.
  const old = names
    .filter((name) => name.startsWith('template_') && !name.startsWith(present))
    .slice(templatesKept);
  const dead = names.filter((name) => name.startsWith('test_') && !isRunning(Number(name.split('_')[1])));
  for (const name of [...old, ...dead]) await dropDatabase(admin, name);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function configsFor(server: EmbeddedDatabase, database: string) {
  return {
    ownerConfig: { ...server.ownerConfig, database },
    appConfig: { ...server.appConfig, database, statement_timeout: PATIENCE_MS },
    patienceMs: PATIENCE_MS,
  };
}

async function withAdmin<T>(server: EmbeddedDatabase, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(server.adminConfig);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Twelve hexadecimal digits over all that the empty schema comes from. */
function schemaHash(): string {
  const folder = fileURLToPath(new URL('../../../db/migrations/', import.meta.url));
  const files = readdirSync(folder).sort();
  // The job queue brings tables of its own. Its package.json is not among its exports.
  const queue = join(createRequire(import.meta.url).resolve('graphile-worker'), '../../package.json');
  return hash(
    [queue, ...files.map((name) => join(folder, name))].map((path) => readFileSync(path, 'utf8')).join('\0'),
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
