import { formatMeasure, type Lang } from '#platform/i18n/format.js';
import { type Evaluation, evaluateFormula, type Missing } from './formula.evaluation.js';
import { readFormula } from './formula.reader.js';
import { exactly, type Range } from './formula.rounding.js';
import type { Formula, FormulaError } from './formula.types.js';
import type { ObservationSource } from './observation-source.js';
import type {
  FindingKey,
  FindingSeverity,
  PublishedCheck,
  PublishedFinding,
  PublishedTotal,
} from './published.types.js';
import { type QualityKey, qualityText } from './quality.messages.js';
import {
  absolute,
  add,
  compare,
  divide,
  findDecimal,
  multiply,
  powerOfTen,
  type Rational,
  rational,
  subtract,
  toDecimal,
  ZERO,
} from './rational.js';

/** Below this share of the right figure a difference looks like rounding or truncation, not like another number. */
const ROUNDING_SHARE = rational(1n, 100n);

/**
 * Compares a printed figure with what the data give. Rounding is not an error: null unless the difference exceeds
 * half a unit of the last printed digit, decided exactly.
 * `description` says how the figure was computed, for the sentence. `range` is where the true figure may lie, since its
 * inputs are rounded too: a printed figure that it reaches is told as a note, for it may well be the right one.
 */
export function findDifference(
  total: Pick<PublishedTotal, 'code' | 'value' | 'decimals' | 'unit'>,
  expected: Rational,
  description: FormulaDescription = { key: 'quality.published.recomputed', values: {} },
  range: Range = exactly(expected),
): PublishedFinding | null {
  const published = findDecimal(total.value);
  if (!published)
    throw new TypeError(`The published total ${total.code} has no decimal value: ${total.value}`);
  const unit = powerOfTen(-total.decimals);
  const distance = absolute(subtract(published, expected));
  if (compare(multiply(distance, rational(2n)), unit) <= 0) return null;
  // A figure printed in thousands is compared as such, but the reader wants the whole one.
  const expectedText = toDecimal(expected, Math.max(total.decimals, 0));
  const difference = subtract(published, findDecimal(expectedText) ?? expected);
  const exceeded = compare(published, expected) < 0;
  const partial = description.partial === true;
  const half = multiply(unit, rational(1n, 2n));
  const isReached =
    !partial &&
    compare(add(published, half), range.low) >= 0 &&
    compare(subtract(published, half), range.high) <= 0;
  return {
    code: total.code,
    severity:
      isReached || (partial && !exceeded) ? 'info' : severityOf(total.decimals, expected, distance, unit),
    published: total.value,
    expected: expectedText,
    difference: toDecimal(difference, Math.max(total.decimals, 0)),
    messageKey: partial
      ? exceeded
        ? 'quality.published.partial-exceeded'
        : 'quality.published.partial'
      : isReached
        ? 'quality.published.rounded-inputs'
        : description.key,
    messageValues: { ...description.values, unit: total.unit, decimals: total.decimals },
  };
}

/** Counts are whole: a wrong unit is a wrong count. Shares and measures may have been rounded badly. */
function severityOf(
  decimals: number,
  expected: Rational,
  distance: Rational,
  unit: Rational,
): FindingSeverity {
  const rounded = decimals !== 0 || expected.den !== 1n;
  if (!rounded) return 'error';
  if (compare(distance, unit) <= 0) return 'warning';
  if (compare(expected, ZERO) === 0) return 'error';
  return compare(divide(distance, absolute(expected)), ROUNDING_SHARE) <= 0 ? 'warning' : 'error';
}

export type FormulaDescription = {
  readonly key: FindingKey;
  readonly values: Readonly<Record<string, string | number>>;
  readonly partial?: boolean;
};

/** How a formula reaches its figure, as the sentence will say it. */
export function describeFormula(formula: Formula, evaluation: Evaluation): FormulaDescription {
  const partial = evaluation.kind === 'value' && evaluation.partial;
  const cells = evaluation.kind === 'value' ? (evaluation.inputs[0]?.cells ?? 0) : 0;
  const plain = formula.kind === 'partial' ? formula.of : formula;
  if (plain.kind === 'sum' && plain.selection.places) {
    return {
      key: 'quality.published.sum-of-comuni',
      values: { count: cells, area: plain.selection.places.area ?? '' },
      partial,
    };
  }
  if (plain.kind === 'sum')
    return { key: 'quality.published.sum-of-items', values: { count: cells }, partial };
  if (plain.kind === 'count') return { key: 'quality.published.count', values: {}, partial };
  if (plain.kind === 'published' || plain.kind === 'number')
    return { key: 'quality.published.other-version', values: {}, partial };
  return { key: 'quality.published.recomputed', values: {}, partial };
}

/** Checks every total against the data, each once, in the order given. */
export function checkPublishedTotals(
  totals: readonly PublishedTotal[],
  source: ObservationSource,
): readonly PublishedCheck[] {
  const printed = new Map(totals.map((total) => [total.code, findDecimal(total.value)]));
  return totals.map((total) => {
    if (total.formula === null) return notComputable(total.code, total.notComputableReason, [], null);
    const read = readFormula(total.formula);
    if ('error' in read) return notComputable(total.code, null, [], read.error);
    const evaluation = evaluateFormula(read.formula, { source, findPublished: (code) => printed.get(code) });
    if (evaluation.kind === 'missing') return notComputable(total.code, null, evaluation.missing, null);
    const finding = findDifference(
      total,
      evaluation.value,
      describeFormula(read.formula, evaluation),
      evaluation.range,
    );
    if (finding) return { kind: 'differs', code: total.code, finding };
    return {
      kind: 'matches',
      code: total.code,
      expected: toDecimal(evaluation.value, Math.max(total.decimals, 0)),
    };
  });
}

function notComputable(
  code: string,
  reason: string | null,
  missing: readonly Missing[],
  formulaError: FormulaError | null,
): PublishedCheck {
  return { kind: 'notComputable', code, reason, missing, formulaError };
}

const DISPLAY_UNITS = new Map([
  ['kmq', 'km²'],
  ['km²', 'km²'],
  ['percentuale', '%'],
  ['euro', '€'],
  ['abitanti/kmq', 'ab./km²'],
]);

/** The sentence of a finding: "Il Piano riporta 694,32 km²; la somma dei 27 comuni dà 694,31 km² (differenza 0,01)." */
export function writeFinding(finding: PublishedFinding, lang: Lang): string {
  const { unit, decimals } = finding.messageValues;
  const style = { decimals: Math.max(Number(decimals ?? 0), 0), lang };
  const display = DISPLAY_UNITS.get(String(unit)) ?? '';
  return say(lang, finding.messageKey, {
    ...finding.messageValues,
    published: formatMeasure(Number(finding.published), display, style),
    expected: formatMeasure(Number(finding.expected), display, style),
    difference: formatMeasure(Number(finding.difference), display === '€' ? '€' : '', style),
  });
}

/** Why a figure cannot be computed, one sentence a cause. */
export function writeMissing(missing: Missing, lang: Lang): string {
  return say(lang, missing.code, missing.values);
}

/** Where and why a formula cannot be read; characters are counted from 1, as people do. */
export function writeFormulaError(error: FormulaError, lang: Lang): string {
  return say(lang, error.code, { ...error.values, position: error.position + 1 });
}

function say(lang: Lang, key: QualityKey, values: Readonly<Record<string, string | number>>): string {
  return qualityText(lang)(key, values);
}
