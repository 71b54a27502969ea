import { z } from 'zod';
import { threadCounts } from '#domains/thread/index.js';
import { rememberUntilNextAct } from '#platform/audit/memory.js';
import { Absent } from '#platform/errors.js';
import { may, type PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { createdNotice } from './alike/alike.routes.js';
import { findMergedInto } from './alike/alike.sql.js';
import { getGuideline } from './guideline.sql.js';
import { listActs } from './history.sql.js';
import { looseOnSheet } from './mending.rules.js';
import { createObjectives, getObjective } from './objective.actions.js';
import { emptyObjective, newObjectiveSchema } from './objective.form.js';
import { type Mending, ObjectivePage } from './objective.page.js';
import { listObjectiveCodes } from './objective.sql.js';
import type { Measurement, Objective } from './objective.types.js';
import { objectiveAddress, objectiveParams } from './objective-address.js';
import { NewObjectivePage } from './objective-form.page.js';
import { placingChoices, registerObjectiveForms } from './objective-form.routes.js';
import { ObjectiveListPage } from './objective-list.page.js';
import { registerPartPages } from './objective-part.routes.js';
import { flatten, pruneTree } from './objective-tree.rules.js';
import { getPlan, requireOpen, takenCode } from './plan.actions.js';
import { planText } from './plan.messages.js';
import { planParams, today } from './plan.routes.js';
import { editors, isOpen } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import type { PictureOf } from './plan-memory.js';
import type { PlanParts } from './plan-parts.js';
import { groupName, kindName, progressName } from './plan-words.js';
import { objectiveProgress, type Progress } from './progress.rules.js';

const listQuery = z.object({
  cerca: z.string().max(200).optional(),
  macroarea: z.string().max(4).optional(),
  territorio: z.string().max(64).optional(),
  pagina: z.coerce.number().int().min(1).max(10_000).optional(),
});

const NODES = {
  organisations: 'organisation',
  services: 'service',
  networks: 'network',
  agreements: 'agreement',
} as const;

type Latest = ReadonlyMap<string, Measurement>;

async function readLatest(
  parts: PlanParts,
  ctx: PageCtx,
  scope: { planId: string; objectiveId?: string },
): Promise<Latest> {
  const rows = (await parts.latestMeasurements?.(ctx, scope)) ?? [];
  return new Map(rows.map((one) => [one.indicatorId, one]));
}

/** Sheets that are open in the same minutes; of each some ten thousand characters are kept. */
const MOST_SHEETS = 200;

export function registerObjectivePages(server: Server, parts: PlanParts, pictureOf: PictureOf): void {
  const sheets = rememberUntilNextAct(MOST_SHEETS);

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/obiettivi',
    audience: 'public',
    params: planParams,
    query: listQuery,
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      const picture = await pictureOf(ctx, plan);
      const { rows, groups } = await picture.tree();
      const filter = {
        search: query.cerca || undefined,
        area: query.macroarea || undefined,
        place: query.territorio || undefined,
      };
      const places = new Map(
        rows.map((row) => [row.placeCode, { code: row.placeCode, name: row.placeName }]),
      );
      return page(
        <ObjectiveListPage
          ctx={ctx}
          plan={plan}
          guideline={await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256)}
          groups={pruneTree(groups, filter)}
          filter={filter}
          counts={await picture.counts()}
          page={query.pagina ?? 1}
          places={[...places.values()]}
        />,
      );
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/obiettivi.csv',
    audience: 'public',
    params: planParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const picture = await pictureOf(ctx, plan);
      const { rows, groups } = await picture.tree();
      const counts = await picture.counts();
      const codes = new Map(rows.map((row) => [row.id, row.code]));
      const t = planText(ctx.lang);
      return csvFile(
        `obiettivi-${plan.code}.csv`,
        [
          t('plan.code'),
          t('plan.objective'),
          t('plan.rank'),
          t('plan.level'),
          t('plan.place'),
          t('plan.sheet.belongs'),
          t('plan.policy-areas-short'),
          t('plan.state'),
          t('plan.needs'),
          t('plan.actions'),
          t('plan.indicators'),
          t('plan.allocated-euro'),
        ],
        groups.flatMap((group) =>
          flatten(group.branches).map(({ row, progress }) => [
            row.code,
            row.title,
            t(`plan.rank.${row.rank}`),
            groupName(ctx.lang, group),
            row.placeName,
            row.parentId ? codes.get(row.parentId) : null,
            row.policyAreas.join(' '),
            progressName(ctx.lang, progress.state),
            counts.get(row.id)?.needs ?? 0,
            row.actions.length,
            row.indicators.length,
            (counts.get(row.id)?.cents ?? 0) / 100,
          ]),
        ),
      );
    },
  });

  ambitoPage(server, {
    face: 'office',
    path: '/piano/:plan/obiettivi/nuovo',
    audience: editors,
    params: planParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      const form = { values: { rank: 'specific' }, errors: [] };
      return page(
        <NewObjectivePage ctx={ctx} plan={plan} form={form} {...(await placingChoices(ctx, plan, null))} />,
      );
    },
  });

  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: '/piano/:plan/obiettivi/nuovo',
    audience: editors,
    params: planParams,
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      return submit(ctx, {
        schema: newObjectiveSchema,
        body,
        act: async (input) => {
          await createObjectives(ctx, plan, [{ ...emptyObjective, ...input, indicators: [], actions: [] }]);
          return seeOther(
            objectiveAddress(ctx, plan, input.code),
            await createdNotice(
              ctx,
              plan,
              'objective',
              input.code,
              { title: input.title, text: input.description ?? '' },
              'plan.objective.created',
            ),
          );
        },
        alsoWrong: async () =>
          takenCode(
            (await listObjectiveCodes(ctx.tx, plan.id)).map((one) => one.code),
            body.code,
          ),
        again: async (form) => (
          <NewObjectivePage ctx={ctx} plan={plan} form={form} {...(await placingChoices(ctx, plan, null))} />
        ),
      });
    },
  });

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/obiettivi/:code',
    audience: 'public',
    params: objectiveParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const memory = await sheets(ctx, `${plan.id} ${params.code}`);
      const { objective, latest, counts, recent } = await memory.recall('sheet', async () => {
        const objective = await getObjective(ctx, plan, params.code);
        return {
          objective,
          latest: await readLatest(parts, ctx, { planId: plan.id, objectiveId: objective.id }),
          counts: objective.withdrawnAt
            ? noCounts(objective.id)
            : await threadCounts(ctx, plan.id, objective.id),
          recent: await listActs(ctx.tx, 'objective', objective.id, 5),
        };
      });
      const inOffice = ctx.view.face === 'office';
      if (objective.withdrawnAt && !inOffice) throw new Absent('objective');
      const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
      const mayEdit =
        inOffice && isOpen(plan) && !objective.withdrawnAt && may(ctx, editors, objective.within);
      const mayRun =
        inOffice && plan.state !== 'closed' && !objective.withdrawnAt && may(ctx, editors, objective.within);
      const drawn = [];
      for (const part of [...(parts.sheetParts ?? [])].sort((a, b) => a.order - b.order)) {
        const node = await part.load(ctx, { plan, objective, mayEdit, memory });
        if (node) drawn.push({ key: part.key, node });
      }
      const { measureAddress } = parts;
      const measureHref = measureAddress
        ? (indicatorId: string) => at(ctx, measureAddress({ plan, objective, indicatorId }))
        : null;
      return page(
        <ObjectivePage
          ctx={ctx}
          plan={plan}
          guideline={guideline}
          objective={objective}
          counts={counts}
          progress={await progressOf(ctx, plan, objective, latest)}
          latest={latest}
          mayEdit={mayEdit}
          mayRun={mayRun}
          mergedInto={
            objective.withdrawnAt ? await findMergedInto(ctx.tx, 'objective', objective.id) : undefined
          }
          mendings={looseOnSheet(guideline, objective, counts, latest).map((one) =>
            mendingOf(ctx, plan, objective, one, measureHref),
          )}
          recent={inOffice ? recent : []}
          parts={drawn}
          measureHref={measureHref}
          linkHref={(kind, linked) => {
            const path = parts.address?.(
              { kind: NODES[kind], id: linked.id, code: linked.code, owner: null, plan: null },
              ctx.view.face,
            );
            return path ? at(ctx, path) : null;
          }}
        />,
      );
    },
  });

  async function progressOf(
    ctx: PageCtx,
    plan: Plan,
    objective: Objective,
    latest: Latest,
  ): Promise<Progress> {
    const hasOwn = objective.actions.length > 0 || objective.indicators.length > 0;
    if (hasOwn || objective.children.length === 0)
      return objectiveProgress({ ...objective, latest, plan, today: today(ctx) });
    // An objective that others carry out is judged by theirs.
    const { groups } = await (await pictureOf(ctx, plan)).tree();
    const branch = groups
      .flatMap((group) => flatten(group.branches))
      .find((one) => one.row.id === objective.id);
    return branch?.progress ?? objectiveProgress({ ...objective, latest, plan, today: today(ctx) });
  }

  ambitoPage(server, {
    face: 'both',
    path: '/piano/:plan/obiettivi/:code/indicatori.csv',
    audience: 'public',
    params: objectiveParams,
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.plan);
      const objective = await getObjective(ctx, plan, params.code);
      if (objective.withdrawnAt && ctx.view.face === 'public') throw new Absent('objective');
      const latest = await readLatest(parts, ctx, { planId: plan.id, objectiveId: objective.id });
      const t = planText(ctx.lang);
      return csvFile(
        `indicatori-${objective.code}.csv`,
        [
          t('plan.objective'),
          t('plan.indicator.what'),
          t('plan.indicator.kind'),
          t('plan.indicator.unit'),
          t('plan.indicator.baseline'),
          t('plan.indicator.target'),
          t('plan.indicator.stated'),
          t('plan.indicator.today'),
          t('plan.indicator.measured-on'),
          t('plan.indicator.measured-by'),
        ],
        objective.indicators.map((one) => [
          objective.code,
          one.title,
          kindName(ctx.lang, one.kind),
          one.unit,
          one.baseline,
          one.target,
          one.targetAsStated,
          latest.get(one.id)?.value,
          latest.get(one.id)?.measuredOn,
          one.measuredBy,
        ]),
      );
    },
  });

  registerObjectiveForms(server);
  registerPartPages(server);
}

function mendingOf(
  ctx: PageCtx,
  plan: Plan,
  objective: Objective,
  one: ReturnType<typeof looseOnSheet>[number],
  measureHref: ((indicatorId: string) => string) | null,
): Mending {
  const t = planText(ctx.lang);
  const label = ctx.lang === 'en' ? one.values.labelEn : one.values.label;
  return {
    text: t(`plan.mend.${one.key}` as 'plan.mend.needs', { ...one.values, label }),
    act: t(`plan.mend-act.${one.key}` as 'plan.mend-act.needs'),
    href:
      one.indicatorId !== undefined && measureHref
        ? measureHref(one.indicatorId)
        : objectiveAddress(ctx, plan, objective.code, one.path),
  };
}

/** A withdrawn objective is no node of the thread. */
function noCounts(objectiveId: string) {
  return {
    objectiveId,
    evidence: 0,
    needs: 0,
    needsWithEvidence: 0,
    actions: 0,
    actionsDone: 0,
    actionsUnderWay: 0,
    budgetLines: 0,
    cents: 0,
    indicators: 0,
    measurable: 0,
    outcomeSheets: 0,
    services: 0,
    networks: 0,
    agreements: 0,
    organisations: 0,
  };
}
