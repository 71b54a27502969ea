import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { codesAround } from '../place.sql.js';

/** Code of each place with its own code and those of the places that hold it. */
export async function listPlaceScopes(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom('territory.place as p')
    .select(['p.code', codesAround(sql`p.id`).as('within')])
    .where('p.kind', 'in', ['ambito', 'area', 'comune'])
    .execute();
  return new Map(rows.map((row) => [row.code, row.within]));
}

export interface ObjectivePlaceRow {
  id: string;
  code: string;
  placeCode: string;
}

/** Objectives of the plan and where they stand, in the plan's order; withdrawn ones are left out. */
export async function listObjectivePlaces(tx: Tx, planId: string): Promise<ObjectivePlaceRow[]> {
  return tx
    .selectFrom('plan.objective as o')
    .innerJoin('territory.place as p', 'p.id', 'o.place_id')
    .select(['o.id', 'o.code', 'p.code as placeCode'])
    .where('o.plan_id', '=', planId)
    .where('o.withdrawn_at', 'is', null)
    .orderBy('o.position')
    .orderBy('o.code')
    .execute();
}

/** Words by which rows of a plan, and what they refer to, are called: codes of needs and objectives, names of the others. */
export async function listNames(tx: Tx, planId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, code as name from plan.need where plan_id = ${planId}
    union all select id, code from plan.objective where plan_id = ${planId}
    union all select id, name from territory.near_place
    union all select id, name from services.service
    union all select id, name from governance.network
    union all select id, title from governance.agreement
    union all select id, name from governance.organisation
    union all select id, name from spending.fund`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Cents committed of each of these budget lines. */
export async function listCommitted(tx: Tx, lineIds: readonly string[]): Promise<Map<string, number>> {
  if (lineIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('spending.line_money')
    .select(['budget_line_id as id', 'committed_cents as cents'])
    .where('budget_line_id', 'in', lineIds)
    .execute();
  return new Map(rows.map((row) => [row.id ?? '', row.cents ?? 0]));
}
