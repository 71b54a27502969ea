import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Absent, Refused, Unavailable } from '#platform/errors.js';

export interface ChildWork<Step> {
  /** The program of the child: it calls `answerParent`. */
  program: URL;
  /** What it is asked, of plain values: through the channel, never in its arguments, where passwords would be seen. */
  request: unknown;
  /** Options of Node for the child. */
  execArgv: string[];
  /** Its whole environment; ours unless told. */
  env?: NodeJS.ProcessEnv;
  /** Aborting kills the child at work; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** The longest that the child may be silent, in milliseconds; for ever unless told. */
  patienceMs?: number;
  onStep?: ((step: Step) => void) | undefined;
  /** Told the most memory, in bytes, that the child held. */
  onPeak?: ((bytes: number) => void) | undefined;
}

type News<Step, Answer> =
  | { kind: 'step'; step: Step }
  | { kind: 'done'; answer: Answer; peak: number }
  | { kind: 'failed'; failure: Failure };

/** An error on its way from one process to another. */
interface Failure {
  is: 'refused' | 'absent' | 'unavailable' | 'bug';
  message: string;
  stack: string;
  /** Its own properties, where they are plain values. */
  facts: Record<string, unknown>;
}

/** The child failed, died or was silent too long. What it refused comes as `Refused`, `Absent` or `Unavailable`. */
export class ChildFailure extends Error {
  override readonly name = 'ChildFailure';
  readonly isSilence: boolean;
  /** Properties of the error that the child met. */
  readonly facts: Record<string, unknown>;

  constructor(message: string, { isSilence = false, facts = {}, stack }: Partial<ChildFailure> = {}) {
    super(message);
    this.isSilence = isSilence;
    this.facts = facts;
    if (stack) this.stack = stack;
  }
}

/**
 * Lets a child process do one piece of work. Memory that the work took goes back with the child, and a child can be
 * killed where a thread cannot.
 * @throws ChildFailure; Refused, Absent and Unavailable as the work throws them; the reason of `signal`
 */
export async function workInChild<Answer, Step = never>(work: ChildWork<Step>): Promise<Answer> {
  const { program, request, execArgv, env = process.env, signal, patienceMs, onStep, onPeak } = work;
  signal?.throwIfAborted();
  return await new Promise<Answer>((resolve, reject) => {
    const child = fork(fileURLToPath(program), [], {
      serialization: 'advanced',
      env,
      execArgv,
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
    const fail = (error: unknown) => settle(() => reject(error));
    const abort = () => fail(signal?.reason);
    const timer =
      patienceMs === undefined
        ? undefined
        : setTimeout(
            () => fail(new ChildFailure(`Nothing was heard for ${patienceMs} ms.`, { isSilence: true })),
            patienceMs,
          );
    signal?.addEventListener('abort', abort, { once: true });
    child.on('message', (news: News<Step, Answer>) => {
      // What goes on is not stuck.
      timer?.refresh();
      if (news.kind === 'step') onStep?.(news.step);
      else if (news.kind === 'failed') fail(revive(news.failure));
      else {
        onPeak?.(news.peak);
        settle(() => resolve(news.answer));
      }
    });
    child.on('error', fail);
    // After an answer the promise is settled and this changes nothing.
    child.on('exit', (code, cause) =>
      fail(new ChildFailure(`The process ended with ${cause ?? code}. ${complaint}`)),
    );
    try {
      child.send(request as object, (error) => {
        if (error) fail(error);
      });
    } catch (error) {
      // Thrown at once for what cannot be copied: the child is there already.
      fail(error);
    }
  });
}

/**
 * Entry of a child process: does the one piece of work that it is asked, tells how far it is and answers, then waits to
 * be killed by its parent.
 */
export function answerParent<Request, Step = never>(
  work: (request: Request, tell: (step: Step) => void) => Promise<unknown>,
): void {
  const send = (news: News<Step, unknown>) => void process.send?.(news);
  process.once('message', (request: Request) => {
    work(request, (step) => send({ kind: 'step', step })).then(
      (answer) => send({ kind: 'done', answer, peak: process.resourceUsage().maxRSS * 1024 }),
      (error: unknown) => send({ kind: 'failed', failure: describe(error) }),
    );
  });
  // Ctrl-C reaches the whole group of processes: what becomes of the work is for the parent to say.
  process.on('SIGINT', () => {});
  // A parent that died leaves nobody to answer; what was half done in the database, PostgreSQL undoes.
  process.once('disconnect', () => process.exit());
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return { is: 'bug', message: String(error), stack: '', facts: {} };
  const { message, stack = '' } = error;
  return { is: kindOf(error), message, stack, facts: plainFacts(error) };
}

function kindOf(error: Error): Failure['is'] {
  if (error instanceof Refused) return 'refused';
  if (error instanceof Absent) return 'absent';
  return error instanceof Unavailable ? 'unavailable' : 'bug';
}

/** What cannot cross (a function, a client) stays behind, each by itself: the code of a refusal must arrive. */
function plainFacts(error: Error): Record<string, unknown> {
  return Object.fromEntries(Object.entries(error).filter(([, value]) => isPlain(value)));
}

function isPlain(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function revive({ is, message, stack, facts }: Failure): Error {
  const code = String(facts.code);
  if (is === 'refused')
    return new Refused(code, facts.values as Refused['values'], facts.status as Refused['status']);
  if (is === 'absent') return new Absent(message, code);
  if (is === 'unavailable') return new Unavailable(code, Number(facts.retryAfterSeconds), stack);
  return new ChildFailure(message, { facts, stack });
}
