import { sql } from 'kysely';

/** Codes of a row's place and of those that hold it, empty without a place. @param column the row's `place_id`, with its alias */
export function codesAround(column: string) {
  return sql<string[]>`array(
    select held.code from territory.place held where held.id = ${sql.ref(column)}
    union select holder.code from territory.area_comune lies
      join territory.place holder on holder.ambito_id = lies.ambito_id and holder.id = lies.area_id
      where lies.comune_id = ${sql.ref(column)})`;
}
