import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');
const program = join(root, 'dist/main.js');
const trama = join(root, 'dist/cli/trama.js');
const run = promisify(execFile);

export interface RunningServer {
  /** Address without a final slash. */
  readonly address: string;
  readonly pid: number;
  readonly dataDir: string;
  /** From the start of the process to the line that gives the address, in milliseconds. */
  readonly startedIn: number;
  /** What it printed. */
  output(): string;
  stop(): Promise<void>;
}

export interface StartOptions {
  dataDir: string;
  env?: Record<string, string>;
}

/** Nothing that the account which tests has set for itself: neither another database nor another way to run Node. */
function environment(dataDir: string) {
  return { PATH: process.env.PATH, HOME: process.env.HOME, TRAMA_DATA: dataDir };
}

/**
 * A command beside a server, on its data.
 * @throws with `code` and `stderr` when the command fails
 */
export function runTrama({ dataDir }: RunningServer, ...args: string[]) {
  return run(process.execPath, [trama, ...args], { env: environment(dataDir) });
}

/** Starts the program as `npm start` does and waits until it says that it is ready. */
export async function startServer({ dataDir, env = {} }: StartOptions): Promise<RunningServer> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=16', program], {
    cwd: root,
    env: {
      ...environment(dataDir),
      PORT: '0',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const address = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /Trama è pronta: (\S+)\n/.exec(output)?.[1];
      if (found) resolve(found.replace(/\/$/, ''));
    };
    child.stdout.on('data', look);
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  return {
    address,
    pid: Number(child.pid),
    dataDir,
    startedIn: performance.now() - begun,
    output: () => output,
    stop: () => stop(child, dataDir),
  };
}

async function stop(child: ChildProcess, dataDir: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  }
  // A server that did not end in order leaves PostgreSQL at work on files that are about to be moved or removed.
  const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  for (let tells = signal(pid, 'SIGINT'); tells && existsSync(pidFile); tells = signal(pid, 0))
    await sleep(50);
}

/** @returns whether there is such a process */
function signal(pid: number, which: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, which);
  } catch {
    return false;
  }
}

/** Removes a data folder, whatever is still being written there by a process on its way out. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** A server of the test's own with the demonstration loaded: the data folder of a first start, copied. */
export async function startDemoServer(env: Record<string, string> = {}): Promise<RunningServer> {
  const folder = makeFolder();
  const dataDir = join(folder, 'data');
  copyFolder(process.env.TRAMA_E2E_DEMO ?? (await ensureDemoFolder()), dataDir);
  const server = await startServer({ dataDir, env });
  return {
    ...server,
    async stop() {
      await server.stop();
      removeFolder(folder);
    },
  };
}

/** A day: as long as somebody may go on testing another state of the program on this machine. */
const LONGEST_UNUSED_MS = 24 * 60 * 60_000;

/**
 * The data folder as a first start leaves it, made once for each state of the program and its demonstration. Test files
 * that ask for it together may each make one: the first that is whole stays.
 */
export async function ensureDemoFolder(): Promise<string> {
  const store = join(tmpdir(), `trama-e2e-demo-${userInfo().uid}`);
  const folder = join(store, demoKey());
  if (existsSync(folder)) return use(folder);
  mkdirSync(store, { recursive: true });
  removeUnused(store);
  const making = makeFolder();
  try {
    const made = join(making, 'data');
    const server = await startServer({ dataDir: made });
    await server.stop();
    try {
      renameSync(made, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  } finally {
    removeFolder(making);
  }
  return use(folder);
}

/** Its time tells when it was last of use. */
function use(folder: string): string {
  const now = new Date();
  utimesSync(folder, now, now);
  return folder;
}

/** Another checkout of the program may be tested at the same time, from its own folder in the same store. */
function removeUnused(store: string): void {
  for (const name of readdirSync(store)) {
    const old = join(store, name);
    const used = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - used > LONGEST_UNUSED_MS) removeFolder(old);
  }
}

/** A new folder through which PostgreSQL's account may walk. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trama-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** The database's files belong to the account that PostgreSQL runs as, and must stay so. */
function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

function demoKey(): string {
  const hash = createHash('sha256');
  for (const pattern of [
    'demo/**/*',
    'guidelines/**/*',
    'reference/**/*',
    'db/migrations/*',
    'dist/**/*.js',
  ]) {
    for (const entry of globSync(pattern, { cwd: root, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.test.js')) continue;
      const path = join(entry.parentPath, entry.name);
      hash.update(path).update(readFileSync(path));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
