import { formatMeasure, formatNumber } from '#platform/i18n/format.js';
import type { Lang } from '#platform/i18n/messages.js';
import { impactText } from './impact.messages.js';
import type { ImpactReading } from './impact.reading.js';
import { LEAST_COMPARABLES, LEAST_YEARS, MOST_COMPARABLES } from './impact.rules.js';

export function writeMetric(reading: ImpactReading, value: number, lang: Lang): string {
  const { unit, decimals } = reading.metric;
  return formatMeasure(value, unit, { decimals, lang });
}

function writeChange({ metric }: ImpactReading, value: number, lang: Lang): string {
  return formatNumber(value, { decimals: metric.decimals, sign: 'always', lang });
}

/** What the figures say of the place, and of the place against those like it; or why they say nothing. */
export function sayImpact(reading: ImpactReading, lang: Lang): string[] {
  const t = impactText(lang);
  const { impact, first, last, place } = reading;
  const { own } = impact;
  const years = { years: LEAST_YEARS, first: String(first), last: String(last) };
  if (own === null) return [t('evaluation.impact.no-years', years)];
  const said = t('evaluation.impact.own', {
    place: place.name,
    before: writeMetric(reading, own.before, lang),
    after: writeMetric(reading, own.after, lang),
    yearsBefore: own.yearsBefore,
    yearsAfter: own.yearsAfter,
    first: String(first),
    last: String(last),
    change: writeChange(reading, own.after - own.before, lang),
  });
  if (impact.others === null || impact.difference === null) {
    const lack = { count: impact.compared, least: LEAST_COMPARABLES };
    return [said, t('evaluation.impact.no-comparables', lack)];
  }
  return [
    said,
    t('evaluation.impact.others', {
      count: impact.compared,
      others: writeChange(reading, impact.others, lang),
      difference: writeChange(reading, impact.difference, lang),
    }),
  ];
}

/** By which rule the places were chosen, and what figures like these can and cannot say. */
export function sayMethod(reading: ImpactReading, lang: Lang): string[] {
  const t = impactText(lang);
  return [
    t(`evaluation.impact.rule.${reading.pool}`, { most: MOST_COMPARABLES }),
    t('evaluation.impact.can'),
  ];
}
