import { formatEuroCents, formatPercent } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { stateText } from './state.messages.js';
import { THRESHOLDS } from './state.rules.js';
import type { PolicyArea } from './state.sql.js';
import type { GaugeReading, ObjectiveState, Period, PlanTotals } from './state.types.js';

type Key = Parameters<ReturnType<typeof stateText>>[0];

/** The plan in three sentences. */
export function sayTotals(totals: PlanTotals, lang: Lang): string[] {
  const t = stateText(lang);
  const share = (part: number, whole: number) =>
    formatPercent(whole === 0 ? null : (part / whole) * 100, { decimals: 0, lang });
  const measuring = {
    measured: totals.measured,
    measurable: totals.measurable,
    late: totals.lateMeasures,
  };
  return [
    t('evaluation.state.sentence-objectives', {
      count: totals.objectives,
      fine: totals.byState.onCourse + totals.byState.reached,
      late: totals.byState.late,
      unmeasured: totals.byState.unmeasured + totals.byState.none,
    }),
    t('evaluation.state.sentence-actions', {
      time: formatPercent(totals.time, { decimals: 0, lang }),
      done: totals.done,
      actions: totals.actions,
      overdue: totals.overdue,
    }),
    totals.allocated === 0
      ? t('evaluation.state.sentence-no-money', measuring)
      : t('evaluation.state.sentence-money', {
          ...measuring,
          allocated: formatEuroCents(totals.allocated, { decimals: 0, lang }),
          committed: share(totals.committed, totals.allocated),
          paid: share(totals.paid, totals.allocated),
        }),
  ];
}

/** Rules once told: gauges are kept from page to page, a hundred of them stand on one. */
const told: Record<Lang, WeakMap<GaugeReading, string>> = { it: new WeakMap(), en: new WeakMap() };

/** The rule that coloured a gauge. Its key is made by the rules, all of whose endings have their words. */
export function sayRule(gauge: GaugeReading, lang: Lang): string {
  let words = told[lang].get(gauge);
  if (words === undefined) {
    words = stateText(lang)(gauge.rule as Key, gauge.values as never);
    told[lang].set(gauge, words);
  }
  return words;
}

/** Why an objective stands as it does. */
export function sayWhy(one: ObjectiveState, lang: Lang): string {
  if (one.decidedBy !== null) return sayRule(one.gauges[one.decidedBy], lang);
  return one.state === 'none'
    ? sayRule(one.gauges.indicators, lang)
    : stateText(lang)('evaluation.state.through');
}

export function sayMethod(lang: Lang): string[] {
  const t = stateText(lang);
  return [t('evaluation.state.how-1', THRESHOLDS), t('evaluation.state.how-2')];
}

/** Name of a policy area; objectives without one have words of their own. */
export function nameArea(code: string, areas: readonly PolicyArea[], lang: Lang): string {
  if (code === '') return stateText(lang)('evaluation.state.no-area');
  const found = areas.find((area) => area.code === code);
  return found ? `${code}. ${found.name[lang]}` : code;
}

/** Years of the plan of which a report can be made: those that have begun. */
export function reportYears(plan: Period, today: string): number[] {
  const last = Math.min(Number(plan.endsOn.slice(0, 4)), Number(today.slice(0, 4)));
  const first = Number(plan.startsOn.slice(0, 4));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => last - index);
}
