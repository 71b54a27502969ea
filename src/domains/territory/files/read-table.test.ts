import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeXlsx } from '#platform/http/xlsx.js';
import { readTable, readTables } from './read-table.js';
import { workbookParts, zipOf } from './workbook.fixture.js';

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
  assert.equal(await codeOf(Buffer.from('a;b\n1;2\n3;4\n'), { maxRows: 1 }), 'rows-too-many');
  assert.equal(await codeOf(Buffer.from('a;b\n'.repeat(9)), { maxBytes: 10 }), 'file-too-large');
  assert.equal(await codeOf(Buffer.from('a;b\n"1;2\n')), 'truncated');
});

test('Every sheet of a workbook is read; formulas are refused with their sheet, row and column where asked', async () => {
  const workbook = zipOf(
    workbookParts({
      Primo: [['A'], ['uno']],
      Vuoto: [],
      Secondo: [['B'], ['due'], [{ formula: '1+1', value: 2 }]],
    }),
  );
  const read = await readTables([workbook]);
  assert.ok(read.accepted);
  assert.deepEqual(
    read.sheets.map(({ name, rows }) => [name, rows.length]),
    [
      ['Primo', 2],
      ['Secondo', 3],
    ],
  );
  const refused = await readTables([workbook], { refusesFormulas: true });
  assert.ok(!refused.accepted);
  const [problem] = refused.problems;
  assert.deepEqual(
    [problem?.code, problem?.place, problem?.line, problem?.column],
    ['formula-refused', 'Secondo', 3, 1],
  );
  assert.ok((await readTable([workbook], { refusesFormulas: true })).accepted, 'the first sheet has none');
});
