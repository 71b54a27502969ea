import { sql } from 'kysely';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type { Level, Rank } from './objective.types.js';
import { planIdOf } from './plan.sql.js';

export interface ObjectiveLine {
  id: string;
  code: string;
  title: string;
  level: Level;
  rank: Rank;
  parent: string | null;
  place: { code: string; name: string };
  policyAreas: string[];
  description: string | null;
  version: number;
}

/** A page of a plan's objectives after the one of this code, in the plan's order, in one statement. */
export async function listObjectiveLines(
  tx: Tx,
  plan: { code: string | undefined; drafts: boolean },
  paging: { after?: string | undefined; limit: number },
): Promise<ObjectiveLine[]> {
  const list = plan.drafts ? listAnyLines : listPublicLines;
  const after = paging.after ?? null;
  return plan.code === undefined
    ? list.present(tx, after, paging.limit)
    : list.named(tx, after, paging.limit, plan.code);
}

function keepLines(drafts: boolean) {
  const lines = (after: string | null, limit: number, plan: string | undefined) => sql<ObjectiveLine>`
    select o.id, o.code, o.title, o.level, o.rank, u.code as parent,
      json_build_object('code', h.code, 'name', h.name) as place, o.policy_areas as "policyAreas", o.description, o.version
    from plan.objective o
    join territory.place h on h.ambito_id = o.ambito_id and h.id = o.place_id
    left join plan.objective u on u.ambito_id = o.ambito_id and u.id = o.parent_id
    where o.plan_id = ${planIdOf(plan, drafts)} and o.withdrawn_at is null
      and (${after}::text is null
        or (o.position, o.code) > (select a.position, a.code from plan.objective a where a.plan_id = o.plan_id and a.code = ${after}))
    order by o.position, o.code limit ${limit}`;
  return {
    present: compileOnce((_tx, after: string | null, limit: number) => lines(after, limit, undefined)),
    named: compileOnce((_tx, after: string | null, limit: number, plan: string) => lines(after, limit, plan)),
  };
}
const listPublicLines = keepLines(false);
const listAnyLines = keepLines(true);
