import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Dataset, DatasetState, NewDataset } from './dataset.types.js';

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
  'd.keeps',
  'd.recipe_id as recipeId',
  'r.name as recipeName',
] as const;

const datasets = (tx: Tx) =>
  tx
    .selectFrom('territory.dataset as d')
    .leftJoin('platform.account as a', 'a.id', 'd.created_by')
    .leftJoin('territory.recipe as r', 'r.id', 'd.recipe_id')
    .select(columns);

/** Every edition, newest first. */
export async function listDatasets(tx: Tx): Promise<Dataset[]> {
  return datasets(tx).orderBy('d.imported_at', 'desc').orderBy('d.id', 'desc').execute();
}

/** Every edition of one publication, newest first. */
export async function listEditions(tx: Tx, code: string): Promise<Dataset[]> {
  return datasets(tx)
    .where('d.code', '=', code)
    .orderBy('d.imported_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute();
}

/** Every edition that a recipe has read, newest first. */
export async function listDatasetsOfRecipe(tx: Tx, recipeId: string): Promise<Dataset[]> {
  return datasets(tx)
    .where('d.recipe_id', '=', recipeId)
    .orderBy('d.imported_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute();
}

export interface DatasetFilter {
  /** Words of the title, the source or the file's name. */
  search?: string | undefined;
  source?: string | undefined;
  variable?: string | undefined;
  state?: DatasetState | undefined;
}

const filtered = (tx: Tx, { search, source, variable, state }: DatasetFilter) =>
  tx
    .selectFrom('territory.dataset as d')
    .$if(search !== undefined, (query) =>
      query.where(
        sql<boolean>`strpos(lower(concat_ws(' ', d.title, d.source, d.file_name)), lower(${search ?? ''})) > 0`,
      ),
    )
    .$if(source !== undefined, (query) => query.where('d.source', '=', source ?? ''))
    .$if(variable !== undefined, (query) =>
      query.where(sql<boolean>`(exists (select from territory.observation o where o.dataset_id = d.id and o.variable = ${variable ?? ''})
        or exists (select from territory.age_count a where a.dataset_id = d.id and a.variable = ${variable ?? ''}))`),
    )
    .$if(state === 'withdrawn', (query) => query.where('d.withdrawn_at', 'is not', null))
    .$if(state === 'superseded', (query) =>
      query.where('d.withdrawn_at', 'is', null).where('d.superseded_at', 'is not', null),
    )
    .$if(state === 'live', (query) =>
      query.where('d.withdrawn_at', 'is', null).where('d.superseded_at', 'is', null),
    );

/** Editions that answer a search, newest first, a page at a time. */
export async function searchDatasets(
  tx: Tx,
  filter: DatasetFilter,
  page: { limit: number; offset: number },
): Promise<{ datasets: Dataset[]; total: number }> {
  const { total } = await filtered(tx, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const found = await filtered(tx, filter)
    .leftJoin('platform.account as a', 'a.id', 'd.created_by')
    .leftJoin('territory.recipe as r', 'r.id', 'd.recipe_id')
    .select(columns)
    .orderBy('d.imported_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { datasets: found, total };
}

/** What datasets can be filtered by: their sources, and the variables that have figures. */
export async function listFilterChoices(tx: Tx): Promise<{ sources: string[]; variables: string[] }> {
  const { rows } = await sql<{ kind: string; value: string }>`
    select 'source' as kind, source as value from territory.dataset where source <> '' group by source
    union all select 'variable', code from territory.variable
    order by kind, value`.execute(tx);
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.value);
  return { sources: of('source'), variables: of('variable') };
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

/** The edition of this publication whose figures are read; of boundaries, the newest of those that are drawn. */
export async function findLiveDataset(tx: Tx, code: string): Promise<Dataset | undefined> {
  return datasets(tx)
    .where('d.code', '=', code)
    .where('d.superseded_at', 'is', null)
    .where('d.withdrawn_at', 'is', null)
    .orderBy('d.imported_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** An import of the very same bytes that was not undone. */
export async function findDatasetOfFile(tx: Tx, sha256: string, keeps: string): Promise<Dataset | undefined> {
  return datasets(tx)
    .where('d.file_sha256', '=', sha256)
    .where('d.keeps', '=', keeps)
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
      recipe_id: dataset.recipeId ?? null,
      keeps: dataset.keeps ?? 'ambito',
      imported_at: now,
    })
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

/** Of a publication's editions that were not withdrawn the newest is read, the others are superseded. */
export async function settleEditions(tx: Tx, code: string, now: Date): Promise<void> {
  await sql`with newest as (
      select e.id from territory.dataset e where e.code = ${code} and e.withdrawn_at is null
      order by e.imported_at desc, e.id desc limit 1)
    update territory.dataset d
    set superseded_at = case when d.id = (select id from newest) then null else ${now}::timestamptz end
    where d.code = ${code} and d.withdrawn_at is null
      and (d.superseded_at is null) <> (d.id = (select id from newest))`.execute(tx);
}

/** Takes an undone import back. @returns whether the row still had that version and was withdrawn */
export async function restoreRow(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .updateTable('territory.dataset')
    .set({ withdrawn_at: null, withdrawn_reason: null })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('withdrawn_at', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Imports of one ambito follow each other: whoever comes second sees what the first has brought. */
export async function queueForImport(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('import' || platform.current_ambito()::text, 0))`.execute(
    tx,
  );
}

export interface NewBoundary {
  code: string;
  geometry: unknown;
}

/** Keeps the boundaries that one file brought, so that undoing a later one can give them back. */
export async function insertBoundaries(
  tx: Tx,
  datasetId: string,
  boundaries: readonly NewBoundary[],
): Promise<void> {
  const codes = boundaries.map((boundary) => boundary.code);
  const geometries = boundaries.map((boundary) => JSON.stringify(boundary.geometry));
  await sql`insert into territory.boundary_edition (dataset_id, place_id, boundary)
    select ${datasetId}::uuid, p.id, b.geometry::jsonb
    from unnest(${codes}::text[], ${geometries}::text[]) as b(code, geometry)
    join territory.place p on p.code = b.code and p.kind = 'comune'`.execute(tx);
}

/** Each comune shows the newest boundary that was not undone, or none. */
export async function showNewestBoundaries(tx: Tx): Promise<void> {
  await sql`with newest as (
      select distinct on (b.place_id) b.place_id, b.boundary
      from territory.boundary_edition b
      join territory.dataset d on d.id = b.dataset_id and d.withdrawn_at is null
      order by b.place_id, d.imported_at desc, d.id desc)
    update territory.place p set boundary = n.boundary
    from territory.place q left join newest n on n.place_id = q.id
    where q.id = p.id and p.kind = 'comune' and p.boundary is distinct from n.boundary`.execute(tx);
}

/**
 * Boundaries come a province or a region a file: one is superseded once no comune shows a boundary of its own, however
 * many newer files there are.
 */
export async function settleBoundaries(tx: Tx, code: string, now: Date): Promise<void> {
  await sql`with newest as (
      select distinct on (b.place_id) b.dataset_id
      from territory.boundary_edition b
      join territory.dataset e on e.id = b.dataset_id and e.withdrawn_at is null
      order by b.place_id, e.imported_at desc, e.id desc)
    update territory.dataset d
    set superseded_at = case when d.id in (select dataset_id from newest) then null else ${now}::timestamptz end
    where d.code = ${code} and d.withdrawn_at is null
      and (d.superseded_at is null) <> (d.id in (select dataset_id from newest))`.execute(tx);
}
