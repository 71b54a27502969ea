import { sql } from 'kysely';
import { compileOnce } from '#platform/db/compiled-query.js';
import type { Tx } from '#platform/db/walled.js';
import type { ObjectiveWords, YearSums } from '../spending.rules.js';

interface SumRow {
  lines: number;
  unstated: number;
  derived: number;
  /** Cents by year; the key of what is given once is empty. */
  cents: Record<string, number | null>;
}

/** Sums of a fund's lines in a plan. */
export interface FundSums {
  id: string;
  code: string;
  name: string;
  sums: YearSums;
}

/** An objective that has lines, their sums, and the funds that give. */
export interface ObjectiveSums {
  id: string;
  code: string;
  title: string;
  funds: string[];
  sums: YearSums;
}

/** How many objectives a plan has, how many have lines, how many a sum. */
export interface ObjectiveCounts {
  objectives: number;
  withLines: number;
  withMoney: number;
}

/** An objective whose money is not wholly in the lines, with what says so. */
export interface ShortObjective {
  objective: ObjectiveWords;
  lines: number;
  unstated: number;
  derived: number;
  isParent: boolean;
}

// Summed where the lines are: a large plan has a thousand of them, and the page shows sums. Written once, because
// building the text anew would cost as much as the sum.
const byFund = compileOnce((_tx, planId: string) => {
  const query = sql<SumRow & { id: string; code: string; name: string }>`
    select f.id, f.code, f.name, sum(y.lines)::integer as lines, sum(y.unstated)::integer as unstated,
      sum(y.derived)::bigint as derived, jsonb_object_agg(coalesce(y.year::text, ''), y.cents) as cents
    from (
      select b.fund_id, b.year, count(*) as lines, count(*) filter (where b.allocated_cents is null) as unstated,
        coalesce(sum(b.allocated_cents) filter (where not b.stated), 0) as derived, sum(b.allocated_cents) as cents
      from spending.budget_line b
      join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
      where o.plan_id = ${planId} and o.withdrawn_at is null
      group by b.fund_id, b.year
    ) y
    join spending.fund f on f.id = y.fund_id
    group by f.id, f.code, f.name, f.kind
    order by array_position(
      array['state', 'region', 'europe', 'comuni', 'own', 'health', 'users', 'private', 'notStated'], f.kind), f.name`;
  return { compile: (tx) => query.compile(tx) };
});

/** What each fund gives to a plan, by year, in the order of funds. */
export async function listFundSums(tx: Tx, planId: string): Promise<FundSums[]> {
  const rows = await byFund(tx, planId);
  return rows.map(({ id, code, name, ...row }) => ({ id, code, name, sums: sumsOf(row) }));
}

const byObjective = compileOnce((_tx, planId: string, limit: number, offset: number) => {
  const query = sql<SumRow & { id: string; code: string; title: string; funds: string[] }>`
    with shown as (
      select o.ambito_id, o.id, o.code, o.title, o.position from plan.objective o
      where o.plan_id = ${planId} and o.withdrawn_at is null
        and exists (select from spending.budget_line b where b.ambito_id = o.ambito_id and b.objective_id = o.id)
      order by o.position, o.code limit ${limit} offset ${offset}
    )
    select s.id, s.code, s.title, sum(y.lines)::integer as lines, sum(y.unstated)::integer as unstated,
      sum(y.derived)::bigint as derived, jsonb_object_agg(coalesce(y.year::text, ''), y.cents) as cents,
      (select array_agg(distinct f.name) from spending.budget_line b join spending.fund f on f.id = b.fund_id
        where b.ambito_id = s.ambito_id and b.objective_id = s.id) as funds
    from shown s
    cross join lateral (
      select b.year, count(*) as lines, count(*) filter (where b.allocated_cents is null) as unstated,
        coalesce(sum(b.allocated_cents) filter (where not b.stated), 0) as derived, sum(b.allocated_cents) as cents
      from spending.budget_line b where b.ambito_id = s.ambito_id and b.objective_id = s.id
      group by b.year
    ) y
    group by s.ambito_id, s.id, s.code, s.title, s.position
    order by s.position, s.code`;
  return { compile: (tx) => query.compile(tx) };
});

/** Sums of a plan's objectives that have lines, in the plan's order, those of one page. */
export async function listObjectiveSums(
  tx: Tx,
  planId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<ObjectiveSums[]> {
  const rows = await byObjective(tx, planId, limit, offset);
  return rows.map(({ id, code, title, funds, ...row }) => ({ id, code, title, funds, sums: sumsOf(row) }));
}

const counts = compileOnce((_tx, planId: string) => {
  const query = sql<ObjectiveCounts>`
    select count(*)::integer as objectives, count(m.cents_of)::integer as "withLines",
      (count(*) filter (where m.cents > 0))::integer as "withMoney"
    from plan.objective o
    left join (
      select objective_id as cents_of, sum(allocated_cents) as cents from spending.budget_line group by objective_id
    ) m on m.cents_of = o.id
    where o.plan_id = ${planId} and o.withdrawn_at is null`;
  return { compile: (tx) => query.compile(tx) };
});

export async function countObjectives(tx: Tx, planId: string): Promise<ObjectiveCounts> {
  return (await counts(tx, planId))[0] ?? { objectives: 0, withLines: 0, withMoney: 0 };
}

const short = compileOnce((_tx, planId: string) => {
  const query = sql<Omit<ShortObjective, 'objective'> & ShortObjective['objective']>`
    select o.id, o.code, o.title, o.budget_note as "budgetNote", coalesce(m.lines, 0)::integer as lines,
      coalesce(m.unstated, 0)::integer as unstated, coalesce(m.derived, 0)::bigint as derived,
      exists (select from plan.objective c where c.plan_id = o.plan_id and c.withdrawn_at is null
        and starts_with(c.code, o.code || '.')) as "isParent"
    from plan.objective o
    left join (
      select objective_id, count(*) as lines, count(*) filter (where allocated_cents is null) as unstated,
        sum(allocated_cents) filter (where not stated) as derived
      from spending.budget_line group by objective_id
    ) m on m.objective_id = o.id
    where o.plan_id = ${planId} and o.withdrawn_at is null and (m.lines is null or m.unstated > 0 or m.derived > 0)
    order by o.position, o.code`;
  return { compile: (tx) => query.compile(tx) };
});

/** Objectives without lines, with lines that state no sum, or with sums worked out: what `findMoneyGaps` judges. */
export async function listShortObjectives(tx: Tx, planId: string): Promise<ShortObjective[]> {
  const rows = await short(tx, planId);
  return rows.map(({ id, code, title, budgetNote, ...row }) => ({
    objective: { id, code, title, budgetNote },
    ...row,
  }));
}

function sumsOf(row: SumRow): YearSums {
  const byYear = new Map<number, number>();
  let once = 0;
  let total = 0;
  for (const [year, cents] of Object.entries(row.cents)) {
    // Null where no line of that year states a sum.
    if (cents === null) continue;
    total += cents;
    if (year === '') once = cents;
    else byYear.set(Number(year), cents);
  }
  return { byYear, once, total, unstated: row.unstated, derived: row.derived, lines: row.lines };
}
