import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { harmlessText } from './csv.js';
import { writeXlsx } from './xlsx.js';

function parts(bytes: Buffer): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, data]) => [path, strFromU8(data)]));
}

/** Cells of a sheet by their address, numbers as numbers and texts unescaped. */
function cellsOf(sheet: string): Map<string, string | number> {
  const cells = new Map<string, string | number>();
  for (const [, address = '', rest = ''] of sheet.matchAll(/<c r="([A-Z]+\d+)"([\s\S]*?)<\/c>/g)) {
    const number = /<v>([^<]*)<\/v>/.exec(rest)?.[1];
    const text = /<t xml:space="preserve">([^<]*)<\/t>/.exec(rest)?.[1] ?? '';
    const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
    cells.set(
      address,
      number === undefined
        ? text.replace(/&(lt|gt|quot|amp);/g, (found) => entities[found] ?? found)
        : Number(number),
    );
  }
  return cells;
}

describe('writeXlsx', () => {
  it('keeps numbers whole, shows their decimals, leaves what is missing empty', () => {
    const made = parts(
      writeXlsx([
        {
          name: 'Dati',
          columns: [{ label: 'Comune' }, { label: 'Valore', decimals: 1 }],
          rows: [
            ['Viadana', 17.4312345],
            ['Voltido', null],
          ],
        },
      ]),
    );
    const sheet = made['xl/worksheets/sheet1.xml'] ?? '';
    assert.deepEqual(
      [...cellsOf(sheet)],
      [
        ['A1', 'Comune'],
        ['B1', 'Valore'],
        ['A2', 'Viadana'],
        ['B2', 17.4312345],
        ['A3', 'Voltido'],
      ],
    );
    assert.match(made['xl/styles.xml'] ?? '', /formatCode="#,##0\.0"/);
    assert.match(sheet, /state="frozen"/);
  });

  it('has no formula, whatever is written', () => {
    for (const text of ['=1+1', '+39', '-2', '@SUM(A1)', '\t=1']) {
      const sheet = parts(writeXlsx([{ name: 'x', columns: [{ label: 'x' }], rows: [[text]] }]))[
        'xl/worksheets/sheet1.xml'
      ];
      assert.doesNotMatch(sheet ?? '', /<f>/);
      assert.equal(cellsOf(sheet ?? '').get('A2'), `'${text}`);
    }
  });

  it('gives sheets names that spreadsheets take, all different', () => {
    const sheet = { columns: [], rows: [] };
    const book = parts(
      writeXlsx([
        { ...sheet, name: 'a/b:c' },
        { ...sheet, name: 'A b c' },
        { ...sheet, name: '' },
        { ...sheet, name: 'x'.repeat(40) },
      ]),
    )['xl/workbook.xml'];
    const names = [...(book ?? '').matchAll(/sheet name="([^"]*)"/g)].map((match) => match[1]);
    assert.deepEqual(names, ['a b c', 'A b c 2', 'Foglio', 'x'.repeat(31)]);
  });

  it('gives back any text that XML can hold, in any column', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 40 }), (texts) => {
        const sheet =
          parts(writeXlsx([{ name: 'x', columns: texts.map((label) => ({ label })), rows: [texts] }]))[
            'xl/worksheets/sheet1.xml'
          ] ?? '';
        const cells = cellsOf(sheet);
        for (const [i, text] of texts.entries()) {
          const column = i < 26 ? String.fromCharCode(65 + i) : `A${String.fromCharCode(65 + i - 26)}`;
          const writable = Array.from(text.toWellFormed())
            .filter((one) => one >= ' ' || '\t\n\r'.includes(one))
            .filter((one) => one !== '\ufffe' && one !== '\uffff')
            .join('');
          assert.equal(cells.get(`${column}2`) ?? '', text === '' ? '' : harmlessText(writable));
        }
      }),
      { numRuns: 200 },
    );
  });
});
