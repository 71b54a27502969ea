import { sql } from 'kysely';
import type { Tx } from '#platform/db/walled.js';
import type { FlowFund, FlowNeed, FlowObjective, FlowPlan, PlanLinks } from './plan-flow.types.js';

/** A plan by its code, if this reader may see it. */
export async function findFlowPlan(tx: Tx, code: string, drafts: boolean): Promise<FlowPlan | undefined> {
  const { rows } = await sql<FlowPlan>`
    select p.id, p.code, d.title from thread.plan p join plan.plan d on d.ambito_id = p.ambito_id and d.id = p.id
    where p.code = ${code} and (${drafts} or p.is_public)`.execute(tx);
  return rows[0];
}

/** Needs, objectives and funds of a plan with every link between them, in three statements. */
export async function readPlanLinks(tx: Tx, planId: string): Promise<PlanLinks> {
  const nodes = await sql<{
    kind: 'need' | 'objective';
    id: string;
    code: string;
    title: string;
    detail: string | null;
    areaCode: string | null;
    areaIt: string | null;
    areaEn: string | null;
    isCarried: boolean;
  }>`
    select n.kind, n.id, n.code, n.title, n.detail, a.code as "areaCode", a.name_it as "areaIt", a.name_en as "areaEn",
      n.detail = 'strategic' and exists (select 1 from thread.edge e join thread.node c on c.kind = 'objective' and c.id = e.to_id
        where e.from_kind = 'objective' and e.to_kind = 'objective' and e.from_id = n.id) as "isCarried"
    from thread.node n left join thread.objective_area a on n.kind = 'objective' and a.objective_id = n.id
    where n.plan_id = ${planId} and n.kind in ('need', 'objective') order by n.kind, n.code`.execute(tx);
  const needLinks = await sql<{ needId: string; objectiveId: string }>`
    select e.from_id as "needId", e.to_id as "objectiveId" from thread.edge e
    join thread.node o on o.kind = 'objective' and o.id = e.to_id
    join thread.node n on n.kind = 'need' and n.id = e.from_id
    where e.from_kind = 'need' and e.to_kind = 'objective' and o.plan_id = ${planId}
    order by 1, 2`.execute(tx);
  const moneyLinks = await sql<
    { objectiveId: string; cents: number | null } & { fundId: string; fundCode: string; fundName: string }
  >`
    select o.id as "objectiveId", f.id as "fundId", f.code as "fundCode", f.title as "fundName", sum(b.amount)::bigint as cents
    from thread.node o
    join thread.edge e on e.from_kind = 'objective' and e.to_kind = 'budgetLine' and e.from_id = o.id
    join thread.node b on b.kind = 'budgetLine' and b.id = e.to_id
    join thread.edge l on l.from_kind = 'budgetLine' and l.to_kind = 'fund' and l.from_id = b.id
    join thread.node f on f.kind = 'fund' and f.id = l.to_id
    where o.kind = 'objective' and o.plan_id = ${planId}
    group by o.id, f.id, f.code, f.title order by f.title, o.id`.execute(tx);
  const funds = new Map<string, FlowFund>(
    moneyLinks.rows.map(({ fundId, fundCode, fundName }) => [
      fundId,
      { id: fundId, code: fundCode, name: fundName },
    ]),
  );
  return {
    needs: nodes.rows
      .filter((node) => node.kind === 'need')
      .map(({ id, code, title, detail }): FlowNeed => ({ id, code, title, theme: detail ?? '' })),
    objectives: nodes.rows
      .filter((node) => node.kind === 'objective')
      .map(
        ({ id, code, title, areaCode, areaIt, areaEn, isCarried }): FlowObjective => ({
          id,
          code,
          title,
          area:
            areaCode === null
              ? null
              : { code: areaCode, it: areaIt ?? areaCode, en: areaEn ?? areaIt ?? areaCode },
          isCarried,
        }),
      ),
    funds: [...funds.values()],
    needLinks: needLinks.rows,
    moneyLinks: moneyLinks.rows.map(({ objectiveId, fundId, cents }) => ({ objectiveId, fundId, cents })),
  };
}
