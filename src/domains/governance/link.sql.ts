import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Tied } from './governance.types.js';

/**
 * Objectives that rest on a network or on an agreement, or that are pursued with an organisation (`reason` is its role).
 * @param drafts also of plans that the public does not see yet
 */
export async function listObjectivesOn(
  tx: Tx,
  kind: 'network' | 'agreement' | 'organisation',
  id: string,
  drafts: boolean,
): Promise<Tied[]> {
  const { rows } = await sql<Tied>`
    select n.code, n.title as name, p.code as plan, e.basis as reason
    from thread.edge e
    join thread.node n on n.ambito_id = e.ambito_id and n.kind = 'objective' and n.id = e.from_id
    join thread.plan p on p.ambito_id = n.ambito_id and p.id = n.plan_id
    where e.to_kind = ${kind} and e.to_id = ${id} and e.from_kind = 'objective'
      and (${drafts} or p.is_public)
    order by p.code desc, n.code`.execute(tx);
  return rows;
}

/** Contributions to plans that a network or a body brought. */
export async function countContributionsOf(tx: Tx, kind: 'network' | 'body', id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from participation.contribution where ${sql.ref(`${kind}_id`)} = ${id}`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
