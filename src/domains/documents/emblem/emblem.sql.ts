import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { EmblemFormat, StoredEmblem } from './emblem.types.js';

export async function findStoredEmblem(tx: Tx): Promise<StoredEmblem | undefined> {
  const row = await tx
    .selectFrom('documents.emblem as e')
    .innerJoin('documents.emblem_file as f', (join) =>
      join.onRef('f.ambito_id', '=', 'e.ambito_id').onRef('f.sha256', '=', 'e.sha256'),
    )
    .select(['e.id', 'e.version', 'e.sha256', 'e.format', 'e.alt', 'f.bytes'])
    .executeTakeFirst();
  return row && { ...row, format: row.format as EmblemFormat };
}

export async function keepEmblemFile(tx: Tx, sha256: string, bytes: Buffer): Promise<void> {
  await tx
    .insertInto('documents.emblem_file')
    .values({ sha256, bytes })
    .onConflict((conflict) => conflict.columns(['ambito_id', 'sha256']).doNothing())
    .execute();
}

type Values = Pick<StoredEmblem, 'sha256' | 'format' | 'alt'>;

/** @returns false when somebody else has put one meanwhile */
export async function insertEmblem(tx: Tx, id: string, values: Values): Promise<boolean> {
  const result = await tx
    .insertInto('documents.emblem')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('ambito_id').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateEmblem(tx: Tx, id: string, version: number, values: Values): Promise<boolean> {
  const result = await tx
    .updateTable('documents.emblem')
    .set(values)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteEmblem(tx: Tx, id: string, version: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from documents.emblem where id = ${id} and version = ${version}`.execute(tx);
  return numAffectedRows === 1n;
}
