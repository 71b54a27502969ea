import { createHash } from 'node:crypto';
import { Absent, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { enqueueJob } from '#platform/jobs/jobs.sql.js';
import { listChapters } from '../chapter.actions.js';
import { listRivals } from '../chapter.rules.js';
import { composePlanDocument, type Palette } from '../document.compose.js';
import { getGuideline } from '../guideline.sql.js';
import { listNeedSheets } from '../need.sql.js';
import { listObjectiveSheets } from '../objective-sheet.sql.js';
import type { Plan } from '../plan.types.js';
import { readTextRows } from './stored-rows.sql.js';
import {
  findVersionContent,
  insertVersion,
  listFrozenContributions,
  listFrozenLines,
} from './version.sql.js';
import type { PlanContent } from './version.types.js';

export const VERSION_FILES_TASK = 'plan.version-files';

/** Everything that the plan says now. */
export async function readContent(ctx: Ctx, plan: Plan): Promise<PlanContent> {
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  return {
    plan: {
      code: plan.code,
      title: plan.title,
      summary: plan.summary,
      startsOn: plan.startsOn,
      endsOn: plan.endsOn,
      guidelineCode: plan.guidelineCode,
      guidelineSha256: plan.guidelineSha256,
    },
    needs: await listNeedSheets(ctx.tx, plan.id),
    objectives: await listObjectiveSheets(ctx.tx, plan.id),
    chapters: (await listChapters({ ...ctx, lang: 'it' }, plan, guideline)).map(
      ({ number, title, isAnnex, content }) => ({ number, title, isAnnex, content }),
    ),
    budget: await listFrozenLines(ctx.tx, plan.id),
    contributions: await listFrozenContributions(ctx.tx, plan.id),
  };
}

/** @throws Absent */
export async function getVersionContent(ctx: Ctx, plan: Plan, number: number): Promise<PlanContent> {
  const content = await findVersionContent(ctx.tx, plan.id, number);
  if (!content) throw new Absent('version');
  return content;
}

/**
 * Freezes the plan as it stands: the tree of its document with the data of this moment, what versions are compared by,
 * the rows themselves. The files are made by a job that follows and never again.
 * @param plan read after its act was recorded, so that the cover tells the state that the act began
 * @returns number of the version
 * @throws Refused while a part has two texts: what nobody chose must not become the plan's word
 */
export async function freezeVersion(
  ctx: Ctx,
  plan: Plan,
  palette: Palette,
  by: { actId: string | null; amendmentId: string | null; on: string },
): Promise<number> {
  const number = (plan.frozenVersion ?? 0) + 1;
  const composed = await composePlanDocument(ctx, plan, palette, { number, on: by.on });
  const content = await readContent(ctx, plan);
  const twofold = content.chapters.filter((chapter) => listRivals(chapter.content).length > 0);
  if (twofold.length > 0)
    throw new Refused('plan.life.freeze.rivals', {
      names: twofold.map((chapter) => chapter.number).join(', '),
    });
  const id = newId();
  await insertVersion(ctx.tx, plan.id, {
    id,
    number,
    actId: by.actId,
    amendmentId: by.amendmentId,
    documentHash: composed.hash,
    document: composed.document,
    chapters: composed.chapters,
    contentHash: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    content,
    storedRows: await readTextRows(ctx.tx, plan.id),
  });
  await askVersionFiles(ctx, id);
  return number;
}

/** Asks for the files of a version; those that are there are not made again. @returns the job's id */
export function askVersionFiles(ctx: Ctx, versionId: string): Promise<string> {
  return enqueueJob(ctx, VERSION_FILES_TASK, { version: versionId }, `${VERSION_FILES_TASK}:${versionId}`);
}
