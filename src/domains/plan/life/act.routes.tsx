import { z } from 'zod';
import { Absent, Refused } from '#platform/errors.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { type FormState, submit } from '#platform/http/form.js';
import { page, seeOther, file as sendFile } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { readUploads } from '#platform/http/upload.js';
import type { PlanComposer } from '../document.cache.js';
import { getPlan } from '../plan.actions.js';
import { planParams } from '../plan.routes.js';
import { keepers } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { attachFile, getAct, MOST_ACT_BYTES, rectifyAct } from './act.actions.js';
import { actValues, rectifySchema } from './act.form.js';
import { ActPage, RectifyPage } from './act.page.js';
import { findActFile, listBodyRefs, listPlanActs } from './act.sql.js';
import { listAmendments } from './amendment.sql.js';
import { readChecks } from './check.actions.js';
import { LifePage } from './life.page.js';
import { followingSteps } from './step.rules.js';
import { listVersions } from './version.sql.js';

const actParams = planParams.extend({ id: z.uuid() });
const blank: FormState = { values: {}, errors: [] };

export function registerActs(server: Server, composer: PlanComposer): void {
  async function nextSteps(ctx: PageCtx, plan: Plan) {
    if (ctx.view.face !== 'office' || !may(ctx, keepers)) return [];
    if (plan.isTranscribed && plan.frozenVersion === null) return [];
    const next = [];
    for (const state of followingSteps(plan.state))
      next.push({ state, checks: await readChecks(ctx, plan, state, composer) });
    return next;
  }

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/atti',
    audience: 'public',
    params: planParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      return page(
        <LifePage
          ctx={ctx}
          plan={plan}
          acts={await listPlanActs(ctx.tx, plan.id)}
          versions={await listVersions(ctx.tx, plan.id)}
          amendments={ctx.view.face === 'office' ? await listAmendments(ctx.tx, plan.id) : []}
          next={await nextSteps(ctx, plan)}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/atti/:id',
    audience: 'public',
    params: actParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      return page(<ActPage ctx={ctx} plan={plan} act={await getAct(ctx, plan, params.id)} form={blank} />);
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/atti/:id/file/:file',
    audience: 'public',
    params: actParams.extend({ file: z.uuid() }),
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const found = await findActFile(ctx.tx, plan.id, params.file);
      if (!found || (ctx.view.face === 'public' && !found.isPublic)) throw new Absent('file');
      return sendFile(found.bytes, 'application/pdf', found.name, found.sha256);
    },
  });

  registerFile(server);
  registerRectification(server);
}

function registerFile(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: '/piano/:plan/atti/:id/file',
    audience: keepers,
    params: actParams,
    multipart: true,
    bodyLimit: MOST_ACT_BYTES + 1_048_576,
    handle: async (ctx, { params, request }) => {
      const plan = await getPlan(ctx, params.plan);
      const act = await getAct(ctx, plan, params.id);
      try {
        const { files } = await readUploads(
          server,
          request,
          { maxFileBytes: MOST_ACT_BYTES, maxFiles: 1 },
          async ({ name, stream, fields }) => {
            const pieces: Uint8Array[] = [];
            for await (const piece of stream) pieces.push(piece);
            return { name, bytes: Buffer.concat(pieces), isPublic: fields.isPublic === 'yes' };
          },
        );
        const [only] = files;
        if (!only) throw new Refused('plan.life.file.none', {}, 422);
        await attachFile(ctx, plan, act, only);
      } catch (error) {
        if (!(error instanceof Refused) || error.status === 403) throw error;
        const errors = [{ field: 'file', code: error.code, values: error.values }];
        return page(<ActPage ctx={ctx} plan={plan} act={act} form={{ values: {}, errors }} />, 422);
      }
      return seeOther(inPlan(ctx, plan, `/atti/${act.id}#carte`), 'plan.life.file.added');
    },
  });
}

function registerRectification(server: Server): void {
  const common = {
    face: 'office' as const,
    path: '/piano/:plan/atti/:id/rettifica',
    audience: keepers,
    params: actParams,
  };
  ambitoPage(server, {
    ...common,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const act = await getAct(ctx, plan, params.id);
      if (act.correctedById !== null) throw new Refused('plan.life.act.corrected-already');
      const bodies = await listBodyRefs(ctx.tx);
      const code = bodies.find((body) => body.name === act.bodyName)?.code ?? null;
      const form = { values: actValues(act, code), errors: [] };
      return page(<RectifyPage ctx={ctx} plan={plan} act={act} form={form} bodies={bodies} />);
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const act = await getAct(ctx, plan, params.id);
      return submit(ctx, {
        schema: rectifySchema,
        body,
        act: async (input) => {
          await rectifyAct(ctx, plan, act, input.act, input.reason);
          return seeOther(inPlan(ctx, plan, '/atti'), 'plan.life.act.rectified-notice');
        },
        again: async (form) => (
          <RectifyPage ctx={ctx} plan={plan} act={act} form={form} bodies={await listBodyRefs(ctx.tx)} />
        ),
      });
    },
  });
}
