import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
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
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const program = join(root, 'dist/main.js');

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

/** Starts the program as `npm start` does and waits until it says that it is ready. */
export async function startServer({ dataDir, env = {} }: StartOptions): Promise<RunningServer> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=16', program], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TRAMA_DATA: dataDir,
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
      const found = /Trama è pronta: (\S+)/.exec(output)?.[1];
      if (found) resolve(found.replace(/\/$/, ''));
    };
    child.stdout.on('data', look);
    child.on('close', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  return {
    address,
    pid: Number(child.pid),
    dataDir,
    startedIn: performance.now() - begun,
    output: () => output,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

/** A server of the test's own with the demonstration loaded: the data folder of a first start, copied. */
export async function startDemoServer(env: Record<string, string> = {}): Promise<RunningServer> {
  const folder = openFolder(join(tmpdir(), 'trama-e2e-'));
  const dataDir = join(folder, 'data');
  copyFolder(await ensureDemoFolder(), dataDir);
  const server = await startServer({ dataDir, env });
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The data folder as a first start leaves it, made once for each state of the program and its demonstration. Test files
 * that ask for it together may each make one: the first that is whole stays.
 */
export async function ensureDemoFolder(): Promise<string> {
  const store = join(tmpdir(), `trama-e2e-demo-${userInfo().uid}`);
  const folder = join(store, demoKey());
  if (existsSync(folder)) return folder;
  mkdirSync(store, { recursive: true });
  const making = openFolder(join(tmpdir(), 'trama-e2e-making-'));
  const server = await startServer({ dataDir: join(making, 'data') });
  await server.stop();
  for (const old of readdirSync(store)) {
    if (old !== basename(folder)) rmSync(join(store, old), { recursive: true, force: true });
  }
  if (!existsSync(folder)) renameSync(join(making, 'data'), folder);
  rmSync(making, { recursive: true, force: true });
  return folder;
}

/** A new folder through which PostgreSQL's account may walk. */
function openFolder(prefix: string): string {
  const folder = mkdtempSync(prefix);
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
