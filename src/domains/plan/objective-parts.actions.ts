import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, type FieldError, Invalid, Refused } from '#platform/errors.js';
import type { Ctx } from '#platform/http/context.js';
import { formatDate } from '#platform/i18n/format.js';
import { requireEditable } from './objective.actions.js';
import type { ActionFields, IndicatorFields, Objective } from './objective.types.js';
import {
  deletePart,
  insertActions,
  insertIndicators,
  type ObjectivePart,
  orderParts,
  updateAction,
  updateIndicator,
} from './objective-parts.sql.js';
import { isFrozen } from './plan.rules.js';
import type { Plan } from './plan.types.js';

export async function addIndicator(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  fields: IndicatorFields,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  await insertIndicators(ctx.tx, [
    { ...fields, objectiveId: objective.id, position: objective.indicators.length },
  ]);
  await audit(ctx, plan, objective, 'objective.indicator-add');
}

export async function rewriteIndicator(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  id: string,
  fields: IndicatorFields,
  version: number,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  getPart(objective, 'indicator', id);
  if (!(await updateIndicator(ctx.tx, id, version, fields))) throw new Conflict();
  await audit(ctx, plan, objective, 'objective.indicator-update');
}

export async function addAction(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  fields: ActionFields,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  checkAction(ctx, plan, fields, null);
  await insertActions(ctx.tx, [{ ...fields, objectiveId: objective.id, position: objective.actions.length }]);
  await audit(ctx, plan, objective, 'objective.action-add');
}

export async function rewriteAction(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  id: string,
  fields: ActionFields,
  version: number,
): Promise<void> {
  // The state of an action is told while the plan runs, also when its text is frozen.
  if (isFrozen(plan)) requireSameText(objective, id, fields);
  requireEditable(ctx, isFrozen(plan) ? { ...plan, frozenVersion: null } : plan, objective);
  getPart(objective, 'action', id);
  checkAction(ctx, plan, fields, objective.actions.find((one) => one.id === id) ?? null);
  if (!(await updateAction(ctx.tx, id, version, fields))) throw new Conflict();
  await audit(ctx, plan, objective, 'objective.action-update');
}

/** Takes an indicator or an action away; its history keeps it. The database refuses one that was measured. */
export async function removePart(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  part: ObjectivePart,
  id: string,
): Promise<void> {
  requireEditable(ctx, plan, objective);
  getPart(objective, part, id);
  await deletePart(ctx.tx, part, id);
  await audit(ctx, plan, objective, `objective.${part}-remove`);
}

/** Moves an indicator or an action one place up or down; at the end of the list nothing happens. */
export async function movePart(
  ctx: Ctx,
  plan: Plan,
  objective: Objective,
  part: ObjectivePart,
  id: string,
  direction: 'up' | 'down',
): Promise<void> {
  requireEditable(ctx, plan, objective);
  const ids = (part === 'indicator' ? objective.indicators : objective.actions).map((one) => one.id);
  const from = ids.indexOf(id);
  if (from < 0) throw new Absent(part);
  const to = from + (direction === 'up' ? -1 : 1);
  const other = ids[to];
  if (other === undefined) return;
  ids[to] = id;
  ids[from] = other;
  await orderParts(ctx.tx, part, ids);
  await audit(ctx, plan, objective, `objective.${part}-move`);
}

/** @throws Refused when more than the state of the action would change */
function requireSameText(objective: Objective, id: string, fields: ActionFields): void {
  const present = objective.actions.find((one) => one.id === id);
  const isSame =
    present?.title === fields.title &&
    present.owner === fields.owner &&
    present.startsOn === fields.startsOn &&
    present.endsOn === fields.endsOn;
  if (present && !isSame) throw new Refused('plan.action.frozen');
}

function getPart(objective: Objective, part: ObjectivePart, id: string): void {
  const parts = part === 'indicator' ? objective.indicators : objective.actions;
  if (!parts.some((one) => one.id === id)) throw new Absent(part);
}

/** @param present the action as it stands: a day that stays as it is may lie where a plan of other years put it */
function checkAction(ctx: Ctx, plan: Plan, fields: ActionFields, present: ActionFields | null): void {
  const wrong: FieldError[] = [];
  for (const field of ['startsOn', 'endsOn'] as const) {
    const day = fields[field];
    if (day === null || day === present?.[field] || (day >= plan.startsOn && day <= plan.endsOn)) continue;
    const values = {
      from: formatDate(plan.startsOn, { lang: ctx.lang }),
      to: formatDate(plan.endsOn, { lang: ctx.lang }),
    };
    wrong.push({ field, code: 'plan.action.outside-plan', values });
  }
  if (fields.startsOn !== null && fields.endsOn !== null && fields.endsOn < fields.startsOn)
    wrong.push({ field: 'endsOn', code: 'plan.action.ends-before-start' });
  const needsReason = fields.state === 'suspended' || fields.state === 'notDone';
  if (needsReason && fields.stateReason === null)
    wrong.push({ field: 'stateReason', code: 'plan.action.reason-needed' });
  if (wrong.length > 0) throw new Invalid(wrong);
}

async function audit(ctx: Ctx, plan: Plan, objective: Objective, action: string): Promise<void> {
  await writeAudit(ctx, action, 'objective', objective.id, { plan: plan.code, code: objective.code });
}
