import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { TreeRow } from './tree.rules.js';

/** Every need of a plan as its order needs it: roots of one group, since needs stand under nothing. */
export async function listNeedOrder(tx: Tx, planId: string): Promise<TreeRow[]> {
  const { rows } = await sql<Omit<TreeRow, 'group' | 'groupName' | 'parentId'> & { placeName: string }>`
    select n.id, n.code, n.description as title, n.position, n.place_id as "placeId", p.name as "placeName"
    from plan.need n join territory.place p on p.ambito_id = n.ambito_id and p.id = n.place_id
    where n.plan_id = ${planId} and n.withdrawn_at is null order by n.position, n.code`.execute(tx);
  return rows.map(({ placeName, ...row }) => ({
    ...row,
    parentId: null,
    group: 'needs',
    groupName: { level: 'ambito', placeName },
  }));
}

export async function setNeedPositions(
  tx: Tx,
  positions: readonly { id: string; position: number }[],
): Promise<void> {
  if (positions.length === 0) return;
  await sql`
    update plan.need o set position = n.position
    from unnest(${positions.map((one) => one.id)}::uuid[], ${positions.map((one) => one.position)}::int[]) n (id, position)
    where o.id = n.id`.execute(tx);
}
