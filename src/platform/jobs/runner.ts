import { Logger, type Runner, run } from 'graphile-worker';
import type { Database } from '#platform/db/database.js';
import { Refused } from '#platform/errors.js';
import type { Ambito, Ctx } from '#platform/http/context.js';
import { hasMessage } from '#platform/i18n/messages.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { findJob, getJobPayload, type JobPayload, noteJob } from './jobs.sql.js';

export interface JobRun {
  ambito: Ambito;
  payload: JobPayload;
  /** Aborted when the job is cancelled or the server stops. */
  signal: AbortSignal;
  /** Tells how far the work is, in a transaction of its own. */
  progress: (fraction: number, note?: string) => Promise<void>;
  /** Runs a part of the work in a transaction of the ambito. */
  inside: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;
}

/** Long work by name. Each is thin: it calls one action. */
export type JobTasks = Record<string, (job: JobRun) => Promise<void>>;

/** How soon a job notices that it was cancelled. */
const WATCH_MS = 500;

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
  await recover(database);
  const running = new Map<string, AbortController>();
  const runner: Runner = await run({
    pgPool: database.owner,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 5_000,
    logger: new Logger(() => () => {}),
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [
        name,
        async (message: unknown) => {
          const { ambitoId, jobId } = message as Message;
          const abort = new AbortController();
          running.set(jobId, abort);
          try {
            await perform(database, ambitoId, jobId, task, abort, onError);
          } finally {
            running.delete(jobId);
          }
        },
      ]),
    ),
  });
  return {
    async stop() {
      for (const abort of running.values()) abort.abort();
      await runner.stop();
    },
    cancel(jobId) {
      running.get(jobId)?.abort();
    },
  };
}

async function perform(
  database: Database,
  ambitoId: string,
  jobId: string,
  task: (job: JobRun) => Promise<void>,
  abort: AbortController,
  onError: (error: unknown) => void,
): Promise<void> {
  const { signal } = abort;
  const ambito = await getAmbitoById(database, ambitoId);
  const inside: JobRun['inside'] = (work) => insideAmbito(database, ambito, work, { requestId: jobId });
  const started = await inside((ctx) => noteJob(ctx, jobId, { state: 'running', progress: 0 }));
  if (!started) return;
  // Who cancels may be served by another process, so the row is what tells.
  const watch = setInterval(() => {
    inside((ctx) => findJob(ctx, jobId)).then((job) => {
      if (job?.state === 'cancelled') abort.abort();
    }, onError);
  }, WATCH_MS);
  try {
    const payload = await inside((ctx) => getJobPayload(ctx, jobId));
    const progress: JobRun['progress'] = async (fraction, note) => {
      await inside((ctx) =>
        noteJob(ctx, jobId, {
          progress: Math.min(1, Math.max(0, fraction)),
          ...(note === undefined ? {} : { note }),
        }),
      );
    };
    await task({ ambito, payload, signal, progress, inside });
    await inside((ctx) => noteJob(ctx, jobId, { state: 'done', progress: 1 }));
  } catch (error) {
    const note = error instanceof Refused && hasMessage(error.code) ? error.code : 'platform.bug';
    await inside((ctx) => noteJob(ctx, jobId, { state: signal.aborted ? 'cancelled' : 'failed', note }));
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
