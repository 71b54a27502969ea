import type { VNode } from 'preact';
import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { submit } from '#platform/http/form.js';
import { askedPage } from '#platform/http/form-rows.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { withQuery } from '#platform/ui/address.js';
import { ROWS_A_PAGE } from '#platform/ui/paging.js';
import { createdNotice } from './alike/alike.routes.js';
import { findMergedInto } from './alike/alike.sql.js';
import { HistoryPage } from './history.page.js';
import { changesOf } from './history.rules.js';
import { listActs, listNeedStates, listPlaceNames } from './history.sql.js';
import { createNeeds, getNeed, restoreNeed, rewriteNeed, withdrawNeed } from './need.actions.js';
import { needSchema, needValues, newNeedSchema, toNeedFields } from './need.form.js';
import { NeedPage } from './need.page.js';
import { listNeedCodes, listNeeds, listThemes, listThemeTotals } from './need.sql.js';
import { type NeedFilter, PRIORITIES } from './need.types.js';
import { needAddress, needCrumbs, needParams, ownPlaces } from './need-address.js';
import { NeedFormPage } from './need-form.page.js';
import { NeedListPage } from './need-list.page.js';
import { registerNeedTies } from './need-ties.routes.js';
import { withdrawSchema } from './objective.form.js';
import { getPlan, requireOpen, takenCode } from './plan.actions.js';
import { planText } from './plan.messages.js';
import { planParams } from './plan.routes.js';
import { editors } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import type { NeedPart } from './plan-parts.js';
import { inPlan, priorityName } from './plan-words.js';
import { WithdrawPage } from './withdraw.page.js';

const needQuery = z.object({
  cerca: z.string().max(200).optional(),
  tema: z.string().max(120).optional(),
  territorio: z.string().max(64).optional(),
  risposta: z.enum(['', 'yes', 'no']).optional(),
  priorita: z.enum(['', ...PRIORITIES]).optional(),
  ordine: z.string().max(20).optional(),
  pagina: askedPage,
  lang: z.string().max(5).optional(),
});

function filterOf(query: z.output<typeof needQuery>): NeedFilter {
  return {
    search: query.cerca || undefined,
    theme: query.tema || undefined,
    place: query.territorio || undefined,
    answered: query.risposta || undefined,
    priority: query.priorita || undefined,
    order: query.ordine || undefined,
  };
}

/** Filters as they stand in the address. */
function queryOf(query: z.output<typeof needQuery>): Record<string, string | undefined> {
  const { cerca, tema, territorio, risposta, priorita, ordine } = query;
  return { cerca, tema, territorio, risposta, priorita, ordine };
}

export function registerNeedPages(server: Server, needParts: readonly NeedPart[] = []): void {
  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/bisogni',
    audience: 'public',
    params: planParams,
    query: needQuery,
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const filter = filterOf(query);
      const { rows, total } = await listNeeds(ctx.tx, plan.id, filter, {
        limit: ROWS_A_PAGE,
        offset: (query.pagina - 1) * ROWS_A_PAGE,
      });
      // Beyond the last page there is nothing to count, so there is nothing to tell either.
      if (rows.length === 0 && query.pagina > 1)
        return seeOther(withQuery(inPlan(ctx, plan, '/bisogni'), queryOf(query)));
      return page(
        <NeedListPage
          ctx={ctx}
          plan={plan}
          rows={rows}
          total={total}
          page={query.pagina}
          filter={filter}
          query={queryOf(query)}
          themes={await listThemeTotals(ctx.tx, plan.id)}
          places={await ownPlaces(ctx)}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/bisogni.csv',
    audience: 'public',
    params: planParams,
    query: needQuery,
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const { rows } = await listNeeds(ctx.tx, plan.id, filterOf(query), { limit: 100_000, offset: 0 });
      const t = planText(ctx.lang);
      return csvFile(
        `bisogni-${plan.code}.csv`,
        [
          t('plan.code'),
          t('plan.theme'),
          t('plan.place'),
          t('plan.need'),
          t('plan.target'),
          t('plan.priority'),
          t('plan.raised-by'),
          t('plan.source'),
          t('plan.evidence'),
          t('plan.answered-by'),
        ],
        rows.map((row) => [
          row.code,
          row.theme,
          row.placeName,
          row.description,
          row.target,
          row.priority ? priorityName(ctx.lang, row.priority) : null,
          row.raisedBy,
          row.source,
          row.evidenceCount,
          row.objectives.map((one) => one.code).join(' '),
        ]),
      );
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/bisogni/nuovo',
    audience: editors,
    params: planParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      return page(
        <NeedFormPage {...(await formProps(ctx, plan))} need={null} form={{ values: {}, errors: [] }} />,
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/nuovo',
    audience: editors,
    params: planParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: newNeedSchema,
        body,
        act: async (input) => {
          const [code] = await createNeeds(ctx, plan, [
            { ...toNeedFields(input), code: input.code, evidence: [] },
          ]);
          const saying = { title: input.description, text: '' };
          return seeOther(
            inPlan(ctx, plan, `/bisogni/${encodeURIComponent(code ?? '')}`),
            await createdNotice(ctx, plan, 'need', code ?? '', saying, 'plan.need.created'),
          );
        },
        alsoWrong: async () => takenCode(await listNeedCodes(ctx.tx, plan.id), body.code),
        again: async (form) => <NeedFormPage {...(await formProps(ctx, plan))} need={null} form={form} />,
      });
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/bisogni/:code',
    audience: 'public',
    params: needParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const need = await getNeed(ctx, plan, params.code);
      if (need.withdrawnAt && ctx.view.face === 'public') throw new Absent('need');
      const mergedInto = need.withdrawnAt ? await findMergedInto(ctx.tx, 'need', need.id) : undefined;
      const parts: { key: string; node: VNode }[] = [];
      for (const part of needParts) {
        const node = await part.load(ctx, { plan, need });
        if (node) parts.push({ key: part.key, node });
      }
      return page(<NeedPage {...{ ctx, plan, need, mergedInto, parts }} />);
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/bisogni/:code/modifica',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      const need = await getNeed(ctx, plan, params.code);
      return page(
        <NeedFormPage
          {...(await formProps(ctx, plan))}
          need={need}
          form={{ values: needValues(need), errors: [] }}
        />,
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/:code/modifica',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const need = await getNeed(ctx, plan, params.code);
      return submit(ctx, {
        schema: needSchema,
        body,
        act: async (input) => {
          await rewriteNeed(ctx, plan, need, toNeedFields(input), input.version);
          return seeOther(needAddress(ctx, plan, need.code), 'plan.saved');
        },
        again: async (form) => <NeedFormPage {...(await formProps(ctx, plan))} need={need} form={form} />,
        theirs: async () => needValues(await getNeed(ctx, plan, params.code)),
      });
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/bisogni/:code/ritira',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const need = await getNeed(ctx, plan, params.code);
      return page(
        <WithdrawPage
          {...withdrawProps(ctx, plan, need)}
          form={{ values: { version: need.version }, errors: [] }}
        />,
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/:code/ritira',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const need = await getNeed(ctx, plan, params.code);
      return submit(ctx, {
        schema: withdrawSchema,
        body,
        act: async (input) => {
          await withdrawNeed(ctx, plan, need, input.reason, input.version);
          return seeOther(needAddress(ctx, plan, need.code), 'plan.need.withdrawn');
        },
        again: (form) => <WithdrawPage {...withdrawProps(ctx, plan, need)} form={form} />,
        theirs: async () => ({ version: (await getNeed(ctx, plan, params.code)).version }),
      });
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/:code/ripristina',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const need = await getNeed(ctx, plan, params.code);
      await restoreNeed(ctx, plan, need, Number(body.version));
      return seeOther(needAddress(ctx, plan, need.code), 'plan.restored');
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/bisogni/:code/storia',
    audience: 'staff',
    params: needParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const need = await getNeed(ctx, plan, params.code);
      const states = await listNeedStates(ctx.tx, need.id);
      const acts = await listActs(ctx.tx, 'need', need.id, 200);
      return page(
        <HistoryPage
          ctx={ctx}
          kicker={`${need.code} · ${need.description}`}
          door="needs"
          crumbs={needCrumbs(ctx, plan, need.code, planText(ctx.lang)('plan.history'))}
          changes={changesOf(states, acts)}
          names={await listPlaceNames(ctx.tx)}
        />,
      );
    },
  });

  registerNeedTies(server);
}

async function formProps(ctx: PageCtx, plan: Plan) {
  return { ctx, plan, places: await ownPlaces(ctx), themes: await listThemes(ctx.tx, plan.id) };
}

function withdrawProps(ctx: PageCtx, plan: Plan, need: { code: string; description: string }) {
  const t = planText(ctx.lang);
  return {
    ctx,
    title: t('plan.need.withdraw'),
    kicker: `${need.code} · ${need.description}`,
    consequence: t('plan.need.withdraw-text'),
    door: 'needs',
    crumbs: needCrumbs(ctx, plan, need.code, t('plan.need.withdraw')),
    action: needAddress(ctx, plan, need.code, '/ritira'),
    back: needAddress(ctx, plan, need.code),
  };
}
