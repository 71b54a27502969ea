import { formatMeasure, formatNumber, type Lang } from '#platform/i18n/format.js';
import { findVariable } from './files/variables.js';
import { type MetricWords, wordsOfMetric } from './metric.catalogue.js';
import type { Metric, MetricTerm, MetricValue, MissingInput } from './metric.types.js';
import { territoryText } from './territory.messages.js';

/** The formula as people write it: "Nati vivi / (0,5 × Popolazione… + 0,5 × …) × 1.000". */
export function formulaText(
  metric: Pick<Metric, 'numerator' | 'denominator' | 'factor'>,
  lang: Lang,
): string {
  const numerator = sumText(metric.numerator, lang);
  const factor = metric.factor === 1 ? '' : ` × ${exact(metric.factor, lang)}`;
  if (metric.denominator === null) return `${numerator}${factor}`;
  const wrap = (text: string, terms: readonly MetricTerm[]) => (terms.length > 1 ? `(${text})` : text);
  const denominator = sumText(metric.denominator, lang);
  return `${wrap(numerator, metric.numerator)} / ${wrap(denominator, metric.denominator)}${factor}`;
}

/** A number of a formula is written with the decimals that it has: 1,5 is not 2. */
function exact(value: number, lang: Lang): string {
  return formatNumber(value, { decimals: /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0, lang });
}

function sumText(terms: readonly MetricTerm[], lang: Lang): string {
  return terms.map((term, index) => termText(term, index === 0, lang)).join(' ');
}

function termText(term: MetricTerm, isFirst: boolean, lang: Lang): string {
  const t = territoryText(lang);
  const weight = Math.abs(term.weight ?? 1);
  const sign = (term.weight ?? 1) < 0 ? '− ' : isFirst ? '' : '+ ';
  const times = weight === 1 ? '' : `${exact(weight, lang)} × `;
  const offset = term.yearOffset ?? 0;
  const year = offset === 0 ? '' : ` (${t('territory.formula.year-offset', { offset })})`;
  const sex = term.sex ? ` (${t(term.sex === 'm' ? 'territory.sex.m' : 'territory.sex.f')})` : '';
  const ages =
    term.ageFrom === undefined
      ? ''
      : ` ${t('territory.formula.ages', { from: term.ageFrom, to: term.ageTo ?? '', open: term.ageTo === undefined ? 'yes' : 'no' })}`;
  const byAge = term.weightByAge ? ` (${t('territory.formula.by-age')})` : '';
  const category = term.category ? ` «${term.category}»` : '';
  return `${sign}${times}${variableName(term.variable, lang)}${sex}${ages}${byAge}${category}${year}`;
}

export function variableName(code: string, lang: Lang): string {
  return findVariable(code)?.name[lang] ?? code;
}

/** Why there is no value; null when there is one. */
export function noteOf(value: MetricValue, lang: Lang): string | null {
  if (value.value !== null) return null;
  const t = territoryText(lang);
  if (value.missing === 0) return t('territory.note.zero');
  const common = commonReason(value.lacking);
  const what = common
    ? t(`territory.note.all-${common}`)
    : value.comuni === 1
      ? t('territory.note.missing-here')
      : t('territory.note.missing', { missing: value.missing, comuni: value.comuni });
  const inputs = new Set(value.lacking.map((one) => missingText(one, common !== null, lang)));
  if (inputs.size === 0) return what;
  const told = [...inputs].slice(0, MOST_TOLD).join('; ');
  return `${what}: ${told}${inputs.size > MOST_TOLD ? '…' : ''}`;
}

/** Inputs named in a note: a formula of many terms lacks them all where there are no data. */
const MOST_TOLD = 3;

/** The reason of all of them, when it is one and more than that there is no figure. */
function commonReason(lacking: readonly MissingInput[]): 'suppressed' | 'ages' | null {
  const [why, ...others] = new Set(lacking.map((one) => one.why));
  return why === undefined || why === 'absent' || others.length > 0 ? null : why;
}

/** "Nati vivi 2025 (Bozzolo, Dosolo)". */
function missingText({ term, year, why, comuni }: MissingInput, isSaid: boolean, lang: Lang): string {
  const t = territoryText(lang);
  const name = termText({ ...term, weight: 1, yearOffset: 0 }, true, lang);
  const because = isSaid || why === 'absent' ? '' : `, ${t(`territory.note.${why}`)}`;
  const where = comuni.length === 0 ? '' : ` (${comuni.join(', ')})`;
  return `${name}${year === null ? '' : ` ${year}`}${because}${where}`;
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
