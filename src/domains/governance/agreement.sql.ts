import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Tx } from '#platform/db/walled.js';
import type { Agreement, AgreementFields, AgreementState } from './governance.types.js';
import { codesAround } from './placed.sql.js';

function selectAgreements(tx: Tx) {
  return tx
    .selectFrom('governance.agreement as a')
    .leftJoin('territory.place as p', 'p.id', 'a.place_id')
    .select((eb) => [
      'a.id',
      'a.code',
      'a.version',
      'a.title',
      'a.subject',
      'p.code as place',
      'p.name as placeName',
      codesAround('a.place_id').as('within'),
      'a.dated',
      'a.expiry',
      'a.state',
      'a.source',
      'a.note',
      jsonArrayFrom(
        eb
          .selectFrom('governance.agreement_party as m')
          .innerJoin('governance.organisation as o', 'o.id', 'm.organisation_id')
          .whereRef('m.agreement_id', '=', 'a.id')
          .select(['o.id', 'o.code', 'o.name', 'm.role', 'o.is_group as isGroup'])
          .orderBy('m.position')
          .orderBy('o.name'),
      ).as('parties'),
    ]);
}

export async function listAgreements(tx: Tx): Promise<Agreement[]> {
  const rows = await selectAgreements(tx).orderBy(sql`length(a.code)`).orderBy('a.code').execute();
  return rows.map((row) => ({ ...row, state: row.state as AgreementState }));
}

export async function findAgreement(tx: Tx, code: string): Promise<Agreement | undefined> {
  const row = await selectAgreements(tx).where('a.code', '=', code).executeTakeFirst();
  return row && { ...row, state: row.state as AgreementState };
}

export async function listAgreementCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('governance.agreement').select('code').execute();
  return rows.map((row) => row.code);
}

/** An agreement with its parties as ids, ready to be written. */
export interface AgreementWrite {
  id: string;
  fields: Omit<AgreementFields, 'parties' | 'place'>;
  placeId: string | null;
  parties: readonly PartyWrite[];
}

export interface PartyWrite {
  organisationId: string;
  role: string | null;
}

export async function insertAgreements(
  tx: Tx,
  agreements: readonly (AgreementWrite & { code: string })[],
): Promise<void> {
  if (agreements.length === 0) return;
  await tx
    .insertInto('governance.agreement')
    .values(agreements.map((one) => ({ id: one.id, code: one.code, ...columnsOf(one) })))
    .execute();
  await insertParties(tx, agreements);
}

export async function updateAgreement(tx: Tx, version: number, agreement: AgreementWrite): Promise<boolean> {
  const result = await tx
    .updateTable('governance.agreement')
    .set(columnsOf(agreement))
    .where('id', '=', agreement.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await tx.deleteFrom('governance.agreement_party').where('agreement_id', '=', agreement.id).execute();
  await insertParties(tx, [agreement]);
  return true;
}

async function insertParties(tx: Tx, agreements: readonly AgreementWrite[]): Promise<void> {
  const values = agreements.flatMap((one) =>
    one.parties.map((party, position) => ({
      agreement_id: one.id,
      organisation_id: party.organisationId,
      role: party.role,
      position,
    })),
  );
  if (values.length > 0) await tx.insertInto('governance.agreement_party').values(values).execute();
}

function columnsOf({ fields, placeId }: AgreementWrite) {
  return {
    title: fields.title,
    subject: fields.subject,
    place_id: placeId,
    dated: fields.dated,
    expiry: fields.expiry,
    state: fields.state,
    source: fields.source,
    note: fields.note,
  };
}

export async function deleteAgreement(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('governance.agreement')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
