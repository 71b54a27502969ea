import type { FigureBook, Target } from './metric.book.js';
import { LAND } from './metric.inputs.js';
import type { Formula, MetricTerm, MetricValue, MissingInput } from './metric.types.js';

/** Comuni named in a reason. */
const MOST_NAMED = 20;

export interface Evaluation {
  book: Pick<FigureBook, 'read' | 'yearsOf'>;
  indexOf: (term: MetricTerm, formula: Formula) => number;
  nameOf: (placeId: string) => string;
  /** Null: every year for which all of a formula's inputs exist somewhere. */
  years: readonly number[] | null;
}

type Side = { term: MetricTerm; input: number; isLand: boolean }[];

/** Values of formulas: terms are added, then divided. Whatever is missing makes the value missing, with the reason. */
export function evaluateFormulas(
  formulas: readonly Formula[],
  targets: readonly Target[],
  given: Evaluation,
): MetricValue[] {
  const values: MetricValue[] = [];
  for (const formula of formulas) {
    const sideOf = (terms: readonly MetricTerm[]): Side =>
      terms.map((term) => ({ term, input: given.indexOf(term, formula), isLand: term.variable === LAND }));
    const sides = { above: sideOf(formula.numerator), below: sideOf(formula.denominator ?? []) };
    for (const year of given.years ?? yearsKnown([...sides.above, ...sides.below], given.book))
      for (const target of targets) values.push(evaluate(formula, sides, target, year, given));
  }
  return values;
}

/** Years for which every input that has a year exists somewhere. */
function yearsKnown(side: Side, book: Evaluation['book']): number[] {
  const [first, ...others] = side
    .filter((one) => !one.isLand)
    .map(({ term, input }) => [...book.yearsOf(input)].map((year) => year - (term.yearOffset ?? 0)));
  const rest = others.map((years) => new Set(years));
  return [...new Set(first ?? [])]
    .filter((year) => rest.every((years) => years.has(year)))
    .sort((a, b) => a - b);
}

function evaluate(
  { code, factor, denominator }: Formula,
  sides: { above: Side; below: Side },
  target: Target,
  year: number,
  { book, nameOf }: Evaluation,
): MetricValue {
  const lacking: MissingInput[] = [];
  const concerned = new Set<string>();
  let most = 0;
  const add = (side: Side): number | null => {
    let total = 0;
    let isWhole = true;
    for (const { term, input, isLand } of side) {
      const of = year + (term.yearOffset ?? 0);
      const found = book.read(target, input, of);
      if ('value' in found) {
        total += found.value * (term.weight ?? 1);
        continue;
      }
      isWhole = false;
      most = Math.max(most, found.missing);
      for (const comune of found.comuni) concerned.add(comune);
      // Where all comuni lack it, their names say nothing more.
      const named = found.comuni.length < target.members.length ? found.comuni.slice(0, MOST_NAMED) : [];
      lacking.push({ term, year: isLand ? null : of, why: found.why, comuni: named.map(nameOf) });
    }
    return isWhole ? total : null;
  };
  const numerator = add(sides.above);
  const divisor = add(sides.below);
  return {
    metric: code,
    year,
    place: { code: target.code, name: target.name, kind: target.kind },
    value: quotient(numerator, denominator === null ? 1 : divisor, factor),
    numerator,
    denominator: denominator === null ? null : divisor,
    comuni: Math.max(1, target.members.length),
    missing: Math.max(most, concerned.size),
    lacking,
  };
}

function quotient(above: number | null, below: number | null, factor: number): number | null {
  if (above === null || below === null || below === 0) return null;
  return (above * factor) / below;
}
