import { writeAudit } from '#platform/audit/audit.sql.js';
import { giveReason } from '#platform/audit/history.sql.js';
import type { Tx } from '#platform/db/walled.js';
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

/** One kind of act about a year of a fund. */
interface ActKind<T extends F, F extends { year: number }> {
  /** In the names of the audit's acts. */
  word: 'assignment' | 'carryOver';
  find: (tx: Tx, fundId: string, id: string) => Promise<T | undefined>;
  insert: (tx: Tx, id: string, fundId: string, fields: F) => Promise<void>;
  update: (tx: Tx, id: string, version: number, fields: F) => Promise<boolean>;
  delete: (tx: Tx, id: string, version: number) => Promise<boolean>;
  centsOf: (fields: F) => number;
  /** Throws what keeps these fields out; `present` is what they would replace. */
  check: (ctx: Ctx, fund: Fund, fields: F, present: T | null) => void | Promise<void>;
}

/** How acts of a kind are opened, added, changed and taken out: by a director, with a check, told to the audit. */
function actsOf<T extends F, F extends { year: number }>(kind: ActKind<T, F>) {
  async function openFund(ctx: Ctx, fundCode: string): Promise<Fund> {
    requireRole(ctx, ['director']);
    return getFund(ctx, fundCode);
  }
  async function note(ctx: Ctx, act: 'add' | 'update' | 'remove', fund: Fund, fields: F): Promise<void> {
    await writeAudit(ctx, `fund.${kind.word}-${act}`, 'fund', fund.id, {
      code: fund.code,
      year: fields.year,
      cents: kind.centsOf(fields),
    });
  }
  /** @throws Absent, Refused */
  async function open(ctx: Ctx, fundCode: string, id: string): Promise<{ fund: Fund; act: T }> {
    const fund = await openFund(ctx, fundCode);
    const act = await kind.find(ctx.tx, fund.id, id);
    if (!act) throw new Absent(kind.word);
    return { fund, act };
  }
  return {
    open,
    /** @returns its id */
    async add(ctx: Ctx, fundCode: string, fields: F): Promise<string> {
      const fund = await openFund(ctx, fundCode);
      await kind.check(ctx, fund, fields, null);
      const id = newId();
      await kind.insert(ctx.tx, id, fund.id, fields);
      await note(ctx, 'add', fund, fields);
      return id;
    },
    /** @throws Conflict when somebody else saved meanwhile */
    async edit(ctx: Ctx, fundCode: string, id: string, version: number, fields: F): Promise<void> {
      const { fund, act } = await open(ctx, fundCode, id);
      await kind.check(ctx, fund, fields, act);
      if (!(await kind.update(ctx.tx, id, version, fields))) throw new Conflict();
      await note(ctx, 'update', fund, fields);
    },
    /** @throws Conflict when somebody else saved meanwhile */
    async remove(ctx: Ctx, fundCode: string, id: string, version: number, reason: string): Promise<void> {
      const { fund, act } = await open(ctx, fundCode, id);
      await giveReason(ctx, reason);
      if (!(await kind.delete(ctx.tx, id, version))) throw new Conflict();
      await note(ctx, 'remove', fund, act);
    },
  };
}

/** What a fund gives to the ambito for a year, by an act. */
export const assignmentActs = actsOf<Assignment, AssignmentFields>({
  word: 'assignment',
  find: findAssignment,
  insert: insertAssignment,
  update: updateAssignment,
  delete: deleteAssignment,
  centsOf: (fields) => fields.assignedCents,
  check: (_, fund, fields) => checkFundYear(fund, fields.year),
});

/** What is left of a year and an act carries to the next; refused where the fund does not allow it, late, or beyond that. */
export const carryOverActs = actsOf<CarryOver, CarryOverFields>({
  word: 'carryOver',
  find: findCarryOver,
  insert: insertCarryOver,
  update: updateCarryOver,
  delete: deleteCarryOver,
  centsOf: (fields) => fields.carriedCents,
  check: checkCarryOver,
});

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
