import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isProcessAlive } from '#platform/process/process-state.js';
import { until } from '#platform/process/until.fixture.js';
import { clusterPaths } from './embedded-paths.js';
import { findPostmaster, stopPostmaster } from './embedded-postmaster.js';

const program = fileURLToPath(new URL('./embedded.fixture.js', import.meta.url));

/** A process that holds an embedded PostgreSQL. */
export interface HolderProcess {
  readonly child: ChildProcess;
  /** Resolves with the first event that has the key. */
  event(key: string): Promise<Record<string, unknown>>;
  release(): Promise<void>;
  kill(): Promise<void>;
}

export function startHolder(dataDir: string, flags: string[] = [], prefix: string[] = []): HolderProcess {
  const [command = '', ...args] = [...prefix, process.execPath, program, dataDir, ...flags];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const events: Record<string, unknown>[] = [];
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => events.push(JSON.parse(line)));
  const exited = once(child, 'close');
  // The last lines come after the process has ended.
  const closed = Promise.all([exited, once(lines, 'close')]);
  return {
    child,
    event: async (key) => {
      const find = () => events.find((event) => key in event);
      await Promise.race([until(() => find() !== undefined), closed]);
      return find() ?? assert.fail(`the holder ended with ${child.exitCode} and no ${key}: ${errors}`);
    },
    release: async () => {
      child.stdin.end();
      await exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Runs a test in a folder of its own; whatever PostgreSQL is left in it is stopped. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trama-t-'));
  try {
    await work(folder);
  } finally {
    await stopLeft(join(folder, 'data'));
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await until(() => !isProcessAlive(pid));
}

async function stopLeft(dataDir: string): Promise<void> {
  const left = findPostmaster(clusterPaths(dataDir));
  if (left) await stopPostmaster(left);
}
