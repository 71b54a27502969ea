import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { getGuideline } from './guideline.sql.js';
import { HistoryPage } from './history.page.js';
import { changesOf } from './history.rules.js';
import { listActs, listObjectiveStates, listPlaceNames } from './history.sql.js';
import { ownPlaces } from './need-address.js';
import { getObjective, restoreObjective, rewriteObjective, withdrawObjective } from './objective.actions.js';
import { mergeSheet, PLACING, sheetSchema, sheetValues, withdrawSchema } from './objective.form.js';
import { listObjectiveNames } from './objective.sql.js';
import type { Objective } from './objective.types.js';
import { objectiveAddress, objectiveCrumbs, objectiveParams } from './objective-address.js';
import { ObjectiveFormPage } from './objective-form.page.js';
import { getPlan, requireOpen } from './plan.actions.js';
import { planText } from './plan.messages.js';
import { editors, possibleParents } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { fieldsOf, sectionOf } from './sheet-field.rules.js';
import { WithdrawPage } from './withdraw.page.js';

/** Forms of the sheet: whole or by section, withdrawal, history. */
export function registerObjectiveForms(server: Server): void {
  const sectionParams = objectiveParams.extend({ section: z.string().max(60) });

  /** Both forms of the sheet: whole, or one section of it. */
  async function formOf(ctx: PageCtx, params: { plan: string; code: string; section?: string }) {
    const plan = await getPlan(ctx, params.plan);
    const objective = await getObjective(ctx, plan, params.code);
    const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
    const section = params.section ?? null;
    const fields =
      section === null
        ? guideline.objectiveSheet.fields
        : section === PLACING
          ? []
          : sectionOf(guideline, section);
    if (section !== null && section !== PLACING && fields.length === 0) throw new Absent('section');
    const withPlacing = section === null || section === PLACING;
    return { ctx, plan, objective, guideline, section, fields, withPlacing };
  }

  async function show(ctx: PageCtx, params: { plan: string; code: string; section?: string }) {
    const { withPlacing: _, ...props } = await formOf(ctx, params);
    // Who may not save is told before writing, not after.
    requireRole(ctx, editors, props.objective.within);
    requireOpen(props.plan);
    const form = { values: sheetValues(props.objective, props.fields), errors: [] };
    return page(
      <ObjectiveFormPage
        {...props}
        {...(await placingChoices(ctx, props.plan, props.objective))}
        form={form}
      />,
    );
  }

  async function save(
    ctx: PageCtx,
    params: { plan: string; code: string; section?: string },
    body: Record<string, unknown>,
  ) {
    const { withPlacing, ...props } = await formOf(ctx, params);
    const { plan, objective, guideline, fields } = props;
    return submit(ctx, {
      schema: sheetSchema(guideline, fields, withPlacing),
      body,
      act: async (input) => {
        const merged = mergeSheet(guideline, fieldsOf(objective), fields, input);
        await rewriteObjective(ctx, plan, objective, merged, input.version);
        return seeOther(objectiveAddress(ctx, plan, objective.code, '#scheda'), 'plan.saved');
      },
      again: async (form) => (
        <ObjectiveFormPage {...props} {...(await placingChoices(ctx, plan, objective))} form={form} />
      ),
      theirs: async () => sheetValues(await getObjective(ctx, plan, objective.code), fields),
    });
  }

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/modifica',
    audience: editors,
    params: objectiveParams,
    handle: (ctx, { params }) => show(ctx, params),
  });
  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/modifica',
    audience: editors,
    params: objectiveParams,
    handle: (ctx, { params, body }) => save(ctx, params, body),
  });
  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/modifica/:section',
    audience: editors,
    params: sectionParams,
    handle: (ctx, { params }) => show(ctx, params),
  });
  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/modifica/:section',
    audience: editors,
    params: sectionParams,
    handle: (ctx, { params, body }) => save(ctx, params, body),
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/ritira',
    audience: editors,
    params: objectiveParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const objective = await getObjective(ctx, plan, params.code);
      const form = { values: { version: objective.version }, errors: [] };
      return page(<WithdrawPage {...withdrawProps(ctx, plan, objective)} form={form} />);
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/ritira',
    audience: editors,
    params: objectiveParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const objective = await getObjective(ctx, plan, params.code);
      return submit(ctx, {
        schema: withdrawSchema,
        body,
        act: async (input) => {
          await withdrawObjective(ctx, plan, objective, input.reason, input.version);
          return seeOther(objectiveAddress(ctx, plan, objective.code), 'plan.objective.withdrawn');
        },
        again: (form) => <WithdrawPage {...withdrawProps(ctx, plan, objective)} form={form} />,
        theirs: async () => ({ version: (await getObjective(ctx, plan, params.code)).version }),
      });
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/ripristina',
    audience: editors,
    params: objectiveParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      const objective = await getObjective(ctx, plan, params.code);
      await restoreObjective(ctx, plan, objective, Number(body.version));
      return seeOther(objectiveAddress(ctx, plan, objective.code), 'plan.restored');
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/obiettivi/:code/storia',
    audience: 'staff',
    params: objectiveParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const objective = await getObjective(ctx, plan, params.code);
      const states = await listObjectiveStates(ctx.tx, objective.id);
      const acts = await listActs(ctx.tx, 'objective', objective.id, 200);
      const names = await listPlaceNames(ctx.tx);
      for (const one of await listObjectiveNames(ctx.tx, plan.id))
        names.set(one.id, `${one.code} · ${one.title}`);
      const title = planText(ctx.lang)('plan.history');
      return page(
        <HistoryPage
          ctx={ctx}
          kicker={`${objective.code} · ${objective.title}`}
          door="plan"
          crumbs={objectiveCrumbs(ctx, plan, objective.code, title)}
          changes={changesOf(states, acts)}
          names={names}
        />,
      );
    },
  });
}

export async function placingChoices(ctx: PageCtx, plan: Plan, objective: Objective | null) {
  const rows = await listObjectiveNames(ctx.tx, plan.id);
  const parents = objective === null ? rows : possibleParents(rows, objective.id);
  return { places: await ownPlaces(ctx), parents };
}

function withdrawProps(ctx: PageCtx, plan: Plan, objective: Objective) {
  const t = planText(ctx.lang);
  return {
    ctx,
    title: t('plan.objective.withdraw'),
    kicker: `${objective.code} · ${objective.title}`,
    consequence: t('plan.objective.withdraw-text'),
    door: 'plan',
    crumbs: objectiveCrumbs(ctx, plan, objective.code, t('plan.objective.withdraw')),
    action: objectiveAddress(ctx, plan, objective.code, '/ritira'),
    back: objectiveAddress(ctx, plan, objective.code),
  };
}
