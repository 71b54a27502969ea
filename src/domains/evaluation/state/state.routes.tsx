import { render } from 'preact-render-to-string';
import { z } from 'zod';
import { awaitRendition, DocumentHtml, FORMATS, MEDIA_TYPES } from '#domains/documents/index.js';
import { listPlaceRefs } from '#domains/governance/index.js';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { asset } from '#platform/http/assets.js';
import type { Ctx } from '#platform/http/context.js';
import { type FileRequest, fileRoute } from '#platform/http/file-route.js';
import { asked, askedPage } from '#platform/http/form-rows.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { cutPage } from '#platform/ui/paging.js';
import { seesDrafts } from '../evaluation.parts.js';
import { getPlanRef } from '../outcome.actions.js';
import { readPaper, stateKey } from './state.document.js';
import { GROUPINGS, StatePage } from './state.page.js';
import { readState } from './state.reading.js';
import { groupStates, worstFirst } from './state.rules.js';
import { GAUGE_STATES } from './state.types.js';

const planParam = z.string().regex(/^\d{4}-\d{4}$/);
/** Each row carries four drawings: fewer of them stand on a page than of other lists. */
const ROWS = 25;
const WAIT_MS = 60_000;

const query = z.object({
  gruppo: z.enum(GROUPINGS).optional().catch(undefined),
  stato: z.enum(GAUGE_STATES).optional().catch(undefined),
  area: asked,
  luogo: asked,
  pagina: askedPage,
});

/** The state of a plan: a page of both faces, and its papers. */
export function registerState(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/piano/:plan/stato',
    params: z.object({ plan: planParam }),
    query,
    handle: async (ctx, { params, query: { pagina, ...wanted } }) => {
      const plan = await getPlanRef(ctx, params.plan, seesDrafts(ctx));
      const { recall } = await memoryOf(ctx, plan.id);
      const { states, totals, areas, today, places, within } = await recall('state', async () => {
        const reading = await readState(ctx, plan);
        const places = await listPlaceRefs(ctx.tx);
        return {
          ...reading,
          states: worstFirst(reading.states),
          places,
          within: new Map(places.map((place) => [place.code, place.within])),
        };
      });
      const found = states.filter(
        ({ state, objective }) =>
          (!wanted.stato || state === wanted.stato) &&
          (!wanted.area || objective.policyAreas.includes(wanted.area)) &&
          (!wanted.luogo || (within.get(objective.place) ?? []).includes(wanted.luogo)),
      );
      const by = wanted.gruppo ?? 'area';
      const ordered = by === 'worst' ? found : groupStates(found, by).flatMap((group) => group.states);
      const shown = cutPage(ordered, pagina, ROWS);
      const groups = by === 'worst' ? [{ key: '', states: shown.rows }] : groupStates(shown.rows, by);
      return page(
        <StatePage
          ctx={ctx}
          plan={plan}
          today={today}
          totals={totals}
          groups={groups}
          shown={found.length}
          page={shown.page}
          pageCount={shown.pageCount}
          query={wanted}
          areas={areas}
          places={places}
        />,
      );
    },
  });
  registerPapers(server);
}

const drafts = (ctx: Ctx): boolean => ctx.grants.length > 0;

function registerPapers(server: Server): void {
  const common = { audience: 'public', tag: 'evaluation' } as const;
  const state = z.object({ plan: planParam });
  const report = state.extend({ year: z.coerce.number().int().min(1990).max(2200) });
  for (const format of FORMATS) {
    fileRoute(server, {
      ...common,
      path: `/plans/:plan/state.${format}`,
      summary: `The state of a plan, for the assembly, as ${format.toUpperCase()}`,
      type: MEDIA_TYPES[format],
      params: state,
      handle: (request) => answerFile(request, format, null),
    });
    fileRoute(server, {
      ...common,
      path: `/plans/:plan/report-:year.${format}`,
      summary: `The report of one year of a plan as ${format.toUpperCase()}`,
      type: MEDIA_TYPES[format],
      params: report,
      handle: (request) => answerFile(request, format, request.params.year),
    });
  }
  fileRoute(server, {
    ...common,
    path: '/plans/:plan/report-:year.html',
    summary: 'The report of one year of a plan as a web page',
    type: MEDIA_TYPES.html,
    params: report,
    handle: async ({ params, inside }) => {
      const { paper, slug } = await inside(async (ctx) => ({
        paper: await readPaper(ctx, stateKey(params.plan, params.year), drafts(ctx)),
        slug: ctx.ambito.slug,
      }));
      const { document } = paper;
      return {
        etag: paper.hash,
        bytes: async () =>
          `<!doctype html>${render(
            <html lang="it">
              <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{`${document.title}, ${document.subtitle}`}</title>
                <link rel="stylesheet" href={asset('css/main.scss')} />
              </head>
              <body>
                <main class="trama-doc-alone">
                  <DocumentHtml doc={document} embedsImages />
                </main>
              </body>
            </html>,
          )}`,
        name: `${slug}-relazione-${params.year}.html`,
        isPublic: paper.isPublic,
      };
    },
  });
}

async function answerFile(
  { params, inside, signal }: FileRequest<{ plan: string }>,
  format: (typeof FORMATS)[number],
  year: number | null,
) {
  const { isPublic, slug, hash, bytes } = await awaitRendition(
    { inside, signal, waitMs: WAIT_MS },
    format,
    async (ctx) => {
      const key = stateKey(params.plan, year);
      const paper = await readPaper(ctx, key, drafts(ctx));
      return { ...paper, slug: ctx.ambito.slug, subject: `state:${key}` };
    },
  );
  const name = year === null ? `stato-${params.plan}` : `relazione-${year}`;
  return { etag: hash, bytes, name: `${slug}-${name}.${format}`, isPublic };
}
