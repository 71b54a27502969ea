import type { ActionFields } from './objective.types.js';
import type { ActionGroup, ScheduledAction, ScheduleFilter } from './schedule.types.js';

/** Still to be done or finished, though its last day has passed. */
export function isLate(action: Pick<ActionFields, 'state' | 'endsOn'>, today: string): boolean {
  return isOpenAction(action) && action.endsOn !== null && action.endsOn < today;
}

/** Nobody has yet said how it ended. */
export function isOpenAction(action: Pick<ActionFields, 'state'>): boolean {
  return action.state === 'planned' || action.state === 'underWay';
}

function isIn(action: ScheduledAction, group: ActionGroup, today: string): boolean {
  switch (group) {
    case 'late':
      return isLate(action, today);
    case 'open':
      return isOpenAction(action);
    case 'closed':
      return !isOpenAction(action);
    case 'undated':
      return action.startsOn === null && action.endsOn === null;
  }
}

export function filterActions(
  actions: readonly ScheduledAction[],
  filter: ScheduleFilter,
  today: string,
): ScheduledAction[] {
  const words = fold(filter.search ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return actions.filter(
    (one) =>
      (!filter.area || one.objective.policyAreas.includes(filter.area)) &&
      (!filter.place || one.place.code === filter.place) &&
      (!filter.owner || one.owner === filter.owner) &&
      (!filter.group || isIn(one, filter.group, today)) &&
      words.every((word) =>
        fold(`${one.title} ${one.owner ?? ''} ${one.objective.code} ${one.objective.title}`).includes(word),
      ),
  );
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export interface ScheduleGroup {
  objective: ScheduledAction['objective'];
  place: ScheduledAction['place'];
  actions: ScheduledAction[];
}

/** Actions under their objectives, in the order in which they come. */
export function groupByObjective(actions: readonly ScheduledAction[]): ScheduleGroup[] {
  const groups = new Map<string, ScheduleGroup>();
  for (const action of actions) {
    const group = groups.get(action.objective.id);
    if (group) group.actions.push(action);
    else
      groups.set(action.objective.id, {
        objective: action.objective,
        place: action.place,
        actions: [action],
      });
  }
  return [...groups.values()];
}

/** How many stand in each condition; `late` and `undated` are counted among the others too. */
export function countActions(actions: readonly ScheduledAction[], today: string) {
  const count = (group: ActionGroup) => actions.filter((one) => isIn(one, group, today)).length;
  return {
    all: actions.length,
    done: actions.filter((one) => one.state === 'done').length,
    late: count('late'),
    open: count('open'),
    undated: count('undated'),
  };
}

/**
 * The years that a timetable shows, whole: those of the plan, and of actions that begin before or end after it, so that
 * no bar is cut without being seen to be.
 */
export function spanOf(
  actions: readonly Pick<ActionFields, 'startsOn' | 'endsOn'>[],
  plan: { startsOn: string; endsOn: string },
): { from: string; to: string } {
  const days = [plan.startsOn, plan.endsOn, ...actions.flatMap((one) => [one.startsOn, one.endsOn])]
    .filter((day) => day !== null)
    .toSorted();
  return { from: `${days[0]?.slice(0, 4)}-01-01`, to: `${days.at(-1)?.slice(0, 4)}-12-31` };
}
