import { formatEuroCents, formatNumber, formatPercent } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { threadText } from '../thread.messages.js';
import { widest } from './plan-flow.rules.js';
import type { FlowItem, PlanFlow } from './plan-flow.types.js';

export function writeValue(flow: PlanFlow, value: number, lang: Lang): string {
  return flow.measure === 'euro'
    ? formatEuroCents(Math.round(value), { decimals: 0, lang })
    : threadText(lang)('thread.flow.links', { count: Math.round(value) });
}

export function nameOf(item: FlowItem, lang: Lang): string {
  return item.label ?? threadText(lang)(`thread.flow.none.${item.column}`);
}

/** What the picture shows, in a sentence. */
export function flowFinding(flow: PlanFlow, lang: Lang): string {
  const t = threadText(lang);
  if (flow.edges.length === 0) return t(`thread.flow.nothing.${flow.measure}`);
  const fund = widest(flow, 'fund');
  const need = widest(flow, 'need');
  if (flow.measure === 'euro' && fund)
    return t('thread.flow.finding.euro', {
      total: writeValue(flow, flow.total, lang),
      fund: nameOf(fund, lang),
      share: formatPercent((100 * fund.value) / flow.total, { lang, decimals: 0 }),
    });
  return t('thread.flow.finding.links', {
    total: formatNumber(flow.total, { lang }),
    need: need ? nameOf(need, lang) : '—',
    count: need ? Math.round(need.value) : 0,
  });
}

/** The picture in words: how much is in each column, and the widest ribbons. */
export function describePlanFlow(flow: PlanFlow, lang: Lang): string {
  const t = threadText(lang);
  const names = new Map(flow.items.map((item) => [item.id, nameOf(item, lang)]));
  const most = flow.edges.slice(0, 5).map((edge) =>
    t('thread.flow.ribbon', {
      from: names.get(edge.from) ?? '',
      to: names.get(edge.to) ?? '',
      value: writeValue(flow, edge.value, lang),
    }),
  );
  return [flowFinding(flow, lang), most.length > 0 ? t('thread.flow.most', { list: most.join('; ') }) : '']
    .filter(Boolean)
    .join('. ');
}
