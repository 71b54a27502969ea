import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { ScheduledAction } from './schedule.types.js';

/** Every action of a plan's objectives, in the order of the plan; those of withdrawn objectives are left out. */
export async function listScheduledActions(tx: Tx, planId: string): Promise<ScheduledAction[]> {
  const { rows } = await sql<ScheduledAction>`
    select a.id, a.title, a.starts_on as "startsOn", a.ends_on as "endsOn", a.owner, a.state, a.state_reason as "stateReason",
      json_build_object('id', o.id, 'code', o.code, 'title', o.title, 'level', o.level, 'policyAreas', o.policy_areas) as objective,
      json_build_object('code', p.code, 'name', p.name) as place
    from plan.action a
    join plan.objective o on o.ambito_id = a.ambito_id and o.id = a.objective_id
    join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code, a.position, a.id`.execute(tx);
  return rows;
}
