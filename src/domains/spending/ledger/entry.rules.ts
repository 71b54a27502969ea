import type { MoneyBounds } from './entry.types.js';

/** Why an entry cannot be: a field, a message's key, days or cents to be written in words. */
export interface EntryRefusal {
  field: string;
  code: string;
  days?: Record<string, string>;
  cents?: Record<string, number>;
}

/**
 * A commitment lies in the plan's period and in the fund's years, not after today. Beyond what the line gives it needs a
 * reason: plans are changed after the money moves, and a ledger that refused true facts would be kept elsewhere.
 */
export function refuseCommitment(
  line: { allocatedCents: number | null; committedCents: number },
  entry: { committedCents: number; committedOn: string; overLineReason: string | null },
  bounds: MoneyBounds,
): EntryRefusal | null {
  const { plan, fund, today } = bounds;
  const on = entry.committedOn;
  if (entry.committedCents <= 0) return { field: 'committedCents', code: 'spending.entry.nil' };
  if (on > today) return { field: 'committedOn', code: 'spending.entry.future' };
  if (on < plan.startsOn || on > plan.endsOn)
    return {
      field: 'committedOn',
      code: 'spending.entry.outside-plan',
      days: { from: plan.startsOn, to: plan.endsOn },
    };
  const year = Number(on.slice(0, 4));
  if ((fund.firstYear !== null && year < fund.firstYear) || (fund.lastYear !== null && year > fund.lastYear))
    return { field: 'committedOn', code: 'spending.entry.outside-fund' };
  const left = (line.allocatedCents ?? 0) - line.committedCents;
  if (entry.committedCents > left && entry.overLineReason === null)
    return line.allocatedCents === null
      ? { field: 'overLineReason', code: 'spending.entry.line-unstated' }
      : { field: 'overLineReason', code: 'spending.entry.over-line', cents: { left: Math.max(0, left) } };
  return null;
}

/**
 * A payment follows its commitment, stays within it and is not after today. What was committed in the plan's last days is
 * paid later: until the fund's deadline where it has one, else until the end of the year after the plan.
 */
export function refusePayment(
  commitment: { netCents: number; paidCents: number; committedOn: string },
  entry: { paidCents: number; paidOn: string },
  { plan, fund, today }: MoneyBounds,
): EntryRefusal | null {
  if (entry.paidCents <= 0) return { field: 'paidCents', code: 'spending.entry.nil' };
  if (entry.paidOn > today) return { field: 'paidOn', code: 'spending.entry.future' };
  if (entry.paidOn < commitment.committedOn)
    return {
      field: 'paidOn',
      code: 'spending.entry.before-commitment',
      days: { on: commitment.committedOn },
    };
  const last = fund.spendBy ?? `${Number(plan.endsOn.slice(0, 4)) + 1}-12-31`;
  if (entry.paidOn > last) return { field: 'paidOn', code: 'spending.entry.after-deadline', days: { last } };
  const left = commitment.netCents - commitment.paidCents;
  if (entry.paidCents > left)
    return { field: 'paidCents', code: 'spending.entry.over-commitment', cents: { left } };
  return null;
}

/** Something is taken away from what is left, on a day that is not before it nor after today. */
export function refuseReversal(
  left: { cents: number; since: string },
  entry: { cents: number; on: string },
  today: string,
): EntryRefusal | null {
  if (entry.cents <= 0) return { field: 'cents', code: 'spending.entry.nil' };
  if (entry.on > today) return { field: 'on', code: 'spending.entry.future' };
  if (entry.on < left.since)
    return { field: 'on', code: 'spending.entry.before-commitment', days: { on: left.since } };
  if (entry.cents > left.cents)
    return { field: 'cents', code: 'spending.entry.reversal-too-much', cents: { left: left.cents } };
  return null;
}
