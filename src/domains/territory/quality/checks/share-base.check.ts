import type { Found } from '../check.types.js';
import { evaluateFormula } from '../formula.evaluation.js';
import { readFormula } from '../formula.reader.js';
import type { Formula, Selection } from '../formula.types.js';
import type { ObservationSource } from '../observation-source.js';
import type { PublishedTotal } from '../published.types.js';
import {
  absolute,
  compare,
  divide,
  findDecimal,
  multiply,
  powerOfTen,
  type Rational,
  rational,
  subtract,
  toDecimal,
} from '../rational.js';

/** A base on which the printed share would be right. */
interface Base {
  variable: string;
  period: string;
}

interface Hit {
  base: Base;
  counted: Selection;
  place: string;
  location: string;
  published: string;
  expected: string;
}

export interface ShareTotal extends PublishedTotal {
  placeName: string;
  location: string;
}

const HUNDRED = rational(100n);

/**
 * Printed shares that do not follow, tried on other bases: every variable of the same kind at that place, in the
 * periods known. Where just one gives the share again, it is named; the same mistake at many places is one finding.
 * `bases` are the variables worth trying, `periods` those in which they are known.
 */
export function checkShareBases(
  totals: readonly ShareTotal[],
  source: ObservationSource,
  known: {
    bases: readonly string[];
    periods: readonly string[];
    nameOf: (variable: string) => string;
    /** Code of the smallest area that holds all of these comuni, by name. */
    wholeOf: (places: readonly string[]) => string | null;
  },
): Found[] {
  const hits = totals.flatMap((total) => findBase(total, totals, source, known) ?? []);
  const groups = Map.groupBy(hits, (hit) =>
    [hit.counted.variable, hit.counted.period, hit.base.variable, hit.base.period].join('\u001f'),
  );
  return [...groups.values()].flatMap((group) => tellBase(group, known) ?? []);
}

function findBase(
  total: ShareTotal,
  totals: readonly ShareTotal[],
  source: ObservationSource,
  known: { bases: readonly string[]; periods: readonly string[] },
): Hit | null {
  if (total.unit !== 'percentuale' && total.unit !== '%') return null;
  const read = total.formula === null ? null : readFormula(total.formula);
  if (!read || 'error' in read) return null;
  const counted = countedOf(read.formula);
  if (!counted || counted.place === undefined) return null;
  const printed = new Map(totals.map((one) => [one.code, findDecimal(one.value)]));
  const context = { source, findPublished: (code: string) => printed.get(code) };
  const exact = evaluateFormula(read.formula, context);
  const count = evaluateFormula({ kind: 'value', selection: counted }, context);
  const published = findDecimal(total.value);
  if (exact.kind === 'missing' || count.kind === 'missing' || !published) return null;
  if (isPrintedAs(published, exact.value, total.decimals)) return null;
  const fitting: Base[] = [];
  for (const variable of known.bases) {
    for (const period of known.periods) {
      const base = evaluateFormula(
        { kind: 'value', selection: { ...counted, variable, period, category: undefined } },
        context,
      );
      if (base.kind === 'missing' || base.value.num === 0n || variable === counted.variable) continue;
      const share = multiply(divide(count.value, base.value), HUNDRED);
      if (isPrintedAs(published, share, total.decimals)) fitting.push({ variable, period });
    }
  }
  const [base, another] = fitting;
  if (!base || another) return null;
  return {
    base,
    counted,
    place: total.placeName,
    location: total.location,
    published: total.value,
    expected: toDecimal(exact.value, Math.max(total.decimals, 0)),
  };
}

/** The figure counted by a share: the left of a division, times a hundred. */
function countedOf(formula: Formula): Selection | null {
  if (formula.kind !== 'operation') return null;
  if (formula.operator === '*') return countedOf(formula.left) ?? countedOf(formula.right);
  if (formula.operator !== '/') return null;
  return formula.left.kind === 'value' ? formula.left.selection : null;
}

function isPrintedAs(published: Rational, value: Rational, decimals: number): boolean {
  const twice = multiply(absolute(subtract(published, value)), rational(2n));
  return compare(twice, powerOfTen(-decimals)) <= 0;
}

/** One place alone may fit by chance, unless it was printed to the hundredth. */
function tellBase(
  group: readonly Hit[],
  {
    nameOf,
    wholeOf,
  }: { nameOf: (variable: string) => string; wholeOf: (places: readonly string[]) => string | null },
): Found | null {
  const [first] = group;
  if (!first || (group.length === 1 && !/\.\d{2,}$/.test(first.published))) return null;
  const { counted, base } = first;
  const year = /^\d{4}/.exec(counted.period)?.[0];
  return {
    rule: 'share-base',
    severity: 'error',
    subject: [counted.variable, counted.period, base.variable, base.period],
    variable: counted.variable,
    place: wholeOf(group.map((hit) => hit.place)),
    period: year ?? counted.period,
    year: year === undefined ? null : Number(year),
    dataset: null,
    unit: '%',
    location: [...new Set(group.map((hit) => hit.location))].join('; '),
    published: null,
    expected: null,
    message: 'quality.check.share-base',
    values: {
      name: nameOf(counted.variable),
      base: nameOf(base.variable),
      period: base.period.slice(0, 4),
      count: group.length,
      places: { list: group.map((hit) => hit.place) },
      published: { figure: first.published, unit: '%' },
      expected: { figure: first.expected, unit: '%' },
    },
    details: group.map(({ place, published, expected }) => ({ label: place, published, expected })),
  };
}
