import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** True when the process runs. A zombie answers to signal 0 but is dead: its state in /proc tells. */
export function isProcessAlive(pid: number): boolean {
  if (process.platform === 'linux') {
    const state = readProcessState(pid);
    return state !== undefined && state !== 'Z' && state !== 'X';
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  if (process.platform === 'win32') return true;
  try {
    return !execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}

/** The process's working folder, undefined where the system does not tell (other user, other system, dead). */
export function findProcessFolder(pid: number): string | undefined {
  return readLink(`/proc/${pid}/cwd`);
}

/** The process's program; it ends with ` (deleted)` when the file was replaced or removed since. */
export function findProcessProgram(pid: number): string | undefined {
  return readLink(`/proc/${pid}/exe`);
}

/** Live processes that work in `folder` or below it (Linux only; elsewhere none). */
export function listProcessesIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isWithin(findProcessFolder(pid), folder) && isProcessAlive(pid));
}

function isWithin(path: string | undefined, folder: string): boolean {
  return path === folder || path?.startsWith(`${folder}/`) === true;
}

function readProcessState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, in brackets, may itself hold brackets and spaces.
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  } catch {
    return undefined;
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
