import { z } from 'zod';
import { listPlaceRefs } from '#domains/governance/index.js';
import { NoPlanPage } from '#domains/plan/index.js';
import { findPlanRef, type PlanRef } from '#domains/spending/index.js';
import { territoryActs } from '#domains/territory/index.js';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { day, longText, optional, submit } from '#platform/http/form.js';
import { asked, askedPage } from '#platform/http/form-rows.js';
import { type Outcome, page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { civilDay } from '#platform/i18n/format.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { BindingSection } from '../binding/binding.page.js';
import { findBinding } from '../binding/binding.sql.js';
import { evaluationText } from '../evaluation.messages.js';
import { EDITORS } from '../evaluation.rules.js';
import type { MeasuredIndicator } from '../evaluation.types.js';
import { findMeasuredIndicator } from '../measurement.sql.js';
import { recordDay } from './day.actions.js';
import { DayPage } from './day.page.js';
import { plainNumber } from './day.rules.js';
import { indicatorsFile, TABLE_FORMATS, valuesFile } from './indicator.files.js';
import { IndicatorPage } from './indicator.page.js';
import {
  countIndicators,
  findDue,
  listIndicators,
  listValueLines,
  listValues,
  listValuesOfDay,
} from './indicator.sql.js';
import { DUE_FILTERS, type IndicatorFilter, type IndicatorLine } from './indicator.types.js';
import { INDICATOR_KINDS, IndicatorListPage } from './indicator-list.page.js';

const query = z.object({
  piano: z
    .string()
    .regex(/^\d{4}-\d{4}$/)
    .optional()
    .catch(undefined),
  q: asked,
  attesa: z.enum(DUE_FILTERS).optional().catch(undefined),
  tipo: z.enum(INDICATOR_KINDS).optional().catch(undefined),
  luogo: asked,
  pagina: askedPage,
});
const dayQuery = query.extend({ data: z.iso.date().optional().catch(undefined) });
const office = { face: 'office', audience: 'staff' } as const;

type Asked = z.output<typeof query>;

function filterOf({ q, attesa, tipo, luogo }: Asked): IndicatorFilter {
  return { search: q, due: attesa, kind: tipo, place: luogo };
}

async function readPage(
  ctx: PageCtx,
  plan: PlanRef,
  asked: Asked,
  filter: IndicatorFilter,
  order: 'waiting' | 'plan' = 'waiting',
) {
  const today = civilDay(ctx.now);
  const read = (page: number) =>
    listIndicators(ctx.tx, plan.id, {
      filter,
      today,
      order,
      limit: ROWS_A_PAGE,
      offset: (page - 1) * ROWS_A_PAGE,
    });
  const found = await read(asked.pagina);
  // Beyond the last page the first is shown: a bookmark outlives rows that went away.
  const isBeyond = found.rows.length === 0 && asked.pagina > 1;
  const { rows, total } = isBeyond ? await read(1) : found;
  return {
    rows,
    total,
    page: isBeyond ? 1 : asked.pagina,
    pageCount: Math.max(1, Math.ceil(total / ROWS_A_PAGE)),
  };
}

async function withPlan(
  ctx: PageCtx,
  code: string | undefined,
  answer: (plan: PlanRef) => Promise<Outcome>,
): Promise<Outcome> {
  const plan = await findPlanRef(ctx.tx, code ?? null, true);
  if (plan) return answer(plan);
  if (code !== undefined) throw new Absent('plan');
  const title = evaluationText(ctx.lang)('evaluation.measurements');
  return page(<NoPlanPage ctx={ctx} title={title} door="evaluation" />);
}

/** Indicators of a plan with what was measured and what waits: lists, files, one indicator, the values of a day. */
export function registerIndicators(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  ambitoPage(server, {
    ...office,
    path: '/rilevazioni',
    query,
    handle: async (ctx, { query: asked }) =>
      withPlan(ctx, asked.piano, async (plan) => {
        const { pagina, ...kept } = asked;
        const { recall } = await memoryOf(ctx, plan.id);
        const filter = filterOf(asked);
        const read = () => readPage(ctx, plan, asked, filter);
        const isDoor = pagina === 1 && Object.values(filter).every((one) => !one);
        return page(
          <IndicatorListPage
            ctx={ctx}
            plan={plan}
            query={kept}
            {...(isDoor ? await recall('first page', read) : await read())}
            counts={await recall('counts', () => countIndicators(ctx.tx, plan.id, civilDay(ctx.now)))}
            places={await recall('places', () => listPlaceRefs(ctx.tx))}
          />,
        );
      }),
  });
  registerFiles(server);
  registerDay(server);
  ambitoPage(server, {
    ...office,
    path: '/rilevazioni/:indicator',
    params: z.object({ indicator: z.uuid() }),
    handle: async (ctx, { params }) => {
      const indicator = await findMeasuredIndicator(ctx.tx, params.indicator);
      const due = await findDue(ctx.tx, params.indicator);
      if (!indicator || !due) throw new Absent('indicator');
      return page(
        <IndicatorPage
          ctx={ctx}
          indicator={indicator}
          due={due}
          values={await listValues(ctx.tx, indicator.id)}
          source={await bindingSection(ctx, indicator)}
        />,
      );
    },
  });
}

async function bindingSection(ctx: PageCtx, indicator: MeasuredIndicator) {
  const binding = await findBinding(ctx.tx, indicator.id);
  const metrics = binding?.kind === 'metric' ? await territoryActs.listMetrics(ctx.tx) : [];
  const metricName = metrics.find((one) => one.code === binding?.metric)?.name ?? binding?.metric ?? '';
  return <BindingSection ctx={ctx} indicator={indicator} binding={binding} metricName={metricName} />;
}

/** More than any plan has. */
const MOST_LINES = 20_000;

function registerFiles(server: Server): void {
  for (const format of TABLE_FORMATS) {
    ambitoPage(server, {
      ...office,
      path: `/rilevazioni/indicatori.${format}`,
      query,
      handle: async (ctx, { query: asked }) =>
        withPlan(ctx, asked.piano, async (plan) => {
          const { rows } = await listIndicators(ctx.tx, plan.id, {
            filter: filterOf(asked),
            today: civilDay(ctx.now),
            limit: MOST_LINES,
            offset: 0,
          });
          return indicatorsFile(ctx, `indicatori-${plan.code}`, format, rows);
        }),
    });
    ambitoPage(server, {
      ...office,
      path: `/rilevazioni/valori.${format}`,
      query,
      handle: async (ctx, { query: asked }) =>
        withPlan(ctx, asked.piano, async (plan) =>
          valuesFile(ctx, `rilevazioni-${plan.code}`, format, await listValueLines(ctx.tx, plan.id, null)),
        ),
    });
    ambitoPage(server, {
      ...office,
      path: `/rilevazioni/:indicator/valori.${format}`,
      params: z.object({ indicator: z.uuid() }),
      handle: async (ctx, { params }) => {
        const indicator = await findMeasuredIndicator(ctx.tx, params.indicator);
        if (!indicator) throw new Absent('indicator');
        return valuesFile(
          ctx,
          `rilevazioni-${indicator.objectiveCode}`,
          format,
          await listValueLines(ctx.tx, null, indicator.id),
        );
      },
    });
  }
}

const DayForm = z.object({
  note: optional(longText(1_000)),
  reason: optional(longText(500, 3)),
});

function registerDay(server: Server): void {
  const common = { face: 'office', audience: EDITORS, path: '/rilevazioni/giorno', query: dayQuery } as const;
  const read = (ctx: PageCtx, plan: PlanRef, asked: z.output<typeof dayQuery>) => {
    // Who edits in the whole ambito measures everywhere; the others find here what lies where they hold their role.
    const grants = ctx.grants.filter((grant) => EDITORS.includes(grant.role));
    const isEverywhere = grants.some((grant) => grant.scopeKind === 'ambito');
    const heldAt = isEverywhere ? {} : { heldAt: grants.map((grant) => grant.scopeCode) };
    return readPage(ctx, plan, asked, { ...filterOf(asked), ...heldAt }, 'plan');
  };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, { query: asked }) =>
      withPlan(ctx, asked.piano, async (plan) => {
        const shown = await read(ctx, plan, asked);
        const chosen = asked.data ?? civilDay(ctx.now);
        const values = await storedValues(ctx, shown.rows, chosen);
        const { pagina: _page, data: _day, ...kept } = asked;
        return page(
          <DayPage
            ctx={ctx}
            plan={plan}
            day={chosen}
            query={kept}
            {...shown}
            places={await listPlaceRefs(ctx.tx)}
            form={{ values, errors: [] }}
          />,
        );
      }),
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { query: asked, body }) =>
      withPlan(ctx, asked.piano, async (plan) => {
        const chosen = day.parse(asked.data ?? civilDay(ctx.now));
        const { pagina: _page, data: _day, ...kept } = asked;
        return submit(ctx, {
          schema: DayForm,
          body,
          act: async (fields) => {
            await recordDay(ctx, { day: chosen, rows: dayRows(body), ...fields });
            const back = {
              ...kept,
              data: chosen,
              pagina: asked.pagina > 1 ? String(asked.pagina) : undefined,
            };
            return seeOther(withQuery(at(ctx, '/rilevazioni/giorno'), back), 'evaluation.day.saved');
          },
          again: async (form) => {
            const shown = await read(ctx, plan, asked);
            const stored = await storedValues(ctx, shown.rows, chosen);
            return (
              <DayPage
                ctx={ctx}
                plan={plan}
                day={chosen}
                query={kept}
                {...shown}
                places={await listPlaceRefs(ctx.tx)}
                // The next save is meant against what is stored now: the editor has seen both.
                form={{ ...form, values: { ...form.values, ...onlyFormer(stored) } }}
              />
            );
          },
        });
      }),
  });
}

/** Boxes of a sent day, by the indicator that each names. */
function dayRows(body: Record<string, unknown>) {
  return Object.entries(body).flatMap(([name, typed]) => {
    const id = /^v\.([0-9a-f-]{36})$/.exec(name)?.[1];
    if (id === undefined || !z.uuid().safeParse(id).success || typeof typed !== 'string') return [];
    return [{ indicatorId: id, typed, former: String(body[`w.${id}`] ?? '') }];
  });
}

async function storedValues(
  ctx: PageCtx,
  rows: readonly IndicatorLine[],
  chosen: string,
): Promise<Record<string, string>> {
  const stored = await listValuesOfDay(
    ctx.tx,
    rows.map((one) => one.id),
    chosen,
  );
  return Object.fromEntries(
    [...stored].flatMap(([id, { value }]) => [
      [`v.${id}`, plainNumber(value)],
      [`w.${id}`, plainNumber(value)],
    ]),
  );
}

function onlyFormer(stored: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => name.startsWith('w.')));
}
