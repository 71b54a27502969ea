import { achievementFromActions } from '../evaluation.rules.js';
import type { OutcomeState } from '../evaluation.types.js';

/** What became of an action when its plan ends: one that nobody began was not done. */
export function outcomeOf(state: string): OutcomeState {
  switch (state) {
    case 'done':
    case 'partlyDone':
    case 'underWay':
    case 'suspended':
      return state;
    default:
      return 'notDone';
  }
}

export interface ComputedFrom {
  actions: readonly { state: string }[];
  /** Indicators with a target and a value, and the mean of how far they have come, 0 to 1. */
  measured: number;
  share: number | null;
}

/**
 * Degree of achievement in hundredths: the mean of what actions give and of what indicators give, each counting the same
 * where both are there; the one that is there; null where neither is. What was not measured is not counted as nothing.
 */
export function computedAchievement({ actions, measured, share }: ComputedFrom): number | null {
  const doing = achievementFromActions(actions.map(({ state }) => ({ state: outcomeOf(state) })));
  const arriving = measured === 0 || share === null ? null : share * 100;
  if (doing === null) return arriving === null ? null : Math.round(arriving);
  return Math.round(arriving === null ? doing : (doing + arriving) / 2);
}

/** Degrees are whole per cent: nearer than half a point is the same degree. */
export function differs(declared: number | null, computed: number | null): boolean {
  return declared !== null && computed !== null && Math.abs(declared - computed) > 0.5;
}

/** States of a plan whose objectives may be closed: before its adoption there is nothing to evaluate. */
export function canClose(state: string | null): boolean {
  return state === 'adopted' || state === 'signed' || state === 'inForce' || state === 'closed';
}

export interface ClosingSummary {
  objectives: number;
  sheets: number;
  declared: number;
  computed: number;
  /** Sheets whose two degrees differ. */
  differing: number;
  /** Mean of declared minus computed where both are there, in points; null where none has both. */
  meanDifference: number | null;
}

export function summariseClosing(
  lines: readonly { computed: number | null; sheet: { achievementPercent: number | null } | null }[],
): ClosingSummary {
  const both = lines.flatMap(({ computed, sheet }) =>
    computed === null || !sheet || sheet.achievementPercent === null
      ? []
      : [sheet.achievementPercent - computed],
  );
  return {
    objectives: lines.length,
    sheets: lines.filter((one) => one.sheet !== null).length,
    declared: lines.filter((one) => one.sheet !== null && one.sheet.achievementPercent !== null).length,
    computed: lines.filter((one) => one.computed !== null).length,
    differing: both.filter((difference) => Math.abs(difference) > 0.5).length,
    meanDifference: both.length === 0 ? null : both.reduce((sum, one) => sum + one, 0) / both.length,
  };
}
