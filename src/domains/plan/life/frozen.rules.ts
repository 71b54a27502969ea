import type { ThreadCounts } from '#domains/thread/index.js';
import { Absent } from '#platform/errors.js';
import type { Need, NeedFilter, NeedRow, ThemeTotal } from '../need.types.js';
import type { Objective, ObjectiveRow } from '../objective.types.js';
import type { ScheduledAction } from '../schedule.types.js';
import type { ActionStateRow } from './action-state.sql.js';
import type { PlanContent } from './version.types.js';

/** A frozen content with the present states of its actions: what has been done is not what was decided. */
export function withStates(content: PlanContent, states: ReadonlyMap<string, ActionStateRow>): PlanContent {
  return {
    ...content,
    objectives: content.objectives.map((objective) => ({
      ...objective,
      actions: objective.actions.map((action) => {
        const now = states.get(action.id);
        return now ? { ...action, state: now.state, stateReason: now.stateReason } : action;
      }),
    })),
  };
}

/** @throws Absent */
export function findFrozen<T extends { code: string }>(items: readonly T[], code: string, what: string): T {
  const found = items.find((one) => one.code === code);
  if (!found) throw new Absent(what);
  return found;
}

export function rowOf(objective: Objective): ObjectiveRow {
  const { id, code, title, level, rank, placeCode, placeName, policyAreas } = objective;
  return {
    id,
    code,
    title,
    level,
    rank,
    parentId: objective.parent?.id ?? null,
    placeCode,
    placeName,
    policyAreas,
    actions: objective.actions.map(({ state, endsOn }) => ({ state, endsOn })),
    indicators: objective.indicators.map(({ id: of, baseline, target }) => ({ id: of, baseline, target })),
  };
}

/** What hangs on an objective of a frozen version. */
export function countsOf(content: PlanContent, objective: Objective): ThreadCounts {
  const needs = objective.needs.flatMap((linked) => content.needs.find((one) => one.id === linked.id) ?? []);
  const lines = content.budget.filter((line) => line.objective === objective.code);
  return {
    objectiveId: objective.id,
    evidence: needs.reduce((sum, need) => sum + need.evidence.length, 0),
    needs: needs.length,
    needsWithEvidence: needs.filter((need) => need.evidence.length > 0).length,
    actions: objective.actions.length,
    actionsDone: objective.actions.filter((one) => one.state === 'done').length,
    actionsUnderWay: objective.actions.filter((one) => one.state === 'underWay').length,
    budgetLines: lines.length,
    cents: lines.reduce((sum, line) => sum + (line.allocatedCents ?? 0), 0),
    indicators: objective.indicators.length,
    measurable: objective.indicators.filter((one) => one.target !== null).length,
    outcomeSheets: 0,
    services: objective.services.length,
    networks: objective.networks.length,
    agreements: objective.agreements.length,
  };
}

const fold = (words: string) =>
  words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'");

const PRIORITY_ORDER = ['high', 'medium', 'low'];
const ORDERS: Readonly<Record<string, (need: Need) => string | number>> = {
  code: (need) => need.code,
  theme: (need) => need.theme,
  place: (need) => need.placeName,
  priority: (need) => (need.priority === null ? 9 : PRIORITY_ORDER.indexOf(need.priority)),
};

/** A page of a frozen version's needs: the same filters as the list that is read from the rows. */
export function needPage(
  content: PlanContent,
  filter: NeedFilter,
  paging: { limit: number; offset: number },
): { rows: NeedRow[]; total: number } {
  const words = (filter.search ?? '').split(/\s+/).filter(Boolean).slice(0, 8).map(fold);
  const found = content.needs.filter((need) => {
    const text = fold(
      [need.code, need.theme, need.description, need.target, need.raisedBy, need.placeName]
        .filter(Boolean)
        .join(' '),
    );
    return (
      words.every((word) => text.includes(word)) &&
      (!filter.theme || need.theme === filter.theme) &&
      (!filter.priority || need.priority === filter.priority) &&
      (!filter.place || need.within.includes(filter.place)) &&
      (!filter.answered || need.objectives.length > 0 === (filter.answered === 'yes'))
    );
  });
  const order = (filter.order ?? '').replace(/^-/, '');
  const by = Object.hasOwn(ORDERS, order) ? ORDERS[order] : undefined;
  if (by) {
    const sign = filter.order?.startsWith('-') ? -1 : 1;
    found.sort((a, b) => sign * (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
  }
  return {
    total: found.length,
    rows: found.slice(paging.offset, paging.offset + paging.limit).map((need) => ({
      id: need.id,
      code: need.code,
      theme: need.theme,
      description: need.description,
      placeCode: need.placeCode,
      placeName: need.placeName,
      target: need.target,
      priority: need.priority,
      raisedBy: need.raisedBy,
      source: need.source,
      evidenceCount: need.evidence.length,
      objectives: need.objectives.map(({ code, title }) => ({ code, title })),
    })),
  };
}

export function themeTotals(content: PlanContent): ThemeTotal[] {
  const groups = Map.groupBy(content.needs, (need) => JSON.stringify([need.theme, need.placeName]));
  return [...groups.values()].flatMap((needs) => {
    const [first] = needs;
    if (!first) return [];
    return {
      theme: first.theme,
      placeName: first.placeName,
      needs: needs.length,
      answered: needs.filter((need) => need.objectives.length > 0).length,
      withEvidence: needs.filter((need) => need.evidence.length > 0).length,
    };
  });
}

export function scheduleOf(content: PlanContent): ScheduledAction[] {
  return content.objectives.flatMap((objective) =>
    objective.actions.map(({ version: _, ...action }) => ({
      ...action,
      objective: {
        id: objective.id,
        code: objective.code,
        title: objective.title,
        level: objective.level,
        policyAreas: objective.policyAreas,
      },
      place: { code: objective.placeCode, name: objective.placeName },
    })),
  );
}

interface LinePaging {
  after?: string | undefined;
  limit: number;
}

/** A page of a frozen version's objectives after the one of this code, as the API gives them. */
export function objectiveLinePage({ objectives }: PlanContent, { after, limit }: LinePaging) {
  const from = after === undefined ? 0 : objectives.findIndex((one) => one.code === after) + 1;
  const lines = objectives.slice(from, from + limit).map((one) => ({
    id: one.id,
    code: one.code,
    title: one.title,
    level: one.level,
    rank: one.rank,
    parent: one.parent?.code ?? null,
    place: { code: one.placeCode, name: one.placeName },
    policyAreas: one.policyAreas,
    description: one.description,
    version: one.version,
  }));
  return { objectives: lines, next: lines.length < limit ? null : (lines.at(-1)?.code ?? null) };
}

/** The same of needs, by code. */
export function needLinePage(content: PlanContent, { after, limit }: LinePaging) {
  const needs = [...content.needs]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .filter((need) => need.code > (after ?? ''))
    .slice(0, limit)
    .map((need) => ({
      id: need.id,
      code: need.code,
      theme: need.theme,
      description: need.description,
      place: { code: need.placeCode, name: need.placeName },
      priority: need.priority,
      raisedBy: need.raisedBy,
      evidenceCount: need.evidence.length,
      objectives: need.objectives.map(({ code, title }) => ({ code, title })),
    }));
  return { needs, next: needs.length < limit ? null : (needs.at(-1)?.code ?? null) };
}
