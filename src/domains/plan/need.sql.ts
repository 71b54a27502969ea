import { type Expression, type OrderByItemBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type {
  Evidence,
  LinkBasis,
  Need,
  NeedFields,
  NeedFilter,
  NeedRow,
  Priority,
  ThemeTotal,
} from './need.types.js';
import { codesAround } from './place.sql.js';
import { planIdOf } from './plan.sql.js';

/** Needs of a plan that match, and how many there are in all. Withdrawn ones are left out. */
export async function listNeeds(
  tx: Tx,
  planId: string | RawBuilder<string>,
  filter: NeedFilter,
  paging: { limit: number; offset: number },
): Promise<{ rows: NeedRow[]; total: number }> {
  const rows = await tx
    .selectFrom('plan.need as n')
    .innerJoin('territory.place as p', 'p.id', 'n.place_id')
    .select((eb) => [
      'n.id',
      'n.code',
      'n.theme',
      'n.description',
      'p.code as placeCode',
      'p.name as placeName',
      'n.target',
      'n.priority',
      'n.raised_by as raisedBy',
      'n.source',
      eb
        .selectFrom('plan.need_evidence as e')
        .whereRef('e.need_id', '=', 'n.id')
        .select(sql<number>`count(*)`.as('count'))
        .as('evidenceCount'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective_need as l')
          .innerJoin('plan.objective as o', 'o.id', 'l.objective_id')
          .whereRef('l.need_id', '=', 'n.id')
          .where('o.withdrawn_at', 'is', null)
          .select(['o.code', 'o.title'])
          .orderBy('o.position')
          .orderBy('o.code'),
      ).as('objectives'),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .where('n.plan_id', '=', planId)
    .where('n.withdrawn_at', 'is', null)
    .where((eb) => {
      const conditions: Expression<SqlBool>[] = [];
      if (filter.theme) conditions.push(eb('n.theme', '=', filter.theme));
      if (filter.priority) conditions.push(eb('n.priority', '=', filter.priority));
      if (filter.place) {
        conditions.push(sql<SqlBool>`${filter.place} = any(${codesAround(sql`n.place_id`)})`);
      }
      if (filter.answered) {
        const answers = eb.exists(
          eb
            .selectFrom('plan.objective_need as l')
            .innerJoin('plan.objective as o', 'o.id', 'l.objective_id')
            .whereRef('l.need_id', '=', 'n.id')
            .where('o.withdrawn_at', 'is', null)
            .select('o.id'),
        );
        conditions.push(filter.answered === 'yes' ? answers : eb.not(answers));
      }
      for (const word of wordsOf(filter.search)) {
        conditions.push(
          sql<SqlBool>`position(plan.fold(${word}) in plan.fold(concat_ws(' ', n.code, n.theme, n.description, n.target, n.raised_by, p.name))) > 0`,
        );
      }
      return eb.and(conditions);
    })
    .orderBy(...orderOf(filter.order))
    .orderBy('n.position')
    .orderBy('n.code')
    .limit(paging.limit)
    .offset(paging.offset)
    .execute();
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _, ...row }) => ({
      ...row,
      priority: row.priority as Priority | null,
      evidenceCount: row.evidenceCount ?? 0,
    })),
  };
}

export interface NeedLine {
  id: string;
  code: string;
  theme: string;
  description: string;
  place: { code: string; name: string };
  priority: Priority | null;
  raisedBy: string | null;
  evidenceCount: number;
  objectives: { code: string; title: string }[];
}

/** A page of a plan's needs by code, after the one of this code, in one statement. Withdrawn ones are left out. */
export async function listNeedLines(
  tx: Tx,
  plan: { code: string | undefined; drafts: boolean },
  paging: { after?: string | undefined; limit: number },
): Promise<NeedLine[]> {
  const list = plan.drafts ? listAnyLines : listPublicLines;
  const after = paging.after ?? '';
  return plan.code === undefined
    ? list.present(tx, after, paging.limit)
    : list.named(tx, after, paging.limit, plan.code);
}

/** The page is cut first, so that only its own rows look for their evidence and objectives. */
function keepLines(drafts: boolean) {
  const lines = (after: string, limit: number, plan: string | undefined) => sql<NeedLine>`
    select n.id, n.code, n.theme, n.description, json_build_object('code', p.code, 'name', p.name) as place,
      n.priority, n.raised_by as "raisedBy",
      (select count(*) from plan.need_evidence e where e.ambito_id = n.ambito_id and e.need_id = n.id) as "evidenceCount",
      (select coalesce(json_agg(json_build_object('code', o.code, 'title', o.title) order by o.position, o.code), '[]')
        from plan.objective_need l join plan.objective o on o.ambito_id = l.ambito_id and o.id = l.objective_id
        where l.ambito_id = n.ambito_id and l.need_id = n.id and o.withdrawn_at is null) as objectives
    from (select * from plan.need
      where plan_id = ${planIdOf(plan, drafts)} and withdrawn_at is null and code > ${after}
      order by code limit ${limit}) n
    join territory.place p on p.ambito_id = n.ambito_id and p.id = n.place_id
    order by n.code`;
  return {
    present: compileOnce((_tx, after: string, limit: number) => lines(after, limit, undefined)),
    named: compileOnce((_tx, after: string, limit: number, plan: string) => lines(after, limit, plan)),
  };
}
const listPublicLines = keepLines(false);
const listAnyLines = keepLines(true);

/** Every word must be there: longer searches find less. */
function wordsOf(search: string | undefined): string[] {
  return (search ?? '').split(/\s+/).filter(Boolean).slice(0, 8);
}

const orders = {
  code: sql`n.code`,
  theme: sql`n.theme`,
  place: sql`p.name`,
  priority: sql`array_position(array['high', 'medium', 'low'], n.priority)`,
};

function orderOf(order: string | undefined) {
  const name = (order ?? '').replace(/^-/, '') as keyof typeof orders;
  const isDown = order?.startsWith('-') ?? false;
  const by = (item: OrderByItemBuilder) => (isDown ? item.desc() : item.asc()).nullsLast();
  return [Object.hasOwn(orders, name) ? orders[name] : sql`n.position`, by] as const;
}

/** How many needs each theme has in each place, and how many of them are answered. */
export async function listThemeTotals(tx: Tx, planId: string): Promise<ThemeTotal[]> {
  const { rows } = await sql<ThemeTotal>`
    select n.theme, p.name as "placeName", count(*) as needs,
      count(*) filter (where exists (select from plan.objective_need l
        join plan.objective o on o.ambito_id = l.ambito_id and o.id = l.objective_id
        where l.ambito_id = n.ambito_id and l.need_id = n.id and o.withdrawn_at is null)) as answered,
      count(*) filter (where exists (select from plan.need_evidence e where e.ambito_id = n.ambito_id and e.need_id = n.id)) as "withEvidence"
    from plan.need n join territory.place p on p.ambito_id = n.ambito_id and p.id = n.place_id
    where n.plan_id = ${planId} and n.withdrawn_at is null
    group by n.theme, p.name order by min(n.position), n.theme, p.name`.execute(tx);
  return rows;
}

function selectNeeds(tx: Tx) {
  return tx
    .selectFrom('plan.need as n')
    .innerJoin('territory.place as p', 'p.id', 'n.place_id')
    .select((eb) => [
      'n.id',
      'n.version',
      'n.code',
      'n.theme',
      'n.description',
      'n.place_id as placeId',
      'p.code as placeCode',
      'p.name as placeName',
      codesAround(sql`n.place_id`).as('within'),
      'n.target',
      'n.priority',
      'n.raised_by as raisedBy',
      'n.source',
      'n.note',
      'n.withdrawn_at as withdrawnAt',
      'n.withdrawn_reason as withdrawnReason',
      jsonArrayFrom(
        eb
          .selectFrom('plan.need_evidence as e')
          .leftJoin('territory.place as ep', 'ep.id', 'e.place_id')
          .leftJoin('territory.metric as em', (join) =>
            join
              .onRef('em.code', '=', 'e.reference')
              .on('e.kind', '=', 'metric')
              .on('em.replaced_at', 'is', null),
          )
          .whereRef('e.need_id', '=', 'n.id')
          .select([
            'e.id',
            'e.version',
            'e.kind',
            'e.reference',
            'em.name as metricName',
            'e.category',
            'ep.code as placeCode',
            'ep.name as placeName',
            'e.text',
          ])
          .orderBy('e.position')
          .orderBy('e.id'),
      ).as('evidence'),
      jsonArrayFrom(
        eb
          .selectFrom('plan.objective_need as l')
          .innerJoin('plan.objective as o', 'o.id', 'l.objective_id')
          .whereRef('l.need_id', '=', 'n.id')
          .where('o.withdrawn_at', 'is', null)
          .select(['o.id', 'o.code', 'o.title', 'l.basis', 'l.reason'])
          .orderBy('o.position')
          .orderBy('o.code'),
      ).as('objectives'),
    ]);
}

type SheetRow = Awaited<ReturnType<ReturnType<typeof selectNeeds>['execute']>>[number];

function toNeed(row: SheetRow): Need {
  return {
    ...row,
    priority: row.priority as Priority | null,
    evidence: row.evidence as Evidence[],
    objectives: row.objectives.map((one) => ({ ...one, basis: one.basis as LinkBasis })),
  };
}

/** One need with its evidence and the objectives that answer it; withdrawn ones too. */
export async function findNeed(
  tx: Tx,
  planId: string | RawBuilder<string>,
  code: string,
): Promise<Need | undefined> {
  const row = await selectNeeds(tx)
    .where('n.plan_id', '=', planId)
    .where('n.code', '=', code)
    .executeTakeFirst();
  return row && toNeed(row);
}

/** Needs of these codes, in no order; withdrawn ones too. */
export async function listNeedsByCode(tx: Tx, planId: string, codes: readonly string[]): Promise<Need[]> {
  const rows = await selectNeeds(tx).where('n.plan_id', '=', planId).where('n.code', 'in', codes).execute();
  return rows.map(toNeed);
}

/** Every need of a plan with its evidence, in the plan's order; withdrawn ones are left out. */
export async function listNeedSheets(tx: Tx, planId: string): Promise<Need[]> {
  const rows = await selectNeeds(tx)
    .where('n.plan_id', '=', planId)
    .where('n.withdrawn_at', 'is', null)
    .orderBy('n.position')
    .orderBy('n.code')
    .execute();
  return rows.map(toNeed);
}

/** Themes already used in the plan, to choose from. */
export async function listThemes(tx: Tx, planId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('plan.need')
    .select('theme')
    .where('plan_id', '=', planId)
    .groupBy('theme')
    .orderBy('theme')
    .execute();
  return rows.map((row) => row.theme);
}

/** Highest number used in codes of the form F-001, and the highest position. */
export async function lastNeedNumber(tx: Tx, planId: string): Promise<{ number: number; position: number }> {
  const row = await tx
    .selectFrom('plan.need')
    .select([
      sql<number>`coalesce(max(substring(code from '^F-([0-9]{1,6})$')::integer), 0)`.as('number'),
      sql<number>`coalesce(max(position), 0)`.as('position'),
    ])
    .where('plan_id', '=', planId)
    .executeTakeFirstOrThrow();
  return row;
}

export interface NeedInsert extends NeedFields {
  id: string;
  code: string;
  placeId: string;
  position: number;
}

export async function insertNeeds(tx: Tx, planId: string, needs: readonly NeedInsert[]): Promise<void> {
  if (needs.length === 0) return;
  await tx
    .insertInto('plan.need')
    .values(
      needs.map((need) => ({
        id: need.id,
        plan_id: planId,
        code: need.code,
        position: need.position,
        ...columnsOf(need, need.placeId),
      })),
    )
    .execute();
}

/** @returns false when somebody else saved meanwhile */
export async function updateNeed(
  tx: Tx,
  id: string,
  version: number,
  fields: NeedFields,
  placeId: string,
): Promise<boolean> {
  const result = await tx
    .updateTable('plan.need')
    .set(columnsOf(fields, placeId))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function columnsOf(fields: NeedFields, placeId: string) {
  return {
    theme: fields.theme,
    description: fields.description,
    place_id: placeId,
    target: fields.target,
    priority: fields.priority,
    raised_by: fields.raisedBy,
    source: fields.source,
    note: fields.note,
  };
}

/** Every code used in the plan, by withdrawn needs too. */
export async function listNeedCodes(tx: Tx, planId: string): Promise<Set<string>> {
  const rows = await tx.selectFrom('plan.need').select('code').where('plan_id', '=', planId).execute();
  return new Set(rows.map((row) => row.code));
}
