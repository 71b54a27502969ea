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

/**
 * The process's working folder, undefined where the system does not tell: a dead process, another system, or
 * another user's process, which in most containers not even root may look into.
 */
export function findProcessFolder(pid: number): string | undefined {
  return readLink(`/proc/${pid}/cwd`);
}

/** The process's program; it ends with ` (deleted)` when the file was replaced or removed since. */
export function findProcessProgram(pid: number): string | undefined {
  return readLink(`/proc/${pid}/exe`);
}

/** The process's command line, which may be told even where its folder is not; empty when it has ended. */
export function findProcessArguments(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** All processes, zombies too (Linux only; elsewhere none). */
export function listProcesses(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
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
