import type { Action, Level } from './objective.types.js';

/** An action with the objective that it serves. */
export interface ScheduledAction extends Omit<Action, 'version'> {
  objective: { id: string; code: string; title: string; level: Level; policyAreas: string[] };
  place: { code: string; name: string };
}

export const ACTION_FILTERS = ['late', 'open', 'closed', 'undated'] as const;
/** What one looks for in a timetable: behind its dates, still to end, ended in any way, without dates. */
export type ActionGroup = (typeof ACTION_FILTERS)[number];

export interface ScheduleFilter {
  search?: string | undefined;
  /** Letter of a policy area. */
  area?: string | undefined;
  place?: string | undefined;
  /** Who takes care of it, word by word. */
  owner?: string | undefined;
  group?: ActionGroup | undefined;
}
