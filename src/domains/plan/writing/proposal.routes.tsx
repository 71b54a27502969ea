import { z } from 'zod';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { canWriteChapter } from '../chapter.actions.js';
import { readPalette } from '../chapter.palette.js';
import type { PlanComposer } from '../document.cache.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { PlanCode } from '../plan.types.js';
import { applyEdits } from './edits.rules.js';
import { listOwnEdits } from './proposal.actions.js';
import { ProposalPage } from './proposal.page.js';
import { readWithTargets } from './reference.reading.js';
import { readShownRemarks } from './remark.news.js';

const ChapterParams = z.object({ plan: PlanCode, number: z.string().regex(/^(\d{1,2}|[A-Z])$/) });

/** Where everybody who works in the ambito writes what they would change. */
export function registerProposals(server: Server, { palette }: PlanComposer): void {
  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/documento/:number/proponi',
    audience: 'staff',
    params: ChapterParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      const { chapter, targets } = await readWithTargets(ctx, plan, guideline, params.number, palette);
      const own = await listOwnEdits(ctx, plan, chapter);
      return page(
        <ProposalPage
          ctx={ctx}
          plan={plan}
          chapter={chapter}
          shown={applyEdits(chapter.content, own, (id) => id).content}
          palette={await readPalette(ctx, plan, guideline, params.number, palette)}
          targets={targets}
          remarks={await readShownRemarks(ctx, plan, params.number)}
          canWrite={canWriteChapter(ctx, plan)}
        />,
      );
    },
  });
}
