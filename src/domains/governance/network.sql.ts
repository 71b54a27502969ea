import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Tx } from '#platform/db/walled.js';
import type { Network, NetworkFields, NetworkState } from './governance.types.js';
import { codesAround } from './placed.sql.js';

function selectNetworks(tx: Tx) {
  return tx
    .selectFrom('governance.network as n')
    .leftJoin('territory.place as p', 'p.id', 'n.place_id')
    .select((eb) => [
      'n.id',
      'n.code',
      'n.version',
      'n.name',
      'n.theme',
      'p.code as place',
      'p.name as placeName',
      codesAround('n.place_id').as('within'),
      'n.frequency',
      'n.since',
      'n.state',
      'n.source',
      'n.note',
      jsonArrayFrom(
        eb
          .selectFrom('governance.network_member as m')
          .innerJoin('governance.organisation as o', 'o.id', 'm.organisation_id')
          .whereRef('m.network_id', '=', 'n.id')
          .select(['o.id', 'o.code', 'o.name', 'm.role', 'o.is_group as isGroup'])
          .orderBy('m.position')
          .orderBy('o.name'),
      ).as('members'),
    ]);
}

export async function listNetworks(tx: Tx): Promise<Network[]> {
  const rows = await selectNetworks(tx).orderBy(sql`length(n.code)`).orderBy('n.code').execute();
  return rows.map((row) => ({ ...row, state: row.state as NetworkState }));
}

export async function findNetwork(tx: Tx, code: string): Promise<Network | undefined> {
  const row = await selectNetworks(tx).where('n.code', '=', code).executeTakeFirst();
  return row && { ...row, state: row.state as NetworkState };
}

export async function listNetworkCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('governance.network').select('code').execute();
  return rows.map((row) => row.code);
}

/** A network with its members as ids, ready to be written. */
export interface NetworkWrite {
  id: string;
  fields: Omit<NetworkFields, 'members' | 'place'>;
  placeId: string | null;
  members: readonly MemberWrite[];
}

export interface MemberWrite {
  organisationId: string;
  role: string | null;
}

export async function insertNetworks(
  tx: Tx,
  networks: readonly (NetworkWrite & { code: string })[],
): Promise<void> {
  if (networks.length === 0) return;
  await tx
    .insertInto('governance.network')
    .values(networks.map((one) => ({ id: one.id, code: one.code, ...columnsOf(one) })))
    .execute();
  await insertMembers(tx, networks);
}

export async function updateNetwork(tx: Tx, version: number, network: NetworkWrite): Promise<boolean> {
  const result = await tx
    .updateTable('governance.network')
    .set(columnsOf(network))
    .where('id', '=', network.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await tx.deleteFrom('governance.network_member').where('network_id', '=', network.id).execute();
  await insertMembers(tx, [network]);
  return true;
}

async function insertMembers(tx: Tx, networks: readonly NetworkWrite[]): Promise<void> {
  const values = networks.flatMap((one) =>
    one.members.map((member, position) => ({
      network_id: one.id,
      organisation_id: member.organisationId,
      role: member.role,
      position,
    })),
  );
  if (values.length > 0) await tx.insertInto('governance.network_member').values(values).execute();
}

function columnsOf({ fields, placeId }: NetworkWrite) {
  return {
    name: fields.name,
    theme: fields.theme,
    place_id: placeId,
    frequency: fields.frequency,
    since: fields.since,
    state: fields.state,
    source: fields.source,
    note: fields.note,
  };
}

export async function deleteNetwork(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('governance.network')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
