import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import { LATE_AFTER_DAYS } from '../indicator/due.rules.js';
import type { ObjectiveTally } from './state.types.js';

/**
 * One row an objective, in the plan's order: sums of its actions, money and indicators. An indicator's way is counted as
 * `indicatorProgress` of the plan does: from the baseline, or from nought, to the target, never less than nothing nor
 * more than all of it.
 */
export async function tallyObjectives(tx: Tx, planId: string, today: string): Promise<ObjectiveTally[]> {
  const { rows } = await sql<ObjectiveTally>`
    with doing as (
      select a.objective_id, count(*) as actions, count(*) filter (where a.state = 'done') as done,
        count(*) filter (where a.state in ('partlyDone', 'underWay')) as begun,
        count(*) filter (where a.state in ('planned', 'underWay') and a.ends_on < ${today}::date) as overdue,
        min(a.starts_on) as starts_on, max(a.ends_on) as ends_on
      from plan.action a join plan.objective o on o.ambito_id = a.ambito_id and o.id = a.objective_id
      where o.plan_id = ${planId} group by a.objective_id
    ), money as (
      select m.objective_id, count(*) as lines, sum(m.allocated_cents)::bigint as allocated,
        sum(m.committed_cents)::bigint as committed, sum(m.paid_cents)::bigint as paid
      from spending.line_money m join plan.objective o on o.ambito_id = m.ambito_id and o.id = m.objective_id
      where o.plan_id = ${planId} group by m.objective_id
    ), way as (
      select s.objective_id, i.target, s.latest_value as value, s.due_on, coalesce(i.baseline, 0) as base
      from evaluation.indicator_state s
      join plan.indicator i on i.ambito_id = s.ambito_id and i.id = s.indicator_id
      where s.plan_id = ${planId}
    ), measuring as (
      select objective_id, count(*) as indicators, count(target) as measurable,
        count(*) filter (where target is not null and value is not null) as measured,
        count(*) filter (where due_on < ${today}::date - ${LATE_AFTER_DAYS}::integer) as late,
        avg(case when target is null or value is null then null
          when target = base then case when value = base then 1 else 0 end
          else least(1, greatest(0, (value - base) / (target - base))) end) as share
      from way group by objective_id
    )
    select o.id, o.code, o.title, o.policy_areas as "policyAreas", h.code as place, h.name as "placeName",
      o.parent_id as "parentId", d.starts_on as "startsOn", d.ends_on as "endsOn",
      coalesce(d.actions, 0) as actions, coalesce(d.done, 0) as done, coalesce(d.begun, 0) as begun,
      coalesce(d.overdue, 0) as overdue, coalesce(m.lines, 0) as lines, m.allocated,
      coalesce(m.committed, 0) as committed, coalesce(m.paid, 0) as paid,
      coalesce(i.indicators, 0) as indicators, coalesce(i.measurable, 0) as measurable,
      coalesce(i.measured, 0) as measured, i.share, coalesce(i.late, 0) as "lateMeasures"
    from plan.objective o
    join territory.place h on h.ambito_id = o.ambito_id and h.id = o.place_id
    left join doing d on d.objective_id = o.id
    left join money m on m.objective_id = o.id
    left join measuring i on i.objective_id = o.id
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code`.execute(tx);
  return rows;
}

export interface PolicyArea {
  code: string;
  name: { it: string; en: string };
}

/** Policy areas of the plan's guideline, in its order. */
export async function listPolicyAreas(tx: Tx, planId: string): Promise<PolicyArea[]> {
  const { rows } = await sql<PolicyArea>`
    select a.area ->> 'code' as code, a.area -> 'name' as name
    from plan.plan p join plan.guideline g on g.code = p.guideline_code
    cross join lateral jsonb_array_elements(g.content -> 'policyAreas') with ordinality a(area, nth)
    where p.id = ${planId} order by a.nth`.execute(tx);
  return rows;
}

/** Indicators of a plan with their newest value, for the report; in the plan's order. */
export interface IndicatorRow {
  objectiveId: string;
  title: string;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  targetAsStated: string | null;
  value: number | null;
  measuredOn: string | null;
}

/** @param until the newest value of this day or before: a report tells its year, whenever it is made again */
export async function listIndicatorRows(tx: Tx, planId: string, until: string): Promise<IndicatorRow[]> {
  const { rows } = await sql<IndicatorRow>`
    select i.objective_id as "objectiveId", i.title, i.unit, i.baseline, i.target, i.target_as_stated as "targetAsStated",
      m.value, m.measured_on as "measuredOn"
    from plan.indicator i
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    left join lateral (
      select l.value, l.measured_on from evaluation.measurement l
      where l.ambito_id = i.ambito_id and l.indicator_id = i.id and l.measured_on <= ${until}::date
      order by l.measured_on desc limit 1) m on true
    where o.plan_id = ${planId} and o.withdrawn_at is null
    order by o.position, o.code, i.position`.execute(tx);
  return rows;
}

export interface LateAction {
  objectiveId: string;
  title: string;
  endsOn: string;
  state: string;
  stateReason: string | null;
}

/** Actions that are past their last day and not finished, with the reason where one was written. */
export async function listLateActions(tx: Tx, planId: string, today: string): Promise<LateAction[]> {
  const { rows } = await sql<LateAction>`
    select a.objective_id as "objectiveId", a.title, a.ends_on as "endsOn", a.state, a.state_reason as "stateReason"
    from plan.action a join plan.objective o on o.ambito_id = a.ambito_id and o.id = a.objective_id
    where o.plan_id = ${planId} and o.withdrawn_at is null and a.state in ('planned', 'underWay') and a.ends_on < ${today}::date
    order by o.position, o.code, a.ends_on`.execute(tx);
  return rows;
}

/** How often objectives, actions and indicators of a plan were changed in a span of days, by objective. */
export async function countChanges(
  tx: Tx,
  planId: string,
  from: string,
  until: string,
): Promise<Map<string, { sheet: number; actions: number; indicators: number }>> {
  const { rows } = await sql<{ id: string; sheet: number; actions: number; indicators: number }>`
    with changed as (
      select o.id, h.table_name, h.changed_at from plan.objective o
      join platform.history h on h.ambito_id = o.ambito_id and h.table_name = 'plan.objective' and h.row_key = o.id::text
      where o.plan_id = ${planId}
      union all
      select o.id, h.table_name, h.changed_at from plan.objective o
      join platform.history h on h.ambito_id = o.ambito_id and h.table_name in ('plan.indicator', 'plan.action')
        and h.before ->> 'objective_id' = o.id::text
      where o.plan_id = ${planId}
    )
    select id, count(*) filter (where table_name = 'plan.objective') as sheet,
      count(*) filter (where table_name = 'plan.action') as actions,
      count(*) filter (where table_name = 'plan.indicator') as indicators
    from changed where changed_at >= ${from}::date and changed_at < ${until}::date + 1 group by id`.execute(
    tx,
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
