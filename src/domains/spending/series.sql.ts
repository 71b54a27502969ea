import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { SpendingFigure } from './series.rules.js';

/**
 * Published sums in euro that are told item by item (variables of amounts with more than one item), from editions
 * that are neither superseded nor withdrawn; where two say the same, the newest.
 */
export async function listSpendingFigures(tx: Tx): Promise<SpendingFigure[]> {
  const { rows } = await sql<SpendingFigure>`
    select variable, name, place, "placeName", period, item, cents, source, note from (
    select distinct on (o.variable, o.place_id, o.period, o.category)
      v.code as variable, v.name, p.code as place, p.name as "placeName", o.period, o.category as item,
      round(o.value * 100)::bigint as cents, coalesce(o.stated_source, d.source) as source, o.note
    from territory.observation o
    join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
      and d.superseded_at is null and d.withdrawn_at is null
    join territory.variable v on v.ambito_id = o.ambito_id and v.code = o.variable and v.nature = 'amount'
    join territory.near_place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    where coalesce(o.unit, v.unit) in ('euro', '€')
      and exists (select from territory.observation i where i.ambito_id = o.ambito_id and i.variable = o.variable
        and i.place_id = o.place_id and i.dataset_id = o.dataset_id and i.category not in ('', 'totale'))
    order by o.variable, o.place_id, o.period, o.category, d.imported_at desc, d.id desc) as figure
    order by name desc, "placeName", period, item`.execute(tx);
  return rows;
}
