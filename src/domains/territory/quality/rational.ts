/**
 * Exact fractions. A published total is right or wrong by half a unit of its last digit, and binary floats
 * decide such a question wrongly near the boundary (0.1 + 0.2), so the quality check never uses them.
 */
export type Rational = { readonly num: bigint; readonly den: bigint };

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

/** `num/den` in lowest terms with a positive denominator; throws `RangeError` when `den` is 0. */
export function rational(num: bigint, den = 1n): Rational {
  if (den === 0n) throw new RangeError('A fraction cannot have denominator 0.');
  const sign = den < 0n ? -1n : 1n;
  const divisor = gcd(num, den);
  return { num: (sign * num) / divisor, den: (sign * den) / divisor };
}

export const ZERO: Rational = { num: 0n, den: 1n };

/** Decimal text with a point ("694.31", "-1044", "+5") as an exact fraction; undefined when it is not one. */
export function findDecimal(text: string): Rational | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  return rational(match[1] === '-' ? -digits : digits, 10n ** BigInt(fraction.length));
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function negate(a: Rational): Rational {
  return { num: -a.num, den: a.den };
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.num * b.num, a.den * b.den);
}

/** Throws `RangeError` when `b` is 0: callers say first why nothing is divided by zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num);
}

export function absolute(a: Rational): Rational {
  return a.num < 0n ? negate(a) : a;
}

/** Negative, 0 or positive, as a sort function wants. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Ten to the given power, which may be negative: 10^-2 is the unit of two decimals. */
export function powerOfTen(exponent: number): Rational {
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { num: 1n, den: power } : { num: power, den: 1n };
}

/**
 * Rounded to `decimals` (half away from zero, as Italian statistics are), with a point: "117.9", "-0.05".
 * Negative `decimals` round to tens, hundreds…
 */
export function toDecimal(a: Rational, decimals: number): string {
  const scaled = multiply(absolute(a), powerOfTen(decimals));
  let units = (2n * scaled.num + scaled.den) / (2n * scaled.den);
  if (decimals < 0) units *= 10n ** BigInt(-decimals);
  const places = Math.max(decimals, 0);
  const digits = units.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const sign = a.num < 0n && units > 0n ? '-' : '';
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}
