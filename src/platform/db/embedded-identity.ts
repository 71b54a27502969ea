import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { OperatorError } from '#platform/process/operator-error.js';
import type { PostgresBinaries } from './embedded-binaries.js';

/** The user PostgreSQL runs as: it refuses to run as root. Undefined: the same user as this process. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

type SearchCapability = 'dac_read_search' | 'dac_override';

const nobody: PostgresUser = { uid: 65534, gid: 65534 };

/**
 * Chooses the user: none when this process is not root; else the owner of the existing cluster (stable when a
 * `postgres` user appears later), else the system's `postgres`, else nobody.
 */
export function choosePostgresUser(clusterFolder: string): PostgresUser | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return findSystemUser('postgres') ?? nobody;
}

/** Gives a folder and what it holds to the user; nothing to do when it is theirs or there is no other user. */
export function giveFolder(folder: string, user: PostgresUser | undefined): void {
  if (!user) return;
  const entry = lstatSync(folder);
  if (entry.uid !== user.uid || entry.gid !== user.gid) chownSync(folder, user.uid, user.gid);
  for (const child of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, child.name);
    if (child.isDirectory()) giveFolder(path, user);
    else if (child.isFile() && lstatSync(path).uid !== user.uid) chownSync(path, user.uid, user.gid);
  }
}

/** Starts one of PostgreSQL's programs as the user, able to reach a data folder whose parents are closed to it. */
export function spawnAs(
  user: PostgresUser | undefined,
  program: string,
  args: readonly string[],
  dataFolder: string,
  options: Omit<SpawnOptions, 'env'>,
): ChildProcess {
  // A bare environment: DATABASE_URL, PG* and LC_* of the caller must not reach PostgreSQL.
  const base = { ...options, env: bareEnvironment() };
  if (!user) return spawn(program, args, base);
  if (isReachable(dirname(dataFolder), user)) return spawn(program, args, { ...base, ...user });
  // /root is closed (0700) on most systems. One capability, to walk through closed folders, is less than opening
  // the folder to everybody, and than a user namespace, where PostgreSQL would own all of root's files.
  const capability = findSearchCapability();
  if (process.platform !== 'linux' || !capability || !existsSync('/usr/bin/setpriv')) {
    throw new OperatorError(
      `PostgreSQL non può girare come root e la cartella ${dirname(dataFolder)} è chiusa agli altri utenti. Indicate con TRAMA_DATA una cartella raggiungibile (per esempio TRAMA_DATA=/var/lib/trama) oppure avviate Trama come utente normale.`,
    );
  }
  const only = `-all,+${capability}`;
  return spawn(
    '/usr/bin/setpriv',
    [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=${only}`,
      `--ambient-caps=${only}`,
      `--bounding-set=${only}`,
      '--',
      program,
      ...args,
    ],
    base,
  );
}

/**
 * The programs, at a place the user can run them from: where npm put them or, when that is under a closed folder
 * (PostgreSQL checks its own path without capabilities), a copy under `/var/lib/trama`, once per version.
 */
export function reachableBinaries(
  binaries: PostgresBinaries,
  user: PostgresUser | undefined,
): PostgresBinaries {
  if (!user || isReachable(binaries.root, user)) return binaries;
  const copy = `/var/lib/trama/postgresql-${binaries.version}`;
  if (!existsSync(copy)) {
    const making = `${copy}.${process.pid}`;
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    rmSync(making, { recursive: true, force: true });
    for (const part of ['bin', 'lib', 'share']) {
      cpSync(join(binaries.root, part), join(making, part), { recursive: true, verbatimSymlinks: true });
    }
    try {
      renameSync(making, copy);
    } catch (error) {
      // Another process made the same copy in the meantime.
      rmSync(making, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return { ...binaries, root: copy };
}

/** True when the user may walk through every folder down to `folder`, itself included. ACLs are not looked at. */
export function isReachable(folder: string, user: PostgresUser): boolean {
  const entry = statSync(folder);
  const bit = entry.uid === user.uid ? 0o100 : entry.gid === user.gid ? 0o010 : 0o001;
  if ((entry.mode & bit) === 0) return false;
  return dirname(folder) === folder || isReachable(dirname(folder), user);
}

function findSystemUser(name: string): PostgresUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function findSearchCapability(): SearchCapability | undefined {
  if (process.platform !== 'linux') return undefined;
  const hex = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const effective = BigInt(`0x${hex}`);
  // Numbers from linux/capability.h. Containers usually leave root only the second, the wider one.
  if (effective & (1n << 2n)) return 'dac_read_search';
  if (effective & (1n << 1n)) return 'dac_override';
  return undefined;
}

function bareEnvironment(): NodeJS.ProcessEnv {
  if (process.platform === 'win32') return { ...process.env, LC_ALL: 'C' };
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' };
}
