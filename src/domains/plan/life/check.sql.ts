import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';

/** Codes of the objectives of a plan that no outcome sheet closes, in the plan's order. */
export async function listUnclosedObjectives(tx: Tx, planId: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select o.code from plan.objective o
    where o.plan_id = ${planId} and o.withdrawn_at is null and not exists (
      select from evaluation.outcome_sheet s where s.ambito_id = o.ambito_id and s.objective_id = o.id)
    order by o.position, o.code`.execute(tx);
  return rows.map(({ code }) => code);
}

/** What is not in order in the budget of a plan. */
export interface BudgetFaults {
  /** Objectives with a line that names its fund and no sum, and how many lines. */
  unsaid: { codes: string[]; lines: number };
  /** Objectives with a line whose source is not stated. */
  unfunded: { codes: string[]; lines: number };
  /** Years of funds from which the plans take more than they have. */
  exceeded: { fund: string; name: string; year: number; overCents: number }[];
}

/**
 * A fund has in a year what was assigned to it, with what the year before left it and less what it leaves. Years without an
 * act that assigns something are not judged: what they have is not known.
 */
export async function findBudgetFaults(tx: Tx, planId: string): Promise<BudgetFaults> {
  const { rows } = await sql<BudgetFaults>`
    with line as (
      select o.code, o.position, b.allocated_cents, f.kind
      from spending.budget_line b
      join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
      join spending.fund f on f.ambito_id = b.ambito_id and f.id = b.fund_id
      where o.plan_id = ${planId} and o.withdrawn_at is null
    ),
    taken as (
      select b.fund_id, b.year, sum(b.allocated_cents) as cents, bool_or(o.plan_id = ${planId}) as is_own
      from spending.budget_line b
      join plan.objective o on o.ambito_id = b.ambito_id and o.id = b.objective_id
      where o.withdrawn_at is null and b.year is not null and b.allocated_cents is not null
      group by 1, 2
    ),
    given as (
      select a.fund_id, a.year, sum(a.assigned_cents)
        + coalesce((select sum(c.carried_cents) from spending.carry_over c where c.fund_id = a.fund_id and c.year = a.year - 1), 0)
        - coalesce((select sum(c.carried_cents) from spending.carry_over c where c.fund_id = a.fund_id and c.year = a.year), 0) as cents
      from spending.fund_assignment a group by 1, 2
    ),
    exceeded as (
      select f.code as fund, f.name, t.year, t.cents - g.cents as over
      from taken t join given g on g.fund_id = t.fund_id and g.year = t.year
      join spending.fund f on f.id = t.fund_id
      where t.is_own and t.cents > g.cents
    )
    select
      (select jsonb_build_object('lines', count(*), 'codes', coalesce(jsonb_agg(distinct code), '[]')) from line
        where allocated_cents is null) as unsaid,
      (select jsonb_build_object('lines', count(*), 'codes', coalesce(jsonb_agg(distinct code), '[]')) from line
        where kind = 'notStated') as unfunded,
      (select coalesce(jsonb_agg(jsonb_build_object('fund', fund, 'name', name, 'year', year, 'overCents', over)
        order by fund, year), '[]') from exceeded) as exceeded`.execute(tx);
  return rows[0] ?? { unsaid: { codes: [], lines: 0 }, unfunded: { codes: [], lines: 0 }, exceeded: [] };
}
