import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { codesAround } from '../place.sql.js';
import type { Shifted, ShiftRow } from './shift.rules.js';

/** The actions of a plan that have a date, in the order of the plan. */
export async function listShiftRows(tx: Tx, planId: string): Promise<ShiftRow[]> {
  const { rows } = await sql<ShiftRow>`
    with places as (
      select id, ${codesAround(sql`p.id`)} as within from territory.place p
      where id in (select place_id from plan.objective where plan_id = ${planId})
    )
    select a.id, a.version, a.title, a.owner, a.starts_on as "startsOn", a.ends_on as "endsOn",
      json_build_object('code', o.code, 'title', o.title) as objective, p.within,
      (extract(epoch from a.updated_at) * 1000000)::bigint::text as "writtenAt"
    from plan.action a
    join plan.objective o on o.ambito_id = a.ambito_id and o.id = a.objective_id
    join places p on p.id = o.place_id
    where o.plan_id = ${planId} and o.withdrawn_at is null and (a.starts_on is not null or a.ends_on is not null)
    order by o.position, o.code, a.position, a.id`.execute(tx);
  return rows;
}

/** Writes the new dates of those that nobody has written meanwhile. @returns how many, and when in microseconds */
export async function updateDates(
  tx: Tx,
  shifted: readonly Shifted[],
): Promise<{ count: number; writtenAt: string }> {
  const content = shifted.map(({ row, startsOn, endsOn }) => ({
    id: row.id,
    version: row.version,
    starts_on: startsOn,
    ends_on: endsOn,
  }));
  const { rows } = await sql<{ writtenAt: string }>`
    update plan.action a set starts_on = n.starts_on, ends_on = n.ends_on
    from jsonb_to_recordset(${JSON.stringify(content)}::jsonb) as n (id uuid, version integer, starts_on date, ends_on date)
    where a.id = n.id and a.version = n.version
    returning (extract(epoch from a.updated_at) * 1000000)::bigint::text as "writtenAt"`.execute(tx);
  return { count: rows.length, writtenAt: rows[0]?.writtenAt ?? '' };
}
