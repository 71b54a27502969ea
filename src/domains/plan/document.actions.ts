import {
  cancelRendition,
  type DocumentSources,
  type Format,
  listRenditionHeads,
  listRenditionJobs,
} from '#domains/documents/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import type { Ctx } from '#platform/http/context.js';
import type { PlanComposer } from './document.cache.js';
import type { FileState, FileStates } from './document-parts.js';
import { findPlan } from './plan.sql.js';
import type { Plan } from './plan.types.js';

/** Under which name the plan's files are kept. */
export function documentSubject(plan: Pick<Plan, 'code'>): string {
  return `plan:${plan.code}`;
}

/** How the job composes a plan by its code; it works for the installation, drafts included. */
export function planSources(composer: PlanComposer): DocumentSources {
  return {
    plan: async (ctx, code) => {
      const plan = await findPlan(ctx.tx, code, true);
      if (!plan) throw new Error(`The plan ${code} is gone.`);
      return composer.compose(ctx, plan);
    },
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
  const heads = await listRenditionHeads(ctx.tx, documentSubject(plan));
  const jobs = await listRenditionJobs(ctx, documentSubject(plan), jobId ?? null);
  const stateOf = (format: Format): FileState => ({
    ready: heads.find((head) => head.format === format && head.contentHash === hash) ?? null,
    job: jobs.get(format) ?? null,
  });
  return { pdf: stateOf('pdf'), docx: stateOf('docx') };
}

/** Stops the making of a file of the plan. */
export async function cancelPlanFile(ctx: Ctx, plan: Plan, format: Format): Promise<void> {
  await cancelRendition(ctx, documentSubject(plan), format);
  await writeAudit(ctx, 'document.cancel', 'plan', plan.id, { code: plan.code, format });
}
