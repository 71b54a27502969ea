import {
  addRanges,
  exactly,
  negateRange,
  operateRanges,
  type Range,
  rangeOfWritten,
} from './formula.rounding.js';
import type { Comparator, Comparison, Condition, Formula, PlaceSet, Selection } from './formula.types.js';
import type { ObservationSource } from './observation-source.js';
import {
  add,
  compare,
  divide,
  findDecimal,
  multiply,
  negate,
  type Rational,
  rational,
  subtract,
  toDecimal,
  ZERO,
} from './rational.js';

/** A figure that a formula read, for the birth certificate of its result. */
export type FormulaInput = { readonly label: string; readonly value: Rational; readonly cells: number };

/** Why a formula gives no number: `code` is a message key. */
export type Missing = {
  readonly code: MissingCode;
  readonly values: Readonly<Record<string, string | number>>;
};

export type MissingCode =
  | 'quality.missing.figure'
  | 'quality.missing.place'
  | 'quality.missing.ambiguous'
  | 'quality.missing.division-by-zero'
  | 'quality.missing.published'
  | 'quality.missing.rank'
  | 'quality.missing.roads';

/** `partial`: the inputs are known not to cover the whole, so the value is only a part of it. */
export type Evaluation =
  | {
      readonly kind: 'value';
      readonly value: Rational;
      /** Where the value may lie, since inputs with decimals are themselves rounded. */
      readonly range: Range;
      readonly partial: boolean;
      readonly inputs: readonly FormulaInput[];
    }
  | { readonly kind: 'missing'; readonly missing: readonly Missing[] };

export type EvaluationContext = {
  readonly source: ObservationSource;
  /** What a published total was printed as; undefined when there is none with this code. */
  readonly findPublished: (code: string) => Rational | undefined;
};

/** The context and the comune being looked at, inside `where`, `largest` and `smallest`. */
type At = EvaluationContext & {
  readonly comune: string | undefined;
  /** Inside `partial`, a sum over comuni leaves out those without a figure: the part is known not to be the whole. */
  readonly partial: boolean;
};

/**
 * Computes a formula exactly. Nothing is guessed: one missing input makes the result missing and says which,
 * nothing is divided by zero. Never throws for formulas that `readFormula` gave.
 */
export function evaluateFormula(formula: Formula, context: EvaluationContext): Evaluation {
  return evaluate(formula, { ...context, comune: undefined, partial: false });
}

function known(
  value: Rational,
  inputs: readonly FormulaInput[] = [],
  partial = false,
  range: Range | undefined = undefined,
): Evaluation {
  return { kind: 'value', value, partial, inputs, range: range ?? exactly(value) };
}

function missing(code: MissingCode, values: Missing['values']): Evaluation {
  return { kind: 'missing', missing: [{ code, values }] };
}

function evaluate(formula: Formula, at: At): Evaluation {
  switch (formula.kind) {
    case 'number':
      return known(formula.value);
    case 'negative': {
      const inner = evaluate(formula.of, at);
      return inner.kind === 'missing'
        ? inner
        : { ...inner, value: negate(inner.value), range: negateRange(inner.range) };
    }
    case 'operation':
      return operate(formula, at);
    case 'value':
    case 'sum':
      return read(formula.selection, formula.kind, at);
    case 'count':
      return count(formula.set, formula.where, at);
    case 'ranked':
      return ranked(formula, at);
    case 'published': {
      const value = at.findPublished(formula.code);
      if (!value) return missing('quality.missing.published', { code: formula.code });
      return known(value, [{ label: formula.code, value, cells: 1 }]);
    }
    case 'partial': {
      const inner = evaluate(formula.of, { ...at, partial: true });
      return inner.kind === 'missing' ? inner : { ...inner, partial: true };
    }
    case 'agree':
      return agree(formula.roads, at);
  }
}

function operate(formula: Extract<Formula, { kind: 'operation' }>, at: At): Evaluation {
  const left = evaluate(formula.left, at);
  const right = evaluate(formula.right, at);
  if (left.kind === 'missing' || right.kind === 'missing') return bothMissing(left, right);
  const inputs = [...left.inputs, ...right.inputs];
  const partial = left.partial || right.partial;
  const { value: a } = left;
  const { value: b } = right;
  const range = operateRanges(formula.operator, left.range, right.range);
  switch (formula.operator) {
    case '+':
      return known(add(a, b), inputs, partial, range);
    case '-':
      return known(subtract(a, b), inputs, partial, range);
    case '*':
      return known(multiply(a, b), inputs, partial, range);
    case '/':
      if (b.num === 0n)
        return missing('quality.missing.division-by-zero', {
          inputs: right.inputs.map((input) => input.label).join('; '),
        });
      return known(divide(a, b), inputs, partial, range);
  }
}

function bothMissing(...evaluations: readonly Evaluation[]): Evaluation {
  return {
    kind: 'missing',
    missing: evaluations.flatMap((one) => (one.kind === 'missing' ? one.missing : [])),
  };
}

function selectionLabel(selection: Selection, placeName: string): string {
  const { sex, category } = selection;
  const parts = [selection.variable, placeName, selection.period];
  if (sex !== '') parts.push(sex);
  if (category) parts.push(`${category.except ? '≠ ' : ''}${category.names.join(' | ')}`);
  return parts.join(', ');
}

function read(selection: Selection, call: 'value' | 'sum', at: At): Evaluation {
  const { source } = at;
  const places = chosenPlaces(selection, at);
  if (places === undefined) {
    return missing('quality.missing.place', { place: selection.place ?? selection.places?.area ?? '' });
  }
  const absent: Missing[] = [];
  let total = ZERO;
  let range = exactly(ZERO);
  let cells = 0;
  for (const place of places) {
    const found = source.listCells({ ...selection, place });
    if (found.length === 0 && at.partial && selection.places) continue;
    const label = selectionLabel(selection, source.placeName(place));
    // `value` promises one figure, and each named category must be there; "all but" takes what the table has.
    const wanted = selection.category && !selection.category.except ? selection.category.names.length : 1;
    if (call === 'value' && found.length > 1)
      return missing('quality.missing.ambiguous', { label, count: found.length });
    if (found.length < wanted) absent.push({ code: 'quality.missing.figure', values: { label } });
    for (const cell of found) {
      const value = cell.value === null ? undefined : findDecimal(cell.value);
      if (value && cell.value !== null) {
        total = add(total, value);
        range = addRanges(range, rangeOfWritten(cell.value, value));
      } else absent.push({ code: 'quality.missing.figure', values: { label } });
    }
    cells += found.length;
  }
  if (absent.length > 0) return { kind: 'missing', missing: absent };
  if (cells === 0)
    return missing('quality.missing.figure', {
      label: selectionLabel(selection, selection.places?.area ?? 'comuni'),
    });
  const name = places.length === 1 ? source.placeName(places[0] ?? '') : (selection.places?.area ?? 'comuni');
  return known(total, [{ label: selectionLabel(selection, name), value: total, cells }], false, range);
}

function chosenPlaces(selection: Selection, at: At): readonly string[] | undefined {
  if (selection.places) return at.source.findComuni(selection.places);
  const place = selection.place === undefined ? at.comune : at.source.findPlace(selection.place);
  return place === undefined ? undefined : [place];
}

function count(set: PlaceSet, where: Condition | undefined, at: At): Evaluation {
  const comuni = at.source.findComuni(set);
  if (!comuni) return missing('quality.missing.place', { place: set.area ?? '' });
  let number = 0n;
  for (const comune of comuni) {
    const held = where === undefined ? true : holds(where, { ...at, comune });
    if (typeof held !== 'boolean') return held;
    if (held) number += 1n;
  }
  return known(rational(number), [
    { label: set.area ?? 'comuni', value: rational(number), cells: comuni.length },
  ]);
}

function holds(condition: Condition, at: At): boolean | Evaluation {
  for (const together of condition) {
    let all = true;
    for (const comparison of together) {
      const held = compares(comparison, at);
      if (typeof held !== 'boolean') return held;
      all &&= held;
    }
    if (all) return true;
  }
  return false;
}

const ACCEPTS: Record<Comparator, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
};

function compares(comparison: Comparison, at: At): boolean | Evaluation {
  const left = evaluate(comparison.left, at);
  const right = evaluate(comparison.right, at);
  if (left.kind === 'missing' || right.kind === 'missing') return bothMissing(left, right);
  return ACCEPTS[comparison.comparator](compare(left.value, right.value));
}

function ranked(formula: Extract<Formula, { kind: 'ranked' }>, at: At): Evaluation {
  const comuni = at.source.findComuni(formula.set);
  if (!comuni) return missing('quality.missing.place', { place: formula.set.area ?? '' });
  const results = comuni.map((comune) => ({ comune, result: evaluate(formula.by, { ...at, comune }) }));
  const absent = results.flatMap(({ result }) => (result.kind === 'missing' ? result.missing : []));
  if (absent.length > 0) return { kind: 'missing', missing: absent };
  const values = results.flatMap(({ comune, result }) =>
    result.kind === 'value' ? [{ comune, value: result.value, range: result.range }] : [],
  );
  const direction = formula.from === 'largest' ? -1 : 1;
  values.sort((a, b) => direction * compare(a.value, b.value));
  const chosen = values[formula.rank - 1];
  if (!chosen) return missing('quality.missing.rank', { rank: formula.rank, count: values.length });
  return known(
    chosen.value,
    [{ label: at.source.placeName(chosen.comune), value: chosen.value, cells: 1 }],
    false,
    chosen.range,
  );
}

function agree(roads: readonly Formula[], at: At): Evaluation {
  const results = roads.map((road) => evaluate(road, at));
  if (results.some((result) => result.kind === 'missing')) return bothMissing(...results);
  const reached = results.flatMap((result) => (result.kind === 'value' ? [result] : []));
  const [first, ...others] = reached;
  if (!first || others.some((other) => compare(other.value, first.value) !== 0)) {
    const values = reached.map(({ value }) => (value.den === 1n ? String(value.num) : toDecimal(value, 4)));
    return missing('quality.missing.roads', { values: values.join(' ≠ ') });
  }
  return known(
    first.value,
    reached.flatMap((result) => result.inputs),
    reached.some((result) => result.partial),
    first.range,
  );
}
