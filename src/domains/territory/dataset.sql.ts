import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Dataset, NewDataset } from './dataset.types.js';

const columns = [
  'd.id',
  'd.code',
  'd.title',
  'd.source',
  'd.licence',
  'd.reference_on as referenceOn',
  'd.file_name as fileName',
  'd.file_sha256 as fileSha256',
  'd.file_bytes as fileBytes',
  'd.layout',
  'd.row_count as rowCount',
  'd.note',
  'd.imported_at as importedAt',
  'a.name as importedBy',
  'd.superseded_at as supersededAt',
  'd.withdrawn_at as withdrawnAt',
  'd.withdrawn_reason as withdrawnReason',
  'd.version',
] as const;

const datasets = (tx: Tx) =>
  tx
    .selectFrom('territory.dataset as d')
    .leftJoin('platform.account as a', 'a.id', 'd.created_by')
    .select(columns);

/** Every edition, newest first. */
export async function listDatasets(tx: Tx): Promise<Dataset[]> {
  return datasets(tx).orderBy('d.imported_at', 'desc').orderBy('d.id', 'desc').execute();
}

/** Those whose figures are read, by title. */
export async function listLiveDatasets(tx: Tx): Promise<Dataset[]> {
  return datasets(tx)
    .where('d.superseded_at', 'is', null)
    .where('d.withdrawn_at', 'is', null)
    .orderBy('d.title')
    .execute();
}

export async function findDataset(tx: Tx, id: string): Promise<Dataset | undefined> {
  return datasets(tx).where('d.id', '=', id).executeTakeFirst();
}

/** The edition of this publication whose figures are read. */
export async function findLiveDataset(tx: Tx, code: string): Promise<Dataset | undefined> {
  return datasets(tx)
    .where('d.code', '=', code)
    .where('d.superseded_at', 'is', null)
    .where('d.withdrawn_at', 'is', null)
    .executeTakeFirst();
}

/** An import of the very same bytes that was not undone. */
export async function findDatasetOfFile(tx: Tx, sha256: string): Promise<Dataset | undefined> {
  return datasets(tx)
    .where('d.file_sha256', '=', sha256)
    .where('d.withdrawn_at', 'is', null)
    .executeTakeFirst();
}

export async function insertDataset(tx: Tx, dataset: NewDataset, now: Date): Promise<void> {
  await tx
    .insertInto('territory.dataset')
    .values({
      id: dataset.id,
      code: dataset.code,
      title: dataset.title,
      source: dataset.source,
      licence: dataset.licence,
      reference_on: dataset.referenceOn,
      file_name: dataset.fileName,
      file_sha256: dataset.fileSha256,
      file_bytes: dataset.fileBytes,
      layout: dataset.layout,
      row_count: dataset.rowCount,
      note: dataset.note,
      imported_at: now,
    })
    .execute();
}

export async function supersedeDatasets(tx: Tx, code: string, now: Date): Promise<void> {
  await tx
    .updateTable('territory.dataset')
    .set({ superseded_at: now })
    .where('code', '=', code)
    .where('superseded_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** @returns whether the row still had that version and was not withdrawn already. */
export async function withdrawRow(
  tx: Tx,
  id: string,
  version: number,
  reason: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('territory.dataset')
    .set({ withdrawn_at: now, withdrawn_reason: reason })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The newest edition that was not withdrawn is read again. */
export async function restoreNewestEdition(tx: Tx, code: string): Promise<void> {
  await sql`update territory.dataset d set superseded_at = null
    where d.id = (select e.id from territory.dataset e where e.code = ${code} and e.withdrawn_at is null
      order by e.imported_at desc, e.id desc limit 1) and d.superseded_at is not null`.execute(tx);
}

export async function clearBoundaries(tx: Tx): Promise<void> {
  await sql`update territory.place set boundary = null where kind = 'comune' and boundary is not null`.execute(
    tx,
  );
}

export interface DatasetContent {
  variable: string;
  name: string;
  unit: string;
  figures: number;
  places: number;
  firstYear: number | null;
  lastYear: number | null;
}

/** What a dataset holds, a line a variable. */
export async function listDatasetContents(tx: Tx, id: string): Promise<DatasetContent[]> {
  const { rows } = await sql<DatasetContent>`
    select o.variable, v.name, v.unit, count(*) as figures, count(distinct o.place_id) as places,
      min(o.year) as "firstYear", max(o.year) as "lastYear"
    from territory.observation o join territory.variable v on v.ambito_id = o.ambito_id and v.code = o.variable
    where o.dataset_id = ${id}
    group by o.variable, v.name, v.unit order by o.variable`.execute(tx);
  return rows;
}
