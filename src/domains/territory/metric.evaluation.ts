import { type Input, LAND } from './metric.inputs.js';
import type { Formula, MetricTerm, MetricValue, MissingInput, MissingWhy } from './metric.types.js';
import type { PlaceKind } from './place.types.js';

/** A place for which metrics are computed. */
export interface Target {
  id: string;
  code: string;
  name: string;
  kind: PlaceKind;
  /** How many comuni it has; of a comune, itself. */
  comuni: number;
}

/** An input of one place and year, as the database sums it. */
export interface InputSum {
  target: string;
  input: number;
  /** 0 for land, which has none. */
  year: number;
  /** Null when the publisher withholds a figure of it. */
  value: number | null;
  /** Comuni whose figures are in the sum; null for a figure of the place itself. */
  present: number | null;
  /** Codes of comuni that have none, or whose figure is withheld; twenty at most. */
  absent: readonly string[] | null;
}

interface Held {
  own?: InputSum;
  sum?: InputSum;
}

type Read = { value: number } | { why: MissingWhy; comuni: readonly string[]; missing: number };

/** Places of the territory are what their comuni make; of others their own figure is the better one. */
const SUM_FIRST = new Set<PlaceKind>(['area', 'ambito']);

/**
 * Values of formulas from summed inputs: terms are added, then divided. Whatever is missing makes the value missing,
 * with the reason. Without years, every year for which all of a formula's inputs exist somewhere.
 */
export function evaluateFormulas(
  formulas: readonly Formula[],
  targets: readonly Target[],
  sums: readonly InputSum[],
  given: {
    years: readonly number[] | null;
    inputs: readonly Input[];
    indexOf: (term: MetricTerm) => number;
    unfit: ReadonlySet<number>;
  },
): MetricValue[] {
  const { held, yearsOf } = gather(sums, given.inputs.length);
  const read = (target: Target, input: number, year: number): Read => {
    const found = held.get(target.id)?.[input]?.get(year);
    return readHeld(target, found, given.unfit.has(input));
  };
  const values: MetricValue[] = [];
  for (const formula of formulas) {
    const sides = [formula.numerator, formula.denominator ?? []].map((terms) =>
      terms.map((term) => ({ term, input: given.indexOf(term), isLand: term.variable === LAND })),
    ) as [Side, Side];
    for (const year of given.years ?? yearsKnown(sides, yearsOf))
      for (const target of targets) values.push(evaluate(formula, sides, target, year, read));
  }
  return values;
}

type Side = { term: MetricTerm; input: number; isLand: boolean }[];

function gather(sums: readonly InputSum[], inputs: number) {
  const held = new Map<string, (Map<number, Held> | undefined)[]>();
  const yearsOf = Array.from({ length: inputs }, () => new Set<number>());
  for (const sum of sums) {
    let ofTarget = held.get(sum.target);
    if (!ofTarget) {
      ofTarget = new Array<Map<number, Held> | undefined>(inputs);
      held.set(sum.target, ofTarget);
    }
    let ofInput = ofTarget[sum.input];
    if (!ofInput) {
      ofInput = new Map();
      ofTarget[sum.input] = ofInput;
    }
    const one = ofInput.get(sum.year) ?? {};
    if (sum.present === null) one.own = sum;
    else one.sum = sum;
    ofInput.set(sum.year, one);
    yearsOf[sum.input]?.add(sum.year);
  }
  return { held, yearsOf };
}

/** Years for which every input that has a year exists somewhere. */
function yearsKnown(sides: readonly Side[], yearsOf: readonly ReadonlySet<number>[]): number[] {
  const dated = sides.flat().filter((one) => !one.isLand);
  const [first, ...others] = dated.map(({ term, input }) =>
    [...(yearsOf[input] ?? [])].map((year) => year - (term.yearOffset ?? 0)),
  );
  const rest = others.map((years) => new Set(years));
  return [...new Set(first ?? [])]
    .filter((year) => rest.every((years) => years.has(year)))
    .sort((a, b) => a - b);
}

function readHeld(target: Target, found: Held | undefined, isUnfit: boolean): Read {
  const { own, sum } = found ?? {};
  const whole = sum && sum.present === target.comuni ? sum : undefined;
  const chosen = SUM_FIRST.has(target.kind) ? (whole ?? own) : (own ?? whole);
  if (chosen) {
    if (chosen.value !== null) return { value: chosen.value };
    const hidden = chosen.absent ?? [];
    return { why: 'suppressed', comuni: hidden, missing: Math.max(1, hidden.length) };
  }
  const why = isUnfit ? 'ages' : 'absent';
  if (!sum) return { why, comuni: [], missing: target.comuni };
  return { why, comuni: sum.absent ?? [], missing: target.comuni - (sum.present ?? 0) };
}

function evaluate(
  { code, factor, denominator }: Formula,
  sides: readonly [Side, Side],
  target: Target,
  year: number,
  read: (target: Target, input: number, year: number) => Read,
): MetricValue {
  const lacking: MissingInput[] = [];
  const named = new Set<string>();
  let most = 0;
  const add = (side: Side): number | null => {
    let total: number | null = 0;
    for (const { term, input, isLand } of side) {
      const of = isLand ? 0 : year + (term.yearOffset ?? 0);
      const found = read(target, input, of);
      if ('value' in found) {
        if (total !== null) total += found.value * (term.weight ?? 1);
        continue;
      }
      total = null;
      most = Math.max(most, found.missing);
      for (const comune of found.comuni) named.add(comune);
      lacking.push({ term, year: isLand ? null : of, why: found.why, comuni: found.comuni });
    }
    return total;
  };
  const above = add(sides[0]);
  const below = add(sides[1]);
  return {
    metric: code,
    year,
    place: { code: target.code, name: target.name, kind: target.kind },
    value: quotient(above, denominator === null ? 1 : below, factor),
    numerator: above,
    denominator: denominator === null ? null : below,
    comuni: target.comuni,
    missing: lacking.length === 0 ? 0 : Math.min(target.comuni, Math.max(most, named.size)),
    lacking,
  };
}

function quotient(above: number | null, below: number | null, factor: number): number | null {
  if (above === null || below === null || below === 0) return null;
  return (above * factor) / below;
}
