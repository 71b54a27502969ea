import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { h } from './build.js';
import { sampleDocument } from './documents.sample.js';
import type { Column, Table } from './documents.types.js';
import { groupLandscape } from './landscape.layout.js';
import { numberDocument } from './number.js';
import { layTable, weighColumns } from './table.layout.js';

const tableOf = (columns: Column[], rows: Table['rows']): Table => ({
  kind: 'table',
  caption: 'x',
  columns,
  rows,
});

describe('cells', () => {
  const cases: [Column['kind'], Partial<Column>, (number | null)[], string[]][] = [
    ['number', {}, [1234, 0.5, null], ['1.234,0', '0,5', 'n.d.']],
    ['number', {}, [4066, -84, 0], ['4.066', '−84', '0']],
    ['number', { signed: true }, [5, -5, 0], ['+5', '−5', '0']],
    ['number', { decimals: 0 }, [211.58], ['212']],
    ['percent', {}, [17.4, 8], ['17,4\u00a0%', '8,0\u00a0%']],
    ['euro', {}, [1_000_000, 5], ['€\u00a010.000,00', '€\u00a00,05']],
    ['euro', { decimals: 0 }, [1_000_050], ['€\u00a010.001']],
    ['text', {}, [2021], ['2021']],
  ];
  for (const [kind, rest, values, expected] of cases) {
    test(`${kind} ${JSON.stringify(rest)} ${JSON.stringify(values)}`, () => {
      const table = tableOf(
        [{ title: 'x', kind, ...rest }],
        values.map((value) => ({ cells: [value] })),
      );
      const printed = layTable(table, 'it').rows.map((row) => (row.kind === 'row' ? row.cells[0] : ''));
      assert.deepEqual(printed, expected);
    });
  }

  test('English has its own separators', () => {
    const table = tableOf([{ title: 'x', kind: 'number' }], [{ cells: [81_981.5] }, { cells: [null] }]);
    assert.deepEqual(
      layTable(table, 'en').rows.map((row) => (row.kind === 'row' ? row.cells[0] : '')),
      ['81,981.5', 'n/a'],
    );
  });
});

describe('columns', () => {
  test('get room for their longest word, and no more than their share for prose', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ maxLength: 300 }), { minLength: 3, maxLength: 3 }), { maxLength: 8 }),
        (cells) => {
          const columns: Column[] = ['a', 'b', 'c'].map((title) => ({ title, kind: 'text' }));
          const { weights, needed } = weighColumns(
            layTable(
              tableOf(
                columns,
                cells.map((row) => ({ cells: row })),
              ),
              'it',
            ),
          );
          assert.ok(weights.every((weight) => weight >= 3 && weight <= 54));
          assert.ok(weights.reduce((sum, weight) => sum + weight, 0) >= needed);
        },
      ),
    );
  });

  test('keep the widths that they are given', () => {
    const columns: Column[] = [
      { title: 'a', kind: 'text', width: 3 },
      { title: 'b', kind: 'number', width: 1 },
    ];
    assert.deepEqual(
      weighColumns(layTable(tableOf(columns, [{ cells: ['parole '.repeat(50), 1] }]), 'it')).weights,
      [3, 1],
    );
  });
});

describe('pages turned for wide tables', () => {
  const wide: Table = { ...tableOf([{ title: 'a', kind: 'text' }], []), landscape: true };

  test('take adjacent tables and the heading above, never a chapter', () => {
    const { blocks } = numberDocument({
      ...sampleDocument,
      blocks: [h(1, 'Uno'), wide, h(2, 'Due'), wide, wide, h(2, 'Tre')],
    });
    const shape = groupLandscape(blocks).map((group) =>
      Array.isArray(group) ? group.map((block) => block.kind) : group.kind,
    );
    assert.deepEqual(shape, ['heading', ['table', 'heading', 'table', 'table'], 'heading']);
  });
});
