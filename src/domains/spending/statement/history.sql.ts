import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/** Figures of a cell at one moment, with the names of its columns. */
export interface CellState {
  users: number | null;
  spending_cents: number | null;
  co_payment_cents: number | null;
  health_cents: number | null;
}

/** Somebody wrote, changed or took away figures of the statement. */
export interface StatementChange {
  key: string;
  at: Date;
  /** Null for what the installation did. */
  who: string | null;
  kind: 'insert' | 'update' | 'delete';
  place: string;
  placeName: string;
  year: number;
  area: string;
  intervention: string;
  before: CellState | null;
  after: CellState | null;
  total: number;
}

/**
 * Changes of the statement, newest first. A cell that was never changed is told by the row itself; of one that was, its
 * oldest former state tells who wrote it first.
 */
export async function listStatementChanges(
  tx: Tx,
  asked: { place: string | undefined; year: number | undefined; limit: number; offset: number },
): Promise<StatementChange[]> {
  const { rows } = await sql<StatementChange>`
    with former as (
      select h.row_key, h.version, h.operation, h.changed_at, h.changed_by, h.before,
        lead(h.before) over (partition by h.row_key order by h.version) as following,
        row_number() over (partition by h.row_key order by h.version) = 1 as is_first
      from platform.history h where h.table_name = 'spending.statement_cell'
    ), present as (
      select c.id::text as row_key, to_jsonb(c) as state from spending.statement_cell c
    ), change as (
      select f.row_key, f.version, f.changed_at as at, f.changed_by as who, f.operation as kind, f.before,
        case when f.operation = 'update' then coalesce(f.following, p.state) end as after
      from former f left join present p on p.row_key = f.row_key
      union all
      select s.row_key, 0, (s.state ->> 'created_at')::timestamptz, (s.state ->> 'created_by')::uuid, 'insert',
        null, s.state
      from (
        select row_key, before as state from former where is_first
        union all
        select row_key, state from present p where not exists (select from former f where f.row_key = p.row_key)
      ) s
    ), told as (
      select c.*, coalesce(c.after, c.before) as state from change c
    )
    select t.row_key || '.' || t.version || '.' || t.kind as key, t.at, a.name as who, t.kind, p.code as place,
      p.name as "placeName", (t.state ->> 'year')::integer as year, t.state ->> 'area' as area,
      t.state ->> 'intervention' as intervention, t.before, t.after, count(*) over () as total
    from told t
    join territory.place p on p.id = (t.state ->> 'place_id')::uuid
    left join platform.account a on a.id = t.who
    where (${asked.place ?? null}::text is null or p.code = ${asked.place ?? null})
      and (${asked.year ?? null}::integer is null or (t.state ->> 'year')::integer = ${asked.year ?? null})
    order by t.at desc, t.row_key, t.version desc
    limit ${asked.limit} offset ${asked.offset}`.execute(tx);
  return rows;
}
