import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { newId } from '#platform/ids.js';
import { getGuideline } from './guideline.sql.js';
import type { Guideline } from './guideline.types.js';
import { insertObjectives, listObjectiveCodes, updateObjective } from './objective.sql.js';
import type { NewObjective, Objective, ObjectiveFields, OtherFields } from './objective.types.js';
import { insertActions, insertIndicators } from './objective-parts.sql.js';
import { findObjective } from './objective-sheet.sql.js';
import { listCodesAround } from './place.sql.js';
import { getOwnPlace, readPlaces, requireOpen } from './plan.actions.js';
import { editors, isCircular } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { setWithdrawn } from './withdrawal.sql.js';

/** @throws Absent */
export async function getObjective(ctx: Ctx, plan: Plan, code: string): Promise<Objective> {
  const objective = await findObjective(ctx.tx, plan.id, code);
  if (!objective) throw new Absent('objective');
  return objective;
}

/** An objective on which one may work: the role, an open plan, not withdrawn. */
export function requireEditable(ctx: Ctx, plan: Plan, objective: Objective): void {
  requireRole(ctx, editors, objective.within);
  requireOpen(plan);
  if (objective.withdrawnAt) throw new Refused('plan.objective.is-withdrawn', { code: objective.code });
}

/** Adds objectives with their indicators and actions; a parent may be in the same list. */
export async function createObjectives(
  ctx: Ctx,
  plan: Plan,
  objectives: readonly NewObjective[],
): Promise<void> {
  requireOpen(plan);
  const places = await readPlaces(ctx);
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  const known = await listObjectiveCodes(ctx.tx, plan.id);
  const ids = new Map(known.map((one) => [one.code, one.id]));
  const last = known.at(-1)?.position ?? 0;
  for (const one of objectives) {
    if (ids.has(one.code))
      throw new Invalid([{ field: 'code', code: 'plan.code.taken', values: { code: one.code } }]);
    ids.set(one.code, newId());
    checkAreas(guideline, one);
    checkOtherFields(guideline, one.fields, {});
  }
  const rows = objectives.map((one, index) => ({
    ...one,
    id: getId(ids, one.code),
    placeId: getOwnPlace(places, one.place).id,
    parentId: one.parent === null ? null : getId(ids, one.parent),
    position: last + index + 1,
  }));
  for (const row of rows)
    if (isCircular(rows, row.id, row.parentId))
      throw new Invalid([{ field: 'parent', code: 'plan.objective.circular' }]);
  for (const placeId of new Set(rows.map((row) => row.placeId)))
    requireRole(ctx, editors, await listCodesAround(ctx.tx, placeId));
  await insertObjectives(ctx.tx, plan.id, rows);
  await insertIndicators(
    ctx.tx,
    rows.flatMap((row) => row.indicators.map((one, position) => ({ ...one, objectiveId: row.id, position }))),
  );
  await insertActions(
    ctx.tx,
    rows.flatMap((row) => row.actions.map((one, position) => ({ ...one, objectiveId: row.id, position }))),
  );
  const first = rows[0];
  if (rows.length === 1 && first)
    await writeAudit(ctx, 'objective.create', 'objective', first.id, { plan: plan.code, code: first.code });
  else
    await writeAudit(ctx, 'objective.create-many', 'plan', plan.id, { plan: plan.code, count: rows.length });
}

export async function rewriteObjective(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  fields: ObjectiveFields,
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  const place = getOwnPlace(await readPlaces(ctx), fields.place);
  // Who moves an objective must have a say where it goes as well.
  if (place.id !== objective.placeId) requireRole(ctx, editors, await listCodesAround(ctx.tx, place.id));
  const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
  checkAreas(guideline, fields);
  checkOtherFields(guideline, fields.fields, objective.fields);
  const parentId = await parentIdOf(ctx, plan, objective, fields.parent);
  if (!(await updateObjective(ctx.tx, objective.id, version, fields, place.id, parentId)))
    throw new Conflict();
  await writeAudit(ctx, 'objective.update', 'objective', objective.id, {
    plan: plan.code,
    code: objective.code,
  });
}

async function parentIdOf(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  parent: string | null,
): Promise<string | null> {
  if (parent === (objective.parent?.code ?? null)) return objective.parent?.id ?? null;
  const known = await listObjectiveCodes(ctx.tx, plan.id);
  const parentId = parent === null ? null : getId(new Map(known.map((one) => [one.code, one.id])), parent);
  if (isCircular(known, objective.id, parentId))
    throw new Invalid([{ field: 'parent', code: 'plan.objective.circular' }]);
  return parentId;
}

/** Takes an objective out of the plan, with the reason. Those under it must be taken out or moved first. */
export async function withdrawObjective(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  reason: string,
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  if (objective.children.length > 0)
    throw new Refused('plan.objective.has-children', {
      count: objective.children.length,
      codes: objective.children.map((child) => child.code).join(', '),
    });
  if (!(await setWithdrawn(ctx.tx, 'plan.objective', objective.id, version, { at: ctx.now, reason })))
    throw new Conflict();
  await writeAudit(ctx, 'objective.withdraw', 'objective', objective.id, {
    plan: plan.code,
    code: objective.code,
  });
}

/** Puts a withdrawn objective back. */
export async function restoreObjective(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  version: number,
): Promise<void> {
  requireRole(ctx, editors, objective.within);
  requireOpen(plan);
  if (!objective.withdrawnAt) return;
  if (!(await setWithdrawn(ctx.tx, 'plan.objective', objective.id, version, null))) throw new Conflict();
  await writeAudit(ctx, 'objective.restore', 'objective', objective.id, {
    plan: plan.code,
    code: objective.code,
  });
}

function getId(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (!id) throw new Invalid([{ field: 'parent', code: 'plan.objective.unknown', values: { code } }]);
  return id;
}

/** Only areas of the plan's own guideline may be ticked. */
function checkAreas(guideline: Guideline, fields: ObjectiveFields): void {
  const areas = new Set(guideline.policyAreas.map((area) => area.code));
  for (const field of ['policyAreas', 'crossCuttingAreas'] as const) {
    const unknown = fields[field].find((code) => !areas.has(code));
    if (unknown !== undefined)
      throw new Invalid([{ field, code: 'plan.area.unknown', values: { code: unknown } }]);
  }
}

/** What only one guideline asks is answered to that one, with the answers that it offers; what was there before stays. */
function checkOtherFields(guideline: Guideline, fields: OtherFields, present: OtherFields): void {
  for (const [key, value] of Object.entries(fields)) {
    if (value === null || JSON.stringify(value) === JSON.stringify(present[key])) continue;
    // Beside an answer may stand the words of a plan that was transcribed, where they are not the guideline's.
    const of = key.replace(/AsStated$/, '');
    const asked = guideline.objectiveSheet.fields.find((field) => field.key === of);
    if (!asked) throw new Invalid([{ field: 'fields', code: 'plan.field.unknown', values: { key } }]);
    const choices = asked.options?.map((option) => option.value);
    if (choices && !choices.includes(String(value)))
      throw new Invalid([{ field: key, code: 'plan.field.not-offered', values: { key } }]);
  }
}
