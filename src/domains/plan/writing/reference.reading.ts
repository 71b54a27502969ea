import type { PageCtx } from '#platform/http/context.js';
import { listChapters } from '../chapter.actions.js';
import { blockTitles } from '../chapter.palette.js';
import type { Palette } from '../document.compose.js';
import { chapterLabel } from '../document-parts.js';
import type { Guideline } from '../guideline.types.js';
import type { Plan } from '../plan.types.js';
import { listTargets, type ReferenceTarget } from './reference.rules.js';

/** What a reference in one chapter may lead to in the others; its own are in the editor itself. */
export async function readTargets(
  ctx: PageCtx,
  plan: Plan,
  guideline: Guideline,
  number: string,
  palette: Palette,
): Promise<ReferenceTarget[]> {
  const others = (await listChapters(ctx, plan, guideline)).filter(
    (chapter) => chapter.number !== number && (!chapter.isAnnex || chapter.state.kind !== 'empty'),
  );
  return listTargets(
    others,
    (chapter) => chapterLabel(ctx, chapter),
    blockTitles(guideline, ctx.lang, palette),
  );
}
