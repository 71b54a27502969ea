import type { Operator } from './formula.types.js';
import {
  add,
  compare,
  divide,
  multiply,
  negate,
  powerOfTen,
  type Rational,
  rational,
  subtract,
} from './rational.js';

/** Where the true figure lies, ends included, when all that is known of it is how it was written. */
export type Range = { readonly low: Rational; readonly high: Rational };

export function exactly(value: Rational): Range {
  return { low: value, high: value };
}

/** A measure written with decimals was rounded to them (18.82 km² are between 18.815 and 18.825); whole numbers are counts. */
export function rangeOfWritten(text: string, value: Rational): Range {
  const decimals = text.trim().split('.')[1]?.length ?? 0;
  if (decimals === 0) return exactly(value);
  const half = multiply(powerOfTen(-decimals), rational(1n, 2n));
  return { low: subtract(value, half), high: add(value, half) };
}

export function addRanges(a: Range, b: Range): Range {
  return { low: add(a.low, b.low), high: add(a.high, b.high) };
}

export function negateRange(range: Range): Range {
  return { low: negate(range.high), high: negate(range.low) };
}

/** The range of an operation on two; undefined when the divisor may be zero. */
export function operateRanges(operator: Operator, a: Range, b: Range): Range | undefined {
  switch (operator) {
    case '+':
      return addRanges(a, b);
    case '-':
      return addRanges(a, negateRange(b));
    case '*':
      return spanOf(multiply, a, b);
    case '/':
      if (b.low.num <= 0n && b.high.num >= 0n) return undefined;
      return spanOf(divide, a, b);
  }
}

function spanOf(operate: (a: Rational, b: Rational) => Rational, a: Range, b: Range): Range {
  const [first, ...others] = [a.low, a.high].flatMap((x) => [operate(x, b.low), operate(x, b.high)]) as [
    Rational,
    ...Rational[],
  ];
  let low = first;
  let high = first;
  for (const end of others) {
    if (compare(end, low) < 0) low = end;
    if (compare(end, high) > 0) high = end;
  }
  return { low, high };
}
