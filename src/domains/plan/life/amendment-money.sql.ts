import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/** A budget line that an amendment added and on which money was committed meanwhile. */
export interface BoundLine {
  id: string;
  objective: string;
  fund: string;
  year: number | null;
  description: string | null;
  allocatedCents: number | null;
  /** What was committed, less what was taken back. */
  committedCents: number;
}

/**
 * Lines of a plan that this version does not have and that commitments rest on. Those of an objective that the version does
 * not have either stay with it when it is withdrawn.
 */
export async function listBoundLines(tx: Tx, planId: string, number: number): Promise<BoundLine[]> {
  const { rows } = await sql<BoundLine>`
    with kept as (
      select v.stored_rows from plan.plan_version v where v.plan_id = ${planId} and v.number = ${number}
    )
    select b.id, o.code as objective, f.name as fund, b.year, b.description, b.allocated_cents as "allocatedCents",
      sum(c.committed_cents) as "committedCents"
    from spending.budget_line b
    join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
    join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
    join spending.commitment c on c.ambito_id = b.ambito_id and c.budget_line_id = b.id
    where o.plan_id = ${planId}
      and b.id::text not in (select l ->> 'id' from kept, jsonb_array_elements(stored_rows -> 'spending.budget_line') l)
      and o.id::text in (select l ->> 'id' from kept, jsonb_array_elements(stored_rows -> 'plan.objective') l)
    group by b.ambito_id, b.id, o.code, o.position, f.name
    order by o.position, o.code, b.position, b.id`.execute(tx);
  return rows;
}

/** Takes their sum away and says why they are there. */
export async function keepWithoutSum(tx: Tx, ids: readonly string[], note: string): Promise<void> {
  if (ids.length === 0) return;
  await sql`update spending.budget_line set allocated_cents = null, note = concat_ws(E'\n', note, ${note}::text)
    where id = any (${ids}::uuid[])`.execute(tx);
}
