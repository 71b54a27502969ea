import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { getGuideline } from './guideline.sql.js';
import { getPlan } from './plan.actions.js';
import { planText } from './plan.messages.js';
import { planParams, today } from './plan.routes.js';
import type { PictureOf } from './plan-memory.js';
import { actionStateName } from './plan-words.js';
import { SchedulePage } from './schedule.page.js';
import { filterActions, isLate } from './schedule.rules.js';
import { ACTION_FILTERS, type ScheduledAction, type ScheduleFilter } from './schedule.types.js';

const scheduleQuery = z.object({
  cerca: z.string().max(200).optional(),
  macroarea: z.string().max(4).optional(),
  territorio: z.string().max(64).optional(),
  incaricato: z.string().max(400).optional(),
  stato: z.enum(['', ...ACTION_FILTERS]).optional(),
  pagina: z.coerce.number().int().min(1).max(10_000).optional(),
  lang: z.string().max(5).optional(),
});
type Query = z.output<typeof scheduleQuery>;

function filterOf(query: Query): ScheduleFilter {
  return {
    search: query.cerca || undefined,
    area: query.macroarea || undefined,
    place: query.territorio || undefined,
    owner: query.incaricato || undefined,
    group: query.stato || undefined,
  };
}

/** The timetable of a plan's actions, as page, CSV and XLSX. */
export function registerSchedulePages(server: Server, pictureOf: PictureOf): void {
  const common = {
    face: 'both' as const,
    audience: 'public' as const,
    params: planParams,
    query: scheduleQuery,
  };

  ambitoPage(server, {
    ...common,
    path: '/piano/:plan/cronoprogramma',
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const all = await (await pictureOf(ctx, plan)).actions();
      const filter = filterOf(query);
      const { cerca, macroarea, territorio, incaricato, stato } = query;
      return page(
        <SchedulePage
          ctx={ctx}
          plan={plan}
          guideline={await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256)}
          all={all}
          actions={filterActions(all, filter, today(ctx))}
          page={query.pagina ?? 1}
          filter={filter}
          query={{ cerca, macroarea, territorio, incaricato, stato }}
          today={today(ctx)}
        />,
      );
    },
  });

  async function table(ctx: PageCtx, planCode: string, query: Query) {
    const plan = await getPlan(ctx, planCode);
    const all = await (await pictureOf(ctx, plan)).actions();
    const t = planText(ctx.lang);
    return {
      name: `cronoprogramma-${plan.code}`,
      header: [
        t('plan.code'),
        t('plan.objective'),
        t('plan.place'),
        t('plan.action.what'),
        t('plan.action.owner'),
        t('plan.action.starts-on'),
        t('plan.action.ends-on'),
        t('plan.state'),
        t('plan.schedule.group.late'),
        t('plan.action.reason'),
      ],
      rows: filterActions(all, filterOf(query), today(ctx)).map((one) => rowOf(ctx, one)),
    };
  }

  ambitoPage(server, {
    ...common,
    path: '/piano/:plan/cronoprogramma.csv',
    handle: async (ctx, { params, query }) => {
      const { name, header, rows } = await table(ctx, params.plan, query);
      return csvFile(`${name}.csv`, header, rows);
    },
  });

  ambitoPage(server, {
    ...common,
    path: '/piano/:plan/cronoprogramma.xlsx',
    handle: async (ctx, { params, query }) => {
      const { name, header, rows } = await table(ctx, params.plan, query);
      return xlsxFile(`${name}.xlsx`, [
        {
          name: planText(ctx.lang)('plan.schedule.title'),
          columns: header.map((label) => ({ label })),
          rows,
        },
      ]);
    },
  });
}

function rowOf(ctx: PageCtx, one: ScheduledAction): (string | null)[] {
  const t = planText(ctx.lang);
  return [
    one.objective.code,
    one.objective.title,
    one.place.name,
    one.title,
    one.owner,
    one.startsOn,
    one.endsOn,
    actionStateName(ctx.lang, one.state),
    isLate(one, today(ctx)) ? t('plan.schedule.yes') : '',
    one.stateReason,
  ];
}
