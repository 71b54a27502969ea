import { formatMeasure, formatNumber, type Lang } from '#platform/i18n/format.js';
import { translate } from '#platform/i18n/messages.js';
import type { Finding } from './finding.types.js';
import { writeFinding } from './quality/published.rules.js';
import type { FindingKey } from './quality/published.types.js';

const DISPLAY_UNITS = new Map([
  ['kmq', 'km²'],
  ['percentuale', '%'],
  ['euro', '€'],
  ['abitanti/kmq', 'ab./km²'],
]);

/** The finding as a sentence with its figures. */
export function sayFinding(finding: Finding, lang: Lang): string {
  if (finding.rule === 'published-total') {
    return writeFinding(
      {
        code: finding.code,
        severity: finding.severity,
        published: finding.published ?? '',
        expected: finding.expected ?? '',
        difference: finding.difference ?? '',
        messageKey: finding.messageKey as FindingKey,
        messageValues: finding.messageValues,
      },
      lang,
    );
  }
  const values = Object.fromEntries(
    Object.entries(finding.messageValues).map(([key, value]) => [
      key,
      typeof value === 'number' && key !== 'count' ? formatNumber(value, { lang }) : value,
    ]),
  );
  return translate(lang, finding.messageKey, values);
}

/** What the office can do about it. */
export function adviceOf(finding: Pick<Finding, 'rule' | 'severity' | 'messageKey'>, lang: Lang): string {
  const partial = finding.messageKey === 'quality.published.partial';
  return translate(
    lang,
    `territory.finding.advice.${partial ? 'partial' : finding.rule}${finding.rule === 'published-total' && !partial && finding.severity === 'warning' ? '-rounding' : ''}`,
  );
}

/** Between two percentages the difference is in points. */
export function sayDifference(
  finding: Pick<Finding, 'difference' | 'unit' | 'decimals'>,
  lang: Lang,
): string {
  const isShare = DISPLAY_UNITS.get(finding.unit ?? '') === '%';
  const said = sayFigure(finding.difference, isShare ? { ...finding, unit: null } : finding, lang, 'always');
  return isShare ? translate(lang, 'territory.quality.points', { difference: said }) : said;
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
