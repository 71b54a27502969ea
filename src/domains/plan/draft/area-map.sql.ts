import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { KeyPoint } from '../objective.types.js';
import type { Letters } from './area-map.rules.js';

/** What a plan's objectives have in the letters of its guideline, withdrawn ones too: they may come back. */
export async function listLetters(tx: Tx, planId: string): Promise<(Letters & { id: string })[]> {
  const rows = await tx
    .selectFrom('plan.objective')
    .select([
      'id',
      'policy_areas as policyAreas',
      'cross_cutting_areas as crossCuttingAreas',
      'key_points as keyPoints',
    ])
    .where('plan_id', '=', planId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ ...row, keyPoints: row.keyPoints as unknown as KeyPoint[] }));
}

export async function updateLetters(tx: Tx, rows: readonly (Letters & { id: string })[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update plan.objective o set policy_areas = r."policyAreas", cross_cutting_areas = r."crossCuttingAreas",
      key_points = r."keyPoints"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, "policyAreas" text[], "crossCuttingAreas" text[], "keyPoints" jsonb)
    where o.id = r.id`.execute(tx);
}

/** Objectives of a plan without a policy area. */
export async function listUnassigned(tx: Tx, planId: string): Promise<{ code: string; title: string }[]> {
  return tx
    .selectFrom('plan.objective')
    .select(['code', 'title'])
    .where('plan_id', '=', planId)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`policy_areas = '{}'`)
    .orderBy('position')
    .orderBy('code')
    .execute();
}
