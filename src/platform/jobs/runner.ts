import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type Runner, run } from 'graphile-worker';
import type pg from 'pg';
import type { Database } from '#platform/db/database.js';
import { Refused, Unavailable } from '#platform/errors.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { hasMessage, type MessageValues } from '#platform/i18n/messages.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { findJob, getJobOrder, type JobPayload, noteJob } from './jobs.sql.js';

export interface JobRun {
  ambito: Ambito;
  payload: JobPayload;
  /** How a process that works for this job reaches the database, and the account whose act it is: who asked for the job. */
  apart: { connection: pg.PoolConfig; requestId: string; accountId: string | null };
  /** Aborted when the job is cancelled or the server stops. */
  signal: AbortSignal;
  /** Tells how far the work is, in a transaction of its own: a share from 0 to 1, the key of a message, its values. */
  progress: (fraction: number, note?: string, values?: MessageValues) => Promise<void>;
  /** Runs a part of the work in a transaction of the ambito. */
  inside: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;
}

/** Long work by name. Each is thin: it calls one action. */
export type JobTasks = Record<string, (job: JobRun) => Promise<void>>;

/** How soon a job notices that it was cancelled. */
const WATCH_MS = 500;

/** How long the queue waits before it looks for PostgreSQL again. */
const REOPEN_MS = 2_000;

/** What was done long ago nobody asks after any more. */
const KEPT_DAYS = 30;

interface Message {
  ambitoId: string;
  jobId: string;
}

export interface JobRunner {
  stop(): Promise<void>;
  /** Ends a job that is running here. */
  cancel(jobId: string): void;
}

/** Takes up the queue in this process. Jobs cut off by a crash are asked again. */
export async function startJobs(
  database: Database,
  tasks: JobTasks,
  onError: (error: unknown) => void,
): Promise<JobRunner> {
  const running = new Map<string, AbortController>();
  const stopping = new AbortController();
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (message: unknown) => {
        const { ambitoId, jobId } = message as Message;
        const abort = new AbortController();
        running.set(jobId, abort);
        try {
          await perform(database, ambitoId, jobId, task, abort, stopping.signal, onError);
        } finally {
          running.delete(jobId);
        }
      },
    ]),
  );
  let runner = await open();
  return {
    async stop() {
      stopping.abort();
      for (const abort of running.values()) abort.abort();
      // One that lost PostgreSQL has stopped by itself.
      await runner.stop().catch(() => {});
    },
    cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };

  async function open(): Promise<Runner> {
    await recover(database);
    const opened = await run({
      pgPool: database.owner,
      concurrency: 1,
      noHandleSignals: true,
      pollInterval: 5_000,
      logger: new Logger(() => () => {}),
      taskList,
    });
    opened.promise.catch((error: unknown) => {
      if (!stopping.signal.aborted) reopen(error).catch(onError);
    });
    return opened;
  }

  /** Without PostgreSQL the queue gives up; the server does not. */
  async function reopen(error: unknown): Promise<void> {
    onError(error);
    while (!stopping.signal.aborted) {
      await sleep(REOPEN_MS);
      try {
        runner = await open();
        return;
      } catch (again) {
        onError(again);
      }
    }
  }
}

/** PostgreSQL may be away for a while: what becomes of a job is written when it is back. */
async function untilWritten<T>(write: () => Promise<T>, stopping: AbortSignal): Promise<T> {
  for (let pause = 100; ; pause = Math.min(pause * 2, REOPEN_MS)) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof Unavailable) || stopping.aborted) throw error;
    }
    await sleep(pause);
  }
}

async function perform(
  database: Database,
  ambitoId: string,
  jobId: string,
  task: (job: JobRun) => Promise<void>,
  abort: AbortController,
  stopping: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  const { signal } = abort;
  const ambito = await untilWritten(() => getAmbitoById(database, ambitoId), stopping);
  const inside: JobRun['inside'] = (work) => insideAmbito(database, ambito, work, { requestId: jobId });
  const note = (change: Parameters<typeof noteJob>[2]) =>
    untilWritten(() => inside((ctx) => noteJob(ctx, jobId, change)), stopping);
  const started = await note({ state: 'running', progress: 0 });
  if (!started) return;
  // Who cancels may be served by another process, so the row is what tells.
  const watch = setInterval(() => {
    inside((ctx) => findJob(ctx, jobId)).then((job) => {
      if (job?.state === 'cancelled') abort.abort();
    }, onError);
  }, WATCH_MS);
  try {
    const { payload, requestedBy } = await inside((ctx) => getJobOrder(ctx, jobId));
    const progress: JobRun['progress'] = async (fraction, note, values = {}) => {
      await inside((ctx) =>
        noteJob(ctx, jobId, {
          progress: Math.min(1, Math.max(0, fraction)),
          ...(note === undefined ? {} : { note, noteValues: values }),
        }),
      );
    };
    const apart = { connection: database.appConfig, requestId: jobId, accountId: requestedBy };
    await task({ ambito, payload, apart, signal, progress, inside });
    await note({ state: 'done', progress: 1 });
  } catch (error) {
    const isTold = error instanceof Refused || error instanceof Unavailable;
    await note({
      state: signal.aborted ? 'cancelled' : 'failed',
      note: isTold && hasMessage(error.code) ? error.code : 'platform.bug',
      noteValues: error instanceof Refused ? error.values : {},
    });
    if (!signal.aborted) onError(error);
  } finally {
    clearInterval(watch);
  }
}

async function getAmbitoById(database: Database, id: string): Promise<Ambito> {
  return database.transaction({ ambitoId: id, readOnly: true }, (tx) =>
    tx
      .selectFrom('platform.ambito')
      .select(['id', 'slug', 'name', 'lead_body as leadBody', 'is_demo as isDemo'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );
}

/** What was running when the process ended is not running any more. */
async function recover(database: Database): Promise<void> {
  const { rows } = await database.app.query<{ id: string }>('select id from platform.ambito');
  for (const { id } of rows) {
    await database.transaction({ ambitoId: id }, async (tx, client) => {
      const cut = await tx
        .updateTable('platform.job')
        .set({ state: 'queued', progress: 0 })
        .where('state', '=', 'running')
        .returning(['id', 'task'])
        .execute();
      await tx
        .deleteFrom('platform.job')
        .where('finished_at', '<', new Date(Date.now() - KEPT_DAYS * 86_400_000))
        .execute();
      for (const job of cut) {
        await client.query('select platform.enqueue($1, $2, $3)', [
          job.task,
          JSON.stringify({ ambitoId: id, jobId: job.id }),
          `${id}:again:${job.id}`,
        ]);
      }
    });
  }
}
