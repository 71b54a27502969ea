import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Publisher, PublisherFacts } from './catalogue.types.js';

/** Who publishes the ambito's open data, when somebody has said so. */
export async function findPublisher(tx: Tx): Promise<Publisher | undefined> {
  return tx
    .selectFrom('territory.publisher')
    .select([
      'id',
      'name',
      'ipa_code as ipaCode',
      'holder_name as holderName',
      'holder_ipa_code as holderIpaCode',
      'contact_name as contactName',
      'contact_email as contactEmail',
      'contact_phone as contactPhone',
      'contact_url as contactUrl',
      'version',
    ])
    .executeTakeFirst();
}

function columnsOf(facts: PublisherFacts) {
  return {
    name: facts.name,
    ipa_code: facts.ipaCode,
    holder_name: facts.holderName,
    holder_ipa_code: facts.holderIpaCode,
    contact_name: facts.contactName,
    contact_email: facts.contactEmail,
    contact_phone: facts.contactPhone,
    contact_url: facts.contactUrl,
  };
}

/** @returns false when another editor has said it meanwhile. */
export async function insertPublisher(tx: Tx, id: string, facts: PublisherFacts): Promise<boolean> {
  const result = await tx
    .insertInto('territory.publisher')
    .values({ id, ...columnsOf(facts) })
    .onConflict((conflict) => conflict.column('ambito_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns whether the row still had that version. */
export async function updatePublisher(
  tx: Tx,
  id: string,
  facts: PublisherFacts,
  version: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('territory.publisher')
    .set(columnsOf(facts))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Days of the first and of the present edition of each publication whose figures are read. */
export async function listEditionDays(
  tx: Tx,
): Promise<{ code: string; issuedOn: string; modifiedOn: string; editions: number }[]> {
  const { rows } = await sql<{ code: string; issuedOn: string; modifiedOn: string; editions: number }>`
    select code, min(imported_at)::date::text as "issuedOn", max(imported_at)::date::text as "modifiedOn",
      count(*) as editions
    from territory.dataset where withdrawn_at is null group by code`.execute(tx);
  return rows;
}
