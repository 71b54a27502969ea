import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/** Says which objectives of the next plan take up those that these sheets close. */
export async function insertContinuities(
  tx: Tx,
  links: readonly { sheetId: string; objectiveId: string }[],
): Promise<void> {
  if (links.length === 0) return;
  await tx
    .insertInto('evaluation.outcome_continuity')
    .values(
      links.map((link) => ({
        outcome_sheet_id: link.sheetId,
        objective_id: link.objectiveId,
        basis: 'stated',
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface ClosedObjective {
  id: string;
  code: string;
  title: string;
  placeName: string;
  sheet: {
    id: string;
    code: string;
    achievementPercent: number | null;
    proposedAgain: 'yes' | 'no' | 'partly' | null;
    proposedAgainReason: string | null;
  } | null;
}

/** Objectives of a plan with what their closing sheets say of the next period, in the plan's order. */
export async function listClosedObjectives(tx: Tx, planId: string): Promise<ClosedObjective[]> {
  const { rows } = await sql<ClosedObjective>`
    select o.id, o.code, o.title, h.name as "placeName",
      case when s.id is not null then jsonb_build_object('id', s.id, 'code', s.code,
        'achievementPercent', s.achievement_percent, 'proposedAgain', s.proposed_again,
        'proposedAgainReason', s.proposed_again_reason) end as sheet
    from plan.objective o
    join territory.place h on h.ambito_id = o.ambito_id and h.id = o.place_id
    left join evaluation.outcome_sheet s on s.ambito_id = o.ambito_id and s.objective_id = o.id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code`.execute(tx);
  return rows;
}
