import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { Ctx } from '#platform/http/context.js';
import type { LatestPlan, Population, RecentAct, Tally } from './today.types.js';

/** The plan in force, also while the next one is being written; else the newest that may be seen. */
export async function findLatestPlan(tx: Tx, drafts: boolean): Promise<LatestPlan | undefined> {
  const { rows } = await sql<LatestPlan>`
    select p.id, p.code, p.title, p.summary, s.state, p.starts_on as "startsOn", p.ends_on as "endsOn"
    from plan.plan p left join plan.plan_state s on s.ambito_id = p.ambito_id and s.plan_id = p.id
    where ${drafts} or coalesce(s.is_public, false)
    order by (s.state is not distinct from 'inForce') desc, p.code desc limit 1`.execute(tx);
  return rows[0];
}

/**
 * How many nodes of each kind the thread holds for a plan; amounts are summed for budget lines (cents). Of funds, those that
 * give to it; of outcome sheets, those that it reports: written for it, or closing the plan before it.
 */
export async function countNodes(tx: Tx, planId: string): Promise<Tally> {
  const { rows } = await sql<{ kind: keyof Tally; count: number; cents: number | null; measurable: number }>`
    select kind, count(*) as count, sum(amount) filter (where kind = 'budgetLine') as cents,
      count(amount) filter (where kind = 'indicator') as measurable
    from thread.node where (plan_id = ${planId} or plan_id is null) and kind not in ('fund', 'outcomeSheet') group by kind
    union all
    select 'fund', count(distinct b.fund_id), null, 0 from spending.budget_line b
      join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
      where o.plan_id = ${planId} and o.withdrawn_at is null
    union all
    select 'outcomeSheet', count(*), null, 0 from evaluation.outcome_sheet s
      where s.plan_id = ${planId} and s.objective_id is null or s.objective_id is not null and s.plan_id = (
        select b.id from plan.plan n join plan.plan b on b.ambito_id = n.ambito_id and b.ends_on < n.starts_on
        where n.id = ${planId} order by b.ends_on desc limit 1)`.execute(tx);
  const tally: Tally = {
    need: 0,
    objective: 0,
    action: 0,
    indicator: 0,
    outcomeSheet: 0,
    service: 0,
    network: 0,
    agreement: 0,
    fund: 0,
    cents: 0,
    measurable: 0,
  };
  for (const { kind, count, cents, measurable } of rows) {
    if (kind in tally) tally[kind] = count;
    tally.cents += cents ?? 0;
    tally.measurable += measurable;
  }
  return tally;
}

/**
 * Residents of the ambito on the last two first-of-January that every comune has. Several files tell them (by age, in the
 * year's balance): of each comune the newest counts.
 */
export async function findPopulation(tx: Tx): Promise<Population | undefined> {
  const { rows } = await sql<{ year: number; residents: number; comuni: number }>`
    select year, sum(value) as residents, count(*) as comuni
    from (
      select distinct on (o.place_id, o.year) o.year, o.value
      from territory.observation o
      join territory.dataset d on d.ambito_id = o.ambito_id and d.id = o.dataset_id and d.superseded_at is null and d.withdrawn_at is null
      join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id and p.kind = 'comune'
      where o.variable = 'population' and o.sex = '' and o.age_from = -1 and o.category = '' and o.period = o.year::text
      order by o.place_id, o.year, d.imported_at desc, d.id desc) as figure
    where value is not null
    group by year having count(*) = (select count(*) from territory.place where kind = 'comune')
    order by year desc limit 2`.execute(tx);
  const [last, before] = rows;
  return (
    last && {
      year: last.year,
      residents: last.residents,
      comuni: last.comuni,
      change: before ? last.residents - before.residents : null,
      changeFrom: before?.year ?? null,
    }
  );
}

/** Provinces of the ambito's comuni, and its areas with how many comuni each has. */
export async function listAreas(tx: Tx): Promise<{ name: string; comuni: number }[]> {
  const { rows } = await sql<{ name: string; comuni: number }>`
    select p.name, count(c.comune_id) as comuni from territory.place p
    left join territory.area_comune c on c.ambito_id = p.ambito_id and c.area_id = p.id
    where p.kind = 'area' group by p.name order by p.name`.execute(tx);
  return rows;
}

/** How many figures of the published plan do not follow from their own data. */
export async function countFindings(tx: Tx): Promise<{ errors: number; all: number }> {
  const { rows } = await sql<{ errors: number; all: number }>`
    select count(*) filter (where severity = 'error') as errors, count(*) as "all" from territory.quality_finding
    where state = 'open'`.execute(tx);
  return rows[0] ?? { errors: 0, all: 0 };
}

/** Kinds of service in the catalogue, most frequent first. */
export async function listServiceKinds(tx: Tx, limit = 12): Promise<{ kind: string; count: number }[]> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from services.service where state in ('active', 'starting')
    group by kind order by count(*) desc, kind limit ${limit}`.execute(tx);
  return rows;
}

export interface ObjectiveLine {
  code: string;
  title: string;
  level: string;
  area: string;
  parent: string | null;
}

/** Objectives of a plan with the place where they act, in the plan's order. */
export async function listObjectiveLines(tx: Tx, planId: string): Promise<ObjectiveLine[]> {
  const { rows } = await sql<ObjectiveLine>`
    select o.code, o.title, o.level, p.name as area, up.code as parent
    from plan.objective o join territory.place p on p.ambito_id = o.ambito_id and p.id = o.place_id
    left join plan.objective up on up.ambito_id = o.ambito_id and up.id = o.parent_id
    where o.plan_id = ${planId} and o.withdrawn_at is null order by o.position, o.code`.execute(tx);
  return rows;
}

/** The last changes that people made in the ambito; the installation's own are left out, and so is who only looked. */
export async function listRecentActs(ctx: Ctx, limit = 8): Promise<RecentAct[]> {
  const { rows } = await sql<RecentAct>`
    select e.seq, e.at, e.action, e.subject_kind as "subjectKind", e.details, a.name as who
    from platform.audit_entry e join platform.account a on a.id = e.account_id
    where e.ambito_id = platform.current_ambito() and e.action not in ('person.list', 'person.view')
    order by e.seq desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

export interface NodeAt {
  kind: 'need' | 'objective' | 'service' | 'network';
  code: string;
  title: string;
  plan: string | null;
  place: string;
  /** How many of its kind there are, those left out too. */
  total: number;
}

/** More than a page shows of each kind: a list of its own has the rest. */
const NODES_OF_A_KIND = 8;

/** The first needs, objectives, services and networks of a place and of the places that hold it, nearest first. */
export async function listNodesAt(tx: Tx, placeId: string, drafts: boolean): Promise<NodeAt[]> {
  const { rows } = await sql<NodeAt>`
    with around as (
      select ${placeId}::uuid as id, 0 as distance
      union all
      select m.area_id, case p.kind when 'area' then 1 else 2 end from territory.area_comune m
      join territory.place p on p.ambito_id = m.ambito_id and p.id = m.area_id where m.comune_id = ${placeId}
    ), found as (
      select n.kind, n.code, n.title, l.code as plan, p.name as place, a.distance,
        row_number() over (partition by n.kind order by a.distance, n.code) as nth,
        count(*) over (partition by n.kind) as total
      from around a join thread.node n on n.place_id = a.id
      join territory.place p on p.id = n.place_id
      left join thread.plan l on l.id = n.plan_id
      where n.kind in ('need', 'objective', 'service', 'network') and (${drafts} or n.plan_id is null or l.is_public)
    )
    select kind, code, title, plan, place, total from found where nth <= ${NODES_OF_A_KIND}
    order by distance, kind, code`.execute(tx);
  return rows;
}
