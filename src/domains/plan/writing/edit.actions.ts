import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { checkBlocks } from '../chapter.actions.js';
import { namedParts, openingContent } from '../chapter.rules.js';
import { findChapterToEdit, insertChapter, updateChapterEdits } from '../chapter.sql.js';
import type { ChapterContent, NamedPart } from '../chapter.types.js';
import { getGuideline } from '../guideline.sql.js';
import { requireOpen } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { applyEdits, type PartEdit, type Rival } from './edits.rules.js';
import { goesOn } from './sitting.rules.js';
import { MOST_PARTS } from './text-size.rules.js';

export interface Saved {
  version: number;
  at: Date;
  content: NamedPart[];
  rivals: Rival[];
  kept: string[];
  /** Did others write since the version that the editor had? Then it needs the whole content. */
  hasNews: boolean;
}

/** A name for a part, that no other has. */
export function newPartId(): string {
  return `p${newId().replaceAll('-', '').slice(8, 28)}`;
}

/**
 * Saves what one person did to a chapter since they last saw it, beside what others did meanwhile: no version check, and
 * nobody's text is lost (see `applyEdits`). The register has one entry for a stretch of writing.
 * @param version the one that the editor last saw; 0 when nobody had written
 * @throws Invalid for parts that a chapter may not hold
 */
export async function saveEdits(
  ctx: Ctx,
  plan: Plan,
  number: string,
  given: { version: number; edits: readonly PartEdit[] },
  blockNames: ReadonlySet<string>,
): Promise<Saved> {
  requireRole(ctx, keepers);
  requireOpen(plan);
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const asked = [...guideline.chapters, ...guideline.annexes].find((chapter) => chapter.number === number);
  if (!asked) throw new Absent('chapter');
  const row = await findChapterToEdit(ctx.tx, plan.id, number);
  const present = namedParts(row ? storedContent(row.content) : openingContent(asked), number);
  const { content, rivals, kept } = applyEdits(present, given.edits, newPartId);
  if (content.length > MOST_PARTS) throw new Invalid([{ field: '', code: 'plan.chapter.too-long' }]);
  const changed = given.edits.flatMap((edit) => edit.part ?? []);
  checkBlocks(changed, guideline, blockNames);
  const outcome = { content, rivals, kept, hasNews: (row?.version ?? 0) !== given.version };
  const isSameContent =
    content.length === present.length && content.every((part, index) => part === present[index]);
  if (row && isSameContent) return { ...outcome, version: row.version, at: row.updatedAt };
  if (!row) {
    const id = await insertChapter(ctx.tx, plan.id, { number, title: asked.title.it, content });
    // Two people opened an unwritten chapter at the same moment: the first has made it, its row is there now.
    if (id === null) return saveEdits(ctx, plan, number, given, blockNames);
    await audit(ctx, plan, number, id, content.length);
    return { ...outcome, version: 1, at: ctx.now };
  }
  const isSame = goesOn(row, ctx.user?.id ?? null, ctx.now);
  const { version, updatedAt } = await updateChapterEdits(ctx.tx, row.id, content, isSame);
  if (!isSame) await audit(ctx, plan, number, row.id, content.length);
  return { ...outcome, version, at: updatedAt };
}

/**
 * What is stored was checked when it was written, and an edit's parts are when it comes: checking a whole chapter again
 * every two seconds would be most of what saving costs.
 */
const storedContent = (content: unknown) => content as ChapterContent;

const audit = (ctx: Ctx, plan: Plan, number: string, id: string, parts: number) =>
  writeAudit(ctx, 'chapter.update', 'chapter', id, { plan: plan.code, number, parts });
