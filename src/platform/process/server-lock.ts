import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileLock, tryFileLock } from './file-lock.js';
import { explainFolderError } from './folder-error.js';
import { OperatorError } from './operator-error.js';

export interface ServerLock {
  /** Tells others the address, once the true one is known (with PORT=0 only after listening). */
  announce(address: string): void;
  release(): void;
}

interface Occupant {
  readonly pid: number;
  readonly address: string;
  /** ISO instant. */
  readonly startedAt: string;
}

/**
 * Claims the data folder for one server. Commands do not take it: they work beside a server.
 * @throws OperatorError naming the process that has it, and its address.
 */
export function acquireServerLock(dataDir: string, server: { pid: number; address: string }): ServerLock {
  // The lock's own file may not be read (see tryFileLock): who holds it is written beside.
  const file = join(dataDir, 'server.json');
  const lock = claim(dataDir);
  if (!lock)
    throw new OperatorError(`I dati in ${dataDir} sono già in uso${describe(findOccupant(file))}. ${advice}`);
  const startedAt = new Date().toISOString();
  const announce = (address: string) => {
    const occupant: Occupant = { pid: server.pid, address, startedAt };
    writeFileSync(`${file}.new`, JSON.stringify(occupant), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  announce(server.address);
  return {
    announce,
    release: () => {
      rmSync(file, { force: true });
      lock.release();
    },
  };
}

/** The server that runs on this data folder, if any: commands name it. */
export function findServer(dataDir: string): { pid: number; address: string } | undefined {
  const lock = tryFileLock(join(dataDir, 'server.lock'));
  lock?.release();
  return lock ? undefined : findOccupant(join(dataDir, 'server.json'));
}

const advice = "Fermatelo oppure scegliete un'altra cartella con TRAMA_DATA.";

function claim(dataDir: string): FileLock | undefined {
  try {
    return tryFileLock(join(dataDir, 'server.lock'));
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
}

function describe(occupant: Occupant | undefined): string {
  // Between taking the lock and saying so there is an instant.
  if (!occupant) return ' da un altro processo, appena avviato';
  const started = new Date(occupant.startedAt);
  const today = new Date().toDateString() === started.toDateString();
  const day = today ? '' : ` il ${started.toLocaleDateString('it-IT', { dateStyle: 'long' })}`;
  const time = started.toLocaleTimeString('it-IT', { timeStyle: 'short' });
  return ` dal processo ${occupant.pid} (${occupant.address}), avviato${day} alle ${time}`;
}

function findOccupant(file: string): Occupant | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
