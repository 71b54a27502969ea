import type { MoneyMeasure, Provenance } from '../evaluation.types.js';
import type { ComputedValue, ComputeOutcome, ObjectiveMoney } from './binding.types.js';

/** What stands for a day already. */
export interface StoredValue {
  id: string;
  version: number;
  value: number;
  origin: string;
  provenance: Provenance | null;
}

export type Computed = ComputedValue & { provenance: Provenance };

export interface ComputePlan extends ComputeOutcome {
  insert: Computed[];
  update: { stored: StoredValue; computed: Computed }[];
}

/**
 * What computing writes. Doing it twice writes nothing the second time; a value by hand or from a file is never touched;
 * one that was computed of other figures is written anew, and its history keeps the former.
 */
export function planComputing(
  computed: readonly Computed[],
  stored: ReadonlyMap<string, StoredValue>,
): ComputePlan {
  const plan: ComputePlan = { insert: [], update: [], added: 0, changed: 0, equal: 0, kept: 0 };
  for (const one of computed) {
    const present = stored.get(one.measuredOn);
    if (!present) plan.insert.push(one);
    else if (present.origin !== 'computed') plan.kept += 1;
    else if (present.value === one.value && isSame(present.provenance, one.provenance)) plan.equal += 1;
    else plan.update.push({ stored: present, computed: one });
  }
  plan.added = plan.insert.length;
  plan.changed = plan.update.length;
  return plan;
}

/** Keys may come back from the database in another order. */
function isSame(a: Provenance | null, b: Provenance): boolean {
  const plain = (one: object) => JSON.stringify(Object.entries(one).sort(([x], [y]) => x.localeCompare(y)));
  return a !== null && plain(a) === plain(b);
}

/**
 * A sum of the budget in euro, or its share of the allocated in hundredths. Null where it cannot be said: nothing is
 * allocated in figures.
 */
export function moneyValue(money: ObjectiveMoney, measure: MoneyMeasure): number | null {
  const euro = (cents: number) => cents / 100;
  const share = (cents: number) =>
    money.allocated === null || money.allocated === 0
      ? null
      : Math.round((cents / money.allocated) * 10_000) / 100;
  switch (measure) {
    case 'allocated':
      return money.allocated === null ? null : euro(money.allocated);
    case 'committed':
      return money.lines === 0 ? null : euro(money.committed);
    case 'paid':
      return money.lines === 0 ? null : euro(money.paid);
    case 'committedShare':
      return share(money.committed);
    case 'paidShare':
      return share(money.paid);
  }
}

/** Years of a plan whose figures say something of it: from the year before its start to the year of its end. */
export function isOfPlan(
  measuredOn: string,
  plan: { startsOn: string; endsOn: string },
  today: string,
): boolean {
  const first = `${Number(plan.startsOn.slice(0, 4)) - 1}-01-01`;
  const last = `${Number(plan.endsOn.slice(0, 4)) + 1}-01-01`;
  return measuredOn >= first && measuredOn <= last && measuredOn <= today;
}
