import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { LinkBasis } from './need.types.js';
import type { LinkKind, PartnerRole } from './objective.types.js';

export interface LinkInsert {
  objectiveId: string;
  /** Need, service, network, agreement or organisation. */
  targetId: string;
  basis: LinkBasis;
  reason: string | null;
  /** Of an organisation. */
  role: PartnerRole;
}

/** Each kind's table, the column of what is tied, and what a tie says besides its reason. */
const targets = {
  need: { table: sql`plan.objective_need`, column: sql`need_id`, says: sql`basis,` },
  service: { table: sql`plan.objective_service`, column: sql`service_id`, says: sql`` },
  network: { table: sql`plan.objective_network`, column: sql`network_id`, says: sql`` },
  agreement: { table: sql`plan.objective_agreement`, column: sql`agreement_id`, says: sql`` },
  organisation: { table: sql`plan.objective_organisation`, column: sql`organisation_id`, says: sql`role,` },
} as const;

const linkRows = (links: readonly unknown[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l ("objectiveId" uuid, "targetId" uuid, basis text, reason text, role text)`;

/** Ties many at once; those already tied stay as they are. */
export async function insertLinks(tx: Tx, kind: LinkKind, links: readonly LinkInsert[]): Promise<void> {
  if (links.length === 0) return;
  const { table, column, says } = targets[kind];
  await sql`insert into ${table} (objective_id, ${column}, ${says} reason)
    select "objectiveId", "targetId", ${says} reason from ${linkRows(links)}
    on conflict do nothing`.execute(tx);
}

/** Says anew why things are tied and, of organisations, as what. On which basis a need is tied stays where it is not said. */
export async function updateLinks(
  tx: Tx,
  kind: LinkKind,
  links: readonly (Omit<LinkInsert, 'basis'> & { basis?: LinkBasis })[],
): Promise<void> {
  if (links.length === 0) return;
  const { table, column } = targets[kind];
  const says = { need: sql`, basis = coalesce(l.basis, t.basis)`, organisation: sql`, role = l.role` };
  await sql`update ${table} t set reason = l.reason ${kind === 'need' || kind === 'organisation' ? says[kind] : sql``}
    from ${linkRows(links)}
    where t.objective_id = l."objectiveId" and t.${column} = l."targetId"`.execute(tx);
}

export async function deleteLinks(
  tx: Tx,
  kind: LinkKind,
  links: readonly { objectiveId: string; targetId: string }[],
): Promise<void> {
  if (links.length === 0) return;
  const { table, column } = targets[kind];
  await sql`delete from ${table} t using ${linkRows(links)}
    where t.objective_id = l."objectiveId" and t.${column} = l."targetId"`.execute(tx);
}

export interface LinkTarget {
  id: string;
  code: string;
  title: string;
  /** Theme, kind or place: what helps to find it in a long list. */
  detail: string;
}

/** Everything of one kind that an objective of the plan can be tied to. */
export async function listLinkTargets(tx: Tx, kind: LinkKind, planId: string): Promise<LinkTarget[]> {
  if (kind === 'need') {
    return tx
      .selectFrom('plan.need as n')
      .innerJoin('territory.place as p', 'p.id', 'n.place_id')
      .select([
        'n.id',
        'n.code',
        'n.description as title',
        sql<string>`concat_ws(' · ', n.theme, p.name)`.as('detail'),
      ])
      .where('n.plan_id', '=', planId)
      .where('n.withdrawn_at', 'is', null)
      .orderBy('n.position')
      .orderBy('n.code')
      .execute();
  }
  if (kind === 'service') {
    return tx
      .selectFrom('services.service as s')
      .leftJoin('territory.place as p', 'p.id', 's.place_id')
      .select([
        's.id',
        's.code',
        's.name as title',
        sql<string>`concat_ws(' · ', s.kind, p.name)`.as('detail'),
      ])
      .orderBy('s.code')
      .execute();
  }
  if (kind === 'network') {
    return tx
      .selectFrom('governance.network as w')
      .leftJoin('territory.place as p', 'p.id', 'w.place_id')
      .select([
        'w.id',
        'w.code',
        'w.name as title',
        sql<string>`concat_ws(' · ', w.theme, p.name)`.as('detail'),
      ])
      .orderBy('w.code')
      .execute();
  }
  if (kind === 'organisation') {
    return tx
      .selectFrom('governance.organisation as e')
      .select(['e.id', 'e.code', 'e.name as title', sql<string>`coalesce(e.note, '')`.as('detail')])
      .orderBy('e.name')
      .execute();
  }
  return tx
    .selectFrom('governance.agreement as g')
    .leftJoin('territory.place as p', 'p.id', 'g.place_id')
    .select(['g.id', 'g.code', 'g.title', sql<string>`concat_ws(' · ', p.name, g.dated)`.as('detail')])
    .orderBy('g.code')
    .execute();
}
