import { z } from 'zod';
import { Absent, Refused } from '#platform/errors.js';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { namedParts } from '../chapter.rules.js';
import { findChapterNews } from '../chapter.sql.js';
import { BlockPart, ChapterContent, PartId } from '../chapter.types.js';
import type { PlanComposer } from '../document.cache.js';
import { previewBlock } from '../document.compose.js';
import { blockHtml } from '../document.html.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { PlanCode } from '../plan.types.js';
import { saveEdits } from './edit.actions.js';
import { notePresence } from './presence.js';
import { registerProposalApi } from './proposal.api.js';
import { readRemarkNews } from './remark.news.js';
import { ShownRemark } from './shown-remark.types.js';
import { Edits, PresentPeople, Rivals, readEdit, Tab } from './writing.shapes.js';

const ChapterParams = z.object({ plan: PlanCode, number: z.string().regex(/^(\d{1,2}|[A-Z])$/) });
/** What the editor of a chapter asks while one writes, under `/api/v1/{ambito}/plans/{plan}/chapters/{number}`. */
export function registerWritingApi(server: Server, { palette }: PlanComposer): void {
  const blockNames = new Set(palette.keys());
  const nameOf = (ctx: Ctx, plan: Plan, number: string) => `${ctx.ambito.id}:${plan.id}:${number}`;
  const noteHere = (ctx: Ctx, plan: Plan, number: string, tab: string, part: string | null) =>
    ctx.user
      ? notePresence(server, nameOf(ctx, plan, number), tab, {
          accountId: ctx.user.id,
          name: ctx.user.name,
          part,
        })
      : [];

  api(server, {
    method: 'POST',
    path: '/plans/:plan/chapters/:number/edits',
    audience: keepers,
    tag: 'piano',
    summary: 'Saves what one editor did to a chapter beside what others did meanwhile; no text is lost',
    params: ChapterParams,
    body: Edits,
    response: z.object({
      version: z.number(),
      savedAt: z.iso.datetime(),
      /** The parts as they were stored, or the whole chapter where others have changed it meanwhile. */
      content: z.array(z.unknown()),
      isWhole: z.boolean(),
      rivals: Rivals,
      kept: z.array(z.string()),
      present: PresentPeople,
    }),
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const edits = body.edits.map(readEdit);
      const saved = await saveEdits(ctx, plan, params.number, { version: body.version, edits }, blockNames);
      const isWhole = saved.hasNews || saved.rivals.length > 0 || saved.kept.length > 0;
      const mine = new Set(edits.map((edit) => edit.id));
      return {
        version: saved.version,
        savedAt: saved.at.toISOString(),
        content: isWhole ? saved.content : saved.content.filter((part) => mine.has(part.id)),
        isWhole,
        rivals: saved.rivals,
        kept: saved.kept,
        present: noteHere(ctx, plan, params.number, body.tab, body.at),
      };
    },
  });

  api(server, {
    path: '/plans/:plan/chapters/:number/news',
    audience: 'staff',
    tag: 'piano',
    summary: 'What others wrote in a chapter since a version, and who is writing in it now',
    params: ChapterParams,
    query: z.object({
      version: z.coerce.number().int().min(0),
      tab: Tab,
      at: PartId.optional(),
      /** State of the remarks that the reader has; without it none are sent. */
      remarks: z.string().max(60).optional(),
    }),
    response: z.object({
      version: z.number(),
      /** Null where the reader has the newest. */
      content: z.array(z.unknown()).nullable(),
      savedAt: z.iso.datetime().nullable(),
      savedBy: z.string().nullable(),
      present: PresentPeople,
      /** Null where the reader has the newest. */
      remarks: z.object({ stamp: z.string(), list: z.array(ShownRemark) }).nullable(),
    }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const news = await findChapterNews(ctx.tx, plan.id, params.number, query.version);
      const content = news && news.content !== null ? ChapterContent.parse(news.content) : null;
      return {
        version: news?.version ?? 0,
        content: content && namedParts(content, params.number),
        savedAt: news?.updatedAt.toISOString() ?? null,
        savedBy: news?.updatedBy ?? null,
        present: noteHere(ctx, plan, params.number, query.tab, query.at ?? null),
        remarks:
          query.remarks === undefined ? null : await readRemarkNews(ctx, plan, params.number, query.remarks),
      };
    },
  });

  registerProposalApi(server, blockNames, noteHere);

  api(server, {
    path: '/plans/:plan/blocks/:name',
    audience: 'staff',
    tag: 'piano',
    summary: 'A live block as the document of the plan would print it now',
    params: z.object({ plan: PlanCode, name: BlockPart.shape.name }),
    query: z.record(z.string().max(60), z.string().max(200)),
    response: z.object({ html: z.string() }),
    handle: async (ctx, { params, query }) => {
      if (ctx.grants.length === 0) throw new Refused('platform.forbidden', {}, 403);
      if (!blockNames.has(params.name)) throw new Absent('block');
      const plan = await getPlan(ctx, params.plan);
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      const { lang: _, ...given } = query;
      const part: BlockPart = { type: 'block', name: params.name, with: given };
      return { html: blockHtml(await previewBlock(ctx, { plan, guideline }, part, palette)) };
    },
  });
}
