import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import {
  add,
  compare,
  divide,
  findDecimal,
  multiply,
  negate,
  powerOfTen,
  type Rational,
  rational,
  subtract,
  toDecimal,
  ZERO,
} from './rational.js';

const fraction = fc
  .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 9n))
  .map(([num, den]) => rational(num, den));

function same(a: Rational, b: Rational): void {
  assert.equal(compare(a, b), 0, `${a.num}/${a.den} is not ${b.num}/${b.den}`);
}

test('fractions obey the laws of arithmetic exactly', () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      same(add(add(a, b), c), add(a, add(b, c)));
      same(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)));
      same(subtract(a, a), ZERO);
      same(add(a, negate(a)), ZERO);
      if (b.num !== 0n) same(multiply(divide(a, b), b), a);
    }),
  );
});

test('fractions are in lowest terms with a positive denominator, so equal ones are written alike', () => {
  assert.deepEqual(rational(6n, -4n), { num: -3n, den: 2n });
  assert.deepEqual(rational(0n, -7n), ZERO);
  assert.throws(() => rational(1n, 0n), RangeError);
});

test('decimal text is read exactly and written back', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.integer({ min: 0, max: 6 }), (units, decimals) => {
      const value = multiply(rational(units), powerOfTen(-decimals));
      const read = findDecimal(toDecimal(value, decimals));
      assert.ok(read);
      same(read, value);
    }),
  );
});

test('rounding is at most half a unit away and goes away from zero at the half', () => {
  fc.assert(
    fc.property(fraction, fc.integer({ min: -3, max: 6 }), (value, decimals) => {
      const rounded = findDecimal(toDecimal(value, decimals));
      assert.ok(rounded);
      const twice = multiply(subtract(rounded, value), rational(2n));
      assert.ok(
        compare(twice, powerOfTen(-decimals)) <= 0 && compare(negate(twice), powerOfTen(-decimals)) <= 0,
      );
    }),
  );
  assert.equal(toDecimal(rational(5n, 2n), 0), '3');
  assert.equal(toDecimal(rational(-5n, 2n), 0), '-3');
  assert.equal(toDecimal(rational(-1n, 1000n), 2), '0.00');
  assert.equal(toDecimal(rational(46266n), -3), '46000');
});

test('what is not a decimal number is not read as one', () => {
  for (const text of ['', '1,5', '1.', '.5', '1e3', 'Infinity', '0x10', '1 000', '--1']) {
    assert.equal(findDecimal(text), undefined, text);
  }
});
