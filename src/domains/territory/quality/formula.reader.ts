import { FormulaStop, Scanner } from './formula.scanner.js';
import { readSelection, readSet } from './formula.selection.js';
import type { Comparator, Comparison, Condition, Formula, FormulaError, Operator } from './formula.types.js';
import { findDecimal, ZERO } from './rational.js';

/** Deep enough for any honest formula, shallow enough that a hostile one cannot exhaust the stack. */
const MAX_DEPTH = 60;
const MAX_LENGTH = 4000;

const COMPARATORS: readonly Comparator[] = ['<=', '>=', '!=', '<', '>', '='];

/** What surrounds a formula: how deep it lies, and whether a comune is being looked at. */
type Around = { readonly depth: number; readonly perComune: boolean };

/** Reads the text of a formula; an error has the place where reading stopped. Never throws. */
export function readFormula(text: string): { formula: Formula } | { error: FormulaError } {
  if (text.length > MAX_LENGTH) {
    return {
      error: { position: MAX_LENGTH, code: 'quality.formula.too-long', values: { limit: MAX_LENGTH } },
    };
  }
  const scanner = new Scanner(text);
  try {
    const formula = readSum(scanner, { depth: 0, perComune: false });
    if (!scanner.atEnd)
      scanner.stop('quality.formula.expected', { expected: '+ - * /', found: scanner.found() });
    return { formula };
  } catch (stop) {
    if (stop instanceof FormulaStop) return { error: stop.at };
    throw stop;
  }
}

function readSum(scanner: Scanner, around: Around): Formula {
  if (around.depth > MAX_DEPTH) scanner.stop('quality.formula.too-deep', { limit: MAX_DEPTH });
  return readChain(scanner, around, ['+', '-'], readProduct);
}

function readProduct(scanner: Scanner, around: Around): Formula {
  return readChain(scanner, around, ['*', '/'], readFactor);
}

function readChain(
  scanner: Scanner,
  around: Around,
  operators: readonly Operator[],
  readPart: (scanner: Scanner, around: Around) => Formula,
): Formula {
  let left = readPart(scanner, around);
  for (;;) {
    const operator = operators.find((sign) => scanner.accept(sign));
    if (!operator) return left;
    left = { kind: 'operation', operator, left, right: readPart(scanner, around) };
  }
}

function readFactor(scanner: Scanner, around: Around): Formula {
  const inner = { ...around, depth: around.depth + 1 };
  if (inner.depth > MAX_DEPTH) scanner.stop('quality.formula.too-deep', { limit: MAX_DEPTH });
  if (scanner.accept('-')) return { kind: 'negative', of: readFactor(scanner, inner) };
  if (scanner.accept('(')) {
    const formula = readSum(scanner, inner);
    scanner.expect(')');
    return formula;
  }
  const number = scanner.number();
  if (number !== undefined) return { kind: 'number', value: findDecimal(number) ?? ZERO, text: number };
  return readCall(scanner, inner);
}

function readCall(scanner: Scanner, around: Around): Formula {
  const start = scanner.position;
  const name = scanner.name();
  if (name === undefined)
    scanner.stop('quality.formula.expected', { expected: 'value(…), sum(…), 123', found: scanner.found() });
  // A formula may hold any word, those that every object answers to as well.
  const known = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  if (!known) scanner.stop('quality.formula.unknown-word', { word: name }, start);
  scanner.expect('(');
  const formula = known(scanner, around, start);
  scanner.expect(')');
  return formula;
}

type ReadArguments = (scanner: Scanner, around: Around, start: number) => Formula;

const CALLS: Partial<Record<string, ReadArguments>> = {
  value: (scanner, around, start) => ({
    kind: 'value',
    selection: readSelection(scanner, 'value', around.perComune, start),
  }),
  sum: (scanner, around, start) => ({
    kind: 'sum',
    selection: readSelection(scanner, 'sum', around.perComune, start),
  }),
  count: (scanner, around) => {
    const set = readSet(scanner);
    const where = scanner.acceptWord('where')
      ? readCondition(scanner, { ...around, perComune: true })
      : undefined;
    return { kind: 'count', set, where };
  },
  largest: (scanner, around) => readRanked(scanner, around, 'largest'),
  smallest: (scanner, around) => readRanked(scanner, around, 'smallest'),
  published: (scanner) => ({ kind: 'published', code: scanner.phrase('pop2021_totale') }),
  partial: (scanner, around) => ({ kind: 'partial', of: readSum(scanner, around) }),
  agree: (scanner, around) => {
    const roads = [readSum(scanner, around)];
    while (scanner.accept(',')) roads.push(readSum(scanner, around));
    return { kind: 'agree', roads };
  },
};

function readRanked(scanner: Scanner, around: Around, from: 'largest' | 'smallest'): Formula {
  const start = scanner.position;
  const rank = Number(scanner.number() ?? 0);
  if (!Number.isSafeInteger(rank) || rank < 1) scanner.stop('quality.formula.bad-rank', {}, start);
  scanner.expect(',');
  const set = readSet(scanner);
  scanner.expect(',');
  return { kind: 'ranked', from, rank, set, by: readSum(scanner, { ...around, perComune: true }) };
}

function readCondition(scanner: Scanner, around: Around): Condition {
  const alternatives: Comparison[][] = [];
  do {
    const together = [readComparison(scanner, around)];
    while (scanner.acceptWord('and')) together.push(readComparison(scanner, around));
    alternatives.push(together);
  } while (scanner.acceptWord('or'));
  return alternatives;
}

function readComparison(scanner: Scanner, around: Around): Comparison {
  const left = readSum(scanner, around);
  const comparator = COMPARATORS.find((sign) => scanner.accept(sign));
  if (!comparator)
    scanner.stop('quality.formula.expected', { expected: '< <= > >= = !=', found: scanner.found() });
  return { comparator, left, right: readSum(scanner, around) };
}
