import { planThreadCounts, type ThreadCounts, threadCounts } from '#domains/thread/index.js';
import type { Ctx, Face } from '#platform/http/context.js';
import { type ChapterWithState, listChapters } from '../chapter.actions.js';
import { chapterState, namedParts } from '../chapter.rules.js';
import type { Guideline } from '../guideline.types.js';
import { getNeed } from '../need.actions.js';
import { listNeeds, listThemeTotals } from '../need.sql.js';
import type { Need, NeedFilter, NeedRow, ThemeTotal } from '../need.types.js';
import { getObjective } from '../objective.actions.js';
import { listObjectives } from '../objective.sql.js';
import type { Objective, ObjectiveRow } from '../objective.types.js';
import { readsFrozenRows } from '../plan.actions.js';
import type { Plan } from '../plan.types.js';
import { listScheduledActions } from '../schedule.sql.js';
import type { ScheduledAction } from '../schedule.types.js';
import { type ActionStateRow, listActionStates } from './action-state.sql.js';
import {
  countsOf,
  findFrozen,
  needPage,
  rowOf,
  scheduleOf,
  themeTotals,
  withStates,
} from './frozen.rules.js';
import { getVersionContent } from './version.actions.js';
import type { PlanContent } from './version.types.js';

type Reader = Ctx & { view?: { face: Face } };

/** Parsed contents of frozen versions, which never change. */
const kept = new Map<string, PlanContent>();
const MOST_KEPT = 3;

/**
 * What this reader is shown of needs and objectives in place of the rows: the version in force, while an amendment is
 * open. Null when the rows themselves are shown. What was done since then (states of actions) is the present one.
 */
export async function frozenContent(ctx: Reader, plan: Plan): Promise<PlanContent | null> {
  if (!readsFrozenRows(ctx, plan) || plan.frozenVersion === null) return null;
  const key = `${plan.id}:${plan.frozenVersion}`;
  const content = kept.get(key) ?? (await getVersionContent(ctx, plan, plan.frozenVersion));
  kept.delete(key);
  kept.set(key, content);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return withStates(content, await readStates(ctx, plan));
}

async function readStates(ctx: Ctx, plan: Plan): Promise<ReadonlyMap<string, ActionStateRow>> {
  return new Map((await listActionStates(ctx.tx, plan.id)).map((row) => [row.id, row]));
}

/** Chapters as this reader is shown them, with how far each is. */
export async function readChapters(
  ctx: Reader,
  plan: Plan,
  guideline: Guideline,
): Promise<ChapterWithState[]> {
  const content = await frozenContent(ctx, plan);
  if (!content) return listChapters(ctx, plan, guideline);
  const asked = [...guideline.chapters, ...guideline.annexes];
  return content.chapters.flatMap((chapter) => {
    const wanted = asked.find((one) => one.number === chapter.number);
    return wanted
      ? {
          ...chapter,
          content: namedParts(chapter.content, chapter.number),
          id: null,
          version: 0,
          updatedAt: null,
          updatedBy: null,
          state: chapterState(chapter.content, wanted),
          help: wanted.help[ctx.lang],
        }
      : [];
  });
}

export async function readObjectiveRows(ctx: Reader, plan: Plan): Promise<ObjectiveRow[]> {
  const content = await frozenContent(ctx, plan);
  return content ? content.objectives.map(rowOf) : listObjectives(ctx.tx, plan.id);
}

/** @throws Absent */
export async function readSheet(ctx: Reader, plan: Plan, code: string): Promise<Objective> {
  const content = await frozenContent(ctx, plan);
  return content ? findFrozen(content.objectives, code, 'objective') : getObjective(ctx, plan, code);
}

/** What hangs on each objective of the plan. */
export async function readPlanCounts(ctx: Reader, plan: Plan): Promise<Map<string, ThreadCounts>> {
  const content = await frozenContent(ctx, plan);
  if (!content) return planThreadCounts(ctx, plan.id);
  return new Map(content.objectives.map((one) => [one.id, countsOf(content, one)]));
}

export async function readCounts(ctx: Reader, plan: Plan, objective: Objective): Promise<ThreadCounts> {
  const content = await frozenContent(ctx, plan);
  return content ? countsOf(content, objective) : threadCounts(ctx, plan.id, objective.id);
}

export async function readNeeds(
  ctx: Reader,
  plan: Plan,
  filter: NeedFilter,
  paging: { limit: number; offset: number },
): Promise<{ rows: NeedRow[]; total: number }> {
  const content = await frozenContent(ctx, plan);
  return content ? needPage(content, filter, paging) : listNeeds(ctx.tx, plan.id, filter, paging);
}

/** @throws Absent */
export async function readNeedSheet(ctx: Reader, plan: Plan, code: string): Promise<Need> {
  const content = await frozenContent(ctx, plan);
  return content ? findFrozen(content.needs, code, 'need') : getNeed(ctx, plan, code);
}

export async function readThemeTotals(ctx: Reader, plan: Plan): Promise<ThemeTotal[]> {
  const content = await frozenContent(ctx, plan);
  return content ? themeTotals(content) : listThemeTotals(ctx.tx, plan.id);
}

export async function readSchedule(ctx: Reader, plan: Plan): Promise<ScheduledAction[]> {
  const content = await frozenContent(ctx, plan);
  return content ? scheduleOf(content) : listScheduledActions(ctx.tx, plan.id);
}
