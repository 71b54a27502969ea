import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type ChapterWithState, listChapters } from '../chapter.actions.js';
import { blockTitles } from '../chapter.palette.js';
import type { Palette } from '../document.compose.js';
import { chapterLabel } from '../document-parts.js';
import type { Guideline } from '../guideline.types.js';
import type { Plan } from '../plan.types.js';
import { listTargets, type ReferenceTarget } from './reference.rules.js';

/**
 * A chapter to be written, with what its references may lead to in the others; its own are in the editor itself.
 * @throws Absent when the guideline has no such chapter
 */
export async function readWithTargets(
  ctx: PageCtx,
  plan: Plan,
  guideline: Guideline,
  number: string,
  palette: Palette,
): Promise<{ chapter: ChapterWithState; targets: ReferenceTarget[] }> {
  const all = await listChapters(ctx, plan, guideline);
  const chapter = all.find((one) => one.number === number);
  if (!chapter) throw new Absent('chapter');
  const others = all.filter((one) => one !== chapter && (!one.isAnnex || one.state.kind !== 'empty'));
  const titleOf = blockTitles(guideline, ctx.lang, palette);
  return { chapter, targets: listTargets(others, (one) => chapterLabel(ctx, one), titleOf) };
}
