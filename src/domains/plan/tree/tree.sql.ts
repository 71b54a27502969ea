import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { TreeRow } from './tree.rules.js';

/** Every objective of a plan as its tree needs it; withdrawn ones are left out. */
export async function listTreeRows(tx: Tx, planId: string): Promise<TreeRow[]> {
  const { rows } = await sql<
    Omit<TreeRow, 'group' | 'groupName'> & {
      level: TreeRow['groupName']['level'];
      placeCode: string;
      placeName: string;
    }
  >`
    select o.id, o.code, o.title, o.parent_id as "parentId", o.position, o.place_id as "placeId", o.level,
      p.code as "placeCode", p.name as "placeName"
    from plan.objective o join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    where o.plan_id = ${planId} and o.withdrawn_at is null order by o.position, o.code`.execute(tx);
  return rows.map(({ level, placeCode, placeName, ...row }) => ({
    ...row,
    group: level === 'subAmbito' || level === 'supraZonal' ? `${level} ${placeCode}` : level,
    groupName: { level, placeName },
  }));
}

/** Changes with the order, with parents, and with what is there: who moves something has seen it. */
export function stampOf(rows: readonly TreeRow[]): string {
  const hash = createHash('sha256');
  for (const { id, parentId, position } of rows) hash.update(`${id} ${parentId ?? ''} ${position}\n`);
  return hash.digest('base64url').slice(0, 22);
}

export async function setParent(tx: Tx, id: string, parentId: string | null): Promise<void> {
  await tx.updateTable('plan.objective').set({ parent_id: parentId }).where('id', '=', id).execute();
}

export async function setPositions(
  tx: Tx,
  positions: readonly { id: string; position: number }[],
): Promise<void> {
  if (positions.length === 0) return;
  await sql`
    update plan.objective o set position = n.position
    from unnest(${positions.map((one) => one.id)}::uuid[], ${positions.map((one) => one.position)}::int[]) n (id, position)
    where o.id = n.id`.execute(tx);
}

/** Two who move at once wait for each other: the second sees the order of the first. */
export async function lockTree(tx: Tx, planId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tree:${planId}`}, 0))`.execute(tx);
}
