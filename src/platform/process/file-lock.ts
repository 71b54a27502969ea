import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** An exclusive lock on a file, kept by the operating system until `release()` or the end of the process. */
export interface FileLock {
  readonly path: string;
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Takes the lock at once, or answers undefined when another process (or another holder in this one) has it.
 *
 * SQLite is here only for its locks: they are the kernel's, so that `kill -9`, a zombie or a recycled pid
 * never leaves one behind, which lock files with a pid inside do. The file stays empty. Nobody may open it by
 * other means: closing any descriptor of it would drop the process's POSIX lock.
 */
export function tryFileLock(path: string): FileLock | undefined {
  const handle = new DatabaseSync(path, { timeout: 0 });
  try {
    // Nothing is written, so the journal needs no file, which by default stands beside the lock.
    handle.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    handle.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return { path, release: () => handle.isOpen && handle.close() };
}

/** Waits for the lock; throws after `timeoutMs` (default two minutes: longer than any start under it). */
export async function takeFileLock(path: string, timeoutMs = 120_000): Promise<FileLock> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const lock = tryFileLock(path);
    if (lock) return lock;
    if (Date.now() > deadline) throw new Error(`lock ${path} still taken after ${timeoutMs} ms`);
    await sleep(20);
  }
}

/** Runs `work` while holding the lock. */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = await takeFileLock(path);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
