import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { explainFolderError } from '#platform/process/folder-error.js';
import { OperatorError } from '#platform/process/operator-error.js';
import { type PostgresBinaries, programPath } from './embedded-binaries.js';
import { giveFolder, type PostgresUser, spawnAs } from './embedded-identity.js';
import { type ClusterPaths, clusterPaths } from './embedded-paths.js';
import { endProcessesIn } from './embedded-postmaster.js';
import { settingsText, type Tuning } from './embedded-settings.js';

export const superUser = 'postgres';

/** Passwords of the three roles, random, kept beside the cluster in a file of mode 0600. */
export interface Credentials {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/** Makes the data folder: closed to others but, for root, walkable, so that PostgreSQL's user gets to its own part. */
export function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  try {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
}

/**
 * Makes the cluster if there is none. It is built in a folder aside and renamed when whole: a `kill -9` at any
 * moment leaves either nothing or a cluster. Call it under the start lock.
 */
export async function ensureCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
  tuning: Tuning,
): Promise<Credentials> {
  const paths = clusterPaths(dataDir);
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith('postgres.new-')) continue;
    // Of a start that was killed: its initdb goes on alone, and would fill the folder again.
    await endProcessesIn(join(dataDir, name));
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  if (!existsSync(paths.home)) await createCluster(dataDir, binaries, user, tuning);
  checkVersion(paths, binaries);
  return JSON.parse(readFileSync(paths.credentials, 'utf8'));
}

async function createCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
  tuning: Tuning,
): Promise<void> {
  const home = join(dataDir, `postgres.new-${process.pid}`);
  const credentials: Credentials = { superuser: randomKey(), owner: randomKey(), app: randomKey() };
  for (const folder of [home, 'cluster', 'log', 'socket', 'holders']) {
    mkdirSync(folder === home ? home : join(home, folder), { mode: 0o700 });
  }
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, credentials.superuser, { mode: 0o600 });
  giveFolder(home, user);
  const cluster = join(home, 'cluster');
  await runInitdb(binaries, user, [
    ...['-D', cluster, '-U', superUser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    // Order and case do not depend on the machine's libraries; Italian order is asked for where it is shown
    // (COLLATE "it-x-icu").
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...['--text-search-config=italian', '--no-instructions'],
    ...(tuning === 'test' ? ['--no-sync'] : []),
  ]);
  rmSync(passwordFile);
  const include = "\ninclude_if_exists = 'trama.conf'\ninclude_if_exists = 'local.conf'\n";
  appendFileSync(join(cluster, 'postgresql.conf'), include);
  writeFileSync(join(cluster, 'local.conf'), '# Settings of this installation; they win over trama.conf.\n');
  giveFolder(cluster, user);
  writeFileSync(join(home, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
  renameSync(home, clusterPaths(dataDir).home);
}

/** Writes the settings of this version of Trama; an operator's own go in `cluster/local.conf`, which wins. */
export function writeSettings(paths: ClusterPaths, tuning: Tuning, user: PostgresUser | undefined): void {
  writeFileSync(join(paths.cluster, 'trama.conf'), settingsText(tuning, paths.log), { mode: 0o600 });
  giveFolder(paths.cluster, user);
  giveFolder(paths.log, user);
}

function checkVersion(paths: ClusterPaths, binaries: PostgresBinaries): void {
  const cluster = readFileSync(join(paths.cluster, 'PG_VERSION'), 'utf8').trim();
  const program = binaries.version.split('.')[0];
  if (cluster !== program) {
    throw new OperatorError(
      `I dati in ${dirname(paths.home)} sono di PostgreSQL ${cluster}, ma quello incluso è il ${program}. Nulla è stato toccato: tornate alla versione di Trama che li ha scritti, fatene una copia di riserva e ripristinatela con questa.`,
    );
  }
}

async function runInitdb(
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
  args: readonly string[],
): Promise<void> {
  const folder = args[1] ?? '';
  const child = spawnAs(user, programPath(binaries, 'initdb'), args, folder, {
    cwd: dirname(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`initdb ended with ${code}:\n${output}`);
}

function randomKey(): string {
  return randomBytes(24).toString('base64url');
}
