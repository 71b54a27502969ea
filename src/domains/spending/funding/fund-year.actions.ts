import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import { Absent, Conflict, Invalid, Refused } from '#platform/errors.js';
import { type Ctx, requireRole } from '#platform/http/context.js';
import { formatDate, formatEuroCents } from '#platform/i18n/format.js';
import { newId } from '#platform/ids.js';
import { getFund } from '../spending.actions.js';
import type { Fund } from '../spending.types.js';
import { gatherFundYears, refusalOfCarryOver } from './fund-year.rules.js';
import {
  deleteAssignment,
  deleteCarryOver,
  findAssignment,
  findCarryOver,
  insertAssignment,
  insertCarryOver,
  listAssignments,
  listCarryOvers,
  listLineSums,
  updateAssignment,
  updateCarryOver,
} from './fund-year.sql.js';
import type {
  Assignment,
  AssignmentFields,
  CarryOver,
  CarryOverFields,
  FundYear,
} from './fund-year.types.js';

/** The years of a fund (assigned, carried over, given to objectives, committed, paid, left), with the acts behind them. */
export async function readFundYears(
  ctx: Ctx,
  fundId: string,
  drafts: boolean,
): Promise<{ years: FundYear[]; assignments: Assignment[]; carryOvers: CarryOver[] }> {
  const assignments = await listAssignments(ctx.tx, fundId);
  const carryOvers = await listCarryOvers(ctx.tx, fundId);
  const years = gatherFundYears(assignments, carryOvers, await listLineSums(ctx.tx, fundId, drafts));
  return { years, assignments, carryOvers };
}

/** What a fund gives to the ambito for a year, by an act. @returns its id */
export async function addAssignment(ctx: Ctx, fundCode: string, fields: AssignmentFields): Promise<string> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, fundCode);
  checkFundYear(fund, fields.year);
  const id = newId();
  await insertAssignment(ctx.tx, id, fund.id, fields);
  await noteAct(ctx, 'fund.assignment-add', fund, fields.year, fields.assignedCents);
  return id;
}

/** @throws Conflict when somebody else saved meanwhile */
export async function editAssignment(
  ctx: Ctx,
  fundCode: string,
  id: string,
  version: number,
  fields: AssignmentFields,
): Promise<void> {
  const { fund } = await openAssignment(ctx, fundCode, id);
  checkFundYear(fund, fields.year);
  if (!(await updateAssignment(ctx.tx, id, version, fields))) throw new Conflict();
  await noteAct(ctx, 'fund.assignment-update', fund, fields.year, fields.assignedCents);
}

export async function removeAssignment(
  ctx: Ctx,
  fundCode: string,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const { fund, assignment } = await openAssignment(ctx, fundCode, id);
  await giveReason(ctx, reason);
  if (!(await deleteAssignment(ctx.tx, id, version))) throw new Conflict();
  await noteAct(ctx, 'fund.assignment-remove', fund, assignment.year, assignment.assignedCents);
}

/** @throws Absent, Refused */
export async function openAssignment(
  ctx: Ctx,
  fundCode: string,
  id: string,
): Promise<{ fund: Fund; assignment: Assignment }> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, fundCode);
  const assignment = await findAssignment(ctx.tx, fund.id, id);
  if (!assignment) throw new Absent('assignment');
  return { fund, assignment };
}

/**
 * Carries what is left of a year to the next, by an act.
 * @throws Refused where the fund does not allow it, after its deadline, or beyond what is left
 */
export async function addCarryOver(ctx: Ctx, fundCode: string, fields: CarryOverFields): Promise<string> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, fundCode);
  await checkCarryOver(ctx, fund, fields, null);
  const id = newId();
  await insertCarryOver(ctx.tx, id, fund.id, fields);
  await noteAct(ctx, 'fund.carryOver-add', fund, fields.year, fields.carriedCents);
  return id;
}

export async function editCarryOver(
  ctx: Ctx,
  fundCode: string,
  id: string,
  version: number,
  fields: CarryOverFields,
): Promise<void> {
  const { fund, carryOver } = await openCarryOver(ctx, fundCode, id);
  await checkCarryOver(ctx, fund, fields, carryOver);
  if (!(await updateCarryOver(ctx.tx, id, version, fields))) throw new Conflict();
  await noteAct(ctx, 'fund.carryOver-update', fund, fields.year, fields.carriedCents);
}

export async function removeCarryOver(
  ctx: Ctx,
  fundCode: string,
  id: string,
  version: number,
  reason: string,
): Promise<void> {
  const { fund, carryOver } = await openCarryOver(ctx, fundCode, id);
  await giveReason(ctx, reason);
  if (!(await deleteCarryOver(ctx.tx, id, version))) throw new Conflict();
  await noteAct(ctx, 'fund.carryOver-remove', fund, carryOver.year, carryOver.carriedCents);
}

/** @throws Absent, Refused */
export async function openCarryOver(
  ctx: Ctx,
  fundCode: string,
  id: string,
): Promise<{ fund: Fund; carryOver: CarryOver }> {
  requireRole(ctx, ['director']);
  const fund = await getFund(ctx, fundCode);
  const carryOver = await findCarryOver(ctx.tx, fund.id, id);
  if (!carryOver) throw new Absent('carryOver');
  return { fund, carryOver };
}

async function checkCarryOver(
  ctx: Ctx,
  fund: Fund,
  fields: CarryOverFields,
  present: CarryOver | null,
): Promise<void> {
  const { years } = await readFundYears(ctx, fund.id, true);
  const refusal = refusalOfCarryOver(
    fund,
    years.find((one) => one.year === fields.year),
    { ...fields, alreadyCents: present?.year === fields.year ? present.carriedCents : 0 },
  );
  if (!refusal) return;
  const { residual, until } = refusal.values;
  const values = {
    ...(residual === undefined ? {} : { residual: formatEuroCents(Number(residual), { lang: ctx.lang }) }),
    ...(until === undefined ? {} : { until: formatDate(String(until), { lang: ctx.lang }) }),
    year: String(fields.year),
  };
  const field =
    refusal.code === 'spending.carry-over.too-much'
      ? 'carriedCents'
      : refusal.code === 'spending.carry-over.late'
        ? 'actOn'
        : null;
  if (field === null) throw new Refused(refusal.code, values, 422);
  throw new Invalid([{ field, code: refusal.code, values }]);
}

/** A year in which the fund gives. */
export function checkFundYear(fund: Fund, year: number): void {
  const { firstYear, lastYear } = fund;
  if ((firstYear === null || year >= firstYear) && (lastYear === null || year <= lastYear)) return;
  const values = { from: String(firstYear ?? '…'), to: String(lastYear ?? '…') };
  throw new Invalid([{ field: 'year', code: 'spending.fund.year-outside', values }]);
}

async function noteAct(ctx: Ctx, action: string, fund: Fund, year: number, cents: number): Promise<void> {
  await writeAudit(ctx, action, 'fund', fund.id, { code: fund.code, year, cents });
}
