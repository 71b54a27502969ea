import { Absent, Refused } from '#platform/errors.js';
import { type Ctx, requireRole, type User } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { cancelJob, enqueueJob, findJob, type Job, listJobs } from '#platform/jobs/jobs.sql.js';
import type { StatedFacts } from './dataset.types.js';
import type { ColumnMapping } from './files/mapping.types.js';
import type { ImportRequest } from './import.actions.js';
import { AT_ONCE_BYTES } from './import.child.js';
import { type ImportAnswer, importAnyFile } from './import-any.actions.js';
import { factsOfRecipe, findRecipeFor, type RecipeReading } from './recipe.actions.js';
import { findRecipe } from './recipe.sql.js';
import { TERRITORY_EDITORS } from './territory.roles.js';
import type { Spool } from './upload.spool.js';
import {
  deleteUpload,
  deleteUploadsBefore,
  findTwin,
  findUpload,
  getDataState,
  insertUpload,
  listUploads,
  lockUpload,
  updateUpload,
} from './upload.sql.js';
import type { Keeps, Upload, UploadOutcome } from './upload.types.js';

export const UPLOAD_TASK = 'territory.upload';

/** Differences kept with an upload, of each kind: the page shows the first, all are in the comparison of editions. */
const EXAMPLES = 20;

/** How long the list of what one has brought remembers. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;

export interface BroughtFile {
  name: string;
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** @throws Refused for who has no account: a command brings its file itself */
function getOwner(ctx: Ctx): User {
  requireRole(ctx, TERRITORY_EDITORS);
  if (!ctx.user) throw new Refused('platform.forbidden', {}, 403);
  return ctx.user;
}

/**
 * Keeps a file until it is loaded, and looks at it: at once when it is small, else in a job.
 * The same file brought twice is the same upload.
 * @returns the upload's id
 * @throws Refused, Unavailable as the spool does
 */
export async function receiveUpload(ctx: Ctx, spool: Spool, file: BroughtFile): Promise<string> {
  const owner = getOwner(ctx);
  await spool.sweep(ctx.now);
  await deleteUploadsBefore(ctx.tx, owner.id, new Date(ctx.now.getTime() - REMEMBERED_MS));
  const id = newId();
  const { bytes, sha256 } = await spool.receive(id, file.stream);
  try {
    const twin = await findTwin(ctx.tx, sha256, owner.id);
    if (twin) {
      // The file may have been swept, or what it said before may be old: what came now takes its place.
      await spool.drop(twin.id);
      await deleteUpload(ctx.tx, twin.id);
    }
    const fileName = tameName(file.name);
    await insertUpload(ctx.tx, { id, accountId: owner.id, fileName, bytes, sha256 }, ctx.now);
    if (bytes <= AT_ONCE_BYTES) await examineUpload(ctx, spool, id);
    else await askWork(ctx, id, 'check');
  } catch (error) {
    await spool.drop(id);
    throw error;
  }
  return id;
}

/** The last part of a path, without what a screen cannot show. */
function tameName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/\p{C}/gu, '').trim();
  return (plain === '' ? 'file' : plain).slice(-200);
}

async function askWork(ctx: Ctx, id: string, act: 'check' | 'load'): Promise<void> {
  const jobId = await enqueueJob(ctx, UPLOAD_TASK, { upload: id, act }, `${UPLOAD_TASK}:${id}:${act}`);
  await updateUpload(ctx.tx, id, { jobId });
}

/** How reading goes, from 0 to 1. */
type Follow = (fraction: number) => void;

/** The file's bytes, told as they pass. @throws Refused when the file is not there any more */
async function openFile(spool: Spool, upload: Upload, follow?: Follow): Promise<AsyncIterable<Uint8Array>> {
  const stream = await spool.open(upload.id);
  if (!stream) throw new Refused('territory.upload.lost', { fileName: upload.fileName });
  if (!follow) return stream;
  return (async function* () {
    let passed = 0;
    for await (const chunk of stream) {
      passed += chunk.length;
      follow(upload.bytes === 0 ? 1 : passed / upload.bytes);
      yield chunk;
    }
  })();
}

/** Looks at a file as if it were loaded, and keeps what was found. @throws Absent */
export async function examineUpload(ctx: Ctx, spool: Spool, id: string, follow?: Follow): Promise<void> {
  const upload = await lockUpload(ctx.tx, id);
  if (!upload) throw new Absent('upload');
  const seen = await getDataState(ctx.tx, upload.accountId);
  const look = async (given: Given) =>
    outcomeOf(upload.fileName, async () =>
      importAnyFile(ctx, {
        ...(await requestOf(ctx, spool, upload, given, follow)),
        dryRun: true,
        examples: EXAMPLES,
      }),
    );
  let given: Given = upload;
  let outcome = await look(given);
  let lacking: UploadOutcome | undefined;
  if (stateOf(outcome) === 'unknown' && !given.mapping) {
    // A recipe knows its tables by their headings.
    const known = await findRecipeFor(ctx, await openFile(spool, upload));
    given = { mapping: null, recipeId: known?.recipe.id ?? null };
    if (known && 'mapping' in known.reading) {
      given = { ...given, mapping: known.reading.mapping };
      outcome = await look(given);
    } else if (known) lacking = lackingOf(known);
  }
  await updateUpload(ctx.tx, id, {
    mapping: given.mapping,
    recipeId: given.recipeId,
    outcome: lacking ?? (outcome.kind === 'figures' ? { ...outcome, seen } : outcome),
    state: stateOf(outcome),
    checkedAt: ctx.now,
  });
}

/** Still a table to explain, but for the most part its recipe does: what it lacks is asked. */
function lackingOf({ recipe, reading }: RecipeReading): UploadOutcome {
  const what = 'lack' in reading ? reading.lack : '';
  return { kind: 'refusal', code: 'territory.upload.lacking-why', values: { name: recipe.name, what } };
}

type Given = Pick<Upload, 'mapping' | 'recipeId'>;

/** What a recipe says of its tables counts less than what is typed for this one. */
async function requestOf(
  ctx: Ctx,
  spool: Spool,
  upload: Upload,
  { mapping, recipeId }: Given,
  follow?: Follow,
): Promise<ImportRequest> {
  const recipe = recipeId === null ? undefined : await findRecipe(ctx.tx, recipeId);
  return {
    ...(recipe ? factsOfRecipe(recipe) : {}),
    ...upload.stated,
    stream: await openFile(spool, upload, follow),
    fileName: upload.fileName,
    comuni: upload.keeps === 'italy' ? 'all' : 'own',
    ...(mapping ? { mapping, recipeId } : {}),
  };
}

async function outcomeOf(fileName: string, read: () => Promise<ImportAnswer>): Promise<UploadOutcome> {
  try {
    const answer = await read();
    if (answer.kind === 'totals') return { kind: 'totals', totals: answer.totals };
    if (answer.kind === 'refused')
      return { kind: 'problems', problems: answer.problems, problemCount: answer.problemCount };
    const { dataset, supersedes, ...rest } = answer.report;
    return {
      kind: 'figures',
      title: dataset.title,
      source: dataset.source,
      licence: dataset.licence,
      layout: dataset.layout,
      variables: rest.variables,
      years: rest.years,
      counts: rest.counts,
      supersedes: supersedes && { ...supersedes, importedAt: supersedes.importedAt.toISOString() },
      warnings: rest.warnings,
      changes: rest.changes,
      recipe: null,
      seen: '',
    };
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 403) throw error;
    const values: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(error.values))
      if (typeof value === 'string' || typeof value === 'number') values[name] = value;
    return { kind: 'refusal', code: error.code, values: { fileName, ...values } };
  }
}

/** A table that no layout knows can be explained, column by column; anything else that is wrong must be mended. */
function stateOf(outcome: UploadOutcome): 'ready' | 'refused' | 'unknown' {
  if (outcome.kind === 'figures' || outcome.kind === 'totals') return 'ready';
  if (outcome.kind === 'problems' && outcome.problems.some((problem) => problem.code === 'layout-unknown'))
    return 'unknown';
  return 'refused';
}

export type LoadAnswer = 'loaded' | 'asked' | 'looked-again';

/**
 * Loads a file that was looked at: at once when it is small, else in a job. When somebody else has imported or undone
 * something since, it is looked at again instead, so that nobody loads what they did not see.
 * @throws Absent, Refused
 */
export async function loadUpload(ctx: Ctx, spool: Spool, id: string): Promise<LoadAnswer> {
  const owner = getOwner(ctx);
  const upload = await getOwnUpload(ctx, id);
  if (upload.state === 'loaded') return 'loaded';
  if (upload.state !== 'ready')
    throw new Refused('territory.upload.not-ready', { fileName: upload.fileName });
  const { outcome } = upload;
  if (outcome?.kind === 'figures' && outcome.seen !== (await getDataState(ctx.tx, owner.id))) {
    if (upload.bytes <= AT_ONCE_BYTES) await examineUpload(ctx, spool, id);
    else await askWork(ctx, id, 'check');
    return 'looked-again';
  }
  if (upload.bytes > AT_ONCE_BYTES) {
    await askWork(ctx, id, 'load');
    return 'asked';
  }
  await storeUpload(ctx, spool, id);
  return 'loaded';
}

/** The import itself; what it refuses is kept as the upload's outcome. */
async function storeUpload(ctx: Ctx, spool: Spool, id: string, follow?: Follow): Promise<void> {
  const upload = await lockUpload(ctx.tx, id);
  if (upload?.state !== 'ready') return;
  let datasetId: string | undefined;
  const outcome = await outcomeOf(upload.fileName, async () => {
    const answer = await importAnyFile(ctx, await requestOf(ctx, spool, upload, upload, follow));
    if (answer.kind === 'figures') datasetId = answer.report.dataset.id;
    return answer;
  });
  const state = stateOf(outcome) === 'ready' ? 'loaded' : stateOf(outcome);
  await updateUpload(ctx.tx, id, {
    state,
    ...(state === 'loaded' ? {} : { outcome }),
    ...(datasetId === undefined ? {} : { datasetId }),
    checkedAt: ctx.now,
  });
}

/** Changes what is said of a file, or which comuni are kept, and looks at it again. @throws Absent, Refused */
export async function describeUpload(
  ctx: Ctx,
  spool: Spool,
  id: string,
  facts: { keeps: Keeps; stated: StatedFacts },
): Promise<void> {
  getOwner(ctx);
  const upload = await getOwnUpload(ctx, id);
  if (upload.state === 'loaded') throw new Refused('territory.upload.already-loaded');
  // What was found holds no more: nothing is shown of it while the file is read again.
  await updateUpload(ctx.tx, id, {
    keeps: facts.keeps,
    stated: facts.stated,
    state: 'waiting',
    outcome: null,
  });
  await lookAgain(ctx, spool, upload);
}

/** Looks at a file once more: its data, what is said of it or its recipe have changed. */
export async function lookAgain(ctx: Ctx, spool: Spool, upload: Upload): Promise<void> {
  if (upload.bytes <= AT_ONCE_BYTES) await examineUpload(ctx, spool, upload.id);
  else await askWork(ctx, upload.id, 'check');
}

/** Takes a file away from those that wait; work on it is stopped. What was loaded stays. @throws Absent */
export async function dropUpload(ctx: Ctx, spool: Spool, id: string): Promise<void> {
  getOwner(ctx);
  const upload = await getOwnUpload(ctx, id);
  if (upload.jobId) await cancelJob(ctx, upload.jobId);
  await deleteUpload(ctx.tx, id);
  await spool.drop(id);
}

/** Stops the work on a file, which stays. @throws Absent */
export async function stopUpload(ctx: Ctx, id: string): Promise<void> {
  getOwner(ctx);
  const upload = await getOwnUpload(ctx, id);
  if (upload.jobId) await cancelJob(ctx, upload.jobId);
}

/** Says what the columns of a file mean, and looks at it again. @throws Absent, Refused */
export async function mapUpload(
  ctx: Ctx,
  spool: Spool,
  id: string,
  given: { mapping: ColumnMapping; recipeId: string | null; stated: StatedFacts },
): Promise<void> {
  getOwner(ctx);
  const upload = await getOwnUpload(ctx, id);
  if (upload.state === 'loaded') throw new Refused('territory.upload.already-loaded');
  await updateUpload(ctx.tx, id, { ...given, state: 'waiting', outcome: null });
  await lookAgain(ctx, spool, upload);
}

/** The bytes of one's own file. @throws Absent, Refused when it was swept */
export async function openUpload(
  ctx: Ctx,
  spool: Spool,
  id: string,
): Promise<{ upload: Upload; bytes: () => Promise<AsyncIterable<Uint8Array>> }> {
  getOwner(ctx);
  const upload = await getOwnUpload(ctx, id);
  return { upload, bytes: () => openFile(spool, upload) };
}

export async function getOwnUpload(ctx: Ctx, id: string): Promise<Upload> {
  const upload = await findUpload(ctx.tx, id);
  if (!upload) throw new Absent('upload');
  return upload;
}

/** A file with the work that was last asked on it. */
export interface UploadView extends Upload {
  job: Job | null;
}

/** What the account has brought, with the work under way. */
export async function readUploads(ctx: Ctx): Promise<UploadView[]> {
  const owner = getOwner(ctx);
  const uploads = await listUploads(ctx.tx, owner.id);
  const jobs = await listJobs(
    ctx,
    uploads.flatMap((upload) => upload.jobId ?? []),
  );
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return uploads.map((upload) => ({ ...upload, job: byId.get(upload.jobId ?? '') ?? null }));
}

/** @throws Absent */
export async function readUpload(ctx: Ctx, id: string): Promise<UploadView> {
  getOwner(ctx);
  const upload = await getOwnUpload(ctx, id);
  return { ...upload, job: upload.jobId ? ((await findJob(ctx, upload.jobId)) ?? null) : null };
}

/**
 * The long work on a file: looks at it, or loads it.
 * @returns whether it is in the data now
 */
export async function workOnUpload(
  ctx: Ctx,
  spool: Spool,
  { act, upload: id }: { act: 'check' | 'load'; upload: string },
  follow: Follow,
): Promise<boolean> {
  // Taken away while the work waited its turn.
  if (!(await findUpload(ctx.tx, id))) return false;
  if (act === 'load') await storeUpload(ctx, spool, id, follow);
  else await examineUpload(ctx, spool, id, follow);
  return (await findUpload(ctx.tx, id))?.state === 'loaded';
}
