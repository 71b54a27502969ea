import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { codesAround } from './placed.sql.js';

export interface PlaceRef {
  id: string;
  code: string;
  name: string;
  kind: string;
  /** Code of the place and of those that hold it: who has a role there may edit. */
  within: string[];
}

/** Places that records may name: the ambito first, then areas, comuni and what lies around. */
export async function listPlaceRefs(tx: Tx): Promise<PlaceRef[]> {
  const { rows } = await sql<PlaceRef>`
    select p.id, p.code, p.name, p.kind, ${codesAround('p.id')} as within
    from territory.near_place p
    order by array_position(array['ambito', 'area', 'comune'], p.kind), p.name`.execute(tx);
  return rows;
}
