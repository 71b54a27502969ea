import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { parseDecimal } from '#platform/http/form.js';
import { civilDay } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { EDITORS } from '../evaluation.rules.js';
import { insertMeasurements, updateMeasurement } from '../measurement.sql.js';
import { type DayRow, planDay } from './day.rules.js';
import { listPlacesOf, listValuesOfDay } from './indicator.sql.js';

export interface DayEntry {
  /** YYYY-MM-DD */
  day: string;
  rows: readonly DayRow[];
  note: string | null;
  reason: string | null;
}

/**
 * Records many values of one day, all or none. Changed values need a reason; values that others recorded meanwhile are
 * told at their field.
 * @returns how many were added and corrected
 */
export async function recordDay(ctx: Ctx, entry: DayEntry): Promise<{ added: number; corrected: number }> {
  if (entry.day > civilDay(ctx.now))
    throw new Invalid([{ field: 'data', code: 'evaluation.measurement.day-to-come' }]);
  const ids = entry.rows.map((row) => row.indicatorId);
  const places = await listPlacesOf(ctx.tx, ids);
  for (const id of ids) {
    const within = places.get(id);
    if (!within) throw new Absent('indicator');
    requireRole(ctx, EDITORS, within);
  }
  const plan = planDay(entry.rows, await listValuesOfDay(ctx.tx, ids, entry.day), parseDecimal);
  if (plan.errors.length > 0) throw new Invalid(plan.errors);
  if (plan.added.length + plan.corrected.length === 0)
    throw new Invalid([{ field: '', code: 'evaluation.day.nothing' }]);
  if (plan.corrected.length > 0) {
    if (entry.reason === null)
      throw new Invalid([
        {
          field: 'reason',
          code: 'evaluation.day.reason-needed',
          values: { count: plan.corrected.length },
        },
      ]);
    await giveReason(ctx, entry.reason);
  }
  await insertMeasurements(
    ctx.tx,
    plan.added.map((one) => ({ ...one, id: newId(), measuredOn: entry.day, note: entry.note })),
  );
  for (const { indicatorId, value, stored } of plan.corrected) {
    const fields = { measuredOn: entry.day, value, note: stored.note };
    if (!(await updateMeasurement(ctx.tx, { id: stored.id, indicatorId }, stored.version, fields)))
      throw new Conflict();
  }
  await writeAudit(ctx, 'measurement.create-many', 'measurement', entry.day, {
    day: entry.day,
    added: plan.added.length,
    corrected: plan.corrected.length,
  });
  return { added: plan.added.length, corrected: plan.corrected.length };
}
