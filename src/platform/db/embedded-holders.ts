import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FileLock, tryFileLock } from '#platform/process/file-lock.js';

/**
 * Declares that this process uses the cluster. The mark is a lock of the kernel's, which ends with the process
 * however it ends. Call it, and `countHolders`, under the start lock.
 */
export function registerHolder(folder: string): FileLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${process.pid}-${randomBytes(6).toString('hex')}.lock`;
  const lock = tryFileLock(join(folder, name));
  if (!lock) throw new Error(`holder ${name} is already taken`);
  return {
    path: lock.path,
    release: () => {
      lock.release();
      rmSync(lock.path, { force: true });
    },
  };
}

/** How many live processes use the cluster; the marks of dead ones are removed. */
export function countHolders(folder: string): number {
  let live = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.lock'))) {
    const path = join(folder, name);
    const lock = tryFileLock(path);
    if (!lock) live += 1;
    else {
      lock.release();
      rmSync(path, { force: true });
    }
  }
  return live;
}
