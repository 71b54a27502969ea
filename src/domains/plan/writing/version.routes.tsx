import { z } from 'zod';
import { requireRole } from '#platform/http/context.js';
import { version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import {
  canWriteChapter,
  getChapter,
  listVersionsOfChapter,
  readVersionsOfChapter,
  restoreChapter,
} from '../chapter.actions.js';
import { ChapterHistoryPage } from '../chapter-history.page.js';
import { documentPath } from '../document-parts.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan } from '../plan.actions.js';
import { keepers } from '../plan.rules.js';
import { PlanCode } from '../plan.types.js';
import { compareContents } from './difference.rules.js';

const PATH = '/piano/:plan/documento/:number/versioni';
const ChapterParams = z.object({ plan: PlanCode, number: z.string().regex(/^(\d{1,2}|[A-Z])$/) });
const Version = z.coerce.number().int().min(1).max(2_000_000_000);

/** A chapter's versions: to compare any two of them, and to make a former one the present one again. */
export function registerVersions(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    path: PATH,
    audience: 'staff',
    params: ChapterParams,
    query: z.object({ da: Version.optional(), a: Version.optional() }),
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      const chapter = await getChapter(ctx, plan, guideline, params.number);
      const versions = await listVersionsOfChapter(ctx, chapter);
      const to = query.a ?? versions[0]?.version;
      const from = query.da ?? versions.find((one) => to !== undefined && one.version < to)?.version;
      const [before, after] =
        from === undefined || to === undefined ? [] : await readVersionsOfChapter(ctx, chapter, [from, to]);
      return page(
        <ChapterHistoryPage
          ctx={ctx}
          plan={plan}
          chapter={chapter}
          versions={versions}
          compared={
            from !== undefined && to !== undefined && before && after
              ? { from, to, changes: compareContents(before, after) }
              : null
          }
          canWrite={canWriteChapter(ctx, plan)}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: `${PATH}/:version/ripristina`,
    audience: keepers,
    params: ChapterParams.extend({ version: Version }),
    handle: async (ctx, { params, body }) => {
      requireRole(ctx, keepers);
      const plan = await getPlan(ctx, params.plan);
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      const chapter = await getChapter(ctx, plan, guideline, params.number);
      const present = version.catch(0).parse(body.version);
      await restoreChapter(ctx, plan, chapter, params.version, present);
      return seeOther(at(ctx, documentPath(plan, `/${params.number}/versioni`)), 'plan.chapter.restored');
    },
  });
}
