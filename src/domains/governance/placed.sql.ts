import { sql } from 'kysely';

/**
 * Codes of a row's place and of those that hold it (a comune's area, the ambito), empty without a place.
 * @param column the row's `place_id`, with its alias
 */
export function codesAround(column: string) {
  const place = sql.ref(column);
  return sql<string[]>`array(
    select held.code from territory.place held where held.id = ${place}
    union select holder.code from territory.area_comune lies
      join territory.place holder on holder.ambito_id = lies.ambito_id and holder.id = lies.area_id
      where lies.comune_id = ${place}
    union select whole.code from territory.place own
      join territory.place whole on whole.ambito_id = own.ambito_id and whole.kind = 'ambito'
      where own.id = ${place} and own.kind = 'area')`;
}
