import type { Lang } from '#platform/i18n/messages.js';
import type {
  FlowColumnKey,
  FlowEdge,
  FlowGap,
  FlowGrouping,
  FlowItem,
  FlowMeasure,
  PlanFlow,
  PlanLinks,
} from './plan-flow.types.js';

/** In one column more than these are drawn by theme or by policy area. */
const READABLE = 36;

/** The parts of the picture that stand for what is missing. */
export const NONE = { need: 'none:need', objective: 'none:objective', fund: 'none:fund' } as const;

interface Choice {
  measure: FlowMeasure;
  grouping: FlowGrouping;
  lang: Lang;
}

/**
 * Needs, objectives and funds with what passes between them. In euro, the sum of an objective that answers several needs
 * is divided equally among them: the plan does not say more. In links, each link counts one, whatever its money.
 */
export function planFlow(links: PlanLinks, { measure, grouping, lang }: Choice): PlanFlow {
  const isGrouped = {
    need: isMany(links.needs.length, grouping),
    objective: isMany(links.objectives.length, grouping),
  };
  const needsOf = Map.groupBy(links.needLinks, (link) => link.objectiveId);
  const moneyOf = Map.groupBy(links.moneyLinks, (link) => link.objectiveId);
  const answered = new Set(links.needLinks.map((link) => link.needId));
  const items = new Map<string, FlowItem>();
  const put = (column: FlowColumnKey, id: string, label: string | null, nodeId: string | null): string => {
    const known = items.get(id);
    if (known) known.members += 1;
    else items.set(id, { id, column, label, nodeId, members: 1, value: 0 });
    return id;
  };
  const placeOf = new Map<string, string>();
  for (const need of links.needs)
    placeOf.set(
      need.id,
      isGrouped.need
        ? put('need', `theme:${need.theme}`, need.theme, null)
        : put('need', need.id, `${need.code} ${need.title}`, need.id),
    );
  for (const one of links.objectives)
    placeOf.set(
      one.id,
      isGrouped.objective
        ? put(
            'objective',
            `area:${one.area?.code ?? ''}`,
            one.area ? `${one.area.code} ${one.area[lang]}` : '—',
            null,
          )
        : put('objective', one.id, `${one.code} ${one.title}`, one.id),
    );
  for (const fund of links.funds) placeOf.set(fund.id, put('fund', fund.id, fund.name, fund.id));
  for (const column of ['need', 'objective', 'fund'] as const) put(column, NONE[column], null, null);

  const sums = new Map<string, FlowEdge>();
  const flow = (from: string, to: string, value: number): void => {
    const ends = { from: placeOf.get(from) ?? from, to: placeOf.get(to) ?? to };
    const key = `${ends.from} ${ends.to}`;
    const known = sums.get(key);
    if (known) known.value += value;
    else sums.set(key, { ...ends, value });
  };
  const withoutNeed = links.objectives.filter((one) => !needsOf.has(one.id) && !one.isCarried);
  const centsOf = (id: string) => (moneyOf.get(id) ?? []).reduce((sum, one) => sum + (one.cents ?? 0), 0);
  const withoutMoney = links.objectives.filter((one) => centsOf(one.id) === 0 && !one.isCarried);
  const unanswered = links.needs.filter((need) => !answered.has(need.id));
  for (const { id, isCarried } of links.objectives) {
    const needs = (needsOf.get(id) ?? []).map((one) => one.needId);
    const funds = moneyOf.get(id) ?? [];
    if (measure === 'euro') {
      const total = centsOf(id);
      if (total === 0) continue;
      for (const need of needs.length > 0 ? needs : [NONE.need])
        flow(need, id, total / Math.max(1, needs.length));
      for (const one of funds) if (one.cents) flow(id, one.fundId, one.cents);
      continue;
    }
    const known = new Set(funds.map((one) => one.fundId));
    if (isCarried && needs.length === 0 && known.size === 0) continue;
    for (const need of needs.length > 0 ? needs : [NONE.need]) flow(need, id, 1);
    for (const fund of known.size > 0 ? known : [NONE.fund]) flow(id, fund, 1);
  }
  if (measure === 'legami') for (const need of unanswered) flow(need.id, NONE.objective, 1);

  const edges = [...sums.values()];
  for (const item of items.values())
    item.value = Math.max(
      sumOf(edges.filter((edge) => edge.from === item.id)),
      sumOf(edges.filter((edge) => edge.to === item.id)),
    );
  return {
    measure,
    items: [...items.values()].filter((item) => item.value > 0),
    edges: edges.sort((a, b) => b.value - a.value),
    total:
      measure === 'euro' ? links.moneyLinks.reduce((sum, one) => sum + (one.cents ?? 0), 0) : sumOf(edges),
    isGrouped,
    loose: { unanswered, withoutNeed, withoutMoney },
  };
}

/** What comes first where there is nothing to draw in this measure. */
export function flowGap(links: PlanLinks, measure: FlowMeasure): FlowGap {
  if (links.needs.length === 0) return 'needs';
  if (links.objectives.length === 0) return 'objectives';
  return measure === 'euro' && links.needLinks.length > 0 ? 'money' : 'links';
}

/** Euro, as soon as one is written; until then what there is: links. */
export function measureOf(links: PlanLinks): FlowMeasure {
  return links.moneyLinks.some((one) => one.cents) ? 'euro' : 'legami';
}

function isMany(count: number, grouping: FlowGrouping): boolean {
  return grouping === 'gruppi' || (grouping === 'auto' && count > READABLE);
}

function sumOf(edges: readonly FlowEdge[]): number {
  return edges.reduce((sum, edge) => sum + edge.value, 0);
}

/** The widest of a column, without what stands for the missing. */
export function widest(flow: PlanFlow, column: FlowColumnKey): FlowItem | undefined {
  return flow.items
    .filter((item) => item.column === column && item.label !== null)
    .reduce<FlowItem | undefined>(
      (most, item) => (most && most.value >= item.value ? most : item),
      undefined,
    );
}
