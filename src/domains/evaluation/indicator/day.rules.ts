import type { FieldError } from '#platform/errors.js';

/** What the page of one day knows of an indicator when it is sent. */
export interface DayRow {
  indicatorId: string;
  /** As typed. */
  typed: string;
  /** As the box was when the page was opened. */
  former: string;
}

export interface Stored {
  id: string;
  version: number;
  value: number;
  note: string | null;
}

export interface DayPlan {
  added: { indicatorId: string; value: number }[];
  corrected: { indicatorId: string; value: number; stored: Stored }[];
  errors: FieldError[];
}

/**
 * What of a sent day is to be written. An empty box changes nothing; a box that was not touched neither; a value that
 * somebody recorded after the page was opened is told, and nothing is written.
 * @param parse reads a number as it is typed
 */
export function planDay(
  rows: readonly DayRow[],
  stored: ReadonlyMap<string, Stored>,
  parse: (typed: string) => number | undefined,
): DayPlan {
  const plan: DayPlan = { added: [], corrected: [], errors: [] };
  for (const { indicatorId, typed, former } of rows) {
    if (typed.trim() === '' || typed.trim() === former.trim()) continue;
    const field = `v.${indicatorId}`;
    const value = parse(typed);
    if (value === undefined) {
      plan.errors.push({ field, code: 'evaluation.day.not-a-number' });
      continue;
    }
    const present = stored.get(indicatorId);
    if (!present) {
      plan.added.push({ indicatorId, value });
      continue;
    }
    if (present.value === value) continue;
    if (parse(former) !== present.value) {
      plan.errors.push({
        field,
        code: 'evaluation.day.changed-meanwhile',
        values: { value: plainNumber(present.value) },
      });
      continue;
    }
    plan.corrected.push({ indicatorId, value, stored: present });
  }
  return plan;
}

/** A number as a box of a form holds it. */
export function plainNumber(value: number): string {
  return String(value).replace('.', ',');
}
