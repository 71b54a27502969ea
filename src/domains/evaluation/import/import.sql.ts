import { sql } from 'kysely';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';
import type { LoadedFile, Nameable } from './import.types.js';

/** Indicators of a plan as a file may name them. */
export async function listNameable(tx: Tx, planId: string): Promise<Nameable[]> {
  const { rows } = await sql<Nameable>`
    select i.id, o.code as "objectiveCode", i.title, i.unit, ${codesAround('o.place_id')} as within
    from plan.indicator i join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code, i.position`.execute(tx);
  return rows;
}

/** Every value of a plan's indicators, by `id day`. */
export async function listStoredDays(tx: Tx, planId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; day: string; value: number }>`
    select m.indicator_id as id, m.measured_on::text as day, m.value from evaluation.measurement m
    join plan.indicator i on i.ambito_id = m.ambito_id and i.id = m.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.plan_id = ${planId}`.execute(tx);
  return new Map(rows.map(({ id, day, value }) => [`${id} ${day}`, value]));
}

export async function insertImport(
  tx: Tx,
  file: { id: string; planId: string; fileName: string; sha256: string; added: number },
): Promise<void> {
  await tx
    .insertInto('evaluation.measurement_import')
    .values({
      id: file.id,
      plan_id: file.planId,
      file_name: file.fileName,
      sha256: file.sha256,
      added: file.added,
    })
    .execute();
}

/** Files loaded for a plan, newest first. */
export async function listImports(tx: Tx, planId: string): Promise<LoadedFile[]> {
  return tx
    .selectFrom('evaluation.measurement_import as f')
    .leftJoin('platform.account as a', 'a.id', 'f.created_by')
    .select([
      'f.id',
      'f.version',
      'f.file_name as fileName',
      'f.added',
      'f.created_at as loadedAt',
      'a.name as loadedBy',
      'f.undone_at as undoneAt',
      'f.undone_reason as undoneReason',
    ])
    .where('f.plan_id', '=', planId)
    .orderBy('f.created_at', 'desc')
    .orderBy('f.id', 'desc')
    .limit(50)
    .execute();
}

/** Places around the objectives whose values a file brought. */
export async function listPlacesOfImport(tx: Tx, importId: string): Promise<string[][]> {
  const { rows } = await sql<{ within: string[] }>`
    select distinct ${codesAround('o.place_id')} as within from evaluation.measurement m
    join plan.indicator i on i.ambito_id = m.ambito_id and i.id = m.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where m.import_id = ${importId}`.execute(tx);
  return rows.map((row) => row.within);
}

/** Marks a file as undone. @returns false when somebody else did meanwhile */
export async function markUndone(
  tx: Tx,
  id: string,
  version: number,
  at: Date,
  reason: string,
): Promise<boolean> {
  const result = await tx
    .updateTable('evaluation.measurement_import')
    .set({ undone_at: at, undone_reason: reason })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Takes away the values of a file that nobody has corrected since. @returns how many */
export async function deleteImported(tx: Tx, importId: string): Promise<number> {
  const result = await tx
    .deleteFrom('evaluation.measurement')
    .where('import_id', '=', importId)
    .where('origin', '=', 'import')
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
