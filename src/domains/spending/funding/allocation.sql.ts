import type { Tx } from '#platform/db/walled.js';
import type { Allocation, AllocationFields, Basis, Share } from './fund-year.types.js';

const columns = [
  'id',
  'version',
  'year',
  'basis',
  'total_cents as totalCents',
  'population_year as populationYear',
  'act_number as actNumber',
  'act_on as actOn',
  'note',
] as const;

/** Years of a fund that were shared among the comuni. */
export async function listAllocations(tx: Tx, fundId: string): Promise<Allocation[]> {
  const rows = await tx
    .selectFrom('spending.fund_allocation')
    .select(columns)
    .where('fund_id', '=', fundId)
    .orderBy('year')
    .execute();
  return rows.map((row) => ({ ...row, basis: row.basis as Basis }));
}

export async function findAllocation(tx: Tx, fundId: string, id: string): Promise<Allocation | undefined> {
  const row = await tx
    .selectFrom('spending.fund_allocation')
    .select(columns)
    .where('fund_id', '=', fundId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, basis: row.basis as Basis };
}

/** What each comune has of some shared years, by name. */
export async function listShares(
  tx: Tx,
  allocationIds: readonly string[],
): Promise<(Share & { allocationId: string })[]> {
  if (allocationIds.length === 0) return [];
  return tx
    .selectFrom('spending.fund_share as s')
    .innerJoin('territory.place as p', 'p.id', 's.comune_id')
    .select([
      's.allocation_id as allocationId',
      's.comune_id as comuneId',
      'p.code as comune',
      'p.name',
      's.weight_thousandths as weightThousandths',
      's.share_cents as shareCents',
    ])
    .where('s.allocation_id', 'in', [...allocationIds])
    .orderBy('p.name')
    .execute();
}

const values = (fields: AllocationFields, populationYear: number | null) => ({
  year: fields.year,
  basis: fields.basis,
  total_cents: fields.totalCents,
  population_year: populationYear,
  act_number: fields.actNumber,
  act_on: fields.actOn,
  note: fields.note,
});

export async function insertAllocation(
  tx: Tx,
  id: string,
  fundId: string,
  fields: AllocationFields,
  populationYear: number | null,
): Promise<void> {
  await tx
    .insertInto('spending.fund_allocation')
    .values({ id, fund_id: fundId, ...values(fields, populationYear) })
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateAllocation(
  tx: Tx,
  id: string,
  version: number,
  fields: AllocationFields,
  populationYear: number | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('spending.fund_allocation')
    .set(values(fields, populationYear))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The shares of a year, written anew: they are part of the history of their allocation. */
export async function writeShares(tx: Tx, allocationId: string, shares: readonly Share[]): Promise<void> {
  await tx.deleteFrom('spending.fund_share').where('allocation_id', '=', allocationId).execute();
  if (shares.length === 0) return;
  await tx
    .insertInto('spending.fund_share')
    .values(
      shares.map((share) => ({
        allocation_id: allocationId,
        comune_id: share.comuneId,
        weight_thousandths: share.weightThousandths,
        share_cents: share.shareCents,
      })),
    )
    .execute();
}

export async function deleteAllocation(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('spending.fund_allocation')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
