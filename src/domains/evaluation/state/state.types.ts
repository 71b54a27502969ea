/** What SQL sums of one objective. Days as YYYY-MM-DD, money in cents. */
export interface ObjectiveTally {
  id: string;
  code: string;
  title: string;
  policyAreas: string[];
  place: string;
  placeName: string;
  parentId: string | null;
  /** First and last day of its dated actions; null without one. */
  startsOn: string | null;
  endsOn: string | null;
  actions: number;
  done: number;
  /** Partly done or under way. */
  begun: number;
  /** Past their last day and not finished. */
  overdue: number;
  lines: number;
  allocated: number | null;
  committed: number;
  paid: number;
  indicators: number;
  /** Those with an expected value as a number. */
  measurable: number;
  /** Of the measurable, those with a value. */
  measured: number;
  /** Mean of how far the measured have come, each from 0 to 1; null when none is. */
  share: number | null;
  /** Indicators whose value has been waited for too long. */
  lateMeasures: number;
}

/** Worst first: `late`, then what nobody can tell, then what goes by itself. `none`: there is nothing to look at. */
export const GAUGE_STATES = ['late', 'unmeasured', 'onCourse', 'reached', 'none'] as const;
export type GaugeState = (typeof GAUGE_STATES)[number];

export const GAUGES = ['time', 'actions', 'money', 'indicators'] as const;
export type GaugeName = (typeof GAUGES)[number];

/** One of the four small gauges of an objective. */
export interface GaugeReading {
  state: GaugeState;
  /** In hundredths; null when it cannot be computed. */
  percent: number | null;
  /** Where it should be today, in hundredths; null when nothing is expected. */
  expected: number | null;
  /** Key of the message that tells the rule in words. */
  rule: string;
  values: Record<string, number>;
}

export interface ObjectiveState {
  objective: ObjectiveTally;
  state: GaugeState;
  /** The gauge that decided; null where those under it did, or nothing could. */
  decidedBy: GaugeName | null;
  gauges: Record<GaugeName, GaugeReading>;
}

export interface PlanTotals {
  objectives: number;
  byState: Record<GaugeState, number>;
  /** Share of the plan's period that has passed, in hundredths. */
  time: number;
  actions: number;
  done: number;
  overdue: number;
  allocated: number;
  committed: number;
  paid: number;
  indicators: number;
  measurable: number;
  measured: number;
  lateMeasures: number;
}

export interface Period {
  startsOn: string;
  endsOn: string;
}
