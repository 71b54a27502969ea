import type { ActionState, Measurement } from './objective.types.js';

export const PROGRESS_STATES = ['late', 'unmeasured', 'notMeasurable', 'onCourse', 'reached'] as const;
/** Worst first: what needs work stands before what goes by itself. */
export type ProgressState = (typeof PROGRESS_STATES)[number];

/** The state of an objective, and the rule that says so. */
export interface Progress {
  state: ProgressState;
  /** Key of the message that tells the rule in words. */
  rule: string;
  values: Record<string, number>;
}

export interface ProgressInput {
  actions: readonly { state: ActionState; endsOn: string | null }[];
  indicators: readonly { id: string; baseline: number | null; target: number | null }[];
  latest: ReadonlyMap<string, Measurement>;
  plan: { startsOn: string; endsOn: string };
  /** Day as YYYY-MM-DD. */
  today: string;
}

/** Behind the calendar by less than a fifth of the period is not yet late: indicators do not move every month. */
const TOLERANCE = 0.2;

/**
 * How far a value has come from its baseline (zero when not given) to its target: 0 at the start, 1 when reached.
 * Null without a target or a value. A target below the baseline, as for court cases, works the same way.
 */
export function indicatorProgress(
  indicator: { baseline: number | null; target: number | null },
  value: number | null | undefined,
): number | null {
  if (indicator.target === null || value === null || value === undefined) return null;
  const base = indicator.baseline ?? 0;
  if (indicator.target === base) return value === base ? 1 : 0;
  return Math.max(0, (value - base) / (indicator.target - base));
}

/** Share of the period that has passed, 0 to 1. */
export function timeShare(plan: { startsOn: string; endsOn: string }, today: string): number {
  const [start, end, now] = [plan.startsOn, plan.endsOn, today].map((day) => Date.parse(day));
  if (start === undefined || end === undefined || now === undefined || end <= start) return 1;
  return Math.min(1, Math.max(0, (now - start) / (end - start)));
}

/** The first rule that applies decides; each is told in words beside the state. */
export function objectiveProgress({ actions, indicators, latest, plan, today }: ProgressInput): Progress {
  const overdue = actions.filter(
    (one) =>
      one.endsOn !== null && one.endsOn < today && (one.state === 'planned' || one.state === 'underWay'),
  ).length;
  if (overdue > 0)
    return {
      state: 'late',
      rule: 'plan.progress.late-actions',
      values: { count: overdue, total: actions.length },
    };

  const measurable = indicators.filter((one) => one.target !== null);
  const shares = measurable
    .map((one) => indicatorProgress(one, latest.get(one.id)?.value))
    .filter((share) => share !== null);
  if (measurable.length === 0 && actions.length === 0) {
    return indicators.length === 0
      ? { state: 'notMeasurable', rule: 'plan.progress.no-indicators', values: {} }
      : { state: 'notMeasurable', rule: 'plan.progress.no-targets', values: { count: indicators.length } };
  }
  const finished = actions.filter((one) => one.state === 'done').length;
  if (shares.length === 0) {
    if (measurable.length > 0)
      return { state: 'unmeasured', rule: 'plan.progress.unmeasured', values: { count: measurable.length } };
    const state = finished === actions.length ? 'reached' : 'onCourse';
    return { state, rule: 'plan.progress.actions', values: { done: finished, total: actions.length } };
  }
  const share = shares.reduce((sum, one) => sum + Math.min(1, one), 0) / shares.length;
  const time = timeShare(plan, today);
  const values = {
    share: Math.round(share * 100),
    time: Math.round(time * 100),
    measured: shares.length,
    total: measurable.length,
  };
  if (shares.length === measurable.length && share >= 1 && finished === actions.length)
    return { state: 'reached', rule: 'plan.progress.reached', values };
  if (share < time - TOLERANCE) return { state: 'late', rule: 'plan.progress.late-indicators', values };
  return { state: 'onCourse', rule: 'plan.progress.on-course', values };
}

/** An objective that others carry out stands as the worst of them. */
export function progressThroughChildren(children: readonly Progress[]): Progress | undefined {
  const worst = PROGRESS_STATES.find((state) => children.some((child) => child.state === state));
  if (worst === undefined) return undefined;
  return {
    state: worst,
    rule: 'plan.progress.through-children',
    values: {
      total: children.length,
      count: children.filter((child) => child.state === worst).length,
    },
  };
}
