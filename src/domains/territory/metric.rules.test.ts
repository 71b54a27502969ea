import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { codeOf, findRepeated, isAmbitoSlug } from './ambito.rules.js';
import { rankValues } from './looks/look.table.js';
import { countOver } from './looks/look.words.js';
import { shippedMetrics } from './metric.catalogue.js';
import { findChange, findLatestYear, withGaps } from './metric.periods.js';
import { variablesOf, yearsUsed } from './metric.rules.js';
import type { Metric, MetricValue } from './metric.types.js';
import { formulaText, noteOf, sayValue } from './metric.words.js';
import type { PlaceKind } from './place.types.js';

function value(year: number, amount: number | null, kind: PlaceKind = 'comune', name = 'X'): MetricValue {
  return {
    metric: 'densita',
    year,
    place: { code: name, name, kind },
    value: amount,
    numerator: amount,
    denominator: amount === null ? null : 1,
    comuni: kind === 'comune' ? 1 : 3,
    missing: amount === null ? 1 : 0,
    lacking: [],
  };
}

function metric(code: string): Metric {
  const shipped = shippedMetrics.find((one) => one.code === code);
  assert.ok(shipped);
  return {
    ...shipped,
    id: code,
    name: shipped.name.it,
    explanation: shipped.explanation.it,
    shipped: true,
  };
}

describe('Metrics in words', () => {
  test('write their formula', () => {
    assert.equal(
      formulaText(metric('densita'), 'it'),
      'Popolazione residente al 1° gennaio / Superficie territoriale',
    );
    assert.equal(
      formulaText(metric('saldo-naturale'), 'it'),
      "(Nati vivi − Morti) / (0,5 × Popolazione residente al 1° gennaio + 0,5 × Popolazione residente al 1° gennaio (dell'anno dopo)) × 1.000",
    );
    const half = { ...metric('densita'), factor: 1.5 };
    assert.match(formulaText(half, 'it'), / × 1,5$/);
    const quarter = { ...half, numerator: [{ variable: 'births', weight: 0.25, yearOffset: 0 }] };
    assert.match(formulaText(quarter, 'it'), /^0,25 × Nati vivi/);
    for (const one of shippedMetrics) assert.ok(formulaText(metric(one.code), 'en').length > 10);
  });

  test('say why a value is missing, and nothing when it is there', () => {
    assert.equal(noteOf(value(2021, 1), 'it'), null);
    assert.equal(noteOf(value(2021, null), 'it'), 'mancano i dati');
    assert.equal(noteOf(value(2021, null, 'area'), 'it'), 'mancano i dati di un comune su 3');
    const zero = { ...value(2021, null, 'area'), missing: 0 };
    assert.equal(noteOf(zero, 'it'), 'non calcolabile: il denominatore è zero');
  });

  test('write values with their unit and decimals', () => {
    assert.equal(sayValue(metric('quota-stranieri'), 15.008, 'it'), '15,0\u00a0%');
    assert.equal(sayValue(metric('densita'), null, 'it'), 'n.d.');
  });

  test('know what they read', () => {
    assert.deepEqual(variablesOf(metric('natalita')), ['births', 'population']);
    assert.deepEqual(yearsUsed(metric('natalita'), 2025), [2025, 2026]);
  });
});

describe('Years', () => {
  test('the latest is the last one known for the whole ambito', () => {
    const values = [value(2020, 1, 'ambito'), value(2021, null, 'ambito'), value(2021, 5)];
    assert.equal(findLatestYear(values), 2020);
    assert.equal(findLatestYear([value(2021, null, 'ambito'), value(2021, 5)]), 2021);
    assert.equal(findLatestYear([value(2019, null)]), 2019);
    assert.equal(findLatestYear([]), undefined);
  });

  test('without a figure are gaps', () => {
    assert.deepEqual(
      withGaps([
        { year: 2020, value: 1 },
        { year: 2022, value: 2 },
      ]).map((point) => point.value),
      [1, null, 2],
    );
    assert.deepEqual(withGaps([]), []);
  });
});

describe('Pictures', () => {
  test('rank from the highest, missing apart, whatever the order given', () => {
    const amounts = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { maxLength: 40 });
    fc.assert(
      fc.property(amounts, (given) => {
        const ranked = rankValues(given.map((amount, i) => value(2021, amount, 'comune', `P${i}`)));
        assert.equal(ranked.length, given.length);
        for (let i = 1; i < ranked.length; i += 1)
          assert.ok((ranked[i - 1]?.value ?? -1e9) >= (ranked[i]?.value ?? -1e9));
      }),
    );
  });

  test('compare with the whole and with the year before', () => {
    const places = [1, 3.04, 5].map((amount, i) => value(2021, amount, 'comune', `P${i}`));
    const whole = value(2021, 3, 'ambito', 'A');
    assert.deepEqual(countOver(places, whole, 1), { over: 1, equal: 1, of: 3 });
    assert.equal(countOver(places, null, 1), null);
    const series = [value(2019, 1), value(2020, null), value(2021, 4)];
    assert.deepEqual(findChange(series, 2021), { from: 2019, before: 1, after: 4 });
    assert.equal(findChange(series, 2020), null);
  });
});

describe('Names and addresses', () => {
  test('a code comes from the name, plain', () => {
    assert.equal(codeOf('  Basso Lodigiàno – Est '), 'basso-lodigiano-est');
    fc.assert(
      fc.property(fc.string(), (name) => {
        assert.match(codeOf(name), /^([a-z0-9]+(-[a-z0-9]+)*)?$/);
      }),
    );
  });

  test('addresses that mean something else are not an ambito’s', () => {
    for (const slug of ['oglio-po', 'a1', 'suzzara']) assert.ok(isAmbitoSlug(slug), slug);
    for (const slug of ['api', 'accesso', '019021', 'Suzzara', '', '-a', 'a'.repeat(80)])
      assert.ok(!isAmbitoSlug(slug), slug);
  });

  test('the first repetition is found', () => {
    assert.equal(findRepeated(['a', 'b', 'a', 'b']), 'a');
    assert.equal(findRepeated([]), undefined);
  });
});
