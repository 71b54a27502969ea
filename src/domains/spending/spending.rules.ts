import type { Role } from '#platform/auth/roles.js';
import type { BudgetLine, ObjectiveRef, PlanRef } from './spending.types.js';

/** Who gives money to objectives: the plan office for the whole ambito, coordinators for what lies in their area. */
export const EDITORS: readonly Role[] = ['director', 'coordinator'];

/** What some lines give: by year, once for the period, all together; and how many lines have no sum. */
export interface YearSums {
  byYear: Map<number, number>;
  /** Of lines without a year. */
  once: number;
  total: number;
  /** Lines that name the fund and not the sum. */
  unstated: number;
  /** Part of the total that follows from the plan's words but is not written there. */
  derived: number;
  lines: number;
}

/** The same with what was committed and paid. */
export interface Sums extends YearSums {
  /** Cents committed and paid, of all lines. */
  committed: number;
  paid: number;
}

export function noSums(): Sums {
  return { byYear: new Map(), once: 0, total: 0, unstated: 0, derived: 0, lines: 0, committed: 0, paid: 0 };
}

function addLine(sums: Sums, line: BudgetLine): void {
  sums.lines += 1;
  sums.committed += line.committedCents;
  sums.paid += line.paidCents;
  if (line.allocatedCents === null) {
    sums.unstated += 1;
    return;
  }
  sums.total += line.allocatedCents;
  if (!line.stated) sums.derived += line.allocatedCents;
  if (line.year === null) sums.once += line.allocatedCents;
  else sums.byYear.set(line.year, (sums.byYear.get(line.year) ?? 0) + line.allocatedCents);
}

export function sumLines(lines: readonly BudgetLine[]): Sums {
  const sums = noSums();
  for (const line of lines) addLine(sums, line);
  return sums;
}

/** Sums of each group of lines, in the order in which the groups appear. */
export function sumBy(lines: readonly BudgetLine[], keyOf: (line: BudgetLine) => string): Map<string, Sums> {
  const groups = new Map<string, Sums>();
  for (const line of lines) {
    const key = keyOf(line);
    const sums = groups.get(key) ?? noSums();
    groups.set(key, sums);
    addLine(sums, line);
  }
  return groups;
}

/** Years of the plan and of its lines, in order. */
export function yearsOf(
  plan: Pick<PlanRef, 'startsOn' | 'endsOn'>,
  lines: readonly Pick<BudgetLine, 'year'>[],
): number[] {
  const years = new Set<number>();
  for (let year = Number(plan.startsOn.slice(0, 4)); year <= Number(plan.endsOn.slice(0, 4)); year += 1)
    years.add(year);
  for (const line of lines) if (line.year !== null) years.add(line.year);
  return [...years].sort((a, b) => a - b);
}

/** An objective and what the plan says of its money. */
export type ObjectiveWords = Pick<ObjectiveRef, 'id' | 'code' | 'title' | 'budgetNote'>;

/** Why an objective's money cannot be taken at its word. */
export type MoneyFinding = {
  objective: ObjectiveWords;
  kind: 'noLine' | 'noSum' | 'someUnstated' | 'derived';
  /** Lines without a sum, for `someUnstated`; cents, for `derived`. */
  amount: number;
};

/**
 * Objectives whose money is not, or not wholly, in the lines: without lines, with lines without any sum, with some
 * sums missing, with sums worked out by difference. An objective that only gathers others has none of its own.
 */
export function findMoneyGaps(
  objectives: readonly ObjectiveWords[],
  byObjective: ReadonlyMap<string, Pick<YearSums, 'lines' | 'unstated' | 'derived'>>,
  isParent: (code: string) => boolean = (code) => objectives.some((one) => one.code.startsWith(`${code}.`)),
): MoneyFinding[] {
  const findings: MoneyFinding[] = [];
  for (const objective of objectives) {
    const sums = byObjective.get(objective.code);
    if (!sums) {
      if (!isParent(objective.code)) findings.push({ objective, kind: 'noLine', amount: 0 });
    } else if (sums.unstated === sums.lines) {
      findings.push({ objective, kind: 'noSum', amount: sums.lines });
    } else {
      if (sums.unstated > 0) findings.push({ objective, kind: 'someUnstated', amount: sums.unstated });
      if (sums.derived > 0) findings.push({ objective, kind: 'derived', amount: sums.derived });
    }
  }
  return findings;
}
