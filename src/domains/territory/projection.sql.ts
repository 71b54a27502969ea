import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { MetricSource } from './metric.sql.js';

/** Live datasets from which a projection reads: residents by single age, births, deaths, since a year. */
export async function listProjectionSources(tx: Tx, since: number): Promise<MetricSource[]> {
  const { rows } = await sql<MetricSource>`
    select d.code, d.title, d.source, d.licence, d.reference_on as "referenceOn"
    from territory.dataset d
    where d.superseded_at is null and d.withdrawn_at is null and (
      exists (select from territory.age_count a
        where a.ambito_id = d.ambito_id and a.dataset_id = d.id and a.variable = 'population' and a.year >= ${since})
      or exists (select from territory.observation o
        where o.ambito_id = d.ambito_id and o.dataset_id = d.id and o.variable in ('births', 'deaths') and o.year >= ${since}))
    order by d.title`.execute(tx);
  return rows;
}
