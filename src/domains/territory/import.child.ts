import type pg from 'pg';
import type { Ambito } from '#platform/http/context.js';
import type { Lang } from '#platform/i18n/messages.js';
import { workInChild } from '#platform/process/child-work.js';
import type { ImportAnswer } from './import-any.actions.js';
import type { RecipeRequest } from './import-recipe.actions.js';

/** What is smaller is read where it is asked for; the rest in a process of its own. */
export const AT_ONCE_BYTES = 1024 * 1024;

/** Long work on one file that waits in the spool, in the name of who asked for it. */
export interface FileOrder {
  connection: pg.PoolConfig;
  dataDir: string | undefined;
  ambito: Ambito;
  accountId: string | null;
  requestId: string;
  lang?: Lang;
  work: FileWork;
}

export type FileWork =
  | { act: 'check' | 'load'; upload: string }
  | { act: 'import'; spooled: string; request: Omit<RecipeRequest, 'open'> };

/** Of a load, whether the file is in the data now; of an import, what became of it. */
type FileAnswer<W extends FileWork> = W extends { act: 'import' } ? ImportAnswer : boolean;

/**
 * Reads a file in a child process: a national table would leave the server larger for good, and one that breaks the
 * reader breaks no page. Killed, it has changed nothing.
 * @throws Refused, Absent, Unavailable as the actions do; the reason of `signal`
 */
export function workOnFile<W extends FileWork>(
  order: FileOrder & { work: W },
  options: {
    signal?: AbortSignal;
    /** Told how much of the file has been read, from 0 to 1. */
    onStep?: (fraction: number) => void;
    onPeak?: (bytes: number) => void;
  } = {},
): Promise<FileAnswer<W>> {
  return workInChild<FileAnswer<W>, number>({
    program: new URL('./import.worker.js', import.meta.url),
    request: order,
    // Figures pass and go: with little room for what is new a national table takes a third less memory, and no more time.
    execArgv: ['--enable-source-maps', '--max-semi-space-size=4'],
    ...options,
  });
}
