import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Organisation, OrganisationFields, OrganisationKind } from './governance.types.js';

function selectOrganisations(tx: Tx) {
  return tx
    .selectFrom('governance.organisation as o')
    .select((eb) => [
      'o.id',
      'o.code',
      'o.version',
      'o.name',
      'o.kind',
      'o.is_group as isGroup',
      'o.note',
      eb
        .selectFrom('governance.network_member as m')
        .whereRef('m.organisation_id', '=', 'o.id')
        .select(sql<number>`count(*)`.as('count'))
        .as('networkCount'),
      eb
        .selectFrom('governance.agreement_party as p')
        .whereRef('p.organisation_id', '=', 'o.id')
        .select(sql<number>`count(*)`.as('count'))
        .as('agreementCount'),
      eb
        .selectFrom('services.service_provider as s')
        .whereRef('s.organisation_id', '=', 'o.id')
        .select(sql<number>`count(*)`.as('count'))
        .as('serviceCount'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectOrganisations>['execute']>>[number];

function organisationOf(row: Row): Organisation {
  return {
    ...row,
    kind: row.kind as OrganisationKind,
    networkCount: row.networkCount ?? 0,
    agreementCount: row.agreementCount ?? 0,
    serviceCount: row.serviceCount ?? 0,
  };
}

export async function listOrganisations(tx: Tx): Promise<Organisation[]> {
  const rows = await selectOrganisations(tx).orderBy('o.is_group').orderBy(sql`lower(o.name)`).execute();
  return rows.map(organisationOf);
}

export async function findOrganisation(tx: Tx, code: string): Promise<Organisation | undefined> {
  const row = await selectOrganisations(tx).where('o.code', '=', code).executeTakeFirst();
  return row && organisationOf(row);
}

export interface OrganisationName {
  id: string;
  code: string;
  name: string;
}

export async function listOrganisationNames(tx: Tx): Promise<OrganisationName[]> {
  return tx.selectFrom('governance.organisation').select(['id', 'code', 'name']).orderBy('name').execute();
}

export async function insertOrganisations(
  tx: Tx,
  rows: readonly (OrganisationFields & { id: string; code: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('governance.organisation')
    .values(rows.map((row) => ({ id: row.id, code: row.code, ...columnsOf(row) })))
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateOrganisation(
  tx: Tx,
  id: string,
  version: number,
  fields: OrganisationFields,
): Promise<boolean> {
  const result = await tx
    .updateTable('governance.organisation')
    .set(columnsOf(fields))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(fields: OrganisationFields) {
  return { name: fields.name, kind: fields.kind, is_group: fields.isGroup, note: fields.note };
}

export async function deleteOrganisation(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('governance.organisation')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export interface Participation {
  kind: 'network' | 'agreement' | 'service';
  code: string;
  name: string;
  role: string | null;
  state: string;
}

/** Networks, agreements and services in which an organisation takes part. */
export async function listParticipations(tx: Tx, organisationId: string): Promise<Participation[]> {
  const { rows } = await sql<Participation>`
    select 'network' as kind, n.code, n.name, m.role, n.state
      from governance.network_member m join governance.network n on n.ambito_id = m.ambito_id and n.id = m.network_id
      where m.organisation_id = ${organisationId}
    union all select 'agreement', a.code, a.title, p.role, a.state
      from governance.agreement_party p join governance.agreement a on a.ambito_id = p.ambito_id and a.id = p.agreement_id
      where p.organisation_id = ${organisationId}
    union all select 'service', s.code, s.name, p.role, s.state
      from services.service_provider p join services.service s on s.ambito_id = p.ambito_id and s.id = p.service_id
      where p.organisation_id = ${organisationId}
    order by 1, 2`.execute(tx);
  return rows;
}

/** Objectives pursued with an organisation, withdrawn ones too, commitments and contributions that name it. */
export async function countFurtherUses(tx: Tx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from plan.objective_organisation where organisation_id = ${organisationId})
      + (select count(*) from spending.commitment where organisation_id = ${organisationId})
      + (select count(*) from participation.contribution where organisation_id = ${organisationId}) as count`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
