import { listPlaceRefs } from '#domains/governance/index.js';
import { type Guideline, getGuideline } from '#domains/plan/index.js';
import { findPlanRef, listObjectiveRefs, type PlanRef } from '#domains/spending/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { readClosing } from './closing/closing.reading.js';
import { differs } from './closing/closing.rules.js';
import { EDITORS, nextSheetCode } from './evaluation.rules.js';
import type { Continuation, OutcomeSheet, OutcomeSheetEdit } from './evaluation.types.js';
import {
  deleteOutcomeSheet,
  findGuidelineRef,
  findOutcomeSheet,
  findPlanAfter,
  insertOutcomeSheets,
  listOutcomeSheets,
  type SheetWrite,
  updateOutcomeSheet,
} from './outcome.sql.js';
import { readAnswers } from './sheet/sheet-answers.form.js';
import { keepUnasked } from './sheet/sheet-field.rules.js';

/** @throws Absent when there is no such plan, or the public may not see it yet */
export async function getPlanRef(ctx: Ctx, code: string | null, drafts: boolean): Promise<PlanRef> {
  const plan = await findPlanRef(ctx.tx, code, drafts);
  if (!plan) throw new Absent('plan');
  return plan;
}

/**
 * Adds sheets to what a plan reports, all or none.
 * @param basis where the links to new objectives come from
 * @returns their codes, in order
 */
export async function addOutcomeSheets(
  ctx: Ctx,
  planCode: string,
  sheets: readonly (OutcomeSheetEdit & { code: string | null; continuity?: Continuation[] })[],
): Promise<string[]> {
  const plan = await getPlanRef(ctx, planCode, true);
  const prepare = await openPreparation(ctx, plan);
  const guideline = await readPlanGuideline(ctx, plan);
  const present = await listOutcomeSheets(ctx.tx, plan.id);
  const taken = new Set(present.map((sheet) => sheet.code));
  const rows = sheets.map((sheet, index) => {
    const code = sheet.code ?? nextSheetCode(taken);
    if (sheet.code === null) taken.add(code);
    const whole = { ...sheet, fields: readAnswers(guideline, sheet.fields ?? {}, {}) };
    return { ...prepare(newId(), whole, sheet.continuity ?? []), code, position: present.length + index };
  });
  await insertOutcomeSheets(ctx.tx, plan.id, rows);
  for (const row of rows) {
    await writeAudit(ctx, 'outcomeSheet.create', 'outcomeSheet', row.id, {
      code: row.code,
      actions: row.actions.length,
    });
  }
  return rows.map((row) => row.code);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editOutcomeSheet(
  ctx: Ctx,
  planCode: string,
  code: string,
  version: number,
  edit: OutcomeSheetEdit,
): Promise<void> {
  const plan = await getPlanRef(ctx, planCode, true);
  const sheet = await getOutcomeSheet(ctx, plan, code);
  requireRole(ctx, EDITORS, sheet.within);
  const known = new Set(sheet.actions.map((action) => action.id));
  if (edit.actions.some((action) => action.id !== null && !known.has(action.id))) throw new Conflict();
  const prepare = await openPreparation(ctx, plan, sheet.objectiveId !== null);
  const guideline = await readSheetGuideline(ctx, sheet);
  const whole = {
    ...keepUnasked(guideline, edit, sheet),
    fields: readAnswers(guideline, edit.fields ?? {}, sheet.fields),
  };
  const closes = await checkDegree(ctx, plan, sheet, whole);
  const write = { ...prepare(sheet.id, whole, sheet.continuesIn), closes };
  if (!(await updateOutcomeSheet(ctx.tx, version, write))) throw new Conflict();
  await writeAudit(ctx, 'outcomeSheet.update', 'outcomeSheet', sheet.id, {
    code,
    achievement: edit.achievementPercent,
    actions: edit.actions.length,
  });
}

/** The guideline, in the edition that the sheet's plan keeps: which fields the sheet has, their order and their words. */
export function readSheetGuideline(
  ctx: Ctx,
  sheet: Pick<OutcomeSheet, 'guidelineCode' | 'guidelineSha256'>,
): Promise<Guideline> {
  return getGuideline(ctx.tx, sheet.guidelineCode, sheet.guidelineSha256);
}

/** The same of a plan. */
export async function readPlanGuideline(ctx: Ctx, plan: Pick<PlanRef, 'code'>): Promise<Guideline> {
  const row = await findGuidelineRef(ctx.tx, plan.code);
  return getGuideline(ctx.tx, row.code, row.sha256);
}

/** Removes a sheet with its actions; their last states stay in the history with the reason. */
export async function removeOutcomeSheet(
  ctx: Ctx,
  planCode: string,
  code: string,
  version: number,
  reason: string,
): Promise<void> {
  const plan = await getPlanRef(ctx, planCode, true);
  const sheet = await getOutcomeSheet(ctx, plan, code);
  requireRole(ctx, EDITORS, sheet.within);
  await giveReason(ctx, reason);
  if (!(await deleteOutcomeSheet(ctx.tx, sheet.id, version))) throw new Conflict();
  await writeAudit(ctx, 'outcomeSheet.remove', 'outcomeSheet', sheet.id, { code });
}

/** @throws Absent */
export async function getOutcomeSheet(ctx: Ctx, plan: PlanRef, code: string): Promise<OutcomeSheet> {
  const sheet = await findOutcomeSheet(ctx.tx, plan.id, code);
  if (!sheet) throw new Absent('outcomeSheet');
  return sheet;
}

/**
 * What the actions and indicators of the closed objective give. A degree that differs needs words.
 * @returns undefined for a sheet of the period before, of which nothing can be computed here
 */
async function checkDegree(ctx: Ctx, plan: PlanRef, sheet: OutcomeSheet, edit: OutcomeSheetEdit) {
  if (sheet.objectiveId === null) return undefined;
  const lines = await readClosing(ctx, plan);
  const computed = lines.find((line) => line.objectiveId === sheet.objectiveId)?.computed ?? null;
  if (differs(edit.achievementPercent, computed) && !edit.achievementReason)
    throw new Invalid([
      {
        field: 'achievementReason',
        code: 'evaluation.closing.reason-needed',
        values: { computed: computed ?? 0, declared: edit.achievementPercent ?? 0 },
      },
    ]);
  return { objectiveId: sheet.objectiveId, computed };
}

/**
 * Objectives that may take up what a sheet evaluates: those of the plan that reports it or, where it closes an objective
 * of that plan itself, those of the plan that follows.
 */
export async function listSuccessors(
  ctx: Ctx,
  plan: PlanRef,
  closesOwn: boolean,
): Promise<{ id: string; code: string; title: string }[]> {
  if (!closesOwn) return listObjectiveRefs(ctx.tx, plan.id);
  const next = await findPlanAfter(ctx.tx, plan.id);
  return next === null ? [] : listObjectiveRefs(ctx.tx, next);
}

/** Finds places and objectives once for many sheets, checks that the account may write there. */
async function openPreparation(
  ctx: Ctx,
  plan: PlanRef,
  closesOwn = false,
): Promise<(id: string, sheet: OutcomeSheetEdit, former: readonly Continuation[]) => SheetWrite> {
  const places = new Map((await listPlaceRefs(ctx.tx)).map((place) => [place.code, place]));
  const successors = await listSuccessors(ctx, plan, closesOwn);
  const objectives = new Map(successors.map((one) => [one.code, one.id]));
  return (id, sheet, former) => {
    const place = places.get(sheet.place);
    if (!place) throw new Invalid([{ field: 'place', code: 'evaluation.sheet.place-unknown' }]);
    requireRole(ctx, EDITORS, place.within);
    const basis = new Map(former.map((one) => [one.code, one.basis]));
    const continuesIn = sheet.continuesIn.map((code) => {
      const objectiveId = objectives.get(code);
      if (objectiveId === undefined) {
        throw new Invalid([
          { field: 'continuesIn', code: 'evaluation.sheet.objective-unknown', values: { code } },
        ]);
      }
      return { objectiveId, basis: basis.get(code) ?? ('stated' as const) };
    });
    return { id, fields: sheet, placeId: place.id, actions: sheet.actions, continuesIn };
  };
}
