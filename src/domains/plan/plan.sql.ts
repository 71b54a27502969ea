import { sql } from 'kysely';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { NewPlan, NewPlanAct, Plan, PlanState } from './plan.types.js';

function selectPlans(tx: Tx) {
  return tx
    .selectFrom('plan.plan as p')
    .leftJoin('plan.plan_state as s', 's.plan_id', 'p.id')
    .select([
      'p.id',
      'p.code',
      'p.title',
      'p.starts_on as startsOn',
      'p.ends_on as endsOn',
      'p.guideline_code as guidelineCode',
      'p.summary',
      'p.version',
      sql<PlanState>`coalesce(s.state, 'draft')`.as('state'),
      's.taken_on as stateSince',
      's.act_number as actNumber',
      's.body_name as bodyName',
      sql<boolean>`coalesce(s.is_public, false)`.as('isPublic'),
      'p.is_transcribed as isTranscribed',
      'p.guideline_sha256 as guidelineSha256',
      sql<number | null>`(select max(v.number) from plan.plan_version v
        where v.ambito_id = p.ambito_id and v.plan_id = p.id)`.as('frozenVersion'),
      sql<string | null>`(select a.id from plan.amendment a
        where a.ambito_id = p.ambito_id and a.plan_id = p.id and a.outcome is null)`.as('amendmentId'),
    ]);
}

/** Newest first; only those that anyone may read unless `drafts`. */
export async function listPlans(tx: Tx, drafts: boolean): Promise<Plan[]> {
  return selectPlans(tx)
    .$if(!drafts, (query) => query.where('s.is_public', '=', true))
    .orderBy('p.starts_on', 'desc')
    .execute();
}

export async function findPlan(tx: Tx, code: string, drafts: boolean): Promise<Plan | undefined> {
  const [plan] = await (drafts ? findAnyPlan : findPublicPlan)(tx, code);
  return plan;
}

/** The present code of the plan that last had this one: a draft's years may change, and its addresses with them. */
export async function findPresentCode(tx: Tx, former: string): Promise<string | undefined> {
  const { rows } = await sql<{ code: string }>`
    select p.code from platform.history h
    join plan.plan p on p.ambito_id = h.ambito_id and p.id::text = h.row_key
    where h.table_name = 'plan.plan' and h.before ->> 'code' = ${former} and p.code <> ${former}
    order by h.changed_at desc limit 1`.execute(tx);
  return rows[0]?.code;
}

/** Asked for by every page of a plan. */
const findAnyPlan = compileOnce((tx, code: string) => selectPlans(tx).where('p.code', '=', code));
const findPublicPlan = compileOnce((tx, code: string) =>
  selectPlans(tx).where('p.code', '=', code).where('s.is_public', '=', true),
);

/** The plan in force; before the first one, or between two, the newest that may be seen. */
export async function findPresentPlan(tx: Tx, drafts: boolean): Promise<Plan | undefined> {
  return selectPlans(tx)
    .$if(!drafts, (query) => query.where('s.is_public', '=', true))
    .orderBy(sql`(s.state is not distinct from 'inForce')`, 'desc')
    .orderBy('p.starts_on', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Identifier of a plan inside another query: the one of this code, or the present one. Null when there is none, or none
 * that may be seen, so that a read of the API needs no query before its own.
 */
export function planIdOf(code: string | undefined, drafts: boolean) {
  return sql<string>`(select p.id from plan.plan p left join plan.plan_state s on s.ambito_id = p.ambito_id and s.plan_id = p.id
    where (${drafts} or s.is_public) ${code === undefined ? sql`` : sql`and p.code = ${code}`}
    order by (s.state is not distinct from 'inForce') desc, p.starts_on desc limit 1)`;
}

export async function insertPlan(tx: Tx, id: string, plan: NewPlan): Promise<void> {
  const [first, last] = plan.code.split('-');
  await tx
    .insertInto('plan.plan')
    .values({
      id,
      code: plan.code,
      title: plan.title,
      starts_on: `${first}-01-01`,
      ends_on: `${last}-12-31`,
      guideline_code: plan.guidelineCode,
      summary: plan.summary,
      is_transcribed: plan.isTranscribed ?? false,
      guideline_sha256: sql<string>`(select sha256 from plan.guideline where code = ${plan.guidelineCode})`,
    })
    .execute();
}

export async function updatePlan(
  tx: Tx,
  id: string,
  version: number,
  values: { title: string; summary: string | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.plan')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertPlanAct(tx: Tx, planId: string, act: NewPlanAct): Promise<string> {
  const id = newId();
  await tx
    .insertInto('plan.plan_act')
    .values({
      id,
      plan_id: planId,
      state: act.state,
      taken_on: act.takenOn,
      act_number: act.actNumber,
      body_name: act.bodyName,
      note: act.note,
    })
    .execute();
  return id;
}
