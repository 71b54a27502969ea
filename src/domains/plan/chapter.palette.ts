import type { LiveBlock } from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import type { PaletteEntry } from './chapter-edit.page.js';
import type { Palette } from './document.compose.js';
import { describePlan } from './document.compose.js';
import { getGuideline } from './guideline.sql.js';
import type { Guideline } from './guideline.types.js';
import type { Plan } from './plan.types.js';

/** What each live block is for, in the words of the guideline; its name where the guideline does not know it. */
export async function readBlockTitles(ctx: Ctx, plan: Plan): Promise<(name: string) => string> {
  const titles = titlesOf(await getGuideline(ctx.tx, plan.guidelineCode), ctx.lang);
  return (name) => titles.get(name) ?? name;
}

function titlesOf(guideline: Guideline, lang: 'it' | 'en'): Map<string, string> {
  const titles = new Map<string, string>();
  for (const { blocks } of [...guideline.chapters, ...guideline.annexes]) {
    // A block that serves two chapters keeps the words of the first.
    for (const { block, purpose } of blocks) if (!titles.has(block)) titles.set(block, purpose[lang]);
  }
  return titles;
}

/** The blocks that may be put in a chapter: first those that its guideline wants there. */
export async function readPalette(
  ctx: Ctx,
  plan: Plan,
  number: string,
  palette: Palette,
): Promise<PaletteEntry[]> {
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode);
  const titles = titlesOf(guideline, ctx.lang);
  const wanted = [...guideline.chapters, ...guideline.annexes]
    .find((chapter) => chapter.number === number)
    ?.blocks.map((block) => block.block);
  const rank = (name: string) => (wanted?.includes(name) ? wanted.indexOf(name) : 1_000);
  const names = [...palette.keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const entries: PaletteEntry[] = [];
  for (const name of names) {
    const block = palette.get(name);
    if (!block) continue;
    entries.push({ name, title: titles.get(name) ?? name, params: await readParams(ctx, plan, block) });
  }
  return entries;
}

async function readParams(ctx: Ctx, plan: Plan, block: LiveBlock): Promise<PaletteEntry['params']> {
  const params: PaletteEntry['params'] = [];
  for (const param of block.params) {
    const choices = param.choices ? await param.choices(ctx, describePlan(ctx, plan)) : null;
    params.push({ name: param.name, label: param.label[ctx.lang], choices: choices && [...choices] });
  }
  return params;
}
