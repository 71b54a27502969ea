import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type { LinkBasis } from './need.types.js';
import type {
  Action,
  Indicator,
  KeyPoint,
  Level,
  Objective,
  OtherFields,
  PartnerRole,
  Rank,
} from './objective.types.js';
import { codesAround } from './place.sql.js';
import { planIdOf } from './plan.sql.js';

function selectSheets(tx: Tx) {
  return tx
    .selectFrom('plan.objective as o')
    .innerJoin('territory.place as p', 'p.id', 'o.place_id')
    .select((eb) => [
      'o.id',
      'o.version',
      'o.plan_id as planId',
      'o.code',
      'o.level',
      'o.rank',
      'o.place_id as placeId',
      'p.code as placeCode',
      'p.name as placeName',
      codesAround(sql`o.place_id`).as('within'),
      'o.title',
      'o.description',
      'o.target',
      'o.policy_areas as policyAreas',
      'o.key_points as keyPoints',
      'o.stated_needs as statedNeeds',
      'o.personnel',
      'o.cross_cutting as crossCutting',
      'o.cross_cutting_areas as crossCuttingAreas',
      'o.socio_sanitary_integration as socioSanitaryIntegration',
      'o.integration_note as integrationNote',
      'o.continuity',
      'o.continuity_note as continuityNote',
      'o.co_design as coDesign',
      'o.budget_note as budgetNote',
      'o.fields',
      'o.source',
      'o.note',
      'o.withdrawn_at as withdrawnAt',
      'o.withdrawn_reason as withdrawnReason',
      jsonObjectFrom(
        eb
          .selectFrom('plan.objective as u')
          .whereRef('u.id', '=', 'o.parent_id')
          .select(['u.id', 'u.code', 'u.title']),
      ).as('parent'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective as c')
          .whereRef('c.parent_id', '=', 'o.id')
          .where('c.withdrawn_at', 'is', null)
          .select(['c.id', 'c.code', 'c.title'])
          .orderBy('c.position')
          .orderBy('c.code'),
      ).as('children'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.indicator as i')
          .whereRef('i.objective_id', '=', 'o.id')
          .select([
            'i.id',
            'i.version',
            'i.kind',
            'i.title',
            'i.unit',
            'i.baseline',
            'i.target',
            'i.target_as_stated as targetAsStated',
            'i.frequency',
            'i.measured_by as measuredBy',
          ])
          .orderBy('i.position')
          .orderBy('i.id'),
      ).as('indicators'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.action as a')
          .whereRef('a.objective_id', '=', 'o.id')
          .select([
            'a.id',
            'a.version',
            'a.title',
            'a.starts_on as startsOn',
            'a.ends_on as endsOn',
            'a.owner',
            'a.state',
            'a.state_reason as stateReason',
          ])
          .orderBy('a.position')
          .orderBy('a.id'),
      ).as('actions'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective_need as l')
          .innerJoin('plan.need as n', 'n.id', 'l.need_id')
          .whereRef('l.objective_id', '=', 'o.id')
          .where('n.withdrawn_at', 'is', null)
          .select(['n.id', 'n.code', 'n.description as title', 'l.basis', 'l.reason'])
          .orderBy('n.position')
          .orderBy('n.code'),
      ).as('needs'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective_service as l')
          .innerJoin('services.service as s', 's.id', 'l.service_id')
          .whereRef('l.objective_id', '=', 'o.id')
          .select(['s.id', 's.code', 's.name as title', sql<LinkBasis>`'stated'`.as('basis'), 'l.reason'])
          .orderBy('s.code'),
      ).as('services'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective_network as l')
          .innerJoin('governance.network as w', 'w.id', 'l.network_id')
          .whereRef('l.objective_id', '=', 'o.id')
          .select(['w.id', 'w.code', 'w.name as title', sql<LinkBasis>`'stated'`.as('basis'), 'l.reason'])
          .orderBy('w.code'),
      ).as('networks'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective_agreement as l')
          .innerJoin('governance.agreement as g', 'g.id', 'l.agreement_id')
          .whereRef('l.objective_id', '=', 'o.id')
          .select(['g.id', 'g.code', 'g.title', sql<LinkBasis>`'stated'`.as('basis'), 'l.reason'])
          .orderBy('g.code'),
      ).as('agreements'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective_organisation as l')
          .innerJoin('governance.organisation as e', 'e.id', 'l.organisation_id')
          .whereRef('l.objective_id', '=', 'o.id')
          .select([
            'e.id',
            'e.code',
            'e.name as title',
            sql<LinkBasis>`'stated'`.as('basis'),
            'l.reason',
            sql<PartnerRole>`l.role`.as('role'),
          ])
          .orderBy(sql`array_position(array['lead', 'partner', 'provider', 'funder', 'adherent'], l.role)`)
          .orderBy('e.name'),
      ).as('organisations'),
    ]);
}

type SheetRow = Awaited<ReturnType<ReturnType<typeof selectSheets>['execute']>>[number];

function toObjective(row: SheetRow): Objective {
  return {
    ...row,
    level: row.level as Level,
    rank: row.rank as Rank,
    keyPoints: row.keyPoints as unknown as KeyPoint[],
    fields: row.fields as OtherFields,
    indicators: row.indicators as Indicator[],
    actions: row.actions as Action[],
    needs: row.needs as Objective['needs'],
  };
}

/** The sheet of an objective of the plan of this code, or of the present one; withdrawn ones are left out. */
export async function findPublishedObjective(
  tx: Tx,
  plan: { code: string | undefined; drafts: boolean },
  code: string,
): Promise<Objective | undefined> {
  const find = plan.drafts ? findAnySheet : findPublicSheet;
  const [row] = await (plan.code === undefined ? find.present(tx, code) : find.named(tx, code, plan.code));
  return row && toObjective(row);
}

/** The sheet's text takes longer to build than to send: kept, in the shapes that a reader may ask for. */
function keepSheets(drafts: boolean) {
  const sheet = (tx: Tx, code: string, plan: string | undefined) =>
    selectSheets(tx)
      .where('o.plan_id', '=', planIdOf(plan, drafts))
      .where('o.code', '=', code)
      .where('o.withdrawn_at', 'is', null);
  return {
    present: compileOnce((tx, code: string) => sheet(tx, code, undefined)),
    named: compileOnce((tx, code: string, plan: string) => sheet(tx, code, plan)),
  };
}
const findPublicSheet = keepSheets(false);
const findAnySheet = keepSheets(true);

/** The whole sheet of one objective in one statement; withdrawn ones too. */
export async function findObjective(tx: Tx, planId: string, code: string): Promise<Objective | undefined> {
  const [row] = await findSheet(tx, planId, code);
  return row && toObjective(row);
}

const findSheet = compileOnce((tx, planId: string, code: string) =>
  selectSheets(tx).where('o.plan_id', '=', planId).where('o.code', '=', code),
);

/** Sheets of these codes, in no order; withdrawn ones too. */
export async function listObjectivesByCode(
  tx: Tx,
  planId: string,
  codes: readonly string[],
): Promise<Objective[]> {
  const rows = await selectSheets(tx).where('o.plan_id', '=', planId).where('o.code', 'in', codes).execute();
  return rows.map(toObjective);
}

/** Every sheet of a plan, for its document. */
export async function listObjectiveSheets(tx: Tx, planId: string): Promise<Objective[]> {
  const rows = await selectSheets(tx)
    .where('o.plan_id', '=', planId)
    .where('o.withdrawn_at', 'is', null)
    .orderBy('o.position')
    .orderBy('o.code')
    .execute();
  return rows.map(toObjective);
}
