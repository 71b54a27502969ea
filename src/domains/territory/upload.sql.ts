import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { StatedFacts } from './dataset.types.js';
import { type ColumnMapping, columnMapping } from './files/mapping.types.js';
import { type Keeps, type Upload, UploadOutcome, type UploadState } from './upload.types.js';

const columns = [
  'id',
  'account_id as accountId',
  'file_name as fileName',
  'bytes',
  'state',
  'keeps',
  'stated',
  'mapping',
  'recipe_id as recipeId',
  'outcome',
  'dataset_id as datasetId',
  'job_id as jobId',
  'received_at as receivedAt',
  'checked_at as checkedAt',
] as const;

interface Row {
  id: string;
  accountId: string;
  fileName: string;
  bytes: number;
  state: string;
  keeps: string;
  stated: unknown;
  mapping: unknown;
  recipeId: string | null;
  outcome: unknown;
  datasetId: string | null;
  jobId: string | null;
  receivedAt: Date;
  checkedAt: Date | null;
}

function uploadOf(row: Row): Upload {
  const outcome = UploadOutcome.safeParse(row.outcome);
  const mapping = columnMapping.safeParse(row.mapping);
  return {
    ...row,
    state: row.state as UploadState,
    keeps: row.keeps as Keeps,
    stated: row.stated as StatedFacts,
    mapping: mapping.success ? mapping.data : null,
    outcome: outcome.success ? outcome.data : null,
  };
}

/** Files that this account has brought, in the order in which they came: nobody sees those of others. */
export async function listUploads(tx: Tx, accountId: string): Promise<Upload[]> {
  const rows = await tx
    .selectFrom('territory.upload')
    .select(columns)
    .where('account_id', '=', accountId)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  return rows.map(uploadOf);
}

export async function findUpload(tx: Tx, id: string): Promise<Upload | undefined> {
  const row = await tx.selectFrom('territory.upload').select(columns).where('id', '=', id).executeTakeFirst();
  return row && uploadOf(row);
}

/** Taken for writing: who else works on the same file waits. */
export async function lockUpload(tx: Tx, id: string): Promise<Upload | undefined> {
  const row = await tx
    .selectFrom('territory.upload')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && uploadOf(row);
}

export async function insertUpload(
  tx: Tx,
  upload: { id: string; accountId: string; fileName: string; bytes: number; sha256: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('territory.upload')
    .values({
      id: upload.id,
      account_id: upload.accountId,
      file_name: upload.fileName,
      bytes: upload.bytes,
      sha256: upload.sha256,
      state: 'waiting',
      received_at: now,
    })
    .execute();
}

export interface UploadChange {
  state?: UploadState;
  keeps?: Keeps;
  stated?: StatedFacts;
  mapping?: ColumnMapping | null;
  recipeId?: string | null;
  outcome?: UploadOutcome | null;
  datasetId?: string;
  jobId?: string | null;
  checkedAt?: Date;
}

export async function updateUpload(tx: Tx, id: string, change: UploadChange): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await tx
    .updateTable('territory.upload')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.keeps === undefined ? {} : { keeps: change.keeps }),
      ...(change.stated === undefined ? {} : { stated: JSON.stringify(change.stated) }),
      ...(change.mapping === undefined ? {} : { mapping: json(change.mapping) }),
      ...(change.recipeId === undefined ? {} : { recipe_id: change.recipeId }),
      ...(change.outcome === undefined ? {} : { outcome: json(change.outcome) }),
      ...(change.datasetId === undefined ? {} : { dataset_id: change.datasetId }),
      ...(change.jobId === undefined ? {} : { job_id: change.jobId }),
      ...(change.checkedAt === undefined ? {} : { checked_at: change.checkedAt }),
    })
    .where('id', '=', id)
    .execute();
}

/** The same bytes, brought by the same account and not loaded yet. */
export async function findTwin(tx: Tx, sha256: string, accountId: string): Promise<Upload | undefined> {
  const row = await tx
    .selectFrom('territory.upload')
    .select(columns)
    .where('sha256', '=', sha256)
    .where('account_id', '=', accountId)
    .where('state', '<>', 'loaded')
    .executeTakeFirst();
  return row && uploadOf(row);
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('territory.upload').where('id', '=', id).execute();
}

/** Files of this account that came before `before`: what they were about is in the datasets. */
export async function deleteUploadsBefore(tx: Tx, accountId: string, before: Date): Promise<void> {
  await tx
    .deleteFrom('territory.upload')
    .where('account_id', '=', accountId)
    .where('received_at', '<', before)
    .execute();
}

/** Changes when, and only when, somebody else than `accountId` imports or undoes something. */
export async function getDataState(tx: Tx, accountId: string | null): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select count(*) || ':' || coalesce(sum(version), 0) as state
    from territory.dataset where updated_by is distinct from ${accountId}::uuid`.execute(tx);
  return rows[0]?.state ?? '';
}

/** Long work has longer statements than a page may have. */
export async function allowLongStatements(tx: Tx): Promise<void> {
  await sql`select set_config('statement_timeout', '15min', true)`.execute(tx);
}
