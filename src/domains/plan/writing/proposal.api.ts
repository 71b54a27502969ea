import { z } from 'zod';
import { api } from '#platform/http/api-route.js';
import type { Ctx } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { getChapter } from '../chapter.actions.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan } from '../plan.actions.js';
import { type Plan, PlanCode } from '../plan.types.js';
import type { Present } from './presence.js';
import { saveProposals } from './proposal.actions.js';
import { decideSuggestion, resolveRemark } from './remark.actions.js';
import { Edits, PresentPeople, readEdit } from './writing.shapes.js';

const ChapterParams = z.object({ plan: PlanCode, number: z.string().regex(/^(\d{1,2}|[A-Z])$/) });

type NoteHere = (ctx: Ctx, plan: Plan, number: string, tab: string, part: string | null) => Present[];

/** Proposing in the editor, and deciding there. */
export function registerProposalApi(
  server: Server,
  blockNames: ReadonlySet<string>,
  noteHere: NoteHere,
): void {
  const open = async (ctx: Ctx, params: z.output<typeof ChapterParams>) => {
    const plan = await getPlan(ctx, params.plan);
    const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
    return { plan, chapter: await getChapter(ctx, plan, guideline, params.number) };
  };

  api(server, {
    method: 'POST',
    path: '/plans/:plan/chapters/:number/proposals',
    audience: 'staff',
    tag: 'piano',
    summary:
      'Keeps what one person would change in a chapter as proposals, one for each part; those left out are withdrawn',
    params: ChapterParams,
    body: Edits,
    response: z.object({ savedAt: z.iso.datetime(), present: PresentPeople }),
    handle: async (ctx, { params, body }) => {
      const { plan, chapter } = await open(ctx, params);
      await saveProposals(ctx, plan, chapter, body.edits.map(readEdit), blockNames);
      return {
        savedAt: ctx.now.toISOString(),
        present: noteHere(ctx, plan, params.number, body.tab, body.at),
      };
    },
  });

  api(server, {
    method: 'POST',
    path: '/plans/:plan/chapters/:number/comments/:id/decision',
    audience: 'staff',
    tag: 'piano',
    summary: 'Resolves a comment, accepts or refuses a proposal',
    params: ChapterParams.extend({ id: z.uuid() }),
    body: z.object({ choice: z.enum(['resolved', 'accepted', 'refused']) }),
    response: z.object({ choice: z.string() }),
    handle: async (ctx, { params, body: { choice } }) => {
      const { plan, chapter } = await open(ctx, params);
      if (choice === 'resolved') await resolveRemark(ctx, plan, params.number, params.id);
      else await decideSuggestion(ctx, plan, chapter, params.id, choice, blockNames);
      return { choice };
    },
  });
}
