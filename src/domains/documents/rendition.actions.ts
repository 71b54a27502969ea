import { Refused, Unavailable } from '#platform/errors.js';
import { type Ctx, may } from '#platform/http/context.js';
import {
  cancelJob,
  enqueueJob,
  findActiveJob,
  findJob,
  getJobOrder,
  type Job,
  listJobsAbout,
} from '#platform/jobs/jobs.sql.js';
import type { JobRun } from '#platform/jobs/runner.js';
import { CHOICE } from './choice/choice.rules.js';
import { renderDocx } from './docx.js';
import { renderPdf } from './pdf.js';
import { createTeller, type Teller } from './progress/teller.js';
import { RenderFailure } from './render.child.js';
import {
  findRenditionBytes,
  findRenditionHead,
  removeOldRenditions,
  saveRendition,
} from './rendition.sql.js';
import { type DocumentSources, FORMATS, type Format } from './rendition.types.js';

export const RENDER_TASK = 'document.render';

/** Files of choices of sheets that an ambito keeps: a day's work of an office, some 20 MB. */
const CHOICES_KEPT = 40;

const renderers = { pdf: renderPdf, docx: renderDocx };

const payloadOf = (subject: string, format: Format) => ({ subject, format });

/** Asks for a file; work on the same one that is waiting or under way is not asked twice. @returns the job's id */
export function askRendition(ctx: Ctx, subject: string, format: Format): Promise<string> {
  return enqueueJob(ctx, RENDER_TASK, payloadOf(subject, format), `${RENDER_TASK}:${subject}:${format}`);
}

/** Jobs that are making files of this document, or wait to, by format; and the one asked for, even when it is over. */
export async function listRenditionJobs(
  ctx: Ctx,
  subject: string,
  jobId: string | null,
): Promise<ReadonlyMap<Format, Job>> {
  const jobs = await listJobsAbout(ctx, RENDER_TASK, { subject }, jobId);
  const isOver = (job: Job) => job.state !== 'queued' && job.state !== 'running';
  // Work under way says more than work that is over, so it is put last and stays.
  const ordered = [...jobs].sort((a, b) => Number(isOver(b)) - Number(isOver(a)));
  return new Map(ordered.map((job) => [job.payload.format as Format, job]));
}

const CANCELLERS = ['director', 'administrator'] as const;

/** One file serves all who wait for it: who asked for it may stop it, and who directs or administers. */
export async function canCancelRendition(ctx: Ctx, job: Job): Promise<boolean> {
  if (may(ctx, CANCELLERS)) return true;
  return ctx.user !== null && (await getJobOrder(ctx, job.id)).requestedBy === ctx.user.id;
}

/** Stops the making of a file: its process is killed. @throws Refused for who has not asked for it */
export async function cancelRendition(ctx: Ctx, subject: string, format: Format): Promise<void> {
  const job = await findActiveJob(ctx, RENDER_TASK, payloadOf(subject, format));
  if (!job) return;
  if (!(await canCancelRendition(ctx, job))) throw new Refused('documents.render.not-yours', {}, 403);
  await cancelJob(ctx, job.id);
}

/** The work itself: composes the document, makes the file in a process of its own, keeps it. */
export async function makeRendition(
  job: JobRun,
  sources: DocumentSources,
  render: RenderFile,
): Promise<void> {
  const { subject, format } = job.payload;
  const wanted = FORMATS.find((one) => one === format);
  const [kind, key] = String(subject).split(':');
  const source = sources[kind ?? ''];
  if (!wanted || !source || key === undefined) throw new Error(`Nobody composes ${subject} as ${format}.`);
  const teller = createTeller(job, wanted);
  try {
    teller.tell({ stage: 'read', done: 0 });
    const { document, hash } = await job.inside((ctx) => source(ctx, key, teller.tell));
    const head = await job.inside((ctx) => findRenditionHead(ctx.tx, String(subject), wanted));
    if (head?.contentHash === hash) return;
    const startedAt = performance.now();
    const bytes = await render(wanted, document, job.signal, teller);
    const renderMs = Math.round(performance.now() - startedAt);
    await job.inside((ctx) =>
      saveRendition(ctx.tx, { subject: String(subject), format: wanted, contentHash: hash, bytes, renderMs }),
    );
  } finally {
    await teller.settle();
  }
  if (kind?.startsWith(CHOICE)) await job.inside((ctx) => removeOldRenditions(ctx.tx, CHOICE, CHOICES_KEPT));
}

/** How jobs make a file: tests that only need that there is one give their own. */
export type RenderFile = typeof renderTold;

/**
 * Makes a file of a job, told step by step.
 * @throws Refused, which names the chapter that could not be composed where that is known
 */
export async function renderTold(
  format: Format,
  document: Parameters<typeof renderPdf>[0],
  signal: AbortSignal,
  teller: Teller,
): Promise<Buffer> {
  try {
    return await renderers[format](document, { signal, onProgress: teller.tell });
  } catch (error) {
    // Kept as its cause, so that the log of the server tells what the typesetter said.
    if (error instanceof RenderFailure)
      throw Object.assign(new Refused(error.code, { chapter: error.chapter ?? '' }), { cause: error });
    throw error;
  }
}

export interface FileWait {
  /** Runs in a transaction of its own: none stays open while the file is being made. */
  inside: <T>(work: (ctx: Ctx) => Promise<T>, options?: { writes?: boolean }) => Promise<T>;
  signal: AbortSignal;
  /** At most, in milliseconds. */
  waitMs: number;
}

/**
 * The file of the document as it stands now: the one that is kept when nothing has changed, else a new one, waited for.
 * @throws Refused when it could not be made; Unavailable when it is taking longer than `waitMs` or was cancelled
 */
export async function awaitRendition<C extends { subject: string; hash: string }>(
  wait: FileWait,
  format: Format,
  compose: (ctx: Ctx) => Promise<C>,
): Promise<C & { bytes: () => Promise<Buffer> }> {
  const until = Date.now() + wait.waitMs;
  for (;;) {
    const { composed, isKept } = await wait.inside(async (ctx) => {
      const present = await compose(ctx);
      const head = await findRenditionHead(ctx.tx, present.subject, format);
      return { composed: present, isKept: head?.contentHash === present.hash };
    });
    const { subject, hash } = composed;
    if (isKept) {
      const bytes = async () => {
        const kept = await wait.inside((ctx) => findRenditionBytes(ctx.tx, subject, format, hash));
        if (!kept) throw new Unavailable('documents.render.busy');
        return kept;
      };
      return { ...composed, bytes };
    }
    const id = await wait.inside((ctx) => askRendition(ctx, subject, format), { writes: true });
    await awaitJob(wait, id, until);
  }
}

async function awaitJob(wait: FileWait, id: string, until: number): Promise<void> {
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 300)) {
    const job = await wait.inside((ctx) => findJob(ctx, id));
    if (!job || job.state === 'done') return;
    if (job.state === 'failed') throw new Refused(job.note ?? 'documents.render.failed', job.noteValues);
    if (job.state === 'cancelled') throw new Unavailable('documents.render.cancelled');
    if (Date.now() > until || wait.signal.aborted) throw new Unavailable('documents.render.busy');
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
