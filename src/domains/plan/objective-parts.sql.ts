import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { ActionFields, IndicatorFields } from './objective.types.js';

export async function insertIndicators(
  tx: Tx,
  indicators: readonly (IndicatorFields & { objectiveId: string; position: number })[],
): Promise<void> {
  if (indicators.length === 0) return;
  await tx
    .insertInto('plan.indicator')
    .values(
      indicators.map((one) => ({
        id: newId(),
        objective_id: one.objectiveId,
        position: one.position,
        ...indicatorColumns(one),
      })),
    )
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateIndicator(
  tx: Tx,
  id: string,
  version: number,
  fields: IndicatorFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.indicator')
    .set(indicatorColumns(fields))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function indicatorColumns(fields: IndicatorFields) {
  return {
    kind: fields.kind,
    title: fields.title,
    unit: fields.unit,
    baseline: fields.baseline,
    target: fields.target,
    target_as_stated: fields.targetAsStated,
    frequency: fields.frequency,
    measured_by: fields.measuredBy,
  };
}

export async function insertActions(
  tx: Tx,
  actions: readonly (ActionFields & { objectiveId: string; position: number })[],
): Promise<void> {
  if (actions.length === 0) return;
  await tx
    .insertInto('plan.action')
    .values(
      actions.map((one) => ({
        id: newId(),
        objective_id: one.objectiveId,
        position: one.position,
        ...actionColumns(one),
      })),
    )
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateAction(
  tx: Tx,
  id: string,
  version: number,
  fields: ActionFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.action')
    .set(actionColumns(fields))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function actionColumns(fields: ActionFields) {
  return {
    title: fields.title,
    starts_on: fields.startsOn,
    ends_on: fields.endsOn,
    owner: fields.owner,
    state: fields.state,
    state_reason: fields.stateReason,
  };
}

export type ObjectivePart = 'indicator' | 'action';

/** What is taken away stays in its history. @returns false when it was not there */
export async function deletePart(tx: Tx, part: ObjectivePart, id: string): Promise<boolean> {
  const result = await tx.deleteFrom(`plan.${part}`).where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Puts the parts of one objective in the given order. */
export async function orderParts(tx: Tx, part: ObjectivePart, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await tx
      .updateTable(`plan.${part}`)
      .set({ position })
      .where('id', '=', id)
      .where('position', '!=', position)
      .execute();
  }
}
