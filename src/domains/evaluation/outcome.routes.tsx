import { z } from 'zod';
import { listPlaceRefs } from '#domains/governance/index.js';
import { NoPlanPage } from '#domains/plan/index.js';
import { findPlanRef, type PlanRef } from '#domains/spending/index.js';
import { type MemoryOf, rememberUntilNextAct } from '#platform/audit/memory.js';
import { type PageCtx, requireRole } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { asked, askedPage, recordCode } from '#platform/http/form-rows.js';
import { type Outcome, page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { closingText } from './closing/closing.messages.js';
import { evaluationText } from './evaluation.messages.js';
import { seesDrafts } from './evaluation.parts.js';
import { EDITORS, filterSheets, withoutDrafts } from './evaluation.rules.js';
import type { OutcomeActionFields, OutcomeSheet, SheetAnswers } from './evaluation.types.js';
import {
  addOutcomeSheets,
  editOutcomeSheet,
  getOutcomeSheet,
  getPlanRef,
  listSuccessors,
  readPlanGuideline,
  readSheetGuideline,
  removeOutcomeSheet,
} from './outcome.actions.js';
import { OutcomePage } from './outcome.page.js';
import { OutcomeSheetForm, prepareSheetForm, sheetValues } from './outcome.schema.js';
import { listOutcomeSheets } from './outcome.sql.js';
import { OutcomeFormPage } from './outcome-form.page.js';
import { OutcomeListPage, type OutcomeQuery } from './outcome-list.page.js';
import { listSaidOf } from './questionnaire/questionnaire.sql.js';
import { sayAnswer, sayAnswers } from './sheet/sheet-answers.words.js';
import { isOwn } from './sheet/sheet-field.rules.js';

const planParam = z.string().regex(/^\d{4}-\d{4}$/);
const query = z.object({
  q: asked,
  luogo: asked,
  area: asked,
  grado: asked,
  risposto: asked,
  riproposto: asked,
  ordine: asked,
});
const pagedQuery = query.extend({ pagina: askedPage });
const open = { face: 'both', audience: 'public' } as const;

function filtered(sheets: readonly OutcomeSheet[], asked: OutcomeQuery): OutcomeSheet[] {
  return filterSheets(sheets, {
    search: asked.q,
    place: asked.luogo,
    policyArea: asked.area,
    achievement: asked.grado,
    answered: asked.risposto,
    again: asked.riproposto,
  });
}

function asSeen(ctx: PageCtx, sheets: readonly OutcomeSheet[]): readonly OutcomeSheet[] {
  return seesDrafts(ctx) ? sheets : sheets.map(withoutDrafts);
}

/** The sheets that the reader may see and the list's filters leave. */
export async function chooseSheets(
  ctx: PageCtx,
  planId: string,
  asked: OutcomeQuery,
): Promise<OutcomeSheet[]> {
  return filtered(asSeen(ctx, await listOutcomeSheets(ctx.tx, planId)), asked);
}

async function listPage(
  memoryOf: MemoryOf,
  ctx: PageCtx,
  plan: PlanRef,
  { pagina, ...asked }: z.output<typeof pagedQuery>,
): Promise<Outcome> {
  const { recall } = await memoryOf(ctx, plan.id);
  const all = asSeen(ctx, await recall('sheets', () => listOutcomeSheets(ctx.tx, plan.id)));
  const places = await listPlaceRefs(ctx.tx);
  return page(
    <OutcomeListPage
      ctx={ctx}
      plan={plan}
      query={asked}
      page={pagina}
      sheets={filtered(all, asked)}
      all={all}
      places={places}
    />,
  );
}

export function registerOutcomePages(server: Server): void {
  const memoryOf = rememberUntilNextAct();
  server.doors.push({
    key: 'evaluation',
    face: 'office',
    path: '/esiti',
    label: 'evaluation.door',
    order: 50,
  });
  ambitoPage(server, {
    ...open,
    path: '/esiti',
    query: pagedQuery,
    handle: async (ctx, { query: asked }) => {
      const plan = await findPlanRef(ctx.tx, null, seesDrafts(ctx));
      if (plan) return listPage(memoryOf, ctx, plan, asked);
      const door = ctx.view.face === 'office' ? 'evaluation' : 'plan';
      return page(<NoPlanPage ctx={ctx} title={evaluationText(ctx.lang)('evaluation.door')} door={door} />);
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/esiti/:plan',
    params: z.object({ plan: planParam }),
    query: pagedQuery,
    handle: async (ctx, { params: { plan }, query: asked }) =>
      listPage(memoryOf, ctx, await getPlanRef(ctx, plan, seesDrafts(ctx)), asked),
  });
  ambitoPage(server, {
    ...open,
    path: '/esiti/:plan/:code',
    params: z.object({ plan: planParam, code: recordCode }),
    handle: async (ctx, { params }) => {
      const plan = await getPlanRef(ctx, params.plan, seesDrafts(ctx));
      const sheet = await getOutcomeSheet(ctx, plan, params.code);
      return page(
        <OutcomePage
          ctx={ctx}
          guideline={await readSheetGuideline(ctx, sheet)}
          sheet={seesDrafts(ctx) ? sheet : withoutDrafts(sheet)}
          said={sheet.objectiveId === null ? [] : await listSaidOf(ctx.tx, sheet.objectiveId)}
        />,
      );
    },
  });
  tables(server);
}

function tables(server: Server): void {
  const params = z.object({ plan: planParam });
  const sheetsOf = async (ctx: PageCtx, code: string, asked: OutcomeQuery) => {
    const plan = await getPlanRef(ctx, code, seesDrafts(ctx));
    return chooseSheets(ctx, plan.id, asked);
  };
  ambitoPage(server, {
    ...open,
    path: '/esiti/:plan/schede.csv',
    params,
    query,
    handle: async (ctx, { params: { plan }, query: asked }) => {
      const t = evaluationText(ctx.lang);
      const sheets = await sheetsOf(ctx, plan, asked);
      const guideline = await readPlanGuideline(ctx, { code: plan });
      const own = guideline.outcomeSheet.fields.filter(isOwn);
      return csvFile(
        `esiti-${plan}.csv`,
        (
          [
            'evaluation.code',
            'evaluation.name',
            'evaluation.place',
            'evaluation.area',
            'evaluation.description',
            'evaluation.achievement',
            'evaluation.satisfaction',
            'evaluation.committed',
            'evaluation.resources-note',
            'evaluation.criticality',
            'evaluation.answered',
            'evaluation.answered-reason',
            'evaluation.again',
            'evaluation.again-reason',
            'evaluation.continues',
            'evaluation.source',
            'evaluation.note',
          ] as const
        )
          .map((key): string => t(key))
          .concat(own.map((field) => field.label[ctx.lang])),
        sheets.map((sheet) => [
          sheet.code,
          sheet.title,
          sheet.placeName,
          sheet.policyArea,
          sheet.description,
          sheet.achievementPercent,
          sheet.userSatisfaction,
          sheet.committedPercent,
          sheet.resourcesNote,
          sheet.criticality,
          t(`evaluation.answer.${sheet.answeredNeed ?? 'unsaid'}`),
          sheet.answeredNeedReason,
          t(`evaluation.answer.${sheet.proposedAgain ?? 'unsaid'}`),
          sheet.proposedAgainReason,
          sheet.continuesIn.map((one) => one.code).join('; '),
          sheet.source,
          sheet.note,
          ...own.map((field) => sayAnswer(field, sheet.fields, ctx.lang)),
        ]),
      );
    },
  });
  ambitoPage(server, {
    ...open,
    path: '/esiti/:plan/azioni.csv',
    params,
    query,
    handle: async (ctx, { params: { plan }, query: asked }) => {
      const t = evaluationText(ctx.lang);
      return csvFile(
        `esiti-azioni-${plan}.csv`,
        (
          [
            'evaluation.code',
            'evaluation.name',
            'evaluation.action',
            'evaluation.action-kind',
            'evaluation.action-state',
            'evaluation.note',
          ] as const
        ).map((key) => t(key)),
        (await sheetsOf(ctx, plan, asked)).flatMap((sheet) =>
          sheet.actions.map((action) => [
            sheet.code,
            sheet.title,
            action.text,
            action.kind === null ? '' : t(`evaluation.kind.${action.kind}`),
            action.state === null ? '' : t(`evaluation.state.${action.state}`),
            action.note,
          ]),
        ),
      );
    },
  });
}

export function registerOutcomeEdits(server: Server): void {
  recordRoutes(server, {
    list: '/esiti/:plan',
    one: '/esiti/:plan/:code',
    params: z.object({ plan: planParam, code: recordCode }),
    door: 'evaluation',
    editors: EDITORS,
    crumbs: (ctx, { plan }) => [
      { label: evaluationText(ctx.lang)('evaluation.sheets'), href: at(ctx, `/esiti/${plan}`) },
    ],
    open: async (ctx, params) => {
      const plan = await getPlanRef(ctx, params.plan, true);
      const sheet = await getOutcomeSheet(ctx, plan, params.code);
      requireRole(ctx, EDITORS, sheet.within);
      return { ...sheet, plan, guideline: await readSheetGuideline(ctx, sheet) };
    },
    nameOf: (sheet: OutcomeSheet) => `${sheet.code} ${sheet.title}`,
    schema: OutcomeSheetForm,
    prepare: prepareSheetForm,
    valuesOf: (sheet) => sheetValues(sheet, sheet.guideline.outcomeSheet.fields),
    blank: () => ({ level: 'subAmbito' }),
    form: async (props) => {
      const plan = props.record?.plan ?? (await getPlanRef(props.ctx, planOfPath(props.ctx.view.path), true));
      return (
        <OutcomeFormPage
          {...props}
          guideline={props.record?.guideline ?? (await readPlanGuideline(props.ctx, plan))}
          places={await listPlaceRefs(props.ctx.tx)}
          objectives={
            await listSuccessors(props.ctx, plan, props.record !== null && props.record.objectiveId !== null)
          }
        />
      );
    },
    add: async (ctx, { plan = '' }, fields) => {
      const [code] = await addOutcomeSheets(ctx, plan, [{ ...fields, code: null }]);
      return `/esiti/${plan}/${code}`;
    },
    edit: (ctx, { plan, code }, version, fields) => editOutcomeSheet(ctx, plan, code, version, fields),
    remove: (ctx, { plan, code }, version, reason) => removeOutcomeSheet(ctx, plan, code, version, reason),
    history: {
      table: 'evaluation.outcome_sheet',
      hasParts: true,
      labels: historyLabels,
      write: historyWriter,
    },
    notices: { added: 'evaluation.added', saved: 'evaluation.saved', removed: 'evaluation.removed' },
  });
}

/** The plan named in the address of a form for a new sheet. */
function planOfPath(path: string): string {
  return /\/esiti\/(\d{4}-\d{4})\//.exec(path)?.[1] ?? '';
}

function historyLabels(ctx: PageCtx): Record<string, string> {
  const t = evaluationText(ctx.lang);
  return {
    title: t('evaluation.name'),
    level: t('evaluation.level'),
    place_id: t('evaluation.place'),
    policy_area: t('evaluation.area'),
    description: t('evaluation.description'),
    actions: t('evaluation.actions'),
    achievement_percent: t('evaluation.achievement'),
    achievement_reason: closingText(ctx.lang)('evaluation.closing.reason'),
    computed_percent: closingText(ctx.lang)('evaluation.closing.computed'),
    user_satisfaction: t('evaluation.satisfaction'),
    committed_percent: t('evaluation.committed'),
    resources_note: t('evaluation.resources-note'),
    criticality: t('evaluation.criticality'),
    answered_need: t('evaluation.answered'),
    answered_need_reason: t('evaluation.answered-reason'),
    answered_need_explicit: t('evaluation.answered-explicit'),
    in_continuity: t('evaluation.in-continuity'),
    in_continuity_note: t('evaluation.in-continuity-note'),
    proposed_again: t('evaluation.again'),
    proposed_again_reason: t('evaluation.again-reason'),
    continues_in: t('evaluation.continues'),
    source: t('evaluation.source'),
    note: t('evaluation.note'),
    fields: t('evaluation.own-fields'),
  };
}

async function historyWriter(ctx: PageCtx) {
  const t = evaluationText(ctx.lang);
  const guideline = await readPlanGuideline(ctx, { code: planOfPath(ctx.view.path) });
  const names = new Map((await listPlaceRefs(ctx.tx)).map((place) => [place.id, place.name]));
  const action = ({ text, state, kind, note }: OutcomeActionFields) => {
    const said = [state && t(`evaluation.state.${state}`), kind && t(`evaluation.kind.${kind}`), note].filter(
      Boolean,
    );
    return said.length === 0 ? text : `${text} (${said.join(', ')})`;
  };
  return (column: string, value: unknown): string | undefined => {
    if (column === 'place_id') return names.get(String(value)) ?? '';
    if (column === 'actions') return (value as OutcomeActionFields[]).map(action).join('; ');
    if (column === 'fields') return sayAnswers(guideline, value as SheetAnswers, ctx.lang);
    if (column === 'level') return t(`evaluation.level.${value as OutcomeSheet['level']}`);
    if ((column === 'answered_need' || column === 'proposed_again') && value !== null) {
      return t(`evaluation.answer.${value as 'yes'}`);
    }
    return undefined;
  };
}
