import { sql } from 'kysely';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';
import type { ClosingSource } from './closing.types.js';

/** Objectives of a plan as closing needs them, with their sheets; in the plan's order. */
export async function listClosingSources(tx: Tx, planId: string): Promise<ClosingSource[]> {
  const { rows } = await sql<ClosingSource>`
    select o.id as "objectiveId", o.description, o.level, o.continuity, o.continuity_note as "continuityNote", o.fields,
      ${codesAround('o.place_id')} as within,
      coalesce((select jsonb_agg(jsonb_build_object('text', a.title, 'state', a.state, 'note', a.state_reason)
        order by a.position, a.id) from plan.action a where a.objective_id = o.id), '[]') as actions,
      case when s.id is not null then jsonb_build_object('code', s.code, 'achievementPercent', s.achievement_percent,
        'computedPercent', s.computed_percent, 'achievementReason', s.achievement_reason,
        'proposedAgain', s.proposed_again) end as sheet
    from plan.objective o
    left join evaluation.outcome_sheet s on s.ambito_id = o.ambito_id and s.objective_id = o.id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code`.execute(tx);
  return rows;
}

/** The present state of a plan; null before its first act. */
export async function findPlanState(tx: Tx, planId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('plan.plan_state')
    .select('state')
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  return row?.state ?? null;
}
