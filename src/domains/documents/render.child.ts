import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
export type WorkerReply =
  | { kind: 'step'; step: Step }
  | { kind: 'done'; bytes: Uint8Array; peak: number }
  | { kind: 'failed'; message: string; chapter?: string | undefined };

/** glibc keeps what each thread of the typesetter freed: told so, 280 pages take 570 MB instead of 690. */
const frugal = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };

const worker = fileURLToPath(new URL('./render.worker.js', import.meta.url));

/**
 * Makes a file in a child process, never in a thread: native composition cannot be interrupted, a process can be
 * killed. The child gets none of our environment, so neither passwords nor addresses of the installation.
 */
export async function renderInChild(request: WorkerRequest, options: RenderOptions = {}): Promise<Buffer> {
  const { signal, timeoutMs = 180_000, onProgress, onPeak } = options;
  signal?.throwIfAborted();
  return await new Promise<Buffer>((resolve, reject) => {
    const child = fork(worker, [], {
      serialization: 'advanced',
      // Windows starts no process that does not know where Windows is.
      env: { ...frugal, ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}) },
      // Word's tree is of many small objects; to the typesetter's own memory V8 should add little.
      execArgv: ['--max-old-space-size=512', `--max-semi-space-size=${request.shape === 'docx' ? 16 : 2}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000);
    });

    const settle = (end: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      child.kill('SIGKILL');
      end();
    };
    const abort = () => settle(() => reject(signal?.reason));
    const timer = setTimeout(
      () =>
        settle(() =>
          reject(
            new RenderFailure(
              'documents.render.timeout',
              `A step of the document took more than ${timeoutMs} ms.`,
            ),
          ),
        ),
      timeoutMs,
    );
    const fail = (message: string, chapter?: string) =>
      settle(() =>
        reject(
          chapter === undefined
            ? new RenderFailure('documents.render.failed', message)
            : new RenderFailure('documents.render.failed-in', message, chapter),
        ),
      );

    signal?.addEventListener('abort', abort, { once: true });
    child.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'step') {
        // What goes on is not stuck.
        timer.refresh();
        onProgress?.(reply.step);
      } else if (reply.kind === 'failed') fail(reply.message, reply.chapter);
      else {
        onPeak?.(reply.peak);
        settle(() => resolve(Buffer.from(reply.bytes)));
      }
    });
    child.on('error', (error) => fail(error.message));
    // After a reply the promise is settled and this changes nothing.
    child.on('exit', (code, cause) => fail(`The process ended with ${cause ?? code}. ${complaint}`));
    child.send(request, (error) => {
      if (error) fail(error.message);
    });
  });
}
