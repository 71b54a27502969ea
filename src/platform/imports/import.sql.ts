import { type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Referrer } from './import.rules.js';
import type { ImportChange, ImportTable, Row, TableImport } from './import.types.js';

export async function insertImport(
  tx: Tx,
  one: Pick<
    TableImport,
    'id' | 'kind' | 'subject' | 'fileName' | 'newCount' | 'changedCount' | 'removedCount'
  >,
  changes: readonly ImportChange[],
): Promise<void> {
  await tx
    .insertInto('platform.table_import')
    .values({
      id: one.id,
      kind: one.kind,
      subject: one.subject,
      file_name: one.fileName,
      new_count: one.newCount,
      changed_count: one.changedCount,
      removed_count: one.removedCount,
    })
    .execute();
  await sql`insert into platform.table_import_change (import_id, position, table_name, row_key, before, after)
    select ${one.id}, c.position, c."tableName", c."rowKey", nullif(c.before, 'null'::jsonb), nullif(c.after, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (position integer, "tableName" text, "rowKey" jsonb, before jsonb, after jsonb)`.execute(tx);
}

function selectImports(tx: Tx) {
  return tx
    .selectFrom('platform.table_import as i')
    .leftJoin('platform.account as a', 'a.id', 'i.loaded_by')
    .leftJoin('platform.account as u', 'u.id', 'i.undone_by')
    .select([
      'i.id',
      'i.kind',
      'i.subject',
      'i.file_name as fileName',
      'i.new_count as newCount',
      'i.changed_count as changedCount',
      'i.removed_count as removedCount',
      'i.loaded_at as loadedAt',
      'i.loaded_by as loadedBy',
      'a.name as loadedByName',
      'i.undone_at as undoneAt',
      'u.name as undoneByName',
      'i.undone_reason as undoneReason',
      'i.kept_count as keptCount',
    ]);
}

/** Newest first, of one kind where it is named. */
export async function listImports(
  tx: Tx,
  kind: string | undefined,
  paging: { limit: number; offset: number },
): Promise<{ rows: TableImport[]; total: number }> {
  const rows = await selectImports(tx)
    .select(sql<number>`count(*) over ()`.as('total'))
    .$if(kind !== undefined, (query) => query.where('i.kind', '=', kind ?? ''))
    .orderBy('i.loaded_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(paging.limit)
    .offset(paging.offset)
    .execute();
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export async function findImport(tx: Tx, id: string): Promise<TableImport | undefined> {
  return selectImports(tx).where('i.id', '=', id).executeTakeFirst();
}

export async function listChanges(tx: Tx, importId: string): Promise<ImportChange[]> {
  const rows = await tx
    .selectFrom('platform.table_import_change')
    .select(['position', 'table_name as tableName', 'row_key as rowKey', 'before', 'after'])
    .where('import_id', '=', importId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...row,
    rowKey: row.rowKey as Row,
    before: row.before as Row | null,
    after: row.after as Row | null,
  }));
}

/** Everything of any table that refers to one of these rows, by the id of the row, as the database's own keys tell. */
export async function listReferrers(
  tx: Tx,
  table: string,
  ids: readonly string[],
): Promise<Map<string, Referrer[]>> {
  const found = new Map<string, Referrer[]>();
  if (ids.length === 0) return found;
  const { rows: keys } = await sql<{ tableName: string; column: string }>`
    select n.nspname || '.' || c.relname as "tableName", a.attname as column
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
    where k.contype = 'f' and k.confrelid = ${table}::regclass order by 1, 2`.execute(tx);
  for (const { tableName, column } of keys) {
    const { rows } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(tableName)} t
      where t.${sql.ref(column)} = any(${ids}::uuid[])`.execute(tx);
    for (const { row } of rows) {
      const id = String(row[column]);
      found.set(id, [...(found.get(id) ?? []), { tableName, column, row }]);
    }
  }
  return found;
}

function isRow(table: ImportTable, rowKey: Row) {
  return sql<SqlBool>`${sql.join(
    table.key.map((column) => sql`t.${sql.ref(column)} = ${String(rowKey[column])}::uuid`),
    sql` and `,
  )}`;
}

/** Gives columns of a row the values that they had. */
export async function restoreColumns(
  tx: Tx,
  table: ImportTable,
  rowKey: Row,
  columns: readonly string[],
  before: Row,
): Promise<void> {
  const target = sql.table(table.name);
  await sql`update ${target} t set ${sql.join(
    columns.map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`),
  )} from jsonb_populate_record(null::${target}, ${JSON.stringify(before)}::jsonb) r
    where ${isRow(table, rowKey)}`.execute(tx);
}

/** Puts a row back that was taken out, as it was; it goes on counting its versions where its history stopped. */
export async function putBackRow(tx: Tx, table: ImportTable, before: Row): Promise<void> {
  const target = sql.table(table.name);
  const columns = Object.keys(before).filter((column) => column !== 'ambito_id' && column !== 'version');
  const hasVersion = 'version' in before && 'id' in before;
  const refs = (prefix: string) =>
    sql.join(columns.map((column) => sql`${sql.raw(prefix)}${sql.ref(column)}`));
  const version = sql`, 1 + coalesce((select max(h.version) from platform.history h
    where h.table_name = ${table.name} and h.row_key = r.id::text), 0)`;
  await sql`select set_config('app.restoring', 'on', true)`.execute(tx);
  await sql`insert into ${target} (${refs('')}${hasVersion ? sql`, version` : sql``})
    select ${refs('r.')}${hasVersion ? version : sql``}
    from jsonb_populate_record(null::${target}, ${JSON.stringify(before)}::jsonb) r`.execute(tx);
  await sql`select set_config('app.restoring', '', true)`.execute(tx);
}

export async function removeRow(tx: Tx, table: ImportTable, rowKey: Row): Promise<void> {
  await sql`delete from ${sql.table(table.name)} t where ${isRow(table, rowKey)}`.execute(tx);
}

/** Tables that were loaded into something that is called otherwise now. */
export async function renameSubject(
  tx: Tx,
  kinds: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  await tx
    .updateTable('platform.table_import')
    .set({ subject: to })
    .where('kind', 'in', kinds)
    .where('subject', '=', from)
    .execute();
}

/** @returns false when it was undone already */
export async function markUndone(tx: Tx, id: string, reason: string, keptCount: number): Promise<boolean> {
  const result = await tx
    .updateTable('platform.table_import')
    .set({
      undone_at: sql`now()`,
      undone_by: sql`platform.current_account()`,
      undone_reason: reason,
      kept_count: keptCount,
    })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
