import type { Found, RuleCode, Thresholds } from './check.types.js';
import { checkEqual } from './checks/equal.check.js';
import { checkDecimals, checkRange, checkUnits } from './checks/form.check.js';
import { checkIdentities } from './checks/identities.check.js';
import { checkJumps, checkMissingYears } from './checks/jump.check.js';
import { checkParts } from './checks/parts.check.js';
import { checkMissingPlaces, checkPlaces } from './checks/places.check.js';
import { checkBreaks } from './checks/series.check.js';
import { checkAges, checkSexes } from './checks/sexes.check.js';
import { checkHundred, checkShares } from './checks/shares.check.js';
import { checkPeriods, checkStated } from './checks/stated.check.js';
import { type FigureSet, keyOf } from './figure-set.js';
import { RULES } from './rule.catalogue.js';

/** Rules over figures; published totals and their bases have formulas of their own. */
const CHECKS: Partial<Record<RuleCode, (set: FigureSet, thresholds: Thresholds) => Found[]>> = {
  'sexes-sum': checkSexes,
  'ages-sum': checkAges,
  'parts-sum': checkParts,
  'places-sum': checkPlaces,
  identity: checkIdentities,
  'share-count': checkShares,
  'shares-hundred': checkHundred,
  'stated-twice': checkStated,
  'period-mismatch': checkPeriods,
  'equal-figures': checkEqual,
  'series-break': checkBreaks,
  jump: checkJumps,
  'places-missing': checkMissingPlaces,
  'years-missing': checkMissingYears,
  range: checkRange,
  'unit-change': checkUnits,
  decimals: checkDecimals,
};

/** Cases of one kind beyond which they are told together, with a table: a reader wants the cause once. */
const SEPARATE = 3;

/** Rules whose findings about one figure add nothing to each other. */
const ACCUSING = new Set<RuleCode>([
  'sexes-sum',
  'ages-sum',
  'parts-sum',
  'places-sum',
  'jump',
  'series-break',
]);

export interface RuleChoice {
  active: boolean;
  thresholds: Thresholds;
}

/**
 * Runs the rules that are on, in their order. A figure that a rule has accused is not accused again by a weaker one;
 * the same thing wrong in many places is told once. Pure and linear in the figures, but for sorting.
 */
export function checkFigures(set: FigureSet, choiceOf: (rule: RuleCode) => RuleChoice): Found[] {
  const accused = new Set<string>();
  const found: Found[] = [];
  for (const { code } of RULES) {
    const { active, thresholds } = choiceOf(code);
    const check = CHECKS[code];
    if (!active || !check) continue;
    const told = check(set, thresholds).filter(
      (one) => !ACCUSING.has(one.rule) || !(one.accuses ?? []).some((key) => accused.has(key)),
    );
    for (const one of told) if (ACCUSING.has(one.rule)) for (const key of one.accuses ?? []) accused.add(key);
    found.push(...told);
  }
  return gather(set, found);
}

/** Cases of one kind, over all periods, beyond which even a period each is too much to read. */
const SEPARATE_PERIODS = 12;

/** Findings that differ only by their place become one; where they are very many, those of all periods do. */
function gather(set: FigureSet, found: readonly Found[]): Found[] {
  const kinds = Map.groupBy(found, (one) =>
    one.place === null || one.details
      ? keyOf('alone', one.rule, ...one.subject)
      : keyOf(one.rule, one.message, one.variable ?? '', kindOf(one)),
  );
  return [...kinds.values()].flatMap((kind) => {
    const periods = [...Map.groupBy(kind, (one) => one.period ?? '').values()];
    if (kind.length > SEPARATE_PERIODS && periods.length > 1) return [gatherOne(set, kind)];
    return periods.flatMap((group) => (group.length > SEPARATE ? [gatherOne(set, group)] : group));
  });
}

/** What else tells two findings apart besides their place and period. */
function kindOf(one: Found): string {
  const { identity, category, sex } = one.values;
  return JSON.stringify([one.dataset, identity, category, sex]);
}

function gatherOne(set: FigureSet, group: readonly Found[]): Found {
  const [first] = group as [Found, ...Found[]];
  const weights = { error: 0, warning: 1, info: 2 };
  const [severity] = group.map((one) => one.severity).sort((a, b) => weights[a] - weights[b]);
  const places = [...new Set(group.map((one) => one.place ?? ''))];
  const periods = [...new Set(group.map((one) => one.period ?? ''))].sort();
  const isOnePeriod = periods.length === 1;
  return {
    ...first,
    severity: severity ?? first.severity,
    subject: [first.message, first.variable ?? '', isOnePeriod ? (first.period ?? '') : '', kindOf(first)],
    place: set.wholeOf(places),
    period: isOnePeriod ? first.period : `${periods[0]}–${periods.at(-1)}`,
    year: isOnePeriod ? first.year : null,
    published: null,
    expected: null,
    message: first.values.identity ? 'quality.check.identity-many' : 'quality.check.many',
    values: {
      ...first.values,
      period: isOnePeriod ? (first.period ?? '') : `${periods[0]}–${periods.at(-1)}`,
      count: group.length,
      places: { list: places.map((place) => set.placeName(place)) },
    },
    details: group.map((one) => ({
      label: [set.placeName(one.place ?? ''), isOnePeriod ? '' : one.period].filter(Boolean).join(', '),
      published: one.published,
      expected: one.expected,
    })),
  };
}
