import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { readDay, readMeasurements } from './import.rules.js';

const indicators = [
  { id: 'a1', objectiveCode: 'X-1', title: 'Famiglie seguite', unit: null, within: ['x'] },
  { id: 'a2', objectiveCode: 'X-2', title: 'Famiglie seguite', unit: null, within: ['x'] },
  { id: 'b1', objectiveCode: 'Y-1', title: 'Ore di servizio', unit: null, within: ['y'] },
];
const read = (...lines: string[][]) =>
  readMeasurements(
    { rows: lines.map((cells, index) => ({ line: index + 1, cells })) },
    {
      indicators,
      stored: new Map([['a1 2022-06-30', 5]]),
      today: '2023-01-01',
      mayMeasure: (within) => within.includes('x'),
      parse: (written) => (/^\d+$/.test(written) ? Number(written) : undefined),
    },
  );
const HEAD = ['Obiettivo', 'INDICATORE', 'Data', 'Valore', 'Nota'];

it('finds indicators by identifier or by title within an objective', () => {
  const { brought, problems, blank, equal } = read(
    ['Identificativo', ...HEAD],
    ['A1', '', '', '31/12/2022', '7', 'prova'],
    ['', 'x-2', ' famiglie  seguite ', '2022-12-31', '8', ''],
    ['', 'X-1', 'Famiglie seguite', '30/06/2022', '5', ''],
    ['', 'X-1', 'Famiglie seguite', '30/06/2022', '', ''],
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    brought.map((one) => [one.line, one.indicatorId, one.measuredOn, one.value, one.note]),
    [
      [2, 'a1', '2022-12-31', 7, 'prova'],
      [3, 'a2', '2022-12-31', 8, null],
    ],
  );
  assert.deepEqual([blank, equal], [1, 1]);
});

it('tells each fault with its line', () => {
  const { problems } = read(
    HEAD,
    ['', 'Famiglie seguite', '2022-12-31', '1', ''],
    ['X-1', 'Mai sentito', '2022-12-31', '1', ''],
    ['Y-1', 'Ore di servizio', '2022-12-31', '1', ''],
    ['X-1', 'Famiglie seguite', '31/02/2022', '1', ''],
    ['X-1', 'Famiglie seguite', '2024-01-01', '1', ''],
    ['X-1', 'Famiglie seguite', '2022-12-31', 'molte', ''],
    ['X-1', 'Famiglie seguite', '2022-06-30', '6', ''],
    ['X-2', 'Famiglie seguite', '2022-06-30', '6', ''],
    ['X-2', 'Famiglie seguite', '2022-06-30', '7', ''],
    ['X-2', 'Famiglie seguite', '2022-07-30', '7', 'n'.repeat(301)],
  );
  assert.deepEqual(
    problems.map(({ line, code }) => [line, code.replace('evaluation.import.', '')]),
    [
      [2, 'several'],
      [3, 'unknown'],
      [4, 'not-yours'],
      [5, 'day'],
      [6, 'day-to-come'],
      [7, 'value'],
      [8, 'exists'],
      [10, 'twice'],
      [11, 'note'],
    ],
  );
});

it('needs its columns, and not too many rows', () => {
  assert.equal(read(['Indicatore', 'Valore']).problems[0]?.code, 'evaluation.import.headings');
  const many = Array.from({ length: 1_501 }, () => ['', '', '', '1', '']);
  assert.equal(read(HEAD, ...many).problems[0]?.code, 'evaluation.import.too-many');
});

it('never takes a day that is none', () => {
  fc.assert(
    fc.property(fc.string(), (written) => {
      const day = readDay(written);
      if (day !== undefined) assert.equal(new Date(day).toISOString().slice(0, 10), day);
    }),
  );
});
