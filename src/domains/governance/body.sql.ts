import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Body, BodyFields, BodyLevel } from './governance.types.js';
import { codesAround } from './placed.sql.js';

function selectBodies(tx: Tx) {
  return tx
    .selectFrom('governance.body as b')
    .leftJoin('territory.place as p', 'p.id', 'b.place_id')
    .select([
      'b.id',
      'b.code',
      'b.version',
      'b.name',
      'b.level',
      'p.code as place',
      'p.name as placeName',
      codesAround('b.place_id').as('within'),
      'b.members',
      'b.functions',
      'b.quorum_percent as quorumPercent',
      'b.majority_percent as majorityPercent',
      'b.source',
      'b.note',
    ]);
}

export async function listBodies(tx: Tx): Promise<Body[]> {
  const rows = await selectBodies(tx)
    .orderBy(sql`array_position(array['political', 'technical', 'participatory'], b.level)`)
    .orderBy(sql`length(b.code)`)
    .orderBy('b.code')
    .execute();
  return rows.map((row) => ({ ...row, level: row.level as BodyLevel }));
}

export async function findBody(tx: Tx, code: string): Promise<Body | undefined> {
  const row = await selectBodies(tx).where('b.code', '=', code).executeTakeFirst();
  return row && { ...row, level: row.level as BodyLevel };
}

export type BodyInsert = BodyFields & { id: string; code: string; placeId: string | null };

export async function insertBodies(tx: Tx, rows: readonly BodyInsert[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('governance.body')
    .values(rows.map((row) => ({ id: row.id, code: row.code, ...columnsOf(row, row.placeId) })))
    .execute();
}

export async function updateBody(
  tx: Tx,
  id: string,
  version: number,
  fields: BodyFields,
  placeId: string | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('governance.body')
    .set(columnsOf(fields, placeId))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(fields: BodyFields, placeId: string | null) {
  return {
    name: fields.name,
    level: fields.level,
    place_id: placeId,
    members: fields.members,
    functions: fields.functions,
    quorum_percent: fields.quorumPercent ?? null,
    majority_percent: fields.majorityPercent ?? null,
    source: fields.source,
    note: fields.note,
  };
}

export async function deleteBody(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('governance.body')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
