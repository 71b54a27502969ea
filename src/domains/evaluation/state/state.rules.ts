import type {
  GaugeName,
  GaugeReading,
  GaugeState,
  ObjectiveState,
  ObjectiveTally,
  Period,
  PlanTotals,
} from './state.types.js';
import { GAUGE_STATES, GAUGES } from './state.types.js';

/**
 * How far behind the calendar is late, in points of hundred. Actions and indicators do not move every month; money moves
 * by acts, fewer and larger, so it is given more room. The page tells these same numbers.
 */
export const THRESHOLDS = { actions: 20, money: 25, indicators: 20 } as const;

/** Share of a period that has passed, in whole hundredths. */
export function timePercent({ startsOn, endsOn }: Period, today: string): number {
  const [start, end, now] = [Date.parse(startsOn), Date.parse(endsOn), Date.parse(today)];
  if (end <= start) return now >= end ? 100 : 0;
  return Math.round(Math.min(1, Math.max(0, (now - start) / (end - start))) * 100);
}

/** The state of one objective: each gauge with its rule, and the worst of them. */
export function objectiveState(tally: ObjectiveTally, plan: Period, today: string): ObjectiveState {
  const own = tally.startsOn !== null && tally.endsOn !== null;
  const window = own ? { startsOn: tally.startsOn ?? '', endsOn: tally.endsOn ?? '' } : plan;
  const time = timePercent(window, today);
  const gauges: Record<GaugeName, GaugeReading> = {
    time: {
      state: 'none',
      percent: time,
      expected: null,
      rule: own ? 'evaluation.state.rule.time-own' : 'evaluation.state.rule.time-plan',
      values: { time },
    },
    actions: actionsGauge(tally, time),
    money: moneyGauge(tally, time),
    indicators: indicatorsGauge(tally, time),
  };
  const judged = (['actions', 'money', 'indicators'] as const).filter(
    (name) => gauges[name].state !== 'none',
  );
  const state = worst(judged.map((name) => gauges[name].state)) ?? 'none';
  return {
    objective: tally,
    state,
    decidedBy: judged.find((name) => gauges[name].state === state) ?? null,
    gauges,
  };
}

function worst(states: readonly GaugeState[]): GaugeState | undefined {
  return GAUGE_STATES.find((state) => states.includes(state));
}

function actionsGauge({ actions, done, begun, overdue }: ObjectiveTally, time: number): GaugeReading {
  if (actions === 0) return reading('none', null, null, 'no-actions');
  // Begun counts half, as in the closing sheets.
  const percent = Math.round(((done + begun / 2) / actions) * 100);
  const values = { actions, done, begun, overdue, percent, time };
  if (overdue > 0) return reading('late', percent, time, 'overdue-actions', values);
  if (done === actions) return reading('reached', percent, time, 'all-done', values);
  if (percent < time - THRESHOLDS.actions) return reading('late', percent, time, 'actions-behind', values);
  return reading('onCourse', percent, time, 'actions-on-course', values);
}

function moneyGauge({ lines, allocated, committed, paid }: ObjectiveTally, time: number): GaugeReading {
  if (lines === 0) return reading('none', null, null, 'no-lines');
  if (allocated === null || allocated === 0) return reading('unmeasured', null, null, 'no-sum', { lines });
  const percent = Math.round((committed / allocated) * 100);
  const values = {
    allocated,
    committed,
    paid,
    percent,
    time,
    paidPercent: Math.round((paid / allocated) * 100),
  };
  if (committed > allocated) return reading('late', percent, time, 'over-allocated', values);
  if (committed === 0 && paid === 0) return reading('unmeasured', 0, time, 'nothing-committed', values);
  if (paid >= allocated) return reading('reached', percent, time, 'all-paid', values);
  if (percent < time - THRESHOLDS.money) return reading('late', percent, time, 'money-behind', values);
  return reading('onCourse', percent, time, 'money-on-course', values);
}

function indicatorsGauge(tally: ObjectiveTally, time: number): GaugeReading {
  const { indicators, measurable, measured, lateMeasures } = tally;
  if (indicators === 0) return reading('none', null, null, 'no-indicators');
  if (measurable === 0) return reading('unmeasured', null, null, 'no-targets', { indicators });
  if (measured === 0 || tally.share === null)
    return reading('unmeasured', null, time, 'never-measured', { measurable });
  const percent = Math.round(tally.share * 100);
  const values = { measurable, measured, percent, time, late: lateMeasures };
  if (percent < time - THRESHOLDS.indicators)
    return reading('late', percent, time, 'indicators-behind', values);
  if (lateMeasures > 0) return reading('unmeasured', percent, time, 'measures-late', values);
  if (percent >= 100 && measured === measurable)
    return reading('reached', percent, time, 'targets-reached', values);
  return reading('onCourse', percent, time, 'indicators-on-course', values);
}

function reading(
  state: GaugeState,
  percent: number | null,
  expected: number | null,
  rule: string,
  values: Record<string, number> = {},
): GaugeReading {
  return { state, percent, expected, rule: `evaluation.state.rule.${rule}`, values };
}

/**
 * States of all objectives. One that has nothing of its own but gathers others stands as the worst of them; of a plan of
 * any depth, those below are settled first.
 */
export function planStates(
  tallies: readonly ObjectiveTally[],
  plan: Period,
  today: string,
): ObjectiveState[] {
  const states = new Map(tallies.map((one) => [one.id, objectiveState(one, plan, today)]));
  const children = Map.groupBy(
    tallies.filter((one) => one.parentId !== null && states.has(one.parentId)),
    (one) => one.parentId ?? '',
  );
  const settle = (id: string, above: ReadonlySet<string>): GaugeState => {
    const own = states.get(id);
    if (!own) return 'none';
    const below = children.get(id) ?? [];
    if (own.state === 'none' && below.length > 0 && !above.has(id)) {
      const path = new Set([...above, id]);
      own.state = worst(below.map((child) => settle(child.id, path))) ?? 'none';
    }
    return own.state;
  };
  for (const { id } of tallies) settle(id, new Set());
  return [...states.values()];
}

/** Worst and unmeasured first; among equals, most behind first, then the plan's order. */
export function worstFirst(states: readonly ObjectiveState[]): ObjectiveState[] {
  const rank = (one: ObjectiveState) => GAUGE_STATES.indexOf(one.state);
  const behind = ({ gauges }: ObjectiveState) =>
    Math.max(...GAUGES.map((name) => (gauges[name].expected ?? 0) - (gauges[name].percent ?? 0)));
  return states
    .map((one, index) => ({ one, index }))
    .sort((a, b) => rank(a.one) - rank(b.one) || behind(b.one) - behind(a.one) || a.index - b.index)
    .map(({ one }) => one);
}

export function sumStates(states: readonly ObjectiveState[], plan: Period, today: string): PlanTotals {
  const totals: PlanTotals = {
    objectives: states.length,
    byState: { late: 0, unmeasured: 0, onCourse: 0, reached: 0, none: 0 },
    time: timePercent(plan, today),
    actions: 0,
    done: 0,
    overdue: 0,
    allocated: 0,
    committed: 0,
    paid: 0,
    indicators: 0,
    measurable: 0,
    measured: 0,
    lateMeasures: 0,
  };
  for (const { state, objective } of states) {
    totals.byState[state] += 1;
    totals.allocated += objective.allocated ?? 0;
    for (const key of [
      'actions',
      'done',
      'overdue',
      'committed',
      'paid',
      'indicators',
      'measurable',
      'measured',
      'lateMeasures',
    ] as const)
      totals[key] += objective[key];
  }
  return totals;
}

export type Grouping = 'area' | 'place';

/** Objectives under their first policy area, or under their place; groups in the order in which they first come. */
export function groupStates(
  states: readonly ObjectiveState[],
  by: Grouping,
): { key: string; states: ObjectiveState[] }[] {
  const groups = Map.groupBy(states, ({ objective }) =>
    by === 'place' ? objective.placeName : (objective.policyAreas[0] ?? ''),
  );
  return [...groups]
    .map(([key, members]) => ({ key, states: members }))
    .sort((a, b) => Number(a.key === '') - Number(b.key === '') || a.key.localeCompare(b.key, 'it'));
}
