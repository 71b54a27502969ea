import { sql } from 'kysely';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';

/** Notes every value that has come due and of which nobody was told yet. @returns where each is to be measured */
export async function noteNewlyDue(
  tx: Tx,
  today: string,
): Promise<{ indicatorId: string; within: string[] }[]> {
  const { rows } = await sql<{ indicatorId: string; within: string[] }>`
    with told as (
      insert into evaluation.reminder (indicator_id, due_on)
      select indicator_id, due_on from evaluation.indicator_state where due_on <= ${today}::date
      on conflict do nothing
      returning indicator_id
    )
    select i.id as "indicatorId", ${codesAround('o.place_id')} as within
    from told t join plan.indicator i on i.id = t.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id`.execute(tx);
  return rows;
}
