import { ChildFailure, workInChild } from '#platform/process/child-work.js';
import type { Document } from './documents.types.js';
import type { OnStep, Step } from './progress/step.types.js';
import type { PageNumbers } from './typst.compile.js';

export type RenderOptions = {
  /** Aborting kills the process at work; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** The longest that a step may take; three minutes unless told: a hundred times what a whole plan takes on a machine at rest. */
  timeoutMs?: number | undefined;
  onProgress?: OnStep | undefined;
  /** Told the most memory, in bytes, that each process of the making held. */
  onPeak?: ((bytes: number) => void) | undefined;
};

/** Why a document could not be made: too slow, or refused by the typesetter (the message says by what). */
export class RenderFailure extends Error {
  override readonly name = 'RenderFailure';
  readonly code: 'documents.render.timeout' | 'documents.render.failed' | 'documents.render.failed-in';
  /** Title of the chapter that could not be composed, where that is known. */
  readonly chapter: string | undefined;

  constructor(code: RenderFailure['code'], message: string, chapter?: string) {
    super(message);
    this.code = code;
    this.chapter = chapter;
  }
}

export type WorkerRequest =
  | { shape: 'pages'; document: Document }
  /** `pages`, once its parts have been set in another process. */
  | { shape: 'pdf'; document: Document; pages?: number }
  | { shape: 'docx'; document: Document; pages: PageNumbers }
  | { shape: 'png'; svg: string; width: number };

/** glibc keeps what each thread of the typesetter freed: told so, 280 pages take 570 MB instead of 690. */
const frugal = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };

/**
 * Makes a file in a child process, never in a thread: native composition cannot be interrupted, a process can be
 * killed. The child gets none of our environment, so neither passwords nor addresses of the installation.
 */
export async function renderInChild(request: WorkerRequest, options: RenderOptions = {}): Promise<Buffer> {
  const { signal, timeoutMs = 180_000, onProgress, onPeak } = options;
  try {
    const bytes = await workInChild<Uint8Array, Step>({
      program: new URL('./render.worker.js', import.meta.url),
      request,
      // Windows starts no process that does not know where Windows is.
      env: { ...frugal, ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}) },
      // Word's tree is of many small objects; to the typesetter's own memory V8 should add little.
      execArgv: ['--max-old-space-size=512', `--max-semi-space-size=${request.shape === 'docx' ? 16 : 2}`],
      signal,
      patienceMs: timeoutMs,
      onStep: onProgress,
      onPeak,
    });
    return Buffer.from(bytes);
  } catch (error) {
    throw error instanceof ChildFailure ? explain(error) : error;
  }
}

function explain({ isSilence, message, facts }: ChildFailure): RenderFailure {
  if (isSilence) return new RenderFailure('documents.render.timeout', message);
  const chapter = 'chapter' in facts ? String(facts.chapter ?? '') : '';
  return chapter === ''
    ? new RenderFailure('documents.render.failed', message)
    : new RenderFailure('documents.render.failed-in', message, chapter);
}
