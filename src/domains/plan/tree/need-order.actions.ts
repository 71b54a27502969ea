import { writeAudit } from '#platform/audit/audit.sql.js';
import { Absent, Conflict } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { listCodesAround } from '../place.sql.js';
import { requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import type { Plan } from '../plan.types.js';
import { listNeedOrder, setNeedPositions } from './need-order.sql.js';
import { applyMove, type FlatMove } from './tree.rules.js';
import { lockTree, stampOf } from './tree.sql.js';

/**
 * Moves a need among the others of its plan: it must be the editor's to write.
 * @param stamp of the order that the editor saw
 * @throws Conflict when the order has changed meanwhile
 */
export async function moveNeed(ctx: Ctx, plan: Plan, move: FlatMove, stamp: string): Promise<void> {
  requireRole(ctx, editors, []);
  requireOpen(plan);
  await lockTree(ctx.tx, plan.id);
  const rows = await listNeedOrder(ctx.tx, plan.id);
  const row = rows.find((one) => one.id === move[1]);
  if (!row) throw new Absent('need');
  requireRole(ctx, editors, await listCodesAround(ctx.tx, row.placeId));
  if (stampOf(rows) !== stamp) throw new Conflict();
  const moved = applyMove(rows, move);
  if (moved === undefined || typeof moved === 'string') return;
  await setNeedPositions(ctx.tx, moved.positions);
  await writeAudit(ctx, 'need.move', 'need', row.id, { plan: plan.code, code: row.code });
}
