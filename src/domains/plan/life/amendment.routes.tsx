import { z } from 'zod';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { longText, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import type { PlanComposer } from '../document.cache.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan } from '../plan.actions.js';
import { planParams, today } from '../plan.routes.js';
import { keepers } from '../plan.rules.js';
import { inPlan } from '../plan-words.js';
import { actSchema } from './act.form.js';
import { listBodyRefs } from './act.sql.js';
import {
  abandonAmendment,
  adoptAmendment,
  getAmendment,
  openAmendment,
  readAmended,
} from './amendment.actions.js';
import { AbandonPage, AdoptPage, AmendmentPage, OpenAmendmentPage } from './amendment.page.js';
import { listBoundLines } from './amendment-money.sql.js';
import { readChecks } from './check.actions.js';
import { compareContents } from './compare.rules.js';
import { getVersionContent } from './version.actions.js';

const amendmentParams = planParams.extend({ id: z.uuid() });
const reasonSchema = z.object({ reason: longText(2_000, 5) });

/** Amendments of adopted plans: opened, adopted or given up. */
export function registerAmendments(server: Server, composer: PlanComposer): void {
  registerOpening(server);
  registerAdoption(server, composer);
  registerAbandoning(server);
  // Two whole plans read and compared word by word: large ones took ninety milliseconds.
  const memoryOf = rememberUntilNextAct();

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/modifiche/:id',
    audience: 'staff',
    params: amendmentParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const amendment = await getAmendment(ctx, plan, params.id);
      const { recall } = await memoryOf(ctx, amendment.id);
      const difference = await recall('difference', async () =>
        compareContents(
          await getVersionContent(ctx, plan, amendment.number - 1),
          await readAmended(ctx, plan, amendment),
        ),
      );
      return page(
        <AmendmentPage
          ctx={ctx}
          plan={plan}
          amendment={amendment}
          difference={difference}
          guideline={await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256)}
        />,
      );
    },
  });
}

function registerOpening(server: Server): void {
  const opening = {
    face: 'office' as const,
    path: '/piano/:plan/modifiche/nuova',
    audience: keepers,
    params: planParams,
  };
  ambitoPage(server, {
    ...opening,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      return page(<OpenAmendmentPage ctx={ctx} plan={plan} form={{ values: {}, errors: [] }} />);
    },
  });
  ambitoPage(server, {
    ...opening,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: reasonSchema,
        body,
        act: async ({ reason }) => {
          const id = await openAmendment(ctx, plan, reason);
          return seeOther(inPlan(ctx, plan, `/modifiche/${id}`), 'plan.life.amendment.opened-notice');
        },
        again: (form) => <OpenAmendmentPage ctx={ctx} plan={plan} form={form} />,
      });
    },
  });
}

/** The amendment that is open; one that is closed has no such page any more. */
async function openOne(ctx: PageCtx, params: { plan: string; id: string }) {
  const plan = await getPlan(ctx, params.plan);
  const amendment = await getAmendment(ctx, plan, params.id);
  if (amendment.outcome !== null) throw new Absent('amendment');
  return { ctx, plan, amendment };
}

function registerAdoption(server: Server, composer: PlanComposer): void {
  const adopting = {
    face: 'office' as const,
    path: '/piano/:plan/modifiche/:id/approva',
    audience: keepers,
    params: amendmentParams,
  };
  async function adoptProps(ctx: PageCtx, params: { plan: string; id: string }) {
    const props = await openOne(ctx, params);
    return {
      ...props,
      checks: await readChecks(ctx, props.plan, 'adopted', composer),
      bodies: await listBodyRefs(ctx.tx),
    };
  }
  ambitoPage(server, {
    ...adopting,
    handle: async (ctx, { params }) => {
      const form = { values: { takenOn: today(ctx) }, errors: [] };
      return page(<AdoptPage {...(await adoptProps(ctx, params))} form={form} />);
    },
  });
  ambitoPage(server, {
    ...adopting,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const { plan } = await openOne(ctx, params);
      return submit(ctx, {
        schema: actSchema,
        body,
        act: async (act) => {
          await adoptAmendment(ctx, plan, act, composer);
          return seeOther(inPlan(ctx, plan, '/atti'), 'plan.life.amendment.adopted-notice');
        },
        again: async (form) => <AdoptPage {...(await adoptProps(ctx, params))} form={form} />,
      });
    },
  });
}

const abandonSchema = reasonSchema.extend({ keep: z.literal('yes').optional() });

async function abandonProps(ctx: PageCtx, params: { plan: string; id: string }) {
  const props = await openOne(ctx, params);
  const bound = await listBoundLines(ctx.tx, props.plan.id, props.amendment.number - 1);
  return { ...props, bound: bound.filter((line) => line.committedCents !== 0) };
}

function registerAbandoning(server: Server): void {
  const abandoning = {
    face: 'office' as const,
    path: '/piano/:plan/modifiche/:id/abbandona',
    audience: keepers,
    params: amendmentParams,
  };
  ambitoPage(server, {
    ...abandoning,
    handle: async (ctx, { params }) =>
      page(<AbandonPage {...(await abandonProps(ctx, params))} form={{ values: {}, errors: [] }} />),
  });
  ambitoPage(server, {
    ...abandoning,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const props = await abandonProps(ctx, params);
      return submit(ctx, {
        schema: abandonSchema,
        body,
        act: async ({ reason, keep }) => {
          await abandonAmendment(ctx, props.plan, reason, keep !== undefined);
          return seeOther(inPlan(ctx, props.plan, '/atti'), 'plan.life.amendment.abandoned-notice');
        },
        again: (form) => <AbandonPage {...props} form={form} />,
      });
    },
  });
}
