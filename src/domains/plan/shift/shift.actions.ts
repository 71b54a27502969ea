import { writeAudit } from '#platform/audit/audit.sql.js';
import { Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, may, requireRole } from '#platform/http/context.js';
import { requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { type Shift, type ShiftRow, shiftRows, stampOf } from './shift.rules.js';
import { listShiftRows, updateDates } from './shift.sql.js';

/** Which actions are shifted: those named, or all that the filters leave. */
export interface Choice {
  objective: string | null;
  owner: string | null;
  all: boolean;
  ids: readonly string[];
}

/** The actions with a date that this editor may write, as the filters leave them. */
export async function listOwnRows(ctx: Ctx, plan: Plan, choice: Pick<Choice, 'objective' | 'owner'>) {
  const rows = (await listShiftRows(ctx.tx, plan.id)).filter((row) => may(ctx, editors, row.within));
  return {
    rows,
    listed: rows.filter(
      (row) =>
        (choice.objective === null || row.objective.code === choice.objective) &&
        (choice.owner === null || row.owner === choice.owner),
    ),
  };
}

/** @throws Invalid when none is chosen */
export function chosenOf(listed: readonly ShiftRow[], choice: Choice): ShiftRow[] {
  const ids = new Set(choice.ids);
  const chosen = listed.filter((row) => choice.all || ids.has(row.id));
  if (chosen.length === 0) throw new Invalid([{ field: 'azioni', code: 'plan.shift.none' }]);
  return chosen;
}

/**
 * Shifts the dates of many actions at once, all or none.
 * @param stamp of the actions as the editor saw them
 * @returns how many, and when they were written (microseconds): by that they are found again to shift them back
 * @throws Refused when the text is frozen, or an action would leave the plan's period; Conflict when one was written meanwhile
 */
export async function shiftActions(
  ctx: Ctx,
  plan: Plan,
  choice: Choice,
  shift: Shift,
  stamp: string,
): Promise<{ count: number; writtenAt: string }> {
  requireRole(ctx, editors, []);
  requireOpen(plan);
  const { listed } = await listOwnRows(ctx, plan, choice);
  const chosen = chosenOf(listed, choice);
  if (stampOf(chosen) !== stamp) throw new Conflict();
  const shifted = shiftRows(chosen, shift, plan);
  const outside = shifted.filter((one) => one.fault !== null);
  if (outside.length > 0)
    throw new Refused(
      'plan.shift.outside',
      {
        count: outside.length,
        names: outside
          .slice(0, 5)
          .map((one) => one.row.title)
          .join('; '),
      },
      422,
    );
  const written = await updateDates(ctx.tx, shifted);
  if (written.count !== shifted.length) throw new Conflict();
  await writeAudit(ctx, 'plan.actions-shift', 'plan', plan.id, {
    plan: plan.code,
    count: written.count,
    amount: shift.amount,
    unit: shift.unit,
    ...(choice.objective === null ? {} : { objective: choice.objective }),
  });
  return written;
}
