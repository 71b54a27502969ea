import {
  askRendition,
  CHOICE,
  canCancelRendition,
  cancelRendition,
  type DocumentSources,
  type Format,
  listRenditionHeads,
  listRenditionJobs,
} from '#domains/documents/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { findActiveJob } from '#platform/jobs/jobs.sql.js';
import type { PlanComposer } from './document.cache.js';
import { type FileState, type FileStates, isUnderWay } from './document-parts.js';
import { askVersionFiles, VERSION_FILES_TASK } from './life/version.actions.js';
import { findVersionHash, listVersionFiles } from './life/version.sql.js';
import { sheetSource } from './objective-file.js';
import { shownVersion } from './plan.actions.js';
import { findPlan } from './plan.sql.js';
import type { Plan } from './plan.types.js';
import { chosenSheetsSource } from './sheets/chosen-sheets.js';

/** Under which name the plan's files are kept. */
export function documentSubject(plan: Pick<Plan, 'code'>): string {
  return `plan:${plan.code}`;
}

/** How the job composes a plan by its code; it works for the installation, drafts included. */
export function planSources(composer: PlanComposer): DocumentSources {
  return {
    plan: async (ctx, code, onStep) => {
      const plan = await findPlan(ctx.tx, code, true);
      if (!plan) throw new Error(`The plan ${code} is gone.`);
      return composer.compose(ctx, plan, undefined, onStep);
    },
    objective: sheetSource(composer),
    [`${CHOICE}sheets`]: chosenSheetsSource(composer),
  };
}

/**
 * Which files match the plan as it is now, and which are being made.
 * @param jobId the job that this reader asked last, whose end is told
 */
export async function readFileStates(
  ctx: Ctx,
  plan: Plan,
  hash: string,
  jobId: string | undefined,
): Promise<FileStates> {
  const version = shownVersion(ctx, plan);
  if (version !== null) return readVersionFileStates(ctx, plan, version);
  const heads = await listRenditionHeads(ctx.tx, documentSubject(plan));
  const jobs = await listRenditionJobs(ctx, documentSubject(plan), jobId ?? null);
  const stateOf = async (format: Format): Promise<FileState> => {
    const job = jobs.get(format) ?? null;
    return {
      ready: heads.find((head) => head.format === format && head.contentHash === hash) ?? null,
      job,
      canCancel: isUnderWay(job) && job !== null && (await canCancelRendition(ctx, job)),
    };
  };
  return { pdf: await stateOf('pdf'), docx: await stateOf('docx') };
}

/** The files of the version that this reader is shown; the same job makes both. */
async function readVersionFileStates(ctx: Ctx, plan: Plan, number: number): Promise<FileStates> {
  const version = await findVersionHash(ctx.tx, plan.id, number);
  if (!version) throw new Absent('version');
  const files = await listVersionFiles(ctx.tx, version.id);
  const job = (await findActiveJob(ctx, VERSION_FILES_TASK, { version: version.id })) ?? null;
  const stateOf = (format: Format): FileState => {
    const made = files.find((file) => file.format === format);
    return {
      ready: made
        ? {
            format,
            contentHash: version.documentHash,
            size: made.size,
            renderedAt: made.madeAt,
            renderMs: made.renderMs,
          }
        : null,
      job,
      // Owed to who reads the act: see cancelPlanFile.
      canCancel: false,
    };
  };
  return { pdf: stateOf('pdf'), docx: stateOf('docx') };
}

/** Asks for a file of the plan as this reader is shown it. @returns the job's id */
export async function askPlanFile(ctx: Ctx, plan: Plan, format: Format): Promise<string> {
  const number = shownVersion(ctx, plan);
  const version = number === null ? undefined : await findVersionHash(ctx.tx, plan.id, number);
  return version ? askVersionFiles(ctx, version.id) : askRendition(ctx, documentSubject(plan), format);
}

/** Stops the making of a file of the plan. The files of a frozen version are owed: they are not stopped. */
export async function cancelPlanFile(ctx: Ctx, plan: Plan, format: Format): Promise<void> {
  if (shownVersion(ctx, plan) !== null) throw new Refused('plan.life.version-files-owed');
  await cancelRendition(ctx, documentSubject(plan), format);
  await writeAudit(ctx, 'document.cancel', 'plan', plan.id, { code: plan.code, format });
}
