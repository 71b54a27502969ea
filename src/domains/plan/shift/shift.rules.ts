import { createHash } from 'node:crypto';

/** An action with what its shifting needs; one of its dates at least is there. */
export interface ShiftRow {
  id: string;
  version: number;
  title: string;
  owner: string | null;
  startsOn: string | null;
  endsOn: string | null;
  objective: { code: string; title: string };
  /** Code of the objective's place and of those that hold it. */
  within: string[];
  /** When it was last written, in microseconds: what was written together has the same. */
  writtenAt: string;
}

export interface Shift {
  /** Forward where above nil. */
  amount: number;
  unit: 'days' | 'months';
}

export interface Shifted {
  row: ShiftRow;
  startsOn: string | null;
  endsOn: string | null;
  /** Leaves the plan's period by this end. */
  fault: 'before' | 'after' | null;
}

/** A day so many days or months later; of a shorter month, its last day. */
export function shiftDay(day: string, { amount, unit }: Shift): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === 'days') date.setUTCDate(date.getUTCDate() + amount);
  else {
    const of = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + amount);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(of, last));
  }
  return date.toISOString().slice(0, 10);
}

/** What a shift comes to, action by action. */
export function shiftRows(
  rows: readonly ShiftRow[],
  shift: Shift,
  plan: { startsOn: string; endsOn: string },
): Shifted[] {
  return rows.map((row) => {
    const startsOn = row.startsOn && shiftDay(row.startsOn, shift);
    const endsOn = row.endsOn && shiftDay(row.endsOn, shift);
    const days = [startsOn, endsOn].filter((day) => day !== null);
    const fault = days.some((day) => day < plan.startsOn)
      ? 'before'
      : days.some((day) => day > plan.endsOn)
        ? 'after'
        : null;
    return { row, startsOn, endsOn, fault };
  });
}

/** Changes when one of them is written: who shifts them has seen them. */
export function stampOf(rows: readonly ShiftRow[]): string {
  const hash = createHash('sha256');
  for (const { id, version } of rows) hash.update(`${id} ${version}\n`);
  return hash.digest('base64url').slice(0, 22);
}
