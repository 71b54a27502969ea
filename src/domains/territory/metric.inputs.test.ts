import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { type AgeClass, coarsestCover, inputsOf, isUnfit, piecesOf, type Shape } from './metric.inputs.js';
import type { Formula, MetricTerm } from './metric.types.js';

const formula = (...numerator: MetricTerm[]): Formula => ({
  code: 'x',
  factor: 1,
  numerator,
  denominator: null,
});
const term = (change: Partial<MetricTerm> = {}): MetricTerm => ({
  variable: 'population',
  weight: 1,
  yearOffset: 0,
  ...change,
});
const shape = (ageFrom: number, ageTo: number, change: Partial<Shape> = {}): Shape => ({
  dataset: 'd',
  variable: 'population',
  category: '',
  sex: '',
  ageFrom,
  ageTo,
  isPacked: false,
  ...change,
});
const packed = (dataset = 'p') =>
  (['m', 'f'] as const).map((sex) => shape(0, 999, { sex, isPacked: true, dataset }));

/** Ways of the first input as text: "0-4+5-9 | m0-14+f0-14 | m0..14+f0..14". */
function waysOf(one: MetricTerm, shapes: readonly Shape[]): string {
  const { inputs } = inputsOf([formula(one)]);
  const ways = Map.groupBy(piecesOf(inputs, shapes), (piece) => piece.way);
  return [...ways.values()]
    .map((way) =>
      way.map((piece) => `${piece.sex}${piece.from}${piece.isPacked ? '..' : '-'}${piece.to}`).join('+'),
    )
    .join(' | ');
}

describe('What a formula reads', () => {
  test('is read once, however many terms ask for it', () => {
    const mean = formula(term({ weight: 0.5 }), term({ weight: 0.5, yearOffset: 1 }));
    const births = { ...formula(term({ variable: 'births' })), denominator: [term()] };
    const { inputs, indexOf } = inputsOf([mean, births]);
    assert.equal(inputs.length, 2);
    assert.deepEqual([indexOf(term(), mean), indexOf(term({ variable: 'births' }), births)], [0, 1]);
  });

  test('is summed from the ages where the total stands beside terms by age, from whatever there is otherwise', () => {
    const share = { ...formula(term({ ageFrom: 65 })), denominator: [term()] };
    const { inputs, indexOf } = inputsOf([share, formula(term())]);
    const total = indexOf(term(), share);
    assert.notEqual(total, indexOf(term(), formula(term())), 'a total alone is another figure');
    const waysFrom = (shapes: readonly Shape[]) =>
      [
        ...Map.groupBy(
          piecesOf(inputs, shapes).filter((piece) => piece.input === total),
          (piece) => piece.way,
        ).values(),
      ].map((way) => way.map((piece) => `${piece.sex}${piece.from}`).join('+'));
    assert.deepEqual(waysFrom([shape(-1, -1), shape(0, 64), shape(65, 999), ...packed()]), [
      'm0+f0',
      '0+65',
      '-1',
    ]);
    assert.deepEqual(waysFrom([shape(-1, -1)]), ['-1']);
  });

  test('of all ages is the total, or both sexes where no total is given, or the single ages', () => {
    assert.equal(waysOf(term(), [shape(-1, -1), ...packed()]), '-1--1 | m0..999+f0..999');
    const sexes = (['m', 'f'] as const).map((sex) => shape(-1, -1, { sex }));
    assert.equal(waysOf(term(), sexes), 'm-1--1+f-1--1');
    assert.equal(waysOf(term(), [shape(-1, -1), ...sexes]), '-1--1', 'the total is there already');
    assert.equal(waysOf(term({ sex: 'f' }), [shape(-1, -1), ...sexes]), 'f-1--1');
    assert.equal(waysOf(term({ category: 'altro' }), [shape(-1, -1)]), '');
  });

  test('of an age class is the class itself, or the coarsest that make it up, and never two that overlap', () => {
    const classes = [shape(0, 14), shape(0, 4), shape(5, 9), shape(10, 14), shape(15, 64)];
    assert.equal(waysOf(term({ ageFrom: 0, ageTo: 14 }), classes), '0-14 | 0-4+5-9+10-14');
    assert.equal(waysOf(term({ ageFrom: 65 }), [shape(65, 74), shape(75, 999)]), '65-74+75-999');
    assert.equal(waysOf(term({ ageFrom: 0, ageTo: 2 }), [...classes, ...packed()]), 'm0..2+f0..2');
    // Greed would take 0–9 and find nothing that begins at 10.
    assert.equal(
      waysOf(term({ ageFrom: 0, ageTo: 14 }), [shape(0, 9), shape(0, 4), shape(5, 14)]),
      '0-4+5-14',
    );
  });

  test('is nothing where a class straddles the bound, and says so', () => {
    const { inputs } = inputsOf([formula(term({ ageFrom: 0, ageTo: 14 })), formula(term())]);
    const shapes = [shape(0, 9), shape(10, 19), shape(-1, -1)];
    const pieces = piecesOf(inputs, shapes);
    assert.deepEqual(
      inputs.map((input) => isUnfit(input, shapes, pieces)),
      [true, false],
    );
  });

  test('may be what plans call the same thing', () => {
    const plan = shape(-1, -1, { variable: 'utenti SAD over 65', category: 'totale' });
    assert.equal(waysOf(term({ variable: 'home-care-users-65' }), [plan]), '-1--1');
  });
});

describe('Covers of an age class', () => {
  const classes = fc.uniqueArray(
    fc.tuple(fc.nat(30), fc.nat(10)).map(([from, more]): AgeClass => ({ from, to: from + more })),
    { selector: (one) => `${one.from}-${one.to}`, maxLength: 25 },
  );

  test('follow each other from the first age to the last, in whatever order the classes come', () => {
    fc.assert(
      fc.property(classes, fc.nat(20), fc.nat(15), (given, from, more) => {
        const ages = { from, to: from + more };
        const inside = given.filter((one) => one.from >= ages.from && one.to <= ages.to);
        const cover = coarsestCover(ages, inside);
        assert.equal(coarsestCover(ages, [...inside].reverse())?.length, cover?.length);
        if (!cover) return;
        let next = ages.from;
        for (const one of cover) {
          assert.equal(one.from, next);
          next = one.to + 1;
        }
        assert.equal(next, ages.to + 1);
      }),
    );
  });

  test('are found wherever the ages are cut in two', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 40 }), fc.nat(), (from, more, at) => {
        const to = from + more;
        const cut = from + (at % more);
        const halves = [
          { from, to: cut },
          { from: cut + 1, to },
        ];
        assert.equal(coarsestCover({ from, to }, halves)?.length, 2);
        assert.equal(coarsestCover({ from, to }, [...halves, { from, to }])?.length, 1);
      }),
    );
  });
});
