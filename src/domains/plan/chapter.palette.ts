import type { LiveBlockParam } from '#domains/documents/index.js';
import type { Ctx } from '#platform/http/context.js';
import type { PaletteEntry } from './chapter-fields.js';
import type { Palette } from './document.compose.js';
import { describePlan } from './document.compose.js';
import type { Guideline } from './guideline.types.js';
import type { Plan } from './plan.types.js';

/** What each live block is for, in the words of the guideline; its own where the guideline does not know it. */
export function blockTitles(
  guideline: Guideline,
  lang: 'it' | 'en',
  palette: Palette,
): (name: string) => string {
  const titles = titlesOf(guideline, lang);
  return (name) => titles.get(name) ?? palette.get(name)?.title?.[lang] ?? name;
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
  guideline: Guideline,
  number: string,
  palette: Palette,
): Promise<PaletteEntry[]> {
  const titles = titlesOf(guideline, ctx.lang);
  const wanted = [...guideline.chapters, ...guideline.annexes]
    .find((chapter) => chapter.number === number)
    ?.blocks.map((block) => block.block);
  const rank = (name: string) => (wanted?.includes(name) ? wanted.indexOf(name) : 1_000);
  const names = [...palette.keys()].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  // Blocks share their choices (places, series): each list is asked once.
  const asked = new Map<unknown, { value: string; label: string }[]>();
  const choicesOf = async (param: LiveBlockParam) => {
    if (!param.choices) return null;
    const known = asked.get(param.choices) ?? [...(await param.choices(ctx, describePlan(ctx, plan)))];
    asked.set(param.choices, known);
    return known;
  };
  const entries: PaletteEntry[] = [];
  for (const name of names) {
    const params: PaletteEntry['params'] = [];
    for (const param of palette.get(name)?.params ?? [])
      params.push({ name: param.name, label: param.label[ctx.lang], choices: await choicesOf(param) });
    entries.push({ name, title: titles.get(name) ?? palette.get(name)?.title?.[ctx.lang] ?? name, params });
  }
  return entries;
}
