import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { listCodesAround } from '../place.sql.js';
import { requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { applyMove, type Move, parentOf } from './tree.rules.js';
import { listTreeRows, lockTree, setParent, setPositions, stampOf } from './tree.sql.js';

/**
 * Moves an objective in the plan's tree: among its neighbours, under another, out of one. What it lies on, at both ends,
 * must be the editor's to write.
 * @param stamp of the tree that the editor saw
 * @throws Refused when it would stand under itself, or among those of another level or place; Conflict when the tree has
 *   changed meanwhile
 */
export async function moveObjective(ctx: Ctx, plan: Plan, move: Move, stamp: string): Promise<void> {
  requireRole(ctx, editors, []);
  requireOpen(plan);
  await lockTree(ctx.tx, plan.id);
  const rows = await listTreeRows(ctx.tx, plan.id);
  const row = rows.find((one) => one.id === move[1]);
  if (!row) throw new Absent('objective');
  requireRole(ctx, editors, await listCodesAround(ctx.tx, row.placeId));
  if (stampOf(rows) !== stamp) throw new Conflict();
  const moved = applyMove(rows, move);
  if (moved === undefined) return;
  if (typeof moved === 'string') throw new Refused(moved, { code: row.code }, 422);
  const former = parentOf(rows, row)?.id ?? null;
  if (moved.parentId !== former) {
    for (const id of [former, moved.parentId]) {
      const end = rows.find((one) => one.id === id);
      if (end) requireRole(ctx, editors, await listCodesAround(ctx.tx, end.placeId));
    }
    await setParent(ctx.tx, row.id, moved.parentId);
  }
  await setPositions(ctx.tx, moved.positions);
  await writeAudit(ctx, 'objective.move', 'objective', row.id, { plan: plan.code, code: row.code });
}
