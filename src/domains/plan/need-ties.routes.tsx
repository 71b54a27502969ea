import { z } from 'zod';
import { territoryActs } from '#domains/territory/index.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { setNeedObjectives } from './link.actions.js';
import { tiesSchema, tieValues } from './link.form.js';
import { LinkPage } from './link.page.js';
import { addEvidence, getNeed, removeEvidence, rewriteEvidence } from './need.actions.js';
import { evidenceSchema, newEvidenceSchema, toEvidence } from './need.form.js';
import { evidenceParams, needAddress, needCrumbs, needParams } from './need-address.js';
import { EvidenceFormPage } from './need-form.page.js';
import { listObjectives } from './objective.sql.js';
import { listPlaces } from './place.sql.js';
import { getPlan, requireOpen } from './plan.actions.js';
import { planText } from './plan.messages.js';
import { editors } from './plan.rules.js';

/** What a need is tied to: objectives that answer, evidence that shows it. */
export function registerNeedTies(server: Server): void {
  registerNeedLinkPages(server);
  registerEvidencePages(server);
}

function registerNeedLinkPages(server: Server): void {
  async function linkProps(ctx: PageCtx, planCode: string, code: string) {
    const plan = await getPlan(ctx, planCode);
    const need = await getNeed(ctx, plan, code);
    const t = planText(ctx.lang);
    const objectives = await listObjectives(ctx.tx, plan.id);
    const props = {
      ctx,
      title: t('plan.need.link'),
      kicker: `${need.code} · ${need.description}`,
      lead: t('plan.need.link-lead'),
      door: 'needs',
      crumbs: needCrumbs(ctx, plan, need.code, t('plan.need.link')),
      path: needAddress(ctx, plan, need.code, '/collegamenti'),
      back: needAddress(ctx, plan, need.code),
      targets: objectives.map((one) => ({ ...one, detail: one.placeName })),
    };
    return { plan, need, props };
  }

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/bisogni/:code/collegamenti',
    audience: editors,
    params: needParams,
    query: z.object({ cerca: z.string().max(200).optional() }),
    handle: async (ctx, { params, query }) => {
      const { need, props } = await linkProps(ctx, params.plan, params.code);
      const values = tieValues(need.objectives);
      return page(<LinkPage {...props} search={query.cerca} form={{ values, errors: [] }} />);
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/:code/collegamenti',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params, body }) => {
      const { plan, need, props } = await linkProps(ctx, params.plan, params.code);
      return submit(ctx, {
        schema: tiesSchema,
        body,
        act: async (input) => {
          await setNeedObjectives(ctx, plan, need, input.ties);
          return seeOther(needAddress(ctx, plan, need.code), 'plan.linked-notice');
        },
        again: (form) => <LinkPage {...props} search={undefined} form={form} />,
      });
    },
  });
}

function registerEvidencePages(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/bisogni/:code/prove/nuova',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      const need = await getNeed(ctx, plan, params.code);
      const form = { values: { kind: 'metric' }, errors: [] };
      return page(
        <EvidenceFormPage
          ctx={ctx}
          plan={plan}
          need={need}
          id={null}
          places={await listPlaces(ctx.tx)}
          metrics={await territoryActs.listMetrics(ctx.tx)}
          form={form}
        />,
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/:code/prove/nuova',
    audience: editors,
    params: needParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const need = await getNeed(ctx, plan, params.code);
      return submit(ctx, {
        schema: newEvidenceSchema,
        body,
        act: async (input) => {
          await addEvidence(ctx, plan, need, toEvidence(input));
          return seeOther(needAddress(ctx, plan, need.code, '#prove'), 'plan.saved');
        },
        again: async (form) => (
          <EvidenceFormPage
            ctx={ctx}
            plan={plan}
            need={need}
            id={null}
            places={await listPlaces(ctx.tx)}
            metrics={await territoryActs.listMetrics(ctx.tx)}
            form={form}
          />
        ),
      });
    },
  });

  async function evidenceOf(ctx: PageCtx, params: z.output<typeof evidenceParams>) {
    const plan = await getPlan(ctx, params.plan);
    const need = await getNeed(ctx, plan, params.code);
    const evidence = need.evidence.find((one) => one.id === params.id);
    if (!evidence) throw new Absent('evidence');
    const reference = evidence.metricName ?? evidence.reference;
    return { plan, need, values: { ...evidence, reference, place: evidence.placeCode } };
  }

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/bisogni/:code/prove/:id',
    audience: editors,
    params: evidenceParams,
    handle: async (ctx, { params }) => {
      const { plan, need, values } = await evidenceOf(ctx, params);
      const places = await listPlaces(ctx.tx);
      return page(
        <EvidenceFormPage
          ctx={ctx}
          plan={plan}
          need={need}
          id={params.id}
          places={places}
          metrics={await territoryActs.listMetrics(ctx.tx)}
          form={{ values, errors: [] }}
        />,
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/:code/prove/:id',
    audience: editors,
    params: evidenceParams,
    handle: async (ctx, { params, body }) => {
      const { plan, need } = await evidenceOf(ctx, params);
      const places = await listPlaces(ctx.tx);
      return submit(ctx, {
        schema: evidenceSchema,
        body,
        act: async (input) => {
          await rewriteEvidence(ctx, plan, need, params.id, toEvidence(input), input.version);
          return seeOther(needAddress(ctx, plan, need.code, '#prove'), 'plan.saved');
        },
        again: async (form) => (
          <EvidenceFormPage
            ctx={ctx}
            plan={plan}
            need={need}
            id={params.id}
            places={places}
            metrics={await territoryActs.listMetrics(ctx.tx)}
            form={form}
          />
        ),
        theirs: async () => (await evidenceOf(ctx, params)).values,
      });
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/bisogni/:code/prove/:id/elimina',
    audience: editors,
    params: evidenceParams,
    handle: async (ctx, { params }) => {
      const { plan, need } = await evidenceOf(ctx, params);
      await removeEvidence(ctx, plan, need, params.id);
      return seeOther(needAddress(ctx, plan, need.code, '#prove'), 'plan.removed');
    },
  });
}
