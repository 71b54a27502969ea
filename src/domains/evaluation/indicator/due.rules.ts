import type { DueState, IndicatorLine } from './indicator.types.js';

/** A value that has been waited for longer than this is late: gathering figures takes its weeks. */
export const LATE_AFTER_DAYS = 30;

/** @param today as YYYY-MM-DD */
export function dueState(
  { months, dueOn }: Pick<IndicatorLine, 'months' | 'dueOn'>,
  today: string,
): DueState {
  if (months === null) return 'unscheduled';
  if (dueOn === null || dueOn > today) return 'onTime';
  return daysBetween(dueOn, today) > LATE_AFTER_DAYS ? 'late' : 'due';
}

/** Whole days from one day to another, both as YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
