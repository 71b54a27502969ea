import type { JobRun } from '#platform/jobs/runner.js';
import type { Format } from '../rendition.types.js';
import { sayStep, shareOf } from './share.rules.js';
import type { OnStep, Step } from './step.types.js';

/** Pages ask once a second: what is told more often nobody reads. */
const PAUSE_MS = 300;

export interface Teller {
  /** Notes a step of the work; stops it there when it was cancelled. @throws the signal's reason */
  tell: OnStep;
  /** Nothing is written after this. */
  settle(): Promise<void>;
}

/**
 * Writes how far a file is into its job, for whoever watches: the work does not wait for it, and the bar never goes back.
 * @param of the part of the job that this file is, where a job makes several
 */
export function createTeller(
  job: Pick<JobRun, 'progress' | 'signal'>,
  format: Format,
  of: { from: number; share: number } = { from: 0, share: 1 },
): Teller {
  let furthest = 0;
  let latest: Step | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  let isBusy = false;
  let isSettled = false;

  function write(): void {
    timer = undefined;
    const step = latest;
    latest = undefined;
    if (!step || isSettled) return;
    furthest = Math.max(furthest, shareOf(format, step));
    const { note, values } = sayStep(step);
    isBusy = true;
    // What cannot be told is told with the next step. One at a time: an older step must not be written over a newer one.
    writing = job
      .progress(of.from + of.share * furthest, note, values)
      .catch(() => {})
      .then(() => {
        isBusy = false;
        if (!isSettled) timer = setTimeout(write, PAUSE_MS);
      });
  }

  return {
    tell(step) {
      job.signal.throwIfAborted();
      latest = step;
      if (!timer && !isBusy) write();
    },
    async settle() {
      isSettled = true;
      clearTimeout(timer);
      await writing;
    },
  };
}
