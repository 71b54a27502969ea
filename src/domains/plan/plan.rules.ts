import type { Role } from '#platform/auth/roles.js';
import { PLAN_STATES, type Place, type Plan, type PlanState } from './plan.types.js';

/** Write needs and objectives: everywhere, or in the area of their grant. */
export const editors: readonly Role[] = ['director', 'coordinator'];
/** Record the acts of a plan and open a new one. */
export const keepers: readonly Role[] = ['director'];

/** States that may follow: a plan goes only forward, and may skip a step that its ambito does not take. */
export function nextStates(state: PlanState): PlanState[] {
  return PLAN_STATES.slice(PLAN_STATES.indexOf(state) + 1);
}

/** Years and guideline are chosen while nobody outside has read the plan: afterwards its acts speak of them. */
export function isDraft(plan: Pick<Plan, 'state' | 'frozenVersion'>): boolean {
  return plan.state === 'draft' && plan.frozenVersion === null;
}

/** First and last year of `2025-2027`; undefined for what is no period, or is longer than ten years. */
export function yearsOfPeriod(code: string): { from: number; to: number } | undefined {
  const [, first, last] = /^(\d{4})-(\d{4})$/.exec(code) ?? [];
  const [from, to] = [Number(first), Number(last)];
  return to >= from && to - from <= 9 ? { from, to } : undefined;
}

/** An adopted version does not change: its text is written again only in an amendment. */
export function isFrozen(plan: Pick<Plan, 'frozenVersion' | 'amendmentId'>): boolean {
  return plan.frozenVersion !== null && plan.amendmentId === null;
}

/** May the text be written? A closed plan is evaluated, a frozen one is amended. */
export function isOpen(plan: Pick<Plan, 'state' | 'frozenVersion' | 'amendmentId'>): boolean {
  return plan.state !== 'closed' && !isFrozen(plan);
}

/** The next free code of the form F-001. */
export function needCode(number: number): string {
  return `F-${String(number).padStart(3, '0')}`;
}

/** Would `parentId` put the objective under itself? */
export function isCircular(
  objectives: readonly { id: string; parentId: string | null }[],
  id: string,
  parentId: string | null,
): boolean {
  const parents = new Map(objectives.map((one) => [one.id, one.parentId]));
  // A circle that is already there must not hold this loop for ever.
  for (let at = parentId, steps = 0; at && steps <= objectives.length; steps += 1) {
    if (at === id) return true;
    at = parents.get(at) ?? null;
  }
  return false;
}

/** Objectives that may stand above one: neither itself nor what stands under it, however deep. */
export function possibleParents<O extends { id: string; parentId: string | null }>(
  objectives: readonly O[],
  id: string,
): O[] {
  const children = Map.groupBy(objectives, (one) => one.parentId);
  const under = new Set([id]);
  // A set is walked on to what is added on the way, and a circle adds nothing.
  for (const above of under) for (const child of children.get(above) ?? []) under.add(child.id);
  return objectives.filter((one) => !under.has(one.id));
}

/** Does the place belong to the ambito, rather than serve as comparison? */
export function isOwnPlace(place: Pick<Place, 'kind'>): boolean {
  return place.kind === 'ambito' || place.kind === 'area' || place.kind === 'comune';
}
