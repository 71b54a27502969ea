import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/** What lies outside years that a plan might have. */
export interface OutsideYears {
  actions: number;
  /** The first of them, for who looks for it. */
  action: string | null;
  lines: number;
}

/** Actions with a day, and lines of the budget with a year, outside a period. */
export async function countOutside(
  tx: Tx,
  planId: string,
  { from, to }: { from: number; to: number },
): Promise<OutsideYears> {
  const { rows } = await sql<OutsideYears>`
    select count(a.id)::int as actions, min(a.title) as action,
      (select count(*) from spending.budget_line l join plan.objective o on o.ambito_id = l.ambito_id and o.id = l.objective_id
        where o.plan_id = ${planId}::uuid and o.withdrawn_at is null and l.year not between ${from}::int and ${to}::int)::int as lines
    from plan.action a join plan.objective o on o.ambito_id = a.ambito_id and o.id = a.objective_id
    where o.plan_id = ${planId}::uuid and o.withdrawn_at is null
      and (a.starts_on < make_date(${from}::int, 1, 1) or a.ends_on > make_date(${to}::int, 12, 31)
        or a.starts_on > make_date(${to}::int, 12, 31) or a.ends_on < make_date(${from}::int, 1, 1))`.execute(
    tx,
  );
  return rows[0] ?? { actions: 0, action: null, lines: 0 };
}

/** @returns false when somebody wrote since `version` */
export async function updatePeriod(
  tx: Tx,
  id: string,
  version: number,
  values: { code: string; startsOn: string; endsOn: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.plan')
    .set({ code: values.code, starts_on: values.startsOn, ends_on: values.endsOn })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns false when somebody wrote since `version` */
export async function updateGuideline(
  tx: Tx,
  id: string,
  version: number,
  values: { code: string; sha256: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.plan')
    .set({ guideline_code: values.code, guideline_sha256: values.sha256 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What a plan has written under the codes of its guideline: how many objectives, by code; chapters with text. */
export async function countUses(tx: Tx, planId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ code: string; uses: number }>`
    select code, count(*)::int as uses from (
      select 'area ' || unnest(policy_areas) as code from plan.objective where plan_id = ${planId}::uuid and withdrawn_at is null
      union all select 'keyPoint ' || (k ->> 'point') from plan.objective, jsonb_array_elements(key_points) k
        where plan_id = ${planId}::uuid and withdrawn_at is null and k ->> 'point' is not null
      union all select 'objectiveField ' || jsonb_object_keys(fields) from plan.objective
        where plan_id = ${planId}::uuid and withdrawn_at is null
      union all select 'chapter ' || number from plan.chapter where plan_id = ${planId}::uuid and content <> '[]'::jsonb) as used
    group by code`.execute(tx);
  return new Map(rows.map(({ code, uses }) => [code, uses]));
}
