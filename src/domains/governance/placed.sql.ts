import { sql } from 'kysely';

/** Codes of a row's place and of those that hold it, empty without a place. @param column the row's `place_id`, with its alias */
export function codesAround(column: string) {
  return sql<string[]>`array(
    select h.code from territory.place h where h.id = ${sql.ref(column)}
    union select a.code from territory.area_comune c
      join territory.place a on a.ambito_id = c.ambito_id and a.id = c.area_id
      where c.comune_id = ${sql.ref(column)})`;
}
