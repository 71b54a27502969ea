import { z } from 'zod';
import { listPlaceRefs } from '#domains/governance/index.js';
import { NoPlanPage, planReading } from '#domains/plan/index.js';
import type { PageCtx } from '#platform/http/context.js';
import { askedPage, recordCode } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { getContribution, listChapterTitles } from './contribution.actions.js';
import { contributionFile, TABLE_FORMATS } from './contribution.files.js';
import { ContributionPage } from './contribution.page.js';
import { countByState, findGatheringPlan, listContributions } from './contribution.sql.js';
import { ContributionListPage } from './contribution-list.page.js';
import { contributionsPath, doorOf } from './contribution-words.js';
import { participationText } from './participation.messages.js';
import { CHANNELS, CONTRIBUTION_STATES, type ContributionFilter } from './participation.types.js';

export const planParams = z.object({ plan: z.string().regex(/^\d{4}-\d{4}$/) });
export const contributionParams = planParams.extend({ code: recordCode });

const query = z.object({
  cerca: z.string().max(200).optional(),
  stato: z.enum(['', ...CONTRIBUTION_STATES]).optional(),
  modo: z.enum(['', ...CHANNELS]).optional(),
  oggetto: z.string().max(80).optional(),
  territorio: z.string().max(64).optional(),
  ordine: z.string().max(20).optional(),
  pagina: askedPage,
});
type Query = z.output<typeof query>;

function filterOf(asked: Query): ContributionFilter {
  return {
    search: asked.cerca || undefined,
    state: asked.stato || undefined,
    channel: asked.modo || undefined,
    subject: asked.oggetto || undefined,
    place: asked.territorio || undefined,
    order: asked.ordine || undefined,
  };
}

/** Reading the book: anyone reads what was published, who works here reads all of it. */
export function registerContributionPages(server: Server): void {
  const open = { face: 'both', audience: 'public' } as const;
  server.doors.push({
    key: 'participation',
    face: 'office',
    path: '/contributi',
    label: 'participation.door',
    order: 75,
  });
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/contributi',
    handle: async (ctx) => {
      const code = await findGatheringPlan(ctx.tx, planReading.seesDrafts(ctx));
      return code === undefined
        ? page(
            <NoPlanPage
              ctx={ctx}
              title={participationText(ctx.lang)('participation.title')}
              door={doorOf(ctx)}
            />,
          )
        : seeOther(at(ctx, contributionsPath(code)));
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/piano/:plan/contributi',
    params: planParams,
    query,
    handle: (ctx, { params, query: asked }) => listPage(ctx, params.plan, asked),
  });
  for (const format of TABLE_FORMATS)
    ambitoPage(server, {
      ...open,
      path: `/piano/:plan/contributi.${format}`,
      params: planParams,
      query,
      handle: async (ctx, { params, query: asked }) => {
        const plan = await planReading.getPlan(ctx, params.plan);
        const drafts = planReading.seesDrafts(ctx);
        const { rows } = await listContributions(ctx.tx, plan.id, filterOf(asked), drafts);
        return contributionFile(ctx.lang, plan.code, format, rows);
      },
    });
  ambitoPage(server, {
    ...open,
    path: '/piano/:plan/contributi/:code',
    params: contributionParams,
    handle: async (ctx, { params }) => {
      const plan = await planReading.getPlan(ctx, params.plan);
      const contribution = await getContribution(ctx, plan, params.code);
      return page(
        <ContributionPage
          ctx={ctx}
          contribution={contribution}
          chapters={contribution.chapters.length > 0 ? await listChapterTitles(ctx, plan) : []}
          isOpen={planReading.isOpen(plan)}
          isPlanPublic={plan.isPublic}
          isPlanClosed={plan.state === 'closed'}
        />,
      );
    },
  });
}

async function listPage(ctx: PageCtx, code: string, asked: Query) {
  const plan = await planReading.getPlan(ctx, code);
  const drafts = planReading.seesDrafts(ctx);
  const filter = filterOf(asked);
  const { rows, total } = await listContributions(ctx.tx, plan.id, filter, drafts, {
    limit: ROWS_A_PAGE,
    offset: (asked.pagina - 1) * ROWS_A_PAGE,
  });
  const { pagina, ...kept } = asked;
  // Beyond the last page there is nothing to count, so there is nothing to tell either.
  if (rows.length === 0 && pagina > 1)
    return seeOther(withQuery(at(ctx, contributionsPath(plan.code)), kept));
  return page(
    <ContributionListPage
      ctx={ctx}
      plan={plan.code}
      isOpen={planReading.isOpen(plan)}
      rows={rows}
      total={total}
      page={pagina}
      filter={filter}
      query={kept}
      counts={await countByState(ctx.tx, plan.id, drafts)}
      chapters={await listChapterTitles(ctx, plan)}
      places={(await listPlaceRefs(ctx.tx)).filter((one) => isOwn(one.kind))}
    />,
  );
}

/** Places around the ambito are for comparison: nobody speaks of them here. */
export function isOwn(kind: string): boolean {
  return kind === 'ambito' || kind === 'area' || kind === 'comune';
}
