import { requireOpenPlan } from '#domains/plan/index.js';
import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { formatEuroCents } from '#platform/i18n/format.js';
import { foldWords } from '#platform/i18n/word-search.js';
import { newId } from '#platform/ids.js';
import { askFigures } from './ledger/figures.actions.js';
import { findPlanRef, listObjectiveRefs } from './plan-ref.sql.js';
import { EDITORS } from './spending.rules.js';
import {
  countFundLines,
  deleteBudgetLine,
  deleteFund,
  findBudgetLine,
  findFund,
  findLineCommitted,
  insertBudgetLines,
  insertFunds,
  listFunds,
  listLineTargets,
  updateBudgetLine,
  updateFund,
} from './spending.sql.js';
import type {
  BudgetLine,
  BudgetLineFields,
  Fund,
  FundFields,
  ObjectiveRef,
  PlanRef,
} from './spending.types.js';

/** Adds funds, all or none. Without a code one is made from the name. @returns their codes, in order */
export async function addFunds(
  ctx: Ctx,
  funds: readonly (FundFields & { code: string | null })[],
): Promise<string[]> {
  requireRole(ctx, ['director']);
  const taken = new Set((await listFunds(ctx.tx)).map((fund) => fund.code));
  const rows = funds.map((fund) => {
    const code = fund.code ?? foldWords(fund.name).join('-').slice(0, 48);
    if (taken.has(code)) throw new Invalid([{ field: 'name', code: 'spending.fund.name-taken' }]);
    taken.add(code);
    return { ...fund, id: newId(), code };
  });
  await insertFunds(ctx.tx, rows);
  for (const row of rows) await writeAudit(ctx, 'fund.create', 'fund', row.id, { code: row.code });
  return rows.map((row) => row.code);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editFund(ctx: Ctx, code: string, version: number, fields: FundFields): Promise<void> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, code);
  if (!(await updateFund(ctx.tx, fund.id, version, fields))) throw new Conflict();
  await writeAudit(ctx, 'fund.update', 'fund', fund.id, { code });
}

/** Removes a fund that gives nothing to any objective. */
export async function removeFund(ctx: Ctx, code: string, version: number, reason: string): Promise<void> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, code);
  const count = await countFundLines(ctx.tx, fund.id);
  if (count > 0) throw new Refused('spending.fund.in-use', { count });
  await giveReason(ctx, reason);
  if (!(await deleteFund(ctx.tx, fund.id, version))) throw new Conflict();
  await writeAudit(ctx, 'fund.remove', 'fund', fund.id, { code });
}

/** @throws Absent */
export async function getFund(ctx: Ctx, code: string): Promise<Fund> {
  const fund = await findFund(ctx.tx, code);
  if (!fund) throw new Absent('fund');
  return fund;
}

/** Gives money to objectives of a plan, all lines or none. @returns the lines' ids, in order */
export async function addBudgetLines(
  ctx: Ctx,
  planCode: string,
  lines: readonly (BudgetLineFields & { objective: string })[],
): Promise<string[]> {
  const plan = await findPlanRef(ctx.tx, planCode, true);
  if (!plan) throw new Absent('plan');
  await requireOpenPlan(ctx, planCode);
  const objectives = new Map((await listObjectiveRefs(ctx.tx, plan.id)).map((one) => [one.code, one]));
  const funds = new Map((await listFunds(ctx.tx)).map((fund) => [fund.code, fund.id]));
  const idOf = await targetsOf(ctx);
  const rows = lines.map((fields, position) => {
    const objective = objectives.get(fields.objective);
    if (!objective) throw new Absent('objective');
    requireRole(ctx, EDITORS, objective.within);
    checkYear(plan, fields.year);
    return {
      id: newId(),
      objectiveId: objective.id,
      fundId: fundIdOf(funds, fields.fund),
      ...idOf(fields),
      fields,
      position,
      code: objective.code,
    };
  });
  await insertBudgetLines(ctx.tx, rows);
  for (const { id, code, fields } of rows) {
    await writeAudit(ctx, 'budgetLine.create', 'budgetLine', id, {
      objective: code,
      fund: fields.fund,
      cents: fields.allocatedCents,
    });
  }
  return rows.map((row) => row.id);
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editBudgetLine(
  ctx: Ctx,
  planCode: string,
  id: string,
  version: number,
  fields: BudgetLineFields,
): Promise<void> {
  const { line, plan } = await openLine(ctx, planCode, id);
  await requireOpenPlan(ctx, planCode);
  checkYear(plan, fields.year);
  const fund = await findFund(ctx.tx, fields.fund);
  if (!fund) throw unknownFund();
  const committed = (await findLineCommitted(ctx.tx, id)) ?? 0;
  // What is committed beyond the line already stays as it is; making the line smaller would hide it.
  if (committed > (fields.allocatedCents ?? 0) && (fields.allocatedCents ?? 0) < (line.allocatedCents ?? 0))
    throw new Invalid([
      {
        field: 'allocatedCents',
        code: 'spending.line.below-committed',
        values: { amount: formatEuroCents(committed, { lang: ctx.lang }) },
      },
    ]);
  const ids = { fundId: fund.id, ...(await targetsOf(ctx))(fields) };
  if (!(await updateBudgetLine(ctx.tx, id, version, fields, ids))) throw new Conflict();
  await writeAudit(ctx, 'budgetLine.update', 'budgetLine', id, {
    objective: line.objectiveCode,
    fund: fields.fund,
    before: line.allocatedCents,
    cents: fields.allocatedCents,
  });
  // Until money moves there is nothing to tell of what share of it moved.
  if (committed > 0) await askFigures(ctx);
}

/** Takes a line away; its last state stays in the history with the reason. */
export async function removeBudgetLine(
  ctx: Ctx,
  planCode: string,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const { line } = await openLine(ctx, planCode, id);
  await requireOpenPlan(ctx, planCode);
  if ((await findLineCommitted(ctx.tx, id)) !== null) throw new Refused('spending.line.has-commitments');
  await giveReason(ctx, reason);
  if (!(await deleteBudgetLine(ctx.tx, id, version))) throw new Conflict();
  await writeAudit(ctx, 'budgetLine.remove', 'budgetLine', id, {
    objective: line.objectiveCode,
    fund: line.fund,
    cents: line.allocatedCents,
  });
}

/** A line to be changed, by who may. @throws Absent */
export async function openLine(
  ctx: Ctx,
  planCode: string,
  id: string,
): Promise<{ line: BudgetLine; plan: PlanRef; objective: ObjectiveRef }> {
  const plan = await findPlanRef(ctx.tx, planCode, true);
  const line = await findBudgetLine(ctx.tx, id);
  if (!plan || !line) throw new Absent('budgetLine');
  const objective = (await listObjectiveRefs(ctx.tx, plan.id)).find((one) => one.id === line.objectiveId);
  if (!objective) throw new Absent('budgetLine');
  requireRole(ctx, EDITORS, objective.within);
  return { line, plan, objective };
}

/** Ids of the service and the comune that a line names. */
async function targetsOf(ctx: Ctx) {
  const targets = await listLineTargets(ctx.tx);
  const find = (kind: 'service' | 'comune', code: string | null): string | null => {
    if (code === null) return null;
    const found = targets.find((one) => one.kind === kind && one.code === code);
    if (!found) throw new Invalid([{ field: kind, code: `spending.${kind}-unknown` }]);
    return found.id;
  };
  return ({ service, comune }: Pick<BudgetLineFields, 'service' | 'comune'>) => ({
    serviceId: find('service', service),
    comuneId: find('comune', comune),
  });
}

function fundIdOf(funds: ReadonlyMap<string, string>, code: string): string {
  const id = funds.get(code);
  if (id === undefined) throw unknownFund();
  return id;
}

function unknownFund(): Invalid {
  return new Invalid([{ field: 'fund', code: 'spending.fund.unknown' }]);
}

function checkYear(plan: PlanRef, year: number | null): void {
  const from = Number(plan.startsOn.slice(0, 4));
  const to = Number(plan.endsOn.slice(0, 4));
  if (year !== null && (year < from || year > to)) {
    throw new Invalid([
      { field: 'year', code: 'spending.line.year-outside', values: { from: String(from), to: String(to) } },
    ]);
  }
}
