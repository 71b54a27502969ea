import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalsOf, filterServices, unitOf } from './service.rules.js';
import { prepareServiceForm, ServiceForm } from './service.schema.js';
import type { Service } from './service.types.js';

function service(
  code: string,
  name: string,
  place: string,
  within: string[],
  target: string[] = [],
): Service {
  return {
    id: code,
    code,
    version: 1,
    name,
    kind: 'sportello',
    place,
    placeName: place,
    within,
    description: null,
    target,
    opening: null,
    state: 'active',
    providers: [],
    figures: [],
    source: null,
    note: null,
  };
}

const services = [
  service('S-1', 'Aiuto a casa', 'nord', ['nord'], ['Anziani']),
  service('S-2', 'Sportello lavoro', '000001', ['000001', 'nord', 'ambito']),
  service('S-3', 'Consultorio', 'ambito', ['ambito'], ['Famiglie']),
];

test('A comune finds what lies there and what covers it', () => {
  const codes = (luogo: string, covering: string[]) =>
    filterServices(services, { luogo }, covering).map((one) => one.code);
  assert.deepEqual(codes('000001', ['000001', 'nord', 'ambito']), ['S-1', 'S-2', 'S-3']);
  assert.deepEqual(codes('nord', ['nord']), ['S-1', 'S-2']);
  assert.deepEqual(codes('sud', ['sud']), []);
});

test('Plain words find services, with slips; more words than any has find the nearest', () => {
  const codes = (q: string) => filterServices(services, { q }).map((one) => one.code);
  assert.deepEqual(codes('anziano'), ['S-1']);
  assert.deepEqual(codes('aiuto in casa per un anziano'), ['S-1']);
  assert.deepEqual(codes('consultoro'), ['S-3']);
  assert.deepEqual(codes('piscina'), []);
});

test('Figures are written as published', () => {
  assert.equal(decimalsOf(1.18), 2);
  assert.equal(decimalsOf(106), 0);
  assert.equal(unitOf({ unit: 'percentuale' }), '%');
  assert.equal(unitOf({ unit: null }), '');
});

test('Rows of figures come from a form in step; an emptied row is gone', () => {
  const body = {
    name: 'Aiuto',
    kind: 'domicilio',
    state: 'active',
    'figures.measure': ['utenti', '', 'ore'],
    'figures.value': ['1.234,5', '', ''],
    'figures.unit': ['persone', '', 'ore'],
    'figures.period': ['2020', '', '2021'],
  };
  const form = ServiceForm.parse(prepareServiceForm(body));
  assert.deepEqual(form.figures, [
    { measure: 'utenti', value: 1234.5, unit: 'persone', period: '2020' },
    { measure: 'ore', value: null, unit: 'ore', period: '2021' },
  ]);
  const wrong = ServiceForm.safeParse(prepareServiceForm({ ...body, 'figures.value': ['tanti', '', ''] }));
  assert.deepEqual(wrong.error?.issues[0]?.path, ['figures', 0, 'value']);
});
