import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { variables as everyVariable } from './files/variables.js';
import { shippedMetrics } from './metric.catalogue.js';
import { checkFormula, type KnownVariable } from './metric.checks.js';
import type { Shape } from './metric.inputs.js';
import { MetricForm, prepareMetricForm, termValues } from './metric.schema.js';
import type { MetricTerm } from './metric.types.js';

const variables = new Map(
  (
    [
      ['population', 'persone', 'stock'],
      ['births', 'persone', 'flow'],
      ['deaths', 'persone', 'flow'],
      ['land-area', 'km²', 'stock'],
      ['quota', '%', 'share'],
      ['ore', 'ore', 'other'],
    ] as const
  ).map(([code, unit, nature]): [string, KnownVariable] => [code, { code, name: code, unit, nature }]),
);
const shape = (variable: string, change: Partial<Shape> = {}): Shape => ({
  dataset: 'd',
  variable,
  category: '',
  sex: '',
  ageFrom: -1,
  ageTo: -1,
  isPacked: false,
  ...change,
});
const shapes = [
  shape('population'),
  shape('population', { ageFrom: 0, ageTo: 14 }),
  shape('births'),
  shape('deaths'),
  shape('ore', { category: 'SAD' }),
];
const term = (variable: string, change: Partial<MetricTerm> = {}): MetricTerm => ({
  variable,
  weight: 1,
  yearOffset: 0,
  ...change,
});
const refusals = (numerator: MetricTerm[], denominator: MetricTerm[] = [], unit = '', factor = 100) =>
  checkFormula(
    { numerator, denominator: denominator.length > 0 ? denominator : null, unit, factor },
    variables,
    shapes,
  ).map(({ field, code }) => `${field} ${code.replace('territory.own.', '')}`);

describe('What cannot be computed', () => {
  const cases: [string, MetricTerm[], MetricTerm[], string[]][] = [
    ['nothing wrong', [term('births'), term('deaths', { weight: -1 })], [term('population')], []],
    ['land, which comes with the comuni', [term('population')], [term('land-area')], []],
    ['unknown variable', [term('x')], [], ['numerator.0.variable variable-unknown']],
    [
      'units that do not add up',
      [term('births'), term('ore', { category: 'SAD' })],
      [],
      ['numerator.1.variable unit-mismatch'],
    ],
    [
      'a day and a year',
      [term('population')],
      [term('population'), term('births')],
      ['denominator.1.variable nature-mismatch'],
    ],
    ['a share', [term('quota')], [], ['numerator.0.variable not-summed']],
    ['twice the same', [term('births'), term('births')], [], ['numerator.1.variable repeated']],
    ['no weight', [term('births', { weight: 0 })], [], ['numerator.0.weight weight-zero']],
    ['division by itself', [term('births')], [term('births')], ['denominator by-itself']],
    [
      'division by itself in another order',
      [term('births'), term('deaths')],
      [term('deaths'), term('births')],
      ['denominator by-itself'],
    ],
    [
      'division by a part of itself',
      [term('births', { weight: 2 }), term('deaths', { weight: -2 })],
      [term('births'), term('deaths', { weight: -1 })],
      ['denominator by-itself'],
    ],
    [
      'a balance over a sum',
      [term('births'), term('deaths', { weight: -1 })],
      [term('births'), term('deaths')],
      [],
    ],
    [
      'land of some ages',
      [term('population')],
      [term('land-area', { ageFrom: 65 })],
      ['denominator.0.from ages-unknown'],
    ],
    [
      'land of women',
      [term('population')],
      [term('land-area', { sex: 'f' })],
      ['denominator.0.sex sex-unknown'],
    ],
    ['another year is another thing', [term('births')], [term('births', { yearOffset: -1 })], []],
    ['ages reversed', [term('population', { ageFrom: 9, ageTo: 3 })], [], ['numerator.0.to ages-reversed']],
    ['ages that are there', [term('population', { ageFrom: 0, ageTo: 14 })], [], []],
    [
      'ages across a class',
      [term('population', { ageFrom: 0, ageTo: 9 })],
      [],
      ['numerator.0.from ages-unfit'],
    ],
    ['no ages at all', [term('births', { ageFrom: 0 })], [], ['numerator.0.from ages-unknown']],
    ['no sexes', [term('births', { sex: 'f' })], [], ['numerator.0.sex sex-unknown']],
    ['no categories', [term('births', { category: 'x' })], [], ['numerator.0.category category-none']],
    ['another category', [term('ore')], [], ['numerator.0.category category-unknown']],
  ];
  for (const [name, numerator, denominator, expected] of cases)
    test(name, () => assert.deepEqual(refusals(numerator, denominator), expected));

  test('a percentage of nothing, of something else, by another factor', () => {
    const [births, people, land] = [[term('births')], [term('population')], [term('land-area')]];
    assert.deepEqual(refusals(births, people, '%', 100), []);
    assert.deepEqual(refusals(births, people, '‰', 1000), []);
    assert.deepEqual(refusals(births, [], '%', 100), ['denominator share-of-nothing']);
    assert.deepEqual(refusals(births, people, '‰', 100), ['factor share-factor']);
    assert.deepEqual(refusals(people, land, '%', 100), ['unit share-of-another']);
    assert.deepEqual(refusals(people, land, 'ab./km²', 1), []);
  });

  test('is none of the shipped metrics', () => {
    const known = new Map(
      everyVariable.map(({ code, name, unit, nature }) => [code, { code, name: name.it, unit, nature }]),
    );
    for (const metric of shippedMetrics) assert.deepEqual(checkFormula(metric, known, []), [], metric.code);
  });
});

describe('The form of a metric', () => {
  test('gives back the terms that it shows', () => {
    const terms: MetricTerm[] = [
      term('population', { weight: 0.5, yearOffset: 1, sex: 'f', ageFrom: 15, ageTo: 49 }),
      term('population', { ageFrom: 65 }),
      term('population', { weightByAge: true }),
      term('ore', { category: 'SAD', weight: -2 }),
    ];
    const rows = terms.map(termValues);
    const columns = Object.fromEntries(
      Object.keys(rows[0] ?? {}).map((key) => [`numerator.${key}`, rows.map((row) => row[key] ?? '')]),
    );
    const form = MetricForm.parse(
      prepareMetricForm({
        ...columns,
        name: 'Prova',
        decimals: '1',
        factor: '1.000',
        explanation: 'Una prova di misura.',
        source: 'Prova',
      }),
    );
    assert.deepEqual(form.numerator, terms);
    assert.deepEqual([form.denominator, form.factor, form.unit], [[], 1000, '']);
  });
});
