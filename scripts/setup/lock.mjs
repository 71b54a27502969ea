import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, SetupError, say } from './say.mjs';

// Not in node_modules, which an installation deletes. The server's own locks need a newer Node than this may be.
const folder = join(root, '.cache');
const file = join(folder, 'setup.lock');

/** Two starts at once would install one over the other: the second waits. */
export async function withSetupLock(work) {
  prepareFolder();
  let told = false;
  while (!tryLock()) {
    const holder = readHolder(file);
    if (holder && !isAlive(holder)) removeStale(holder);
    else {
      if (!told) say.line('Un altro avvio sta preparando Trama: attendo che finisca…');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function prepareFolder() {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, '');
    rmSync(`${file}.${process.pid}`);
  } catch (error) {
    throw new SetupError(
      `Non si può scrivere nella cartella ${root} (${error.code}). Avviate Trama con l'utente a cui appartiene la cartella.`,
    );
  }
}

/** A hard link appears whole, with its content, or not at all. */
function tryLock() {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startTime(process.pid) }));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Moved aside and looked at again: between the look and the move somebody else may have taken the lock. */
function removeStale(holder) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = readHolder(aside);
    if (moved && (moved.pid !== holder.pid || moved.started !== holder.started)) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return startTime(pid) === started;
}

/** Tells a process from a later one with the same number, and from a zombie. Empty where /proc is not there. */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'zombie' : fields[19];
  } catch {
    return '';
  }
}
