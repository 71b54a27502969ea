import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { CellFields, StatementCell, StatementPlace } from './statement.types.js';

/** Cells of the statement: of one place, of one year, or of all. */
export async function listStatement(
  tx: Tx,
  asked: { place?: string | undefined; year?: number | undefined } = {},
): Promise<StatementCell[]> {
  return tx
    .selectFrom('spending.statement_cell as c')
    .innerJoin('territory.place as p', 'p.id', 'c.place_id')
    .select([
      'c.id',
      'c.version',
      'p.code as place',
      'p.name as placeName',
      'c.year',
      'c.area',
      'c.intervention',
      'c.users',
      'c.spending_cents as spendingCents',
      'c.co_payment_cents as coPaymentCents',
      'c.health_cents as healthCents',
      'c.note',
    ])
    .$if(asked.place !== undefined, (query) => query.where('p.code', '=', asked.place ?? ''))
    .$if(asked.year !== undefined, (query) => query.where('c.year', '=', asked.year ?? 0))
    .orderBy('c.year')
    .orderBy('p.name')
    .orderBy('c.area')
    .orderBy('c.intervention')
    .execute();
}

/** Comuni and areas of the ambito, with the comuni of which they are made. */
export async function listStatementPlaces(tx: Tx): Promise<StatementPlace[]> {
  const { rows } = await sql<StatementPlace>`
    select p.id, p.code, p.name, p.kind,
      case when p.kind = 'comune' then array[p.code] else coalesce((
        select array_agg(m.code order by m.code) from territory.area_comune a
        join territory.place m on m.ambito_id = a.ambito_id and m.id = a.comune_id
        where a.ambito_id = p.ambito_id and a.area_id = p.id), '{}') end as comuni,
      array[p.code] || coalesce((
        select array_agg(h.code) from territory.area_comune a
        join territory.place h on h.ambito_id = a.ambito_id and h.id = a.area_id
        where a.ambito_id = p.ambito_id and a.comune_id = p.id), '{}') as within
    from territory.place p where p.kind in ('comune', 'area') order by p.kind desc, p.name`.execute(tx);
  return rows;
}

export interface CellWrite {
  id: string;
  placeId: string;
  year: number;
  area: string;
  intervention: string;
  fields: CellFields;
  note: string | null;
}

export async function insertCells(tx: Tx, cells: readonly CellWrite[]): Promise<void> {
  if (cells.length === 0) return;
  await tx
    .insertInto('spending.statement_cell')
    .values(
      cells.map((cell) => ({
        id: cell.id,
        place_id: cell.placeId,
        year: cell.year,
        area: cell.area,
        intervention: cell.intervention,
        users: cell.fields.users,
        spending_cents: cell.fields.spendingCents,
        co_payment_cents: cell.fields.coPaymentCents,
        health_cents: cell.fields.healthCents,
        note: cell.note,
      })),
    )
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateCell(tx: Tx, id: string, version: number, fields: CellFields): Promise<boolean> {
  const result = await tx
    .updateTable('spending.statement_cell')
    .set({
      users: fields.users,
      spending_cents: fields.spendingCents,
      co_payment_cents: fields.coPaymentCents,
      health_cents: fields.healthCents,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteCell(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('spending.statement_cell')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The statement's rows whole, by their columns. */
export async function listStatementRows(tx: Tx): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(c) as row from spending.statement_cell c`.execute(tx);
  return rows.map(({ row }) => row);
}
