import { sql } from 'kysely';
import { codesAround } from '#domains/governance/index.js';
import type { Tx } from '#platform/db/walled.js';
import type { Provenance } from '../evaluation.types.js';
import { LATE_AFTER_DAYS } from './due.rules.js';
import type { IndicatorCounts, IndicatorFilter, IndicatorLine, MeasuredValue } from './indicator.types.js';

const isLate = (today: string) =>
  sql<boolean>`coalesce(s.due_on < ${today}::date - ${LATE_AFTER_DAYS}::integer, false)`;
const isDue = (today: string) => sql<boolean>`coalesce(s.due_on <= ${today}::date, false)`;

function matching(planId: string, filter: IndicatorFilter, today: string) {
  const words = (filter.search ?? '').trim();
  const due = {
    late: isLate(today),
    due: isDue(today),
    never: sql<boolean>`s.latest_id is null`,
    computed: sql<boolean>`c.id is not null`,
    unscheduled: sql<boolean>`s.months is null`,
  };
  return sql`s.plan_id = ${planId}
    and (${words} = '' or plan.fold(i.title || ' ' || o.code || ' ' || o.title) like '%' || plan.fold(${words}) || '%')
    and (${filter.place ?? null}::text is null or ${filter.place ?? null} = any (${codesAround('o.place_id')}))
    and (${filter.kind ?? null}::text is null or i.kind = ${filter.kind ?? null})
    and (${filter.heldAt ? [...filter.heldAt] : null}::text[] is null or ${filter.heldAt ? [...filter.heldAt] : null} && ${codesAround('o.place_id')})
    ${filter.due ? sql`and ${due[filter.due]}` : sql``}`;
}

/** Indicators of a plan, a page of them: late first, then due, then never measured, then in the plan's order. */
export async function listIndicators(
  tx: Tx,
  planId: string,
  question: {
    filter: IndicatorFilter;
    today: string;
    limit: number;
    offset: number;
    /** `plan`: where values are entered, rows must not move as they are. */
    order?: 'waiting' | 'plan';
  },
): Promise<{ rows: IndicatorLine[]; total: number }> {
  const { filter, today } = question;
  const first = (one: string) =>
    question.order === 'plan'
      ? sql``
      : sql`case when ${sql.ref(`${one}.due_on`)} <= ${today}::date then ${sql.ref(`${one}.due_on`)} end nulls last,
        (${sql.ref(`${one}.latest_id`)} is not null),`;
  const { rows } = await sql<IndicatorLine & { total: number }>`
    with found as (
      select s.*, i.kind, i.title, i.unit, i.baseline, i.target, i.target_as_stated, i.frequency, i.position,
        o.code, o.title as objective_title, o.position as objective_position, o.place_id, c.id as source_id,
        count(*) over () as total
      from evaluation.indicator_state s
      join plan.indicator i on i.ambito_id = s.ambito_id and i.id = s.indicator_id
      join plan.objective o on o.ambito_id = s.ambito_id and o.id = s.objective_id
      left join evaluation.indicator_source c on c.ambito_id = s.ambito_id and c.indicator_id = s.indicator_id
      where ${matching(planId, filter, today)}
      order by ${first('s')}
        o.position, o.code, i.position, i.id
      limit ${question.limit} offset ${question.offset}
    )
    select f.indicator_id as id, f.kind, f.title, f.unit, f.baseline, f.target, f.target_as_stated as "targetAsStated",
      f.frequency, f.months, f.code as "objectiveCode", f.objective_title as "objectiveTitle", h.name as "placeName",
      ${codesAround('f.place_id')} as within, f.latest_on as "latestOn", f.latest_value as "latestValue",
      f.due_on as "dueOn", f.source_id is not null as "isComputed", f.total
    from found f join territory.place h on h.ambito_id = f.ambito_id and h.id = f.place_id
    order by ${first('f')}
      f.objective_position, f.code, f.position, f.indicator_id`.execute(tx);
  return { rows: rows.map(({ total, ...line }) => line), total: rows[0]?.total ?? 0 };
}

/** How many indicators of a plan there are, and how many wait. */
export async function countIndicators(tx: Tx, planId: string, today: string): Promise<IndicatorCounts> {
  const { rows } = await sql<IndicatorCounts>`
    select count(*) as "all", count(*) filter (where ${isLate(today)}) as late,
      count(*) filter (where ${isDue(today)} and not ${isLate(today)}) as due,
      count(*) filter (where s.latest_id is null) as never, count(c.id) as computed,
      count(*) filter (where s.months is null) as unscheduled
    from evaluation.indicator_state s
    left join evaluation.indicator_source c on c.ambito_id = s.ambito_id and c.indicator_id = s.indicator_id
    where s.plan_id = ${planId}`.execute(tx);
  return rows[0] ?? { all: 0, late: 0, due: 0, never: 0, computed: 0, unscheduled: 0 };
}

/** Of these indicators, the values of one day. */
export async function listValuesOfDay(
  tx: Tx,
  indicatorIds: readonly string[],
  day: string,
): Promise<Map<string, { id: string; version: number; value: number; note: string | null; origin: string }>> {
  if (indicatorIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('evaluation.measurement')
    .select(['id', 'version', 'indicator_id as indicatorId', 'value', 'note', 'origin'])
    .where('indicator_id', 'in', indicatorIds)
    .where('measured_on', '=', day)
    .execute();
  return new Map(rows.map(({ indicatorId, ...row }) => [indicatorId, row]));
}

/** Everything measured of one indicator, newest first, with the names of the files that prove it. */
export async function listValues(tx: Tx, indicatorId: string): Promise<MeasuredValue[]> {
  const { rows } = await sql<MeasuredValue & { provenance: Provenance | null }>`
    select m.id, m.version, m.measured_on as "measuredOn", m.value, m.note, m.origin, m.provenance, u.name as "recordedBy",
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'size', e.size) order by e.name)
        from evaluation.measurement_evidence e where e.measurement_id = m.id), '[]') as evidence
    from evaluation.measurement m left join platform.account u on u.id = m.created_by
    where m.indicator_id = ${indicatorId}
    order by m.measured_on desc, m.id desc`.execute(tx);
  return rows;
}

/** When one indicator is to be measured next, as its lists say it. */
export async function findDue(
  tx: Tx,
  indicatorId: string,
): Promise<{ months: number | null; dueOn: string | null } | undefined> {
  const { rows } = await sql<{ months: number | null; dueOn: string | null }>`
    select months, due_on as "dueOn" from evaluation.indicator_state where indicator_id = ${indicatorId}`.execute(
    tx,
  );
  return rows[0];
}

/** Codes of the places around the objective of each of these indicators, for who asks whether one may write. */
export async function listPlacesOf(tx: Tx, indicatorIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; within: string[] }>`
    select i.id, ${codesAround('o.place_id')} as within
    from plan.indicator i join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where i.id = any (${[...indicatorIds]}::uuid[]) and o.withdrawn_at is null`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.within]));
}

export interface ValueLine {
  indicatorId: string;
  objectiveCode: string;
  title: string;
  unit: string | null;
  measuredOn: string;
  value: number;
  note: string | null;
  origin: 'hand' | 'import' | 'computed';
}

/** Every value measured of a plan's indicators, or of one of them, to be taken away as a file. */
export async function listValueLines(
  tx: Tx,
  planId: string | null,
  indicatorId: string | null,
): Promise<ValueLine[]> {
  const { rows } = await sql<ValueLine>`
    select m.indicator_id as "indicatorId", o.code as "objectiveCode", i.title, i.unit, m.measured_on as "measuredOn",
      m.value, m.note, m.origin
    from evaluation.measurement m
    join plan.indicator i on i.ambito_id = m.ambito_id and i.id = m.indicator_id
    join plan.objective o on o.ambito_id = i.ambito_id and o.id = i.objective_id
    where o.withdrawn_at is null and (${planId}::uuid is null or o.plan_id = ${planId})
      and (${indicatorId}::uuid is null or i.id = ${indicatorId})
    order by o.position, o.code, i.position, m.measured_on desc`.execute(tx);
  return rows;
}
