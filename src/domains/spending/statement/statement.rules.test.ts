import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { describeMissing } from './missing.words.js';
import { gatherStatement } from './statement.rules.js';
import { AREAS, INTERVENTIONS, type StatementCell, type StatementPlace } from './statement.types.js';

const cell = (given: Partial<StatementCell>): StatementCell => ({
  id: '',
  version: 1,
  place: '019021',
  placeName: 'Casalmaggiore',
  year: 2018,
  area: 'anziani',
  intervention: 'mensa',
  users: null,
  spendingCents: null,
  coPaymentCents: null,
  healthCents: null,
  note: null,
  ...given,
});
const place = (code: string, name: string): StatementPlace => ({
  id: code,
  code,
  name,
  kind: 'comune',
  comuni: [code],
  within: [code],
});
const PLACES = [place('019021', 'Casalmaggiore'), place('020057', 'Sabbioneta')];

test('What is not known is neither nil nor counted, and is told', () => {
  const cells = [
    cell({ spendingCents: 100, users: 4 }),
    cell({ intervention: 'telesoccorso', spendingCents: 50 }),
    cell({ year: 2019, spendingCents: 30, users: 0 }),
    cell({ year: 2019, place: '020057', placeName: 'Sabbioneta', spendingCents: 10, users: 2 }),
  ];
  const residents = new Map([
    [2018, new Map([['019021', 10]])],
    [2019, new Map([['019021', 10]])],
  ]);
  const of = (measure: Parameters<typeof gatherStatement>[3], by: 'area' | 'place' = 'area') =>
    gatherStatement(cells, PLACES, by, measure, residents);
  assert.deepEqual(of('spending').totals, [150, 40]);
  assert.deepEqual(of('users').totals, [4, 2]);
  assert.deepEqual(of('health').totals, [null, null]);
  assert.deepEqual(of('perHead').totals, [15, null]);
  assert.deepEqual(of('perHead').unknownResidents, [2019]);
  // 50 cents whose users are not known stay out of both sides.
  assert.deepEqual(of('perUser').totals, [25, 20]);
  assert.deepEqual(
    of('perHead', 'place').rows.map(({ name, values }) => [name, ...values]),
    [
      ['Casalmaggiore', 15, 3],
      ['Sabbioneta', null, null],
    ],
  );
  assert.deepEqual(of('spending').missing, [{ year: 2018, names: ['Sabbioneta'] }]);
});

test('Sums by area, by intervention and by place are the same whole', () => {
  const some = fc.option(fc.integer({ min: 0, max: 1e11 }));
  const cells = fc.array(
    fc
      .record({
        place: fc.constantFrom('019021', '020057'),
        year: fc.integer({ min: 2017, max: 2019 }),
        area: fc.constantFrom(...AREAS.map(({ code }) => code)),
        intervention: fc.constantFrom(...INTERVENTIONS.map(({ code }) => code)),
        spendingCents: some,
        users: fc.option(fc.integer({ min: 0, max: 1e6 })),
      })
      .map(cell),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(cells, fc.constantFrom('spending', 'users'), (all, measure) => {
      for (const by of ['area', 'intervention', 'place'] as const) {
        const { rows, totals, years } = gatherStatement(all, PLACES, by, measure, new Map());
        years.forEach((_, at) => {
          const known = rows.map((row) => row.values[at]).filter((value) => typeof value === 'number');
          const sum = known.length === 0 ? null : known.reduce((whole, value) => whole + value, 0);
          assert.equal(totals[at], sum);
        });
      }
    }),
  );
});

test('The layout names every area and intervention once', () => {
  for (const list of [AREAS, INTERVENTIONS]) {
    assert.equal(new Set(list.map(({ code }) => code)).size, list.length);
    assert.equal(new Set(list.map(({ it }) => it)).size, list.length);
  }
  assert.equal(AREAS.length, 7);
});

test('Whose data are missing is said once for the same places, with all the years', () => {
  const places = ['Casalmaggiore', 'Sabbioneta'];
  assert.deepEqual(
    describeMissing(
      [
        { year: 2017, names: places },
        { year: 2018, names: places },
        { year: 2019, names: ['Sabbioneta'] },
      ],
      'it',
    ),
    [
      'Mancano i dati di Casalmaggiore e Sabbioneta per il 2017 e il 2018: le somme non li comprendono.',
      'Mancano i dati di Sabbioneta per il 2019: le somme non li comprendono.',
    ],
  );
});
