import type { Tx } from '#platform/db/walled.js';
import type { ActionState } from '../objective.types.js';

export interface ActionStateRow {
  id: string;
  state: ActionState;
  stateReason: string | null;
}

/** How far each action of a plan is now. */
export async function listActionStates(tx: Tx, planId: string): Promise<ActionStateRow[]> {
  const rows = await tx
    .selectFrom('plan.action as a')
    .innerJoin('plan.objective as o', 'o.id', 'a.objective_id')
    .select(['a.id', 'a.state', 'a.state_reason as stateReason'])
    .where('o.plan_id', '=', planId)
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as ActionState }));
}
