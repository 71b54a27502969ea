import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeXlsx } from '#platform/http/xlsx.js';
import { readTable } from './read-table.js';

test('A small table is read row by row, as text and as a workbook alike', async () => {
  const expected = [
    ['Obiettivo', 'Euro'],
    ['CAS-1', '1250,50'],
    ['Città «Ca»', '3'],
  ];
  const text = expected.map((cells) => cells.join(';')).join('\r\n');
  for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(text, 'latin1')]) {
    const read = await readTable([bytes]);
    assert.ok(read.accepted);
    assert.deepEqual(
      read.rows.map(({ cells }) => cells),
      expected,
    );
  }
  const workbook = await writeXlsx([
    {
      name: 'Foglio',
      columns: [{ label: 'Obiettivo' }, { label: 'Euro' }],
      rows: [
        ['CAS-1', 1.234],
        ['B', 3],
      ],
    },
  ]);
  const read = await readTable([workbook]);
  assert.ok(read.accepted);
  assert.deepEqual(read.rows[1], { line: 2, cells: ['CAS-1', '1,234'] }, 'not a thousand and more');
});

test('What is no table, or too long a one, is refused with its reason', async () => {
  const codeOf = async (bytes: Buffer, options = {}) => {
    const read = await readTable([bytes], options);
    return read.accepted ? 'accepted' : read.problems[0]?.code;
  };
  assert.equal(await codeOf(Buffer.alloc(0)), 'file-empty');
  assert.equal(await codeOf(Buffer.from('%PDF-1.7\n')), 'file-pdf');
  assert.equal(await codeOf(Buffer.from('a;b\n1;2\n3;4\n'), { maxRows: 2 }), 'rows-too-many');
  assert.equal(await codeOf(Buffer.from('a;b\n'.repeat(9)), { maxBytes: 10 }), 'file-too-large');
  assert.equal(await codeOf(Buffer.from('a;b\n"1;2\n')), 'truncated');
});
