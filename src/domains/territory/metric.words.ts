import { formatMeasure, formatNumber, type Lang } from '#platform/i18n/format.js';
import { findVariable } from './files/variables.js';
import { type MetricWords, wordsOfMetric } from './metric.catalogue.js';
import type { Metric, MetricTerm, MetricValue } from './metric.types.js';
import { territoryText } from './territory.messages.js';

/** The formula as people write it: "Nati vivi / (0,5 × Popolazione… + 0,5 × …) × 1.000". */
export function formulaText(metric: Metric, lang: Lang): string {
  const numerator = sumText(metric.numerator, lang);
  const factor = metric.factor === 1 ? '' : ` × ${formatNumber(metric.factor, { lang })}`;
  if (metric.denominator === null) return `${numerator}${factor}`;
  const wrap = (text: string, terms: readonly MetricTerm[]) => (terms.length > 1 ? `(${text})` : text);
  const denominator = sumText(metric.denominator, lang);
  return `${wrap(numerator, metric.numerator)} / ${wrap(denominator, metric.denominator)}${factor}`;
}

function sumText(terms: readonly MetricTerm[], lang: Lang): string {
  return terms.map((term, index) => termText(term, index === 0, lang)).join(' ');
}

function termText(term: MetricTerm, isFirst: boolean, lang: Lang): string {
  const t = territoryText(lang);
  const weight = Math.abs(term.weight ?? 1);
  const sign = (term.weight ?? 1) < 0 ? '− ' : isFirst ? '' : '+ ';
  const times =
    weight === 1 ? '' : `${formatNumber(weight, { decimals: weight % 1 === 0 ? 0 : 1, lang })} × `;
  const offset = term.yearOffset ?? 0;
  const year = offset === 0 ? '' : ` (${t('territory.formula.year-offset', { offset })})`;
  const sex = term.sex ? ` (${t(term.sex === 'm' ? 'territory.sex.m' : 'territory.sex.f')})` : '';
  const ages =
    term.ageFrom === undefined
      ? ''
      : ` ${t('territory.formula.ages', { from: term.ageFrom, to: term.ageTo ?? '', open: term.ageTo === undefined ? 'yes' : 'no' })}`;
  const category = term.category ? ` «${term.category}»` : '';
  return `${sign}${times}${variableName(term.variable, lang)}${sex}${ages}${category}${year}`;
}

export function variableName(code: string, lang: Lang): string {
  return findVariable(code)?.name[lang] ?? code;
}

/** Why there is no value; null when there is one. */
export function noteOf(value: MetricValue, lang: Lang): string | null {
  if (value.value !== null) return null;
  const t = territoryText(lang);
  if (value.missing > 0) {
    if (value.place.kind === 'comune') return t('territory.note.missing-here');
    return t('territory.note.missing', { missing: value.missing, comuni: value.comuni });
  }
  return t('territory.note.zero');
}

/** "15,0 %", or "n.d.". */
export function sayValue(
  metric: Pick<Metric, 'unit' | 'decimals'>,
  value: number | null,
  lang: Lang,
): string {
  return formatMeasure(value, metric.unit, { decimals: metric.decimals, lang });
}

export interface SaidMetric extends Metric, MetricWords {
  formula: string;
}

/** The metric in the reader's language. */
export function sayMetric(metric: Metric, lang: Lang): SaidMetric {
  return { ...metric, ...wordsOfMetric(metric, lang), formula: formulaText(metric, lang) };
}
