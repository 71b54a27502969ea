import '#platform/auth/auth.messages.js';
import '#platform/http/platform.messages.js';
import { Absent, Invalid, Refused } from '#platform/errors.js';
import { fieldMessage, problemOf } from '#platform/http/errors.js';
import { OperatorError } from '#platform/process/operator-error.js';

/** Why a command did nothing, in lines of Italian; the first is clear by itself. Null for a bug. */
export function explainError(error: unknown): string[] | null {
  if (error instanceof OperatorError) return error.message.split('\n');
  if (error instanceof Invalid) return error.errors.map((one) => fieldMessage(one, 'it'));
  if (error instanceof Refused || error instanceof Absent) return [problemOf(error, 'it').title];
  const problem = problemOf(error, 'it');
  return problem.status === 500 ? null : [problem.title];
}

const FILE_ERRORS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `Il file ${path} non c'è. Controllate il nome e la cartella.`,
  ENOTDIR: (path) => `Il file ${path} non c'è. Controllate il nome e la cartella.`,
  EISDIR: (path) => `${path} è una cartella: indicate un file.`,
  EACCES: (path) => `Non avete il permesso di usare ${path}.`,
  EPERM: (path) => `Non avete il permesso di usare ${path}.`,
  EROFS: (path) => `${path} è su un disco che non si può scrivere.`,
  ENOSPC: (path) => `Il disco è pieno: ${path} non è stato scritto.`,
};

/** Says in Italian why a file could not be read or written; errors of other kinds come back as they are. */
export function explainFileError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  const explain = FILE_ERRORS[code];
  return explain ? new OperatorError(explain(path)) : error;
}

/** The same for a file that was to be written: what is not there is its folder. */
export function explainWriteError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new OperatorError(`La cartella in cui scrivere ${path} non c'è. Createla, o indicatene un'altra.`);
  return explainFileError(error, path);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
