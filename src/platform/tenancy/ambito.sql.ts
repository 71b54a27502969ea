import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Ambito } from '#platform/http/context.js';

const columns = [
  'id',
  'slug',
  'name',
  'lead_body as leadBody',
  'is_demo as isDemo',
  'shows_frozen as isAmended',
] as const;

export async function findAmbito(tx: Tx, slug: string): Promise<Ambito | undefined> {
  return tx.selectFrom('platform.ambito').select(columns).where('slug', '=', slug).executeTakeFirst();
}

export async function listAmbiti(tx: Tx): Promise<Ambito[]> {
  return tx.selectFrom('platform.ambito').select(columns).orderBy(sql`name collate "C"`).execute();
}

/** Made with the owner's rights, since it stands outside every wall: installation administrators and the command line only. */
export async function insertAmbito(tx: Tx, ambito: Ambito): Promise<void> {
  await sql`select platform.create_ambito(${ambito.id}, ${ambito.slug}, ${ambito.name}, ${ambito.leadBody}, ${ambito.isDemo})`.execute(
    tx,
  );
}

export async function updateAmbito(tx: Tx, values: { name: string; leadBody: string | null }): Promise<void> {
  await sql`select platform.update_ambito(${values.name}, ${values.leadBody})`.execute(tx);
}
