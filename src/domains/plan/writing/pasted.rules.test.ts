import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTooLargeTable } from './pasted.rules.js';

const table = (rows: number, columns: number, cell = '<TD class="xl65">7</TD>') =>
  `<table>${`<tr>${cell.repeat(columns)}</tr>`.repeat(rows)}</table>`;

test('What a text cannot hold is known from the markup, before it is drawn', () => {
  const found: [string, string, ReturnType<typeof findTooLargeTable>][] = [
    ['nothing', '', null],
    ['no table', '<p>Due parole</p>', null],
    ['the largest', table(301, 20), null],
    ['a row more', table(302, 20), { of: 'rows', count: 301, most: 300 }],
    ['a column more', table(2, 21), { of: 'columns', count: 21, most: 20 }],
    ['both: the rows are told', table(5_001, 30), { of: 'rows', count: 5_000, most: 300 }],
    ['headings count as cells', table(1, 21, '<th>a</th>'), { of: 'columns', count: 21, most: 20 }],
    ['two tables are two', table(200, 12) + table(200, 12), null],
    ['a table in a cell', table(2, 2, `<td>${table(200, 12)}</td>`), null],
    [
      'the outer one, after an inner',
      `<table><tr><td>${table(2, 2)}</td></tr>${'<tr></tr>'.repeat(400)}</table>`,
      { of: 'rows', count: 400, most: 300 },
    ],
    [
      'tags never closed',
      '<table><tr><td>'.concat('<tr><td>'.repeat(400)),
      { of: 'rows', count: 400, most: 300 },
    ],
    ['other words that begin alike', '<track><thing><tdx>', null],
  ];
  for (const [what, html, expected] of found) assert.deepEqual(findTooLargeTable(html), expected, what);
});
