import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { observationsInMemory } from './observation-source.js';
import { findPublishedFigure } from './published.figure.js';
import { checkPublishedTotals, findDifference, writeFinding } from './published.rules.js';
import type { PublishedTotal } from './published.types.js';
import en from './quality.messages.en.json' with { type: 'json' };
import it from './quality.messages.it.json' with { type: 'json' };
import { multiply, powerOfTen, rational, toDecimal } from './rational.js';

const base = { code: 'x', unit: 'percentuale' };

test('a difference counts only above half a unit of the last printed digit', () => {
  const cases: [string, number, bigint, bigint, boolean][] = [
    ['694.31', 2, 69431n, 100n, false],
    ['694.32', 2, 69431n, 100n, true],
    ['118', 0, 8198100n, 69431n, false],
    ['2.5', 1, 255n, 100n, false], // exactly half a unit away: rounding downwards is still rounding
    ['2.5', 1, 2551n, 1000n, true],
    ['77.7', 1, 1400n, 18n, true], // truncation of 77,78 is more than half a unit away
    ['18000', -3, 18499n, 1n, false],
    ['18000', -3, 18501n, 1n, true],
    ['-1044', 0, -1044n, 1n, false],
  ];
  for (const [value, decimals, num, den, differs] of cases) {
    assert.equal(
      findDifference({ ...base, value, decimals }, rational(num, den)) !== null,
      differs,
      `${value} against ${num}/${den}`,
    );
  }
});

test('whatever is rounded correctly is never a finding, and the next digit always is', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 9n), 10n ** 9n),
      fc.bigInt(1n, 10n ** 5n),
      fc.integer({ min: 0, max: 4 }),
      (num, den, decimals) => {
        const exact = rational(num, den);
        const printed = toDecimal(exact, decimals);
        assert.equal(findDifference({ ...base, value: printed, decimals }, exact), null);
        const next = rational(BigInt(printed.replace('.', '')) + 2n);
        const value = toDecimal(multiply(next, powerOfTen(-decimals)), decimals);
        assert.ok(findDifference({ ...base, value, decimals }, exact));
      },
    ),
  );
});

test('severity tells rounding from another number', () => {
  const severity = (value: string, decimals: number, num: bigint, den = 1n) =>
    findDifference({ ...base, value, decimals }, rational(num, den))?.severity;
  assert.equal(severity('694.32', 2, 69431n, 100n), 'warning');
  assert.equal(severity('48.8', 1, 54700n, 1221n), 'error');
  assert.equal(severity('40832', 0, 40823n), 'error', 'a count is not rounded');
  assert.equal(severity('4', 0, 5n), 'error');
  assert.equal(severity('4', 0, 0n), 'error');
});

test('sentences give both figures in Italian and English', () => {
  const finding = findDifference(
    { code: 'superficie', value: '694.32', decimals: 2, unit: 'kmq' },
    rational(69431n, 100n),
    {
      key: 'quality.published.sum-of-comuni',
      values: { count: 27 },
    },
  );
  assert.ok(finding);
  assert.equal(
    writeFinding(finding, 'it').replaceAll('\u00a0', ' '),
    'Il Piano riporta 694,32 km²; la somma dei 27 comuni dà 694,31 km² (differenza 0,01).',
  );
  assert.match(
    writeFinding(finding, 'en'),
    /^The plan states 694\.32.km²; the sum of the 27 municipalities is 694\.31/,
  );
});

test('a part below the printed figure is told, a part above it is an error', () => {
  const total = (value: string): PublishedTotal => ({
    code: value,
    value,
    decimals: 0,
    unit: 'minori',
    formula: 'partial(82 + 19 + 9)',
    notComputableReason: null,
  });
  const source = observationsInMemory([], []);
  const severities = checkPublishedTotals([total('145'), total('110'), total('100')], source).map((check) =>
    check.kind === 'differs' ? check.finding.severity : check.kind,
  );
  assert.deepEqual(severities, ['info', 'matches', 'error']);
});

test('a figure that the rounding of its inputs explains is a note, any other is not', () => {
  const cell = { variable: 'land', place: 'riva', period: '2021', sex: '', category: '' } as const;
  const source = observationsInMemory(
    [{ code: 'riva', name: 'Riva', kind: 'comune', comuni: [] }],
    [{ ...cell, value: '18.82' }],
  );
  const land = 'value(land, place=Riva, period=2021)';
  const severityOf = (value: string, formula: string) => {
    const total = { code: 'x', value, decimals: 2, unit: 'kmq', formula, notComputableReason: null };
    const [check] = checkPublishedTotals([total], source);
    return check?.kind === 'differs' ? check.finding.severity : check?.kind;
  };
  // 3982 inhabitants on 18.815 to 18.825 km² are 211.53 to 211.64 a km².
  assert.equal(severityOf('211.58', `3982 / ${land}`), 'matches');
  assert.equal(severityOf('211.64', `3982 / ${land}`), 'info');
  assert.equal(severityOf('211.53', `3982 / ${land}`), 'info');
  assert.equal(severityOf('211.66', `3982 / ${land}`), 'warning');
  assert.equal(severityOf('211.51', `3982 / ${land}`), 'warning');
  assert.equal(severityOf('-211.53', `-(3982 / ${land})`), 'info');
  assert.equal(severityOf('18.83', land), 'info');
  assert.equal(severityOf('1.18', '12 / 10'), 'error', 'counts are exact');
  assert.equal(severityOf('0.02', `${land} - 18.82`), 'error');
});

test('what cannot be computed says why', () => {
  const source = observationsInMemory([], []);
  const total = (formula: string | null, notComputableReason: string | null = null): PublishedTotal => ({
    code: 'x',
    value: '1',
    decimals: 0,
    unit: '',
    formula,
    notComputableReason,
  });
  const [reason, unread, absent] = checkPublishedTotals(
    [total(null, 'Manca la base.'), total('1 +'), total('value(births, place=Riva, period=2020)')],
    source,
  );
  assert.ok(reason?.kind === 'notComputable' && reason.reason === 'Manca la base.');
  assert.ok(unread?.kind === 'notComputable' && unread.formulaError?.position === 3);
  assert.ok(absent?.kind === 'notComputable' && absent.missing[0]?.code === 'quality.missing.place');
});

test('printed figures are read as Italian documents write them', () => {
  const cases: [string, string | undefined, number?][] = [
    ['694,31', '694.31', 2],
    ['7.064', '7064', 0],
    ['1.18%', '1.18', 2],
    ['1,258%', '1.258', 3],
    ['77.7%', '77.7', 1],
    ['€ 35.000,00', '35000.00', 2],
    ['n. 4', '4', 0],
    ['+23', '23', 0],
    ['-1044', '-1044', 0],
    ['Casteldidone (21,20%)', '21.20', 2],
    ['diciassette', '17', 0],
    ['ventitré', '23', 0],
    ['trentotto', '38', 0],
    ['novantuno', '91', 0],
    ['32 maschi e 15 femmine', undefined],
    ['26+25+21+16+12', undefined],
    ['Casalmaggiore e Viadana', undefined],
    ['1.234.56', undefined],
    ['', undefined],
  ];
  for (const [text, value, decimals] of cases) {
    assert.deepEqual(findPublishedFigure(text), value === undefined ? undefined : { value, decimals }, text);
  }
});

test('messages exist in both languages', () => {
  assert.deepEqual(Object.keys(en), Object.keys(it));
});
