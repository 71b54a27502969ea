import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Place } from './plan.types.js';

/** Places of the ambito, from the whole to the single comune, then those around it. */
export async function listPlaces(tx: Tx): Promise<Place[]> {
  return tx
    .selectFrom('territory.near_place')
    .select(['id', 'code', 'name', 'kind'])
    .$narrowType<Place>()
    .orderBy(sql`array_position(array['ambito', 'area', 'comune'], kind)`)
    .orderBy('name')
    .execute();
}

/** Code of a place and of the places that hold it, as `holdsRole` takes them. */
export async function listCodesAround(tx: Tx, placeId: string): Promise<string[]> {
  const { rows } = await sql<{
    codes: string[];
  }>`select ${codesAround(sql`${placeId}::uuid`)} as codes`.execute(tx);
  return rows[0]?.codes ?? [];
}

/** The same inside another query; `placeId` is a column or a value. */
export function codesAround(placeId: ReturnType<typeof sql>) {
  return sql<string[]>`array(
    select h.code from territory.place h where h.id = ${placeId}
    union select a.code from territory.area_comune c join territory.place a on a.ambito_id = c.ambito_id and a.id = c.area_id
      where c.comune_id = ${placeId})`;
}
