import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { civilDay } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { EDITORS } from './evaluation.rules.js';
import type { MeasuredIndicator, Measurement, MeasurementFields } from './evaluation.types.js';
import {
  deleteMeasurement,
  findMeasuredIndicator,
  insertMeasurement,
  updateMeasurement,
} from './measurement.sql.js';

/** Records a value of an indicator at a day. Refuses days to come and a second value of the same day. */
export async function addMeasurement(
  ctx: Ctx,
  indicatorId: string,
  fields: MeasurementFields,
): Promise<string> {
  const indicator = await openIndicator(ctx, indicatorId);
  checkDay(ctx, indicator, null, fields.measuredOn);
  const id = newId();
  await insertMeasurement(ctx.tx, id, indicatorId, fields);
  await writeAudit(ctx, 'measurement.create', 'measurement', id, {
    objective: indicator.objectiveCode,
    value: fields.value,
    day: fields.measuredOn,
  });
  return id;
}

/**
 * Corrects a value. Another figure or another day needs a reason, which stays in the history; a note does not. A value
 * that was computed is of whoever corrects it from then on, and computing leaves it alone.
 * @throws Conflict when somebody else saved meanwhile
 */
export async function editMeasurement(
  ctx: Ctx,
  indicatorId: string,
  id: string,
  version: number,
  { reason, ...fields }: MeasurementFields & { reason?: string | null },
): Promise<void> {
  const { indicator, measurement } = await openMeasurement(ctx, indicatorId, id);
  checkDay(ctx, indicator, id, fields.measuredOn);
  if (fields.value !== measurement.value || fields.measuredOn !== measurement.measuredOn) {
    if (!reason) throw new Invalid([{ field: 'reason', code: 'evaluation.measurement.reason-needed' }]);
    await giveReason(ctx, reason);
  }
  if (!(await updateMeasurement(ctx.tx, measurement, version, fields))) throw new Conflict();
  await writeAudit(ctx, 'measurement.update', 'measurement', id, {
    objective: indicator.objectiveCode,
    before: measurement.value,
    value: fields.value,
  });
}

/** Takes a value away; it stays in the history with the reason. */
export async function removeMeasurement(
  ctx: Ctx,
  indicatorId: string,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const { indicator, measurement } = await openMeasurement(ctx, indicatorId, id);
  await giveReason(ctx, reason);
  if (!(await deleteMeasurement(ctx.tx, id, version))) throw new Conflict();
  await writeAudit(ctx, 'measurement.remove', 'measurement', id, {
    objective: indicator.objectiveCode,
    value: measurement.value,
  });
}

/** An indicator to be measured, by who may. @throws Absent */
export async function openIndicator(ctx: Ctx, id: string): Promise<MeasuredIndicator> {
  const indicator = await findMeasuredIndicator(ctx.tx, id);
  if (!indicator) throw new Absent('indicator');
  requireRole(ctx, EDITORS, indicator.within);
  return indicator;
}

export async function openMeasurement(
  ctx: Ctx,
  indicatorId: string,
  id: string,
): Promise<{ indicator: MeasuredIndicator; measurement: Measurement }> {
  const indicator = await openIndicator(ctx, indicatorId);
  const measurement = indicator.measurements.find((one) => one.id === id);
  if (!measurement) throw new Absent('measurement');
  return { indicator, measurement };
}

function checkDay(ctx: Ctx, indicator: MeasuredIndicator, id: string | null, day: string): void {
  if (day > civilDay(ctx.now)) {
    throw new Invalid([{ field: 'measuredOn', code: 'evaluation.measurement.day-to-come' }]);
  }
  if (indicator.measurements.some((one) => one.measuredOn === day && one.id !== id)) {
    throw new Invalid([{ field: 'measuredOn', code: 'evaluation.measurement.day-taken' }]);
  }
}
