import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';
import { newId } from '#platform/ids.js';
import type { FigureFields, Service, ServiceFields, ServiceState, ServiceTie } from './service.types.js';

function selectServices(tx: Tx) {
  return tx
    .selectFrom('services.service as s')
    .leftJoin('territory.place as p', 'p.id', 's.place_id')
    .select((eb) => [
      's.id',
      's.code',
      's.version',
      's.name',
      's.kind',
      'p.code as place',
      'p.name as placeName',
      codesAround('s.place_id').as('within'),
      's.description',
      's.target',
      's.opening',
      's.state',
      's.source',
      's.note',
      jsonArrayFrom(
        eb
          .selectFrom('services.service_provider as m')
          .innerJoin('governance.organisation as o', 'o.id', 'm.organisation_id')
          .whereRef('m.service_id', '=', 's.id')
          .select(['o.id', 'o.code', 'o.name', 'm.role', 'o.is_group as isGroup'])
          .orderBy('m.position')
          .orderBy('o.name'),
      ).as('providers'),
      jsonArrayFrom(
        eb
          .selectFrom('services.service_figure as f')
          .whereRef('f.service_id', '=', 's.id')
          .select(['f.id', 'f.measure', 'f.value', 'f.unit', 'f.period'])
          .orderBy('f.position'),
      ).as('figures'),
    ]);
}

export async function listServices(tx: Tx): Promise<Service[]> {
  const rows = await selectServices(tx).orderBy(sql`length(s.code)`).orderBy('s.code').execute();
  return rows.map((row) => ({ ...row, state: row.state as ServiceState }));
}

export async function findService(tx: Tx, code: string): Promise<Service | undefined> {
  const row = await selectServices(tx).where('s.code', '=', code).executeTakeFirst();
  return row && { ...row, state: row.state as ServiceState };
}

export async function listServiceCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('services.service').select('code').execute();
  return rows.map((row) => row.code);
}

/** A service ready to be written. */
export interface ServiceWrite {
  id: string;
  fields: Omit<ServiceFields, 'providers' | 'figures' | 'place'>;
  placeId: string | null;
  providers: readonly { organisationId: string; role: string | null }[];
  figures: readonly FigureFields[];
}

export async function insertServices(
  tx: Tx,
  services: readonly (ServiceWrite & { code: string })[],
): Promise<void> {
  if (services.length === 0) return;
  await tx
    .insertInto('services.service')
    .values(services.map((one) => ({ id: one.id, code: one.code, ...columnsOf(one) })))
    .execute();
  await insertParts(tx, services);
}

/** @returns false when somebody else saved meanwhile */
export async function updateService(tx: Tx, version: number, service: ServiceWrite): Promise<boolean> {
  const result = await tx
    .updateTable('services.service')
    .set(columnsOf(service))
    .where('id', '=', service.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await tx.deleteFrom('services.service_provider').where('service_id', '=', service.id).execute();
  await tx.deleteFrom('services.service_figure').where('service_id', '=', service.id).execute();
  await insertParts(tx, [service]);
  return true;
}

async function insertParts(tx: Tx, services: readonly ServiceWrite[]): Promise<void> {
  const providers = services.flatMap((one) =>
    one.providers.map((provider, position) => ({
      service_id: one.id,
      organisation_id: provider.organisationId,
      role: provider.role,
      position,
    })),
  );
  if (providers.length > 0) await tx.insertInto('services.service_provider').values(providers).execute();
  const figures = services.flatMap((one) =>
    one.figures.map((figure, position) => ({
      id: newId(),
      service_id: one.id,
      measure: figure.measure,
      value: figure.value,
      unit: figure.unit,
      period: figure.period,
      position,
    })),
  );
  if (figures.length > 0) await tx.insertInto('services.service_figure').values(figures).execute();
}

function columnsOf({ fields, placeId }: ServiceWrite) {
  return {
    name: fields.name,
    kind: fields.kind,
    place_id: placeId,
    description: fields.description,
    target: fields.target,
    opening: fields.opening,
    state: fields.state,
    source: fields.source,
    note: fields.note,
  };
}

export async function deleteService(tx: Tx, id: string, version: number): Promise<boolean> {
  const result = await tx
    .deleteFrom('services.service')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/**
 * Objectives that act through a service, and the networks and agreements of who delivers it.
 * @param drafts also objectives of plans that the public does not see yet
 */
export async function listServiceTies(tx: Tx, serviceId: string, drafts: boolean): Promise<ServiceTie[]> {
  const { rows } = await sql<ServiceTie>`
    select 'objective' as kind, n.code, n.title as name, p.code as plan, null as through
      from thread.edge e
      join thread.node n on n.ambito_id = e.ambito_id and n.kind = 'objective' and n.id = e.from_id
      join thread.plan p on p.ambito_id = n.ambito_id and p.id = n.plan_id
      where e.to_kind = 'service' and e.to_id = ${serviceId} and e.from_kind = 'objective'
        and (${drafts} or p.is_public)
    union all select 'agreement', a.code, a.title, null, string_agg(o.name, ', ' order by sp.position)
      from services.service_provider sp
      join governance.organisation o on o.ambito_id = sp.ambito_id and o.id = sp.organisation_id and not o.is_group
      join governance.agreement_party ap on ap.ambito_id = o.ambito_id and ap.organisation_id = o.id
      join governance.agreement a on a.ambito_id = ap.ambito_id and a.id = ap.agreement_id
      where sp.service_id = ${serviceId} group by a.code, a.title
    union all select 'network', w.code, w.name, null, string_agg(o.name, ', ' order by sp.position)
      from services.service_provider sp
      join governance.organisation o on o.ambito_id = sp.ambito_id and o.id = sp.organisation_id and not o.is_group
      join governance.network_member m on m.ambito_id = o.ambito_id and m.organisation_id = o.id
      join governance.network w on w.ambito_id = m.ambito_id and w.id = m.network_id
      where sp.service_id = ${serviceId} group by w.code, w.name
    order by 1 desc, 4 desc, 2`.execute(tx);
  return rows;
}
