import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { LooseEnd, LooseRule, Node, ThreadCounts } from './thread.types.js';

const nodeColumns = sql`n.kind, n.id, n.code, n.owner, p.code as plan, n.title, n.detail, n.amount, pl.name as "placeName"`;

/**
 * What hangs on each objective of a plan, or on one of them. Each kind is asked for by name, so that the planner leaves
 * out the views' other arms.
 */
export async function listThreadCounts(
  tx: Tx,
  planId: string,
  objectiveId: string | null,
): Promise<ThreadCounts[]> {
  const from = objectiveId === null ? sql`` : sql`and e.from_id = ${objectiveId}`;
  const to = objectiveId === null ? sql`` : sql`and e.to_id = ${objectiveId}`;
  const ofNeeds =
    objectiveId === null
      ? sql``
      : sql`and e.to_id in (select from_id from thread.edge where from_kind = 'need' and to_kind = 'objective' and to_id = ${objectiveId})`;
  const own = objectiveId === null ? sql`` : sql`and o.id = ${objectiveId}`;
  const { rows } = await sql<ThreadCounts>`
    with needs as (
      select e.to_id as id, count(*) as needs, sum(v.count) as evidence, count(v.count) as proven
      from thread.edge e
      join thread.node n on n.kind = 'need' and n.id = e.from_id
      left join (select e.to_id, count(*) from thread.edge e where e.from_kind in ('evidence', 'contribution') and e.to_kind = 'need' ${ofNeeds} group by 1) v
        on v.to_id = n.id
      where e.from_kind = 'need' and e.to_kind = 'objective' ${to} group by 1
    ),
    actions as (
      select e.from_id as id, count(*) as count, count(*) filter (where n.detail = 'done') as done,
        count(*) filter (where n.detail = 'underWay') as under_way
      from thread.edge e join thread.node n on n.kind = 'action' and n.id = e.to_id
      where e.from_kind = 'objective' and e.to_kind = 'action' ${from} group by 1
    ),
    money as (
      select e.from_id as id, count(*) as count, sum(n.amount) as cents
      from thread.edge e join thread.node n on n.kind = 'budgetLine' and n.id = e.to_id
      where e.from_kind = 'objective' and e.to_kind = 'budgetLine' ${from} group by 1
    ),
    indicators as (
      select e.from_id as id, count(*) as count, count(n.amount) as measurable
      from thread.edge e join thread.node n on n.kind = 'indicator' and n.id = e.to_id
      where e.from_kind = 'objective' and e.to_kind = 'indicator' ${from} group by 1
    ),
    services as (select e.from_id as id, count(*) as count from thread.edge e
      where e.from_kind = 'objective' and e.to_kind = 'service' ${from} group by 1),
    networks as (select e.from_id as id, count(*) as count from thread.edge e
      where e.from_kind = 'objective' and e.to_kind = 'network' ${from} group by 1),
    agreements as (select e.from_id as id, count(*) as count from thread.edge e
      where e.from_kind = 'objective' and e.to_kind = 'agreement' ${from} group by 1),
    organisations as (select e.from_id as id, count(*) as count from thread.edge e
      where e.from_kind = 'objective' and e.to_kind = 'organisation' ${from} group by 1),
    sheets as (select e.to_id as id, count(*) as count from thread.edge e
      where e.from_kind = 'outcomeSheet' and e.to_kind = 'objective' ${to} group by 1)
    select o.id as "objectiveId", coalesce(needs.evidence, 0) as evidence, coalesce(needs.needs, 0) as needs,
      coalesce(needs.proven, 0) as "needsWithEvidence",
      coalesce(actions.count, 0) as actions, coalesce(actions.done, 0) as "actionsDone",
      coalesce(actions.under_way, 0) as "actionsUnderWay",
      coalesce(money.count, 0) as "budgetLines", coalesce(money.cents, 0) as cents,
      coalesce(indicators.count, 0) as indicators, coalesce(indicators.measurable, 0) as measurable,
      coalesce(sheets.count, 0) as "outcomeSheets", coalesce(services.count, 0) as services,
      coalesce(networks.count, 0) as networks, coalesce(agreements.count, 0) as agreements,
      coalesce(organisations.count, 0) as organisations
    from thread.node o
    left join needs using (id) left join actions using (id) left join money using (id)
    left join indicators using (id) left join services using (id) left join networks using (id)
    left join agreements using (id) left join organisations using (id) left join sheets using (id)
    where o.kind = 'objective' and o.plan_id = ${planId} ${own}`.execute(tx);
  return rows;
}

/**
 * What the thread of a plan does not hold, in one statement. An objective that others carry out (strategic, with
 * objectives under it) owes neither money nor indicators nor actions of its own; an outcome sheet that is not
 * proposed again owes no successor.
 */
export async function listLooseNodes(tx: Tx, planId: string): Promise<LooseEnd[]> {
  const { rows } = await sql<Node & { rule: LooseRule; placeCode: string | null }>`
    with own as (
      select n.* from thread.node n where n.plan_id = ${planId} and n.kind in ('contribution', 'need', 'objective', 'outcomeSheet')
    ),
    answered as (select e.from_id as id from thread.edge e join own o on o.kind = 'objective' and o.id = e.to_id
      where e.from_kind = 'need' and e.to_kind = 'objective'),
    proven as (select e.to_id as id from thread.edge e where e.from_kind in ('evidence', 'contribution') and e.to_kind = 'need'),
    needed as (select e.to_id as id from thread.edge e join own n on n.kind = 'need' and n.id = e.from_id
      where e.from_kind = 'need' and e.to_kind = 'objective'),
    shared as (select e.from_id as id from thread.edge e join own o on o.kind = 'objective' and o.id = e.to_id
      where e.from_kind = 'objective' and e.to_kind = 'objective'),
    funded as (select e.from_id as id from thread.edge e join thread.node b on b.kind = 'budgetLine' and b.id = e.to_id
      where e.from_kind = 'objective' and e.to_kind = 'budgetLine' and b.amount > 0),
    measurable as (select e.from_id as id from thread.edge e join thread.node i on i.kind = 'indicator' and i.id = e.to_id
      where e.from_kind = 'objective' and e.to_kind = 'indicator' and i.amount is not null),
    acted as (select e.from_id as id from thread.edge e where e.from_kind = 'objective' and e.to_kind = 'action'),
    taken as (select e.from_id as id from thread.edge e join thread.node o on o.kind = 'objective' and o.id = e.to_id
      where e.from_kind = 'outcomeSheet' and e.to_kind = 'objective'),
    loose as (
      select 0 as rank, 'contribution-unanswered' as rule, n.* from own n where n.kind = 'contribution'
        and n.detail in ('received', 'examined')
      union all select 1, 'need-unanswered', n.* from own n where n.kind = 'need' and n.id not in (select id from answered)
      union all select 2, 'objective-without-need', n.* from own n where n.kind = 'objective'
        and n.id not in (select id from needed) and not (n.detail = 'strategic' and n.id in (select id from shared))
      union all select 3, 'objective-without-money', n.* from own n where n.kind = 'objective'
        and n.id not in (select id from funded) and not (n.detail = 'strategic' and n.id in (select id from shared))
      union all select 4, 'objective-not-measurable', n.* from own n where n.kind = 'objective'
        and n.id not in (select id from measurable) and not (n.detail = 'strategic' and n.id in (select id from shared))
      union all select 5, 'objective-without-action', n.* from own n where n.kind = 'objective'
        and n.id not in (select id from acted) and not (n.detail = 'strategic' and n.id in (select id from shared))
      union all select 6, 'outcome-not-taken-up', n.* from own n where n.kind = 'outcomeSheet'
        and n.detail in ('yes', 'partly') and n.id not in (select id from taken)
      union all select 7, 'need-unproven', n.* from own n where n.kind = 'need' and n.id not in (select id from proven)
    )
    select n.rule, ${nodeColumns}, pl.code as "placeCode" from loose n
    join thread.plan p on p.id = n.plan_id
    left join territory.place pl on pl.id = n.place_id
    order by n.rank, n.code`.execute(tx);
  return rows.map(({ rule, placeCode, ...node }) => ({ rule, placeCode, node }));
}
