import { z } from 'zod';
import { takePicture } from '#domains/documents/index.js';
import { drawingFile } from '#platform/charts/drawing-file.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { file, page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { seesDrafts } from '../thread.actions.js';
import { threadText } from '../thread.messages.js';
import { PlanFlowFigure } from './plan-flow.figure.js';
import { PlanFlowPage } from './plan-flow.page.js';
import { flowGap, measureOf, planFlow } from './plan-flow.rules.js';
import { findFlowPlan, readPlanLinks } from './plan-flow.sql.js';
import { FlowGrouping, FlowMeasure } from './plan-flow.types.js';
import { flowFinding, nameOf } from './plan-flow.words.js';

const PATH = '/piano/:plan/filo';
const query = z.object({
  /** Not chosen: euro where the plan has any. */
  misura: FlowMeasure.optional(),
  dettaglio: FlowGrouping.default('auto'),
  pagina: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** The thread of a whole plan as page, CSV, SVG and PNG. */
export function registerPlanFlow(server: Server): void {
  const common = {
    face: 'both' as const,
    audience: 'public' as const,
    params: z.object({ plan: z.string().regex(/^\d{4}-\d{4}$/) }),
    query,
  };

  async function read(ctx: PageCtx, code: string, asked: z.output<typeof query>) {
    const plan = await findFlowPlan(ctx.tx, code, seesDrafts(ctx));
    if (!plan) throw new Absent('plan');
    const links = await readPlanLinks(ctx.tx, plan.id);
    const measure = asked.misura ?? measureOf(links);
    const flow = planFlow(links, { measure, grouping: asked.dettaglio, lang: ctx.lang });
    return { plan, flow, gap: flow.edges.length > 0 ? null : flowGap(links, measure) };
  }

  async function draw(ctx: PageCtx, code: string, asked: z.output<typeof query>): Promise<string> {
    const { plan, flow } = await read(ctx, code, asked);
    if (flow.edges.length === 0) throw new Absent('picture');
    const t = threadText(ctx.lang);
    return drawingFile(
      PlanFlowFigure({ flow, lang: ctx.lang, id: 'filo' }),
      {
        heading: flowFinding(flow, ctx.lang),
        subtitle: t(`thread.flow.subtitle.${flow.measure}`),
        source: plan.title,
        notes: [t(`thread.flow.note.${flow.measure}`)],
      },
      ctx.lang,
    );
  }

  ambitoPage(server, {
    ...common,
    path: PATH,
    handle: async (ctx, { params, query: asked }) =>
      page(
        <PlanFlowPage
          ctx={ctx}
          {...(await read(ctx, params.plan, asked))}
          grouping={asked.dettaglio}
          page={asked.pagina}
        />,
      ),
  });

  ambitoPage(server, {
    ...common,
    path: `${PATH}.csv`,
    handle: async (ctx, { params, query: asked }) => {
      const { plan, flow } = await read(ctx, params.plan, asked);
      const t = threadText(ctx.lang);
      const names = new Map(flow.items.map((item) => [item.id, nameOf(item, ctx.lang)]));
      return csvFile(
        `filo-${plan.code}.csv`,
        [t('thread.flow.from'), t('thread.flow.to'), t(`thread.flow.measure.${flow.measure}`)],
        flow.edges.map((edge) => [
          names.get(edge.from) ?? '',
          names.get(edge.to) ?? '',
          flow.measure === 'euro' ? Math.round(edge.value) / 100 : edge.value,
        ]),
      );
    },
  });

  ambitoPage(server, {
    ...common,
    path: `${PATH}.svg`,
    handle: async (ctx, { params, query: asked }) =>
      file(await draw(ctx, params.plan, asked), 'image/svg+xml; charset=utf-8', `filo-${params.plan}.svg`),
  });

  ambitoPage(server, {
    ...common,
    path: `${PATH}.png`,
    // A process draws each: a second of one processor.
    rateLimit: { max: 20, timeWindow: '1 minute' },
    handle: async (ctx, { params, query: asked }) =>
      file(await takePicture(await draw(ctx, params.plan, asked)), 'image/png', `filo-${params.plan}.png`),
  });
}
