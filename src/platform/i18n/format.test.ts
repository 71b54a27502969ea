import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import {
  civilDay,
  formatDate,
  formatDateTime,
  formatEuroCents,
  formatMeasure,
  formatNumber,
  formatPercent,
  formatPeriod,
} from './format.js';

describe('civilDay', () => {
  it('is the day in Italy, summer and winter, from the first minute', () => {
    assert.equal(civilDay(new Date('2026-11-21T22:59:59Z')), '2026-11-21');
    assert.equal(civilDay(new Date('2026-11-21T23:00:00Z')), '2026-11-22');
    assert.equal(civilDay(new Date('2026-07-01T22:00:00Z')), '2026-07-02');
    assert.equal(civilDay(new Date('2026-12-31T23:30:00Z')), '2027-01-01');
  });
});

describe('formatNumber', () => {
  const cases: [number | bigint | null, Parameters<typeof formatNumber>[1], string][] = [
    [81981, {}, '81.981'],
    [1234, {}, '1.234'],
    [999, {}, '999'],
    [17.43, { decimals: 1 }, '17,4'],
    [-279, {}, '−279'],
    [-0.04, { decimals: 1 }, '0,0'],
    [5, { sign: 'always' }, '+5'],
    [0, { sign: 'always' }, '0'],
    [1234.5, { decimals: 1, lang: 'en' }, '1,234.5'],
    [12345678901234567890n, {}, '12.345.678.901.234.567.890'],
    [null, {}, 'n.d.'],
    [Number.NaN, { lang: 'en' }, 'n/a'],
    [Number.POSITIVE_INFINITY, {}, 'n.d.'],
  ];
  for (const [value, style, expected] of cases) {
    it(`${value} → ${expected}`, () => assert.equal(formatNumber(value, style), expected));
  }

  it('can be read back to the same rounded number', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (n, decimals) => {
          const text = formatNumber(n, { decimals });
          const back = Number(text.replaceAll('.', '').replace(',', '.').replace('−', '-'));
          assert.ok(Math.abs(back - n) <= 0.5 * 10 ** -decimals + 1e-6, `${n} → ${text}`);
        },
      ),
    );
  });
});

describe('formatPercent and formatMeasure', () => {
  it('ties the unit with an unbreakable space', () => {
    assert.equal(formatPercent(17.43), '17,4\u00a0%');
    assert.equal(formatPercent(17.43, { decimals: 2 }), '17,43\u00a0%');
    assert.equal(formatPercent(17.43, { lang: 'en' }), '17.4%');
    assert.equal(formatMeasure(211.56, 'ab./km²'), '212\u00a0ab./km²');
    assert.equal(formatMeasure(1250, '€'), '€\u00a01.250');
    assert.equal(formatMeasure(-1250, '€', { lang: 'en' }), '−€1,250');
    assert.equal(formatMeasure(12, ''), '12');
  });
  it('writes no unit beside a missing value', () => {
    assert.equal(formatPercent(null), 'n.d.');
    assert.equal(formatMeasure(Number.NaN, '€'), 'n.d.');
  });
});

describe('formatEuroCents', () => {
  const cases: [number | bigint | null, Parameters<typeof formatEuroCents>[1], string][] = [
    [1_000_000, {}, '€\u00a010.000,00'],
    [5, {}, '€\u00a00,05'],
    [-5, {}, '−€\u00a00,05'],
    [123_450, { decimals: 0 }, '€\u00a01.235'],
    [-49, { decimals: 0 }, '€\u00a00'],
    [1_000_000, { lang: 'en' }, '€10,000.00'],
    [100, { sign: 'always' }, '+€\u00a01,00'],
    [0, { sign: 'always' }, '€\u00a00,00'],
    [900719925474099312n, {}, '€\u00a09.007.199.254.740.993,12'],
    [null, {}, 'n.d.'],
  ];
  for (const [cents, style, expected] of cases) {
    it(`${cents} → ${expected}`, () => assert.equal(formatEuroCents(cents, style), expected));
  }
  it('refuses fractions of a cent', () => {
    assert.throws(() => formatEuroCents(10.5), RangeError);
  });
  it('keeps every cent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (cents) => {
        const digits = formatEuroCents(cents)
          .replace(/[^\d−]/g, '')
          .replace('−', '-');
        assert.equal(BigInt(digits), cents);
      }),
    );
  });
});

describe('dates and periods', () => {
  it('writes days in full and in short', () => {
    assert.equal(formatDate('2022-03-12'), '12 marzo 2022');
    assert.equal(formatDate('2021-01-01'), '1° gennaio 2021');
    assert.equal(formatDate('2021-01-11'), '11 gennaio 2021');
    assert.equal(formatDate('2022-03-12', { lang: 'en' }), '12 March 2022');
    assert.equal(formatDate('2022-03-02', { form: 'short' }), '02/03/2022');
    assert.equal(formatDate(null), 'n.d.');
  });
  it('reads an instant in Italian civil time', () => {
    assert.equal(formatDate(new Date('2022-03-11T23:30:00Z')), '12 marzo 2022');
    assert.equal(formatDateTime('2022-07-01T12:05:00Z'), '1° luglio 2022, ore 14.05');
    assert.equal(formatDateTime(new Date('2022-01-01T23:00:00Z'), 'en'), '2 January 2022, 00:00');
  });
  it('refuses what is not a date', () => {
    for (const text of ['2022-02-31', '2022-13-01', 'ieri', '']) {
      assert.throws(() => formatDate(text), RangeError);
    }
  });
  it('names periods', () => {
    assert.equal(formatPeriod('2021'), '2021');
    assert.equal(formatPeriod('2021-2023'), '2021-2023');
    assert.equal(formatPeriod('2021-03'), 'marzo 2021');
    assert.equal(formatPeriod('2021-01-01'), '1° gennaio 2021');
    assert.equal(formatPeriod('2021-Q2'), '2° trimestre 2021');
    assert.equal(formatPeriod('2021-S1', 'en'), 'H1 2021');
    assert.equal(formatPeriod('2020/21'), '2020/21');
  });
});
