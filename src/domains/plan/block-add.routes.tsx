import { z } from 'zod';
import { Absent, Invalid } from '#platform/errors.js';
import { may, type PageCtx, requireRole } from '#platform/http/context.js';
import { type FormState, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at, withQuery } from '#platform/ui/address.js';
import { BlockAddPage, type ChapterChoice } from './block-add.page.js';
import { getChapter, listChapters, writeChapter } from './chapter.actions.js';
import { BlockPart } from './chapter.types.js';
import type { PlanComposer } from './document.cache.js';
import { previewBlock } from './document.compose.js';
import { blockHtml } from './document.html.js';
import { chapterLabel, documentPath } from './document-parts.js';
import { getGuideline } from './guideline.sql.js';
import type { Guideline } from './guideline.types.js';
import { isOpen, keepers } from './plan.rules.js';
import { listPlans } from './plan.sql.js';
import type { Plan } from './plan.types.js';

const PATH = '/piano/aggiungi';
/** Names the block in the address; all the rest are its parameters. */
const BLOCK = 'blocco';
const NOT_PARAMETERS = new Set([BLOCK, 'lang']);

/** Where a live block that another page shows is put into a chapter; null for who does not write the plan. */
export function addBlockAddress(
  ctx: PageCtx,
  name: string,
  params: Readonly<Record<string, string>>,
): string | null {
  if (ctx.view.face !== 'office' || !may(ctx, keepers)) return null;
  return withQuery(at(ctx, PATH), { [BLOCK]: name, ...params });
}

const Choice = z.object({
  chapter: z.string().regex(/^[\w-]{1,40}\/(\d{1,2}|[A-Z])$/, 'plan.block.unknown-chapter'),
});

/** Puts a live block at the end of a chapter, with a look at it before. */
export function registerBlockAdding(server: Server, { palette }: PlanComposer): void {
  const names = new Set(palette.keys());

  /** @throws Absent for a block that no domain draws, or parameters that a chapter could not hold */
  function askedBlock(query: Record<string, unknown>): BlockPart {
    const block = BlockPart.safeParse({
      type: 'block',
      name: query[BLOCK],
      with: Object.fromEntries(Object.entries(query).filter(([name]) => !NOT_PARAMETERS.has(name))),
    });
    if (!block.success || !names.has(block.data.name)) throw new Absent('block');
    const known = new Set(palette.get(block.data.name)?.params.map((param) => param.name));
    if (Object.keys(block.data.with ?? {}).some((name) => !known.has(name))) throw new Absent('block');
    return block.data;
  }

  async function addPage(ctx: PageCtx, block: BlockPart, form: FormState) {
    const plans = await listOpenPlans(ctx);
    const [first] = plans;
    return (
      <BlockAddPage
        ctx={ctx}
        action={withQuery(at(ctx, PATH), { [BLOCK]: block.name, ...block.with })}
        title={palette.get(block.name)?.title?.[ctx.lang] ?? block.name}
        chapters={await listChapterChoices(ctx, plans)}
        preview={first ? blockHtml(await previewBlock(ctx, first, block, palette)) : null}
        form={form}
      />
    );
  }

  ambitoPage(server, {
    face: 'office',
    path: PATH,
    audience: keepers,
    query: z.record(z.string(), z.unknown()),
    handle: async (ctx, { query }) => {
      requireRole(ctx, keepers);
      return page(await addPage(ctx, askedBlock(query), { values: {}, errors: [] }));
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: PATH,
    audience: keepers,
    query: z.record(z.string(), z.unknown()),
    handle: async (ctx, { query, body }) => {
      requireRole(ctx, keepers);
      const block = askedBlock(query);
      return submit(ctx, {
        schema: Choice,
        body,
        act: async (input) => {
          const [code = '', number = ''] = input.chapter.split('/');
          const found = (await listOpenPlans(ctx)).find(({ plan }) => plan.code === code);
          const known = [...(found?.guideline.chapters ?? []), ...(found?.guideline.annexes ?? [])];
          if (!found || !known.some((chapter) => chapter.number === number))
            throw new Invalid([{ field: 'chapter', code: 'plan.block.unknown-chapter' }]);
          const { plan, guideline } = found;
          const chapter = await getChapter(ctx, plan, guideline, number);
          await writeChapter(ctx, plan, number, [...chapter.content, block], chapter.version, names);
          return seeOther(at(ctx, documentPath(plan, `/${number}`)), 'plan.block.added');
        },
        again: (form) => addPage(ctx, block, form),
      });
    },
  });
}

interface OpenPlan {
  plan: Plan;
  guideline: Guideline;
}

/** Plans that may still be written, each with its guideline: one, or two at the turn of a period. */
async function listOpenPlans(ctx: PageCtx): Promise<OpenPlan[]> {
  const open: OpenPlan[] = [];
  for (const plan of (await listPlans(ctx.tx, true)).filter(isOpen)) {
    const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
    open.push({ plan, guideline });
  }
  return open;
}

/** Chapters of each open plan, the newest plan first, in the guideline's order. */
async function listChapterChoices(ctx: PageCtx, plans: readonly OpenPlan[]): Promise<ChapterChoice[]> {
  const choices: ChapterChoice[] = [];
  for (const { plan, guideline } of plans)
    for (const chapter of await listChapters(ctx, plan, guideline))
      choices.push({
        value: `${plan.code}/${chapter.number}`,
        label: `${plans.length > 1 ? `${plan.code} · ` : ''}${chapterLabel(ctx, chapter)}. ${chapter.title}`,
      });
  return choices;
}
