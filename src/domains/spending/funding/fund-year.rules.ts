import type { Fund } from '../spending.types.js';
import type { Assignment, CarryOver, FundYear, LineSums } from './fund-year.types.js';

/** The years of a fund in order, what is given once in the period last. Every year that anything names is there. */
export function gatherFundYears(
  assignments: readonly Pick<Assignment, 'year' | 'assignedCents'>[],
  carryOvers: readonly Pick<CarryOver, 'year' | 'carriedCents'>[],
  sums: readonly LineSums[],
): FundYear[] {
  const years = new Set<number>();
  for (const { year } of assignments) years.add(year);
  for (const { year } of carryOvers) years.add(year).add(year + 1);
  for (const { year } of sums) if (year !== null) years.add(year);
  const rows: (number | null)[] = [...years].sort((a, b) => a - b);
  // Lines that name the fund and no sum make no row of nil.
  const isGivenOnce = (one: LineSums) =>
    one.year === null && (one.allocatedCents !== 0 || one.committedCents !== 0);
  if (sums.some(isGivenOnce)) rows.push(null);
  return rows.map((year) => {
    const own = assignments.filter((one) => one.year === year);
    const assigned = own.length === 0 ? null : add(own.map((one) => one.assignedCents));
    const carriedOut = add(carryOvers.filter((one) => one.year === year).map((one) => one.carriedCents));
    const carriedIn = add(
      carryOvers.filter((one) => year !== null && one.year === year - 1).map((one) => one.carriedCents),
    );
    const lines = sums.filter((one) => one.year === year);
    const allocated = add(lines.map((one) => one.allocatedCents));
    const committed = add(lines.map((one) => one.committedCents));
    const available =
      assigned === null && carriedIn === 0 && carriedOut === 0
        ? null
        : (assigned ?? 0) + carriedIn - carriedOut;
    return {
      year,
      assigned,
      carriedIn,
      carriedOut,
      allocated,
      committed,
      paid: add(lines.map((one) => one.paidCents)),
      unstated: add(lines.map((one) => one.unstated)),
      available,
      unallocated: available === null ? null : available - allocated,
      residual: available === null ? null : available - committed,
    };
  });
}

/** All years together. A carry-over goes from one to the other, so it changes nothing in the whole. */
export function sumFundYears(years: readonly FundYear[]): Omit<FundYear, 'year'> {
  const known = years.filter((one) => one.available !== null);
  const available = known.length === 0 ? null : add(known.map((one) => one.available ?? 0));
  const assigned = years.some((one) => one.assigned !== null)
    ? add(years.map((one) => one.assigned ?? 0))
    : null;
  const allocated = add(years.map((one) => one.allocated));
  const committed = add(years.map((one) => one.committed));
  return {
    assigned,
    carriedIn: add(years.map((one) => one.carriedIn)),
    carriedOut: add(years.map((one) => one.carriedOut)),
    allocated,
    committed,
    paid: add(years.map((one) => one.paid)),
    unstated: add(years.map((one) => one.unstated)),
    available,
    unallocated: available === null ? null : available - allocated,
    residual: available === null ? null : available - committed,
  };
}

function add(cents: readonly number[]): number {
  return cents.reduce((sum, one) => sum + one, 0);
}

/** Days before a deadline in which it counts as near. */
export const NEAR_DAYS = 90;

export type FundFinding =
  /** More is given to objectives than the year has. */
  | { kind: 'overAllocated' | 'overCommitted'; year: number; cents: number }
  /** Money of a year in which the fund does not give. */
  | { kind: 'outsideYears'; year: number; cents: number }
  | { kind: 'spendByNear' | 'spendByPast'; on: string; cents: number }
  | { kind: 'carryOverNear'; on: string; cents: number }
  | { kind: 'otherArea'; objective: string }
  | { kind: 'coFunding'; objective: string; hundredths: number };

/**
 * What a fund's rules and years find wrong, worst first.
 * @param today civil day
 */
export function findFundProblems(
  fund: Fund,
  years: readonly FundYear[],
  today: string,
  objectives: readonly FundedObjective[],
): FundFinding[] {
  const found: FundFinding[] = [];
  for (const one of years) {
    if (one.year === null) continue;
    if (one.unallocated !== null && one.unallocated < 0)
      found.push({ kind: 'overAllocated', year: one.year, cents: -one.unallocated });
    if (one.residual !== null && one.residual < 0)
      found.push({ kind: 'overCommitted', year: one.year, cents: -one.residual });
    const isOutside =
      (fund.firstYear !== null && one.year < fund.firstYear) ||
      (fund.lastYear !== null && one.year > fund.lastYear);
    if (isOutside && (one.allocated > 0 || (one.assigned ?? 0) > 0))
      found.push({ kind: 'outsideYears', year: one.year, cents: Math.max(one.allocated, one.assigned ?? 0) });
  }
  const whole = sumFundYears(years);
  const unpaid = Math.max(whole.available ?? 0, whole.allocated) - whole.paid;
  if (fund.spendBy !== null && unpaid > 0) {
    const days = daysBetween(today, fund.spendBy);
    if (days < 0) found.push({ kind: 'spendByPast', on: fund.spendBy, cents: unpaid });
    else if (days <= NEAR_DAYS) found.push({ kind: 'spendByNear', on: fund.spendBy, cents: unpaid });
  }
  if (fund.carryOver === 'allowed' && fund.carryOverUntil !== null && (whole.residual ?? 0) > 0) {
    const days = daysBetween(today, fund.carryOverUntil);
    if (days >= 0 && days <= NEAR_DAYS)
      found.push({ kind: 'carryOverNear', on: fund.carryOverUntil, cents: whole.residual ?? 0 });
  }
  for (const one of objectives) {
    if (fund.policyAreas.length > 0 && !one.policyAreas.some((area) => fund.policyAreas.includes(area)))
      found.push({ kind: 'otherArea', objective: one.code });
    const least = fund.coFundingHundredths ?? 0;
    const isKnown = one.ownCents > 0;
    // others / (own + others) < least, without dividing.
    if (isKnown && least > 0 && one.othersCents * 10_000 < least * (one.ownCents + one.othersCents))
      found.push({
        kind: 'coFunding',
        objective: one.code,
        hundredths: Math.round((one.othersCents / (one.ownCents + one.othersCents)) * 10_000),
      });
  }
  return found;
}

/** An objective to which a fund gives. */
export interface FundedObjective {
  code: string;
  policyAreas: readonly string[];
  ownCents: number;
  /** What other funds give to it. */
  othersCents: number;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Why a carry-over cannot be: a message's key with its values; null where it can. */
export function refusalOfCarryOver(
  fund: Pick<Fund, 'carryOver' | 'carryOverUntil'>,
  year: FundYear | undefined,
  carried: { carriedCents: number; actOn: string; alreadyCents?: number },
): { code: string; values: Record<string, string | number> } | null {
  if (fund.carryOver !== 'allowed') return { code: `spending.carry-over.${fund.carryOver}`, values: {} };
  if (fund.carryOverUntil !== null && carried.actOn > fund.carryOverUntil)
    return { code: 'spending.carry-over.late', values: { until: fund.carryOverUntil } };
  const residual = (year?.residual ?? 0) + (carried.alreadyCents ?? 0);
  if (carried.carriedCents > residual)
    return { code: 'spending.carry-over.too-much', values: { residual: Math.max(0, residual) } };
  return null;
}
