import { sql } from 'kysely';
import type { Ctx } from '#platform/http/context.js';
import type { MessageValues } from '#platform/i18n/messages.js';
import { newId } from '#platform/ids.js';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Job {
  id: string;
  task: string;
  state: JobState;
  /** From 0 to 1. */
  progress: number;
  /** Key of the message that tells the present step or the failure. */
  note: string | null;
  /** Values of that message. */
  noteValues: MessageValues;
  requestedAt: Date;
  finishedAt: Date | null;
}

export type JobPayload = Record<string, string | number | boolean | null>;

/**
 * Asks for long work; it starts when this transaction commits.
 * @param key work with the same key that has not started yet is not asked twice: the first job is given back
 */
export async function enqueueJob(ctx: Ctx, task: string, payload: JobPayload, key: string): Promise<string> {
  // Two who ask at once must find the same job: the second waits here until the first has committed.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`job:${ctx.ambito.id}:${key}`}, 0))`.execute(
    ctx.tx,
  );
  const waiting = await findActiveJob(ctx, task, payload);
  if (waiting) return waiting.id;
  const id = newId();
  await ctx.tx
    .insertInto('platform.job')
    .values({ id, task, payload: JSON.stringify(payload), requested_by: ctx.user?.id ?? null })
    .execute();
  const message = { ambitoId: ctx.ambito.id, jobId: id };
  await sql`select platform.enqueue(${task}, ${JSON.stringify(message)}::jsonb, ${`${ctx.ambito.id}:${key}`})`.execute(
    ctx.tx,
  );
  return id;
}

const columns = [
  'id',
  'task',
  'state',
  'progress',
  'note',
  'note_values as noteValues',
  'requested_at as requestedAt',
  'finished_at as finishedAt',
] as const;

function toJob<Row extends { state: string; noteValues: unknown }>(row: Row) {
  return { ...row, state: row.state as JobState, noteValues: row.noteValues as MessageValues };
}

export async function findJob(ctx: Ctx, id: string): Promise<Job | undefined> {
  const row = await ctx.tx.selectFrom('platform.job').select(columns).where('id', '=', id).executeTakeFirst();
  return row && toJob(row);
}

/** Those of these jobs that are still remembered. */
export async function listJobs(ctx: Ctx, ids: readonly string[]): Promise<Job[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.tx.selectFrom('platform.job').select(columns).where('id', 'in', ids).execute();
  return rows.map(toJob);
}

/** The job that does this work now or waits to, if there is one. */
export async function findActiveJob(ctx: Ctx, task: string, payload: JobPayload): Promise<Job | undefined> {
  const row = await ctx.tx
    .selectFrom('platform.job')
    .select(columns)
    .where('task', '=', task)
    .where('state', 'in', ['queued', 'running'])
    .where(sql<boolean>`payload = ${JSON.stringify(payload)}::jsonb`)
    .executeTakeFirst();
  return row && toJob(row);
}

/** Jobs of a task, newest first, whose payload holds these values: all that are under way, and `id` whatever its state. */
export async function listJobsAbout(
  ctx: Ctx,
  task: string,
  values: JobPayload,
  id: string | null,
): Promise<(Job & { payload: JobPayload })[]> {
  const rows = await ctx.tx
    .selectFrom('platform.job')
    .select([...columns, 'payload'])
    .where('task', '=', task)
    .where(sql<boolean>`payload @> ${JSON.stringify(values)}::jsonb`)
    .where((eb) => eb.or([eb('state', 'in', ['queued', 'running']), sql<boolean>`id = ${id}::uuid`]))
    .orderBy('requested_at', 'desc')
    .execute();
  return rows.map((row) => ({ ...toJob(row), payload: row.payload as JobPayload }));
}

/** Whoever runs it, here or in another process, sees it within half a second and stops. False when it was over. */
export function cancelJob(ctx: Ctx, id: string): Promise<boolean> {
  return noteJob(ctx, id, { state: 'cancelled' });
}

/** What was asked, and whose account asked; null for the installation and the public. */
export async function getJobOrder(
  ctx: Ctx,
  id: string,
): Promise<{ payload: JobPayload; requestedBy: string | null }> {
  const row = await ctx.tx
    .selectFrom('platform.job')
    .select(['payload', 'requested_by as requestedBy'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { payload: row.payload as JobPayload, requestedBy: row.requestedBy };
}

/** A job that somebody cancelled stays cancelled, whatever its worker says afterwards. */
export async function noteJob(
  ctx: Ctx,
  id: string,
  change: { state?: JobState; progress?: number; note?: string | null; noteValues?: MessageValues },
): Promise<boolean> {
  const { noteValues, ...columns } = change;
  const finished = change.state === 'done' || change.state === 'failed' || change.state === 'cancelled';
  const result = await ctx.tx
    .updateTable('platform.job')
    .set({
      ...columns,
      ...(noteValues === undefined ? {} : { note_values: JSON.stringify(noteValues) }),
      ...(finished ? { finished_at: ctx.now } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
