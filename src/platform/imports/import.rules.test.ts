import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { changesBetween, differingColumns, type Referrer, standOf } from './import.rules.js';
import type { ImportTable, Row, TableRows } from './import.types.js';

const TABLES: readonly ImportTable[] = [
  { name: 'a.whole', key: ['id'] },
  { name: 'a.part', key: ['id'] },
];

test('What was written is told row by row, stamps and order left out', () => {
  const before: TableRows = { 'a.whole': [{ id: '1', word: 'x', version: 1, position: 3 }], 'a.part': [] };
  const after: TableRows = {
    'a.whole': [
      { id: '1', word: 'x', version: 2, position: 4 },
      { id: '2', word: 'y', version: 1, position: 5 },
    ],
    'a.part': [{ id: '3', whole_id: '2' }],
  };
  assert.deepEqual(
    changesBetween(TABLES, before, after).map((one) => [one.position, one.tableName, one.rowKey, one.before]),
    [
      [0, 'a.whole', { id: '2' }, null],
      [1, 'a.part', { id: '3' }, null],
    ],
  );
});

test('A row that was taken out is told with what it was, and can come back while nobody put it there again', () => {
  const was = { id: '1', word: 'x' };
  const changes = changesBetween(TABLES, { 'a.whole': [was], 'a.part': [] }, { 'a.whole': [], 'a.part': [] });
  assert.deepEqual(changes, [
    { position: 0, tableName: 'a.whole', rowKey: { id: '1' }, before: was, after: null },
  ]);
  const stand = (now: readonly Row[]) =>
    standOf(TABLES, changes, { 'a.whole': now, 'a.part': [] }, new Set(), new Map()).get(0);
  assert.equal(stand([]), 'same');
  assert.equal(stand([{ id: '1', word: 'y' }]), 'changed');
});

test('Giving back the columns in which a row differs makes it what it was, whatever was written', () => {
  const row = fc.record({ id: fc.constant('1'), a: fc.jsonValue(), b: fc.jsonValue(), version: fc.nat() });
  fc.assert(
    fc.property(row, row, (before: Row, after: Row) => {
      const restored = { ...after };
      for (const column of differingColumns(before, after)) restored[column] = before[column];
      assert.deepEqual(differingColumns(before, restored), []);
    }),
  );
});

test('A row that was added stays while something of others refers to it, and so does what it belongs to', () => {
  const changes = changesBetween(
    TABLES,
    {},
    {
      'a.whole': [{ id: 'w', word: 'x' }],
      'a.part': [{ id: 'p', whole_id: 'w' }],
    },
  );
  const whole = { 'a.whole': [{ id: 'w', word: 'x' }], 'a.part': [{ id: 'p', whole_id: 'w' }] };
  const ofWhole: Referrer[] = [{ tableName: 'a.part', column: 'whole_id', row: { id: 'p', whole_id: 'w' } }];
  const stand = (present: TableRows, held: number[] = [], more: [string, Referrer[]][] = []) => [
    ...standOf(TABLES, changes, present, new Set(held), new Map([['w', ofWhole], ...more])).values(),
  ];
  assert.deepEqual(stand(whole), ['same', 'same']);
  assert.deepEqual(stand({ ...whole, 'a.part': [{ id: 'p', whole_id: 'w', note: 1 }] }), ['same', 'same']);
  assert.deepEqual(stand({ ...whole, 'a.part': [{ id: 'p', whole_id: 'z' }] }), ['used', 'changed']);
  assert.deepEqual(stand(whole, [1]), ['used', 'held']);
  assert.deepEqual(
    stand(whole, [], [['p', [{ tableName: 'b.measure', column: 'part_id', row: { id: 'm' } }]]]),
    ['used', 'used'],
    'what is measured holds the part, and the part the whole',
  );
  assert.deepEqual(stand({ 'a.whole': whole['a.whole'], 'a.part': [] }), ['used', 'gone']);
});
