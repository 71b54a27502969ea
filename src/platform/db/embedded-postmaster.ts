import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  findProcessArguments,
  findProcessFolder,
  findProcessProgram,
  isProcessAlive,
  listProcesses,
} from '#platform/process/process-state.js';
import { type PostgresBinaries, programPath } from './embedded-binaries.js';
import { giveFolder, type PostgresUser, spawnAs } from './embedded-identity.js';
import type { ClusterPaths } from './embedded-paths.js';

/** A PostgreSQL that runs on our cluster. */
export interface Postmaster {
  readonly pid: number;
  /** What pg calls `host`: the socket's folder or, on Windows, 127.0.0.1. */
  readonly host: string;
  readonly port: number;
}

// A socket's address holds 108 bytes on Linux and 104 on macOS, and PostgreSQL's own name takes 16.
const longestSocketFolder = 83;
const socketPort = 5432;

/** The postmaster that runs on this cluster, whoever started it; undefined when its pid file is stale or absent. */
export function findPostmaster(paths: ClusterPaths): Postmaster | undefined {
  const text = readPidFile(paths);
  if (text === undefined) return undefined;
  const [pidText, , , portText, socketFolder, address] = text.split('\n');
  const pid = Number(pidText);
  if (!(pid > 1) || !isProcessAlive(pid)) return undefined;
  // A recycled pid belongs to somebody else, who does not work in our cluster's folder.
  if (process.platform === 'linux' && !worksIn(pid, paths.cluster)) return undefined;
  const host = socketFolder || address;
  return host && portText ? { pid, host, port: Number(portText) } : { pid, host: '', port: 0 };
}

/** Undefined when there is none: it may go between two looks, when PostgreSQL ends or somebody starts it again. */
function readPidFile(paths: ClusterPaths): string | undefined {
  try {
    return readFileSync(join(paths.cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** True when the programs it was started from are gone, so that it could not load a library any more. */
export function isProgramGone(postmaster: Postmaster): boolean {
  return findProcessProgram(postmaster.pid)?.endsWith(' (deleted)') === true;
}

/** Starts PostgreSQL, detached: it outlives this process, and Ctrl-C does not reach it. It may not be ready yet. */
export async function startPostmaster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
): Promise<Postmaster> {
  await clearRemains(paths);
  const place = await chooseAddress(paths, user);
  const output = openSync(join(paths.log, 'start.log'), 'w', 0o600);
  try {
    const args = ['-D', paths.cluster, '-c', `cluster_name=${clusterName(paths.cluster)}`, ...place.args];
    const child = spawnAs(user, programPath(binaries, 'postgres'), args, paths.cluster, {
      detached: true,
      // Not the caller's folder, which might be removed, or be closed to the user; PostgreSQL moves to its own.
      cwd: paths.cluster,
      stdio: ['ignore', output, output],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return { pid: child.pid ?? 0, host: place.host, port: place.port };
  } finally {
    closeSync(output);
  }
}

/** The last lines of what PostgreSQL said, for when it could not start. */
export function readLogTail(paths: ClusterPaths): string {
  return readdirSync(paths.log)
    .map((name) => join(paths.log, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .slice(-2)
    .flatMap((path) => readFileSync(path, 'utf8').trim().split('\n').slice(-8))
    .join('\n');
}

/** Stops it: sessions are ended and data are written (fast); by force when it does not obey. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, patience] of steps) {
    try {
      process.kill(postmaster.pid, signal);
    } catch {
      return;
    }
    if (await waitForEnd([postmaster.pid], patience)) return;
  }
}

/**
 * After a postmaster killed with -9, its children may still be at work on the cluster, and its pid file names a
 * dead process or, worse, somebody else's. PostgreSQL would refuse to start in both cases.
 */
async function clearRemains(paths: ClusterPaths): Promise<void> {
  await endProcessesIn(paths.cluster);
  rmSync(join(paths.cluster, 'postmaster.pid'), { force: true });
}

/** Ends whatever PostgreSQL left at work in a folder, for instance by an initdb whose parent was killed. */
export async function endProcessesIn(folder: string): Promise<void> {
  const orphans = listProcesses().filter((pid) => worksIn(pid, folder) && isProcessAlive(pid));
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of orphans) if (isProcessAlive(pid)) killQuietly(pid, signal);
    if (await waitForEnd(orphans, 3_000)) return;
  }
}

/**
 * True for a PostgreSQL that works in the folder. Where its working folder cannot be read, its command line tells:
 * the postmaster's and initdb's name the cluster, those of their children the cluster's name.
 */
function worksIn(pid: number, folder: string): boolean {
  const real = realpathSync(folder);
  const at = findProcessFolder(pid);
  if (at !== undefined) return at === real || at.startsWith(`${real}/`);
  const [program = '', ...args] = findProcessArguments(pid);
  if (program.startsWith(`postgres: ${clusterName(folder)}: `)) return true;
  return (
    /\/(postgres|initdb)$/.test(program) && args.some((arg) => arg === folder || arg.startsWith(`${folder}/`))
  );
}

/** Appears in the title of each of its processes. */
function clusterName(folder: string): string {
  return `trama-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
}

async function chooseAddress(
  paths: ClusterPaths,
  user: PostgresUser | undefined,
): Promise<{ host: string; port: number; args: string[] }> {
  if (process.platform === 'win32') {
    const port = await findFreePort();
    return {
      host: '127.0.0.1',
      port,
      args: ['-c', 'listen_addresses=127.0.0.1', '-p', String(port), '-c', 'unix_socket_directories='],
    };
  }
  const host = chooseSocketFolder(paths);
  // The socket has a pid file too, which a killed postmaster leaves behind; the folder is this cluster's alone.
  for (const suffix of ['', '.lock']) rmSync(join(host, `.s.PGSQL.${socketPort}${suffix}`), { force: true });
  giveFolder(host, user);
  // A list: quoted, since the folder's name may hold a comma.
  const folders = `"${host.replaceAll('"', '""')}"`;
  return {
    host,
    port: socketPort,
    args: ['-c', 'listen_addresses=', '-p', String(socketPort), '-k', folders],
  };
}

/**
 * In the data folder or, when that path is too long for a socket, in a short folder of its own, remembered: after a
 * restart the pools look for PostgreSQL where it was.
 */
function chooseSocketFolder(paths: ClusterPaths): string {
  if (Buffer.byteLength(paths.socket) <= longestSocketFolder) {
    mkdirSync(paths.socket, { recursive: true, mode: 0o700 });
    return paths.socket;
  }
  const record = join(paths.home, 'socket-folder');
  if (existsSync(record)) {
    const folder = readFileSync(record, 'utf8');
    const entry = lstatSync(folder, { throwIfNoEntry: false });
    if (!entry) mkdirSync(folder, { mode: 0o700 });
    // In a folder that anybody may write to, somebody else may have taken the name.
    const ours = [process.getuid?.(), statSync(paths.cluster).uid];
    if (!entry || (entry.isDirectory() && ours.includes(entry.uid))) return folder;
  }
  const folder = mkdtempSync(join(tmpdir(), 'trama-'));
  writeFileSync(record, folder);
  return folder;
}

async function waitForEnd(pids: readonly number[], patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (pids.some(isProcessAlive)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

function killQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
