import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/** One figure as a document prints it. */
export interface PrintedFigure {
  variable: string;
  variableName: string;
  place: string;
  placeName: string;
  kind: string;
  period: string;
  sex: '' | 'm' | 'f';
  category: string;
  value: number | null;
  unit: string;
  statedSource: string | null;
  note: string | null;
  source: string;
}

/**
 * Live figures of all ages of some variables, in the order of their file; for some places, or for those near the ambito
 * when `places` is null. Where two datasets say the same, the newest counts.
 */
export async function listPrintedFigures(
  tx: Tx,
  variables: readonly string[],
  places: readonly string[] | null,
): Promise<PrintedFigure[]> {
  const where = places
    ? sql`p.code = any (${[...places]}::text[])`
    : // As an array, so that figures are looked up by place: by variable they would be all of Italy's.
      sql`o.place_id = any (array(select id from territory.near_place))`;
  const { rows } = await sql<PrintedFigure>`
    select * from (
      select distinct on (o.variable, o.place_id, o.period, o.sex, o.category)
        o.variable, v.name as "variableName", p.code as place, p.name as "placeName", p.kind, o.period, o.sex,
        o.category, o.value, coalesce(o.unit, v.unit) as unit, o.stated_source as "statedSource", o.note, d.source,
        o.location
      from territory.observation o
      join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id
      join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
      join territory.variable v on v.ambito_id = o.ambito_id and v.code = o.variable
      where o.variable = any (${[...variables]}::text[]) and o.age_from = -1 and ${where}
        and d.superseded_at is null and d.withdrawn_at is null
      order by o.variable, o.place_id, o.period, o.sex, o.category, d.imported_at desc, d.id desc
    ) figure
    order by variable, array_position(array['ambito', 'area', 'comune'], kind), "placeName" collate "it-x-icu", period,
      value desc nulls last, category`.execute(tx);
  return rows;
}

/** Series that the observatory holds, for who chooses one. */
export async function listSeriesNames(tx: Tx): Promise<{ code: string; name: string }[]> {
  return tx.selectFrom('territory.variable').select(['code', 'name']).orderBy('name').execute();
}
