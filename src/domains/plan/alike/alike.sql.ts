import { type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { codesAround } from '../place.sql.js';

export type AlikeKind = 'need' | 'objective';

/** What a need or objective says, and where. */
export interface AlikeRow {
  kind: AlikeKind;
  id: string;
  code: string;
  title: string;
  text: string;
  placeName: string;
  within: string[];
}

/** Needs or objectives of a plan as they are compared; withdrawn ones are left out. */
export async function listAlikeRows(tx: Tx, kind: AlikeKind, planId: string): Promise<AlikeRow[]> {
  const words =
    kind === 'need'
      ? sql`t.description as title, '' as text`
      : sql`t.title, coalesce(t.description, '') as text`;
  const { rows } = await sql<Omit<AlikeRow, 'kind'>>`
    select t.id, t.code, ${words}, p.name as "placeName", ${codesAround(sql`t.place_id`)} as within
    from ${sql.table(`plan.${kind}`)} t
    join territory.place p on p.ambito_id = t.ambito_id and p.id = t.place_id
    where t.plan_id = ${planId} and t.withdrawn_at is null
    order by t.position, t.code`.execute(tx);
  return rows.map((row) => ({ ...row, kind }));
}

/** A column of some table that refers to a need or an objective, as the database's own keys tell. */
export interface Reference {
  tableName: string;
  column: string;
  /** Whether the column is part of what tells the table's rows apart: then the row is a tie, and nothing else. */
  isTie: boolean;
  /** Other columns with which it may stand only once, for each such rule. */
  once: string[][];
}

export async function listReferences(tx: Tx, kind: AlikeKind): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select n.nspname || '.' || c.relname as "tableName", a.attname as column,
      exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as "isTie",
      coalesce((select jsonb_agg((select coalesce(jsonb_agg(o.attname order by o.attnum), '[]') from pg_attribute o
          where o.attrelid = c.oid and o.attnum = any (i.indkey) and o.attnum <> a.attnum and o.attname <> 'ambito_id'))
        from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any (i.indkey)), '[]') as once
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
    where k.contype = 'f' and k.confrelid = ${`plan.${kind}`}::regclass
    order by 1, 2`.execute(tx);
  return rows;
}

/** Rows that refer to a need or an objective, by table and column. */
export interface Move {
  /** As `plan.indicator.objective_id`. */
  name: string;
  count: number;
  /** Those that cannot move, because the one that is kept has the same: ties are the same tie, others stand in the way. */
  common: number;
  isTie: boolean;
}

function isTwin({ tableName, column, once }: Reference, to: string) {
  const table = sql.table(tableName);
  const rules = once.map(
    (others) =>
      sql<SqlBool>`exists (select from ${table} u where u.${sql.ref(column)} = ${to}::uuid ${sql.join(
        others.map((other) => sql`and u.${sql.ref(other)} = t.${sql.ref(other)}`),
        sql` `,
      )})`,
  );
  return rules.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(rules, sql` or `)})`;
}

/** What would move from one need or objective to another. */
export async function countMoves(tx: Tx, kind: AlikeKind, from: string, to: string): Promise<Move[]> {
  const moves: Move[] = [];
  for (const reference of await listReferences(tx, kind)) {
    const { tableName, column, isTie } = reference;
    const { rows } = await sql<{ count: number; common: number }>`
      select count(*) as count, count(*) filter (where ${isTwin(reference, to)}) as common
      from ${sql.table(tableName)} t where t.${sql.ref(column)} = ${from}::uuid`.execute(tx);
    const [row] = rows;
    if (row && row.count > 0) moves.push({ ...row, name: `${tableName}.${column}`, isTie });
  }
  return moves;
}

/** Makes everything that refers to one refer to the other; ties that both have are one tie. */
export async function moveReferences(tx: Tx, kind: AlikeKind, from: string, to: string): Promise<void> {
  for (const reference of await listReferences(tx, kind)) {
    const { tableName, column, isTie } = reference;
    const table = sql.table(tableName);
    const ours = sql`t.${sql.ref(column)} = ${from}::uuid`;
    if (isTie) await sql`delete from ${table} t where ${ours} and ${isTwin(reference, to)}`.execute(tx);
    await sql`update ${table} t set ${sql.ref(column)} = ${to}::uuid where ${ours}`.execute(tx);
  }
}

/** Withdraws one that says the same as another, and notes which. @returns false when somebody else saved meanwhile */
export async function withdrawInto(
  tx: Tx,
  kind: AlikeKind,
  id: string,
  version: number,
  withdrawn: { at: Date; reason: string; into: string },
): Promise<boolean> {
  const result = await tx
    .updateTable(`plan.${kind}`)
    .set({
      withdrawn_at: withdrawn.at,
      withdrawn_reason: withdrawn.reason,
      merged_into_id: withdrawn.into,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Code of the one that was kept, for one that was withdrawn into it. */
export async function findMergedInto(tx: Tx, kind: AlikeKind, id: string): Promise<string | undefined> {
  const table = sql.table(`plan.${kind}`);
  const { rows } = await sql<{ code: string }>`
    select k.code from ${table} t join ${table} k on k.ambito_id = t.ambito_id and k.id = t.merged_into_id
    where t.id = ${id}`.execute(tx);
  return rows[0]?.code;
}
