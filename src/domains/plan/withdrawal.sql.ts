import type { Tx } from '#platform/db/walled.js';

/**
 * Withdraws a need or an objective, or puts it back: then it stands for itself again, whatever it was merged into.
 * @param withdrawn null to put it back
 * @returns false when somebody else saved meanwhile
 */
export async function setWithdrawn(
  tx: Tx,
  of: 'plan.need' | 'plan.objective',
  id: string,
  version: number,
  withdrawn: { at: Date; reason: string } | null,
): Promise<boolean> {
  const result = await tx
    .updateTable(of)
    .set({
      withdrawn_at: withdrawn?.at ?? null,
      withdrawn_reason: withdrawn?.reason ?? null,
      ...(withdrawn === null ? { merged_into_id: null } : {}),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
