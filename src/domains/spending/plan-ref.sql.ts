import { sql } from 'kysely';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';
import type { ObjectiveRef, PlanRef } from './spending.types.js';

/**
 * The plan of a period, or the one in force (the newest, when none is) without a code.
 * @param drafts also a plan that the public does not see yet
 */
export async function findPlanRef(
  tx: Tx,
  code: string | null,
  drafts: boolean,
): Promise<PlanRef | undefined> {
  return tx
    .selectFrom('plan.plan as p')
    .leftJoin('plan.plan_state as s', 's.plan_id', 'p.id')
    .select(['p.id', 'p.code', 'p.title', 'p.starts_on as startsOn', 'p.ends_on as endsOn'])
    .$if(code !== null, (query) => query.where('p.code', '=', code ?? ''))
    .$if(!drafts, (query) => query.where('s.is_public', '=', true))
    .orderBy(sql`s.state is not distinct from 'inForce'`, 'desc')
    .orderBy('p.starts_on', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Objectives of a plan that were not withdrawn, in the plan's order. */
export async function listObjectiveRefs(tx: Tx, planId: string): Promise<ObjectiveRef[]> {
  const { rows } = await sql<ObjectiveRef>`
    select o.id, o.code, o.title, p.code as "planCode", h.name as "placeName", o.budget_note as "budgetNote",
      ${codesAround('o.place_id')} as within
    from plan.objective o
    join plan.plan p on p.ambito_id = o.ambito_id and p.id = o.plan_id
    join territory.place h on h.ambito_id = o.ambito_id and h.id = o.place_id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code`.execute(tx);
  return rows;
}

/** Letters and names of the policy areas of the guideline of the ambito's newest plan. */
export async function listPolicyAreas(tx: Tx, lang: 'it' | 'en'): Promise<{ code: string; name: string }[]> {
  const { rows } = await sql<{ code: string; name: string }>`
    select a ->> 'code' as code, coalesce(a -> 'name' ->> ${lang}, a -> 'name' ->> 'it') as name
    from plan.guideline g cross join lateral jsonb_array_elements(g.content -> 'policyAreas') a
    where g.code = (select guideline_code from plan.plan order by starts_on desc limit 1)
    order by 1`.execute(tx);
  return rows;
}
