import { apportion } from '../funding/apportion.rules.js';
import type { BudgetLine } from '../spending.types.js';
import type { PlannedAction, ScenarioChange } from './scenario.types.js';

export interface ScenarioOutcome {
  /** Lines with the sums that they would have, in the order given. */
  lines: BudgetLine[];
  /** Changes that touch no line with a sum: there is nothing to raise or to take from. */
  idle: number[];
}

/**
 * Applies changes one after the other to the sums of lines. A change moves the sum of the lines it names, and parts the
 * new sum among them as they were, to the cent; no line falls below nil. Lines without a sum stay without.
 */
export function applyChanges(
  lines: readonly BudgetLine[],
  changes: readonly ScenarioChange[],
): ScenarioOutcome {
  const sums = lines.map((line) => line.allocatedCents);
  const idle: number[] = [];
  changes.forEach((change, position) => {
    const named = lines.flatMap((line, at) =>
      sums[at] !== null &&
      (change.fund === null || line.fund === change.fund) &&
      (change.objective === null || line.objectiveCode === change.objective) &&
      (change.year === null || line.year === change.year)
        ? [at]
        : [],
    );
    const weights = named.map((at) => sums[at] ?? 0);
    const before = weights.reduce((sum, cents) => sum + cents, 0);
    if (before === 0) {
      idle.push(position);
      return;
    }
    const delta =
      change.kind === 'amount' ? change.value : Number((BigInt(before) * BigInt(change.value)) / 10_000n);
    const after = Math.max(0, before + delta);
    apportion(after, weights).forEach((cents, index) => {
      sums[named[index] ?? -1] = cents;
    });
  });
  return { lines: lines.map((line, at) => ({ ...line, allocatedCents: sums[at] ?? null })), idle };
}

export interface Cover {
  objective: string;
  title: string;
  /** What the plan gives it now, in cents: what it needs, as far as the plan says. */
  need: number;
  /** What it would have. */
  cover: number;
  /** Title of the first action that would not be wholly paid; null where all are, or none is there. */
  firstUncovered: string | null;
}

/**
 * What each objective would have against what the plan gives it now. Actions carry no cost of their own: an objective's
 * need is taken to be parted evenly among its actions, paid in the order in which they begin.
 */
export function coverObjectives(
  base: readonly BudgetLine[],
  changed: readonly BudgetLine[],
  actions: readonly PlannedAction[],
): Cover[] {
  const sumsOf = (lines: readonly BudgetLine[]) => {
    const sums = new Map<string, number>();
    for (const { objectiveCode, allocatedCents } of lines)
      sums.set(objectiveCode, (sums.get(objectiveCode) ?? 0) + (allocatedCents ?? 0));
    return sums;
  };
  const [needs, left] = [sumsOf(base), sumsOf(changed)];
  const byObjective = Map.groupBy(actions, (action) => action.objective);
  const titles = new Map(base.map((line) => [line.objectiveCode, line.objectiveTitle]));
  return [...titles].map(([objective, title]) => {
    const [need, cover] = [needs.get(objective) ?? 0, left.get(objective) ?? 0];
    const own = byObjective.get(objective) ?? [];
    // The nth action is paid when n shares are: cover ≥ need × n ÷ count, kept in whole numbers.
    const paid = own.filter(
      (_, at) => BigInt(cover) * BigInt(own.length) >= BigInt(need) * BigInt(at + 1),
    ).length;
    return {
      objective,
      title,
      need,
      cover,
      firstUncovered: cover >= need ? null : (own[paid]?.title ?? null),
    };
  });
}

export interface Forecast {
  year: number;
  allocated: number;
  committed: number;
  paid: number;
  /** Share of the year gone by, from 0 to 1. */
  elapsed: number;
  /** At the year's end; null before the year begins, or in its first days, when nothing can be said. */
  committedAtEnd: number | null;
  paidAtEnd: number | null;
}

/** Under this share of a year a rhythm says nothing. */
const LEAST_ELAPSED = 1 / 12;

/**
 * Sums at each year's end if commitments and payments go on as from January to today: what there is, divided by the share
 * of the year gone by; no more is committed than is allocated, nor paid than is committed, unless it is already so.
 */
export function forecastYears(
  lines: readonly BudgetLine[],
  years: readonly number[],
  today: string,
): Forecast[] {
  return years.map((year) => {
    const own = lines.filter((line) => line.year === year);
    const allocated = own.reduce((sum, line) => sum + (line.allocatedCents ?? 0), 0);
    const committed = own.reduce((sum, line) => sum + line.committedCents, 0);
    const paid = own.reduce((sum, line) => sum + line.paidCents, 0);
    const [from, to] = [Date.parse(`${year}-01-01`), Date.parse(`${year + 1}-01-01`)];
    const elapsed = Math.min(1, Math.max(0, (Date.parse(today) - from) / (to - from)));
    const isSaid = elapsed >= LEAST_ELAPSED;
    const committedAtEnd = isSaid
      ? Math.max(committed, Math.min(allocated, Math.round(committed / elapsed)))
      : null;
    const paidAtEnd =
      committedAtEnd === null ? null : Math.max(paid, Math.min(committedAtEnd, Math.round(paid / elapsed)));
    return { year, allocated, committed, paid, elapsed, committedAtEnd, paidAtEnd };
  });
}
