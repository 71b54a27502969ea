import { formatMeasure, formatPeriod, type Lang } from '#platform/i18n/format.js';
import { type MessageValues as SpokenValues, translate } from '#platform/i18n/messages.js';
import type { Finding, FindingRule } from './finding.types.js';
import type { SaidValue } from './quality/check.types.js';
import { writeFinding } from './quality/published.rules.js';
import type { FindingKey } from './quality/published.types.js';
import { type QualityKey, qualityText } from './quality/quality.messages.js';
import { getRule } from './quality/rule.catalogue.js';

const DISPLAY_UNITS = new Map([
  ['kmq', 'km²'],
  ['km²', 'km²'],
  ['%', '%'],
  ['percentuale', '%'],
  ['euro', '€'],
  ['€', '€'],
  ['abitanti/kmq', 'ab./km²'],
]);

/** Values that are a period: 2021-01/2021-07 is said "gennaio–luglio 2021". */
const PERIODS = new Set(['period', 'firstPeriod', 'otherPeriod', 'twinPeriod']);

/** Names said of a list before "and others". */
const NAMED = 6;

/** The finding as a sentence with its figures. */
export function sayFinding(
  finding: Pick<
    Finding,
    'rule' | 'code' | 'severity' | 'published' | 'expected' | 'difference' | 'messageKey' | 'messageValues'
  >,
  lang: Lang,
): string {
  if (finding.rule === 'published-total') {
    return writeFinding(
      {
        code: finding.code,
        severity: finding.severity,
        published: finding.published ?? '',
        expected: finding.expected ?? '',
        difference: finding.difference ?? '',
        messageKey: finding.messageKey as FindingKey,
        messageValues: finding.messageValues as Record<string, string | number>,
      },
      lang,
    );
  }
  const values: SpokenValues = { what: lowerFirst(nameOfRule(finding.rule, lang)) };
  for (const [key, value] of Object.entries(finding.messageValues))
    values[key] = PERIODS.has(key) ? sayPeriod(String(value), lang) : sayValue(value, lang);
  return capital(translate(lang, finding.messageKey, values));
}

function sayPeriod(period: string, lang: Lang): string {
  const [from, to] = period.split('/');
  if (from && to && /^\d{4}-\d{2}$/.test(from) && /^\d{4}-\d{2}$/.test(to))
    return `${formatPeriod(from, lang)} – ${formatPeriod(to, lang)}`;
  return formatPeriod(period, lang);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function sayValue(value: SaidValue, lang: Lang): string | number {
  if (typeof value !== 'object') return value;
  if ('figure' in value) return sayNumber(value.figure, value.unit, lang);
  if ('list' in value) return sayList(value.list, lang);
  if ('figures' in value)
    return sayList(
      value.figures.map((text) => sayNumber(text, value.unit, lang)),
      lang,
    );
  return value[lang];
}

/** A number of a finding with the decimals that it was written with, and its unit where that is a sign. */
function sayNumber(text: string, unit: string, lang: Lang): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  return formatMeasure(Number(text), DISPLAY_UNITS.get(unit) ?? '', { decimals, lang });
}

function sayList(names: readonly string[], lang: Lang): string {
  const others = names.length - NAMED;
  const said =
    others > 1 ? [...names.slice(0, NAMED), qualityText(lang)('quality.others', { count: others })] : names;
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(said);
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

export function nameOfRule(rule: FindingRule, lang: Lang): string {
  return getRule(rule).name[lang];
}

/** What the office can do about it. */
export function adviceOf(finding: Pick<Finding, 'rule' | 'severity' | 'messageKey'>, lang: Lang): string {
  const t = qualityText(lang);
  if (finding.messageKey === 'quality.published.partial') return t('quality.advice.partial');
  if (finding.messageKey === 'quality.published.rounded-inputs') return t('quality.advice.rounded-inputs');
  if (finding.rule === 'published-total' && finding.severity === 'warning')
    return t('quality.advice.rounding');
  return getRule(finding.rule).advice[lang];
}

/** What a finding is of: a published total by its name, any other by the rule that found it. */
export function titleOfFinding(finding: Pick<Finding, 'name' | 'rule'>, lang: Lang): string {
  return finding.name ?? nameOfRule(finding.rule, lang);
}

/** What the second figure of a finding is: recomputed by most rules, simply another figure for some. */
export function labelOfExpected(rule: FindingRule): QualityKey {
  switch (rule) {
    case 'stated-twice':
      return 'quality.expected.elsewhere';
    case 'jump':
    case 'series-break':
      return 'quality.expected.before';
    case 'places-missing':
    case 'years-missing':
      return 'quality.expected.awaited';
    default:
      return 'quality.expected.recomputed';
  }
}

/** Between two percentages the difference is in points. */
export function sayDifference(
  finding: Pick<Finding, 'difference' | 'unit' | 'decimals'>,
  lang: Lang,
): string {
  const isShare = DISPLAY_UNITS.get(finding.unit ?? '') === '%';
  const said = sayFigure(finding.difference, isShare ? { ...finding, unit: null } : finding, lang, 'always');
  return isShare && said !== '' ? qualityText(lang)('quality.points', { difference: said }) : said;
}

/** A figure of a finding as it is read: with its unit where it has one. */
export function sayFigure(
  text: string | null,
  finding: Pick<Finding, 'unit' | 'decimals'>,
  lang: Lang,
  sign: 'negative' | 'always' = 'negative',
): string {
  if (text === null) return '';
  const written = text.split('.')[1]?.length ?? 0;
  const decimals = Math.max(finding.decimals ?? written, 0);
  return formatMeasure(Number(text), DISPLAY_UNITS.get(finding.unit ?? '') ?? '', { decimals, lang, sign });
}
