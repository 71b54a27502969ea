/** What a scenario supposes of the ten years to come, for the whole ambito; comuni keep their distance from it. */
export interface Scenario {
  /** Mean number of children a woman at the end of the ten years; moved to in a straight line. */
  fertility: number;
  /** Years of life expectancy at birth gained in ten years. */
  lifeGain: number;
  /** Net arrivals a year for each 1,000 residents. */
  migration: number;
}

export const SHIPPED_SCENARIOS = ['bassa', 'centrale', 'alta'] as const;
export type ShippedScenario = (typeof SHIPPED_SCENARIOS)[number];

/** Ten years, as the plans look ahead; further, single ages of small comuni say nothing any more. */
export const HORIZON = 10;

/** What an own scenario may suppose: wide enough for any question, narrow enough to stop a slip of the comma. */
export const SCENARIO_LIMITS = {
  fertility: { least: 0.5, most: 3 },
  lifeGain: { least: -3, most: 6 },
  migration: { least: -30, most: 30 },
} as const;

/**
 * Low, central, high. Central: fertility and migration of the last years go on, life expectancy grows by 1.2 years in ten
 * (the pace of Italy before the pandemic, which ISTAT's own projections keep). Low and high move all three together, so
 * that they bound the number of residents.
 */
export function shippedScenario(
  code: ShippedScenario,
  observed: { fertility: number; migration: number },
): Scenario {
  const turn = code === 'bassa' ? -1 : code === 'alta' ? 1 : 0;
  return {
    fertility: observed.fertility * (1 + 0.12 * turn),
    lifeGain: 1.2 + 0.6 * turn,
    migration: observed.migration + 2 * turn,
  };
}
