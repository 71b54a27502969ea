import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { fc } from '#platform/properties.fixture.js';
import { harmlessText } from './csv.js';
import { writeXlsx } from './xlsx.js';

function parts(bytes: Buffer): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, data]) => [path, strFromU8(data)]));
}

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

function withoutEntities(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (found) => ENTITIES[found] ?? found);
}

/** Cells of the first sheet by their address, numbers as numbers, texts as the workbook shares them. */
function cellsOf(book: Record<string, string>): Map<string, string | number> {
  const shared = [
    ...(book['xl/sharedStrings.xml'] ?? '').matchAll(/<si><t[^>]*?(?:\/>|>([\s\S]*?)<\/t>)<\/si>/g),
  ].map(([, text = '']) => withoutEntities(text));
  const cells = new Map<string, string | number>();
  const sheet = book['xl/worksheets/sheet1.xml'] ?? '';
  for (const [, address = '', rest = ''] of sheet.matchAll(/<c r="([A-Z]+\d+)"([^>/]*>[\s\S]*?)<\/c>/g)) {
    const value = Number(/<v>([^<]*)<\/v>/.exec(rest)?.[1]);
    cells.set(address, rest.includes('t="s"') ? (shared[value] ?? '') : value);
  }
  return cells;
}

describe('writeXlsx', () => {
  it('keeps numbers whole, shows their decimals, leaves what is missing empty', async () => {
    const made = parts(
      await writeXlsx([
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
    assert.deepEqual(
      [...cellsOf(made)],
      [
        ['A1', 'Comune'],
        ['B1', 'Valore'],
        ['A2', 'Viadana'],
        ['B2', 17.4312345],
        ['A3', 'Voltido'],
      ],
    );
    assert.match(made['xl/styles.xml'] ?? '', /formatCode="#,##0\.0"/);
    assert.match(made['xl/worksheets/sheet1.xml'] ?? '', /state="frozen"/);
  });

  it('has no formula, whatever is written', async () => {
    for (const text of ['=1+1', '+39', '-2', '@SUM(A1)', '\t=1']) {
      const book = parts(await writeXlsx([{ name: 'x', columns: [{ label: 'x' }], rows: [[text]] }]));
      assert.doesNotMatch(book['xl/worksheets/sheet1.xml'] ?? '', /<f>/);
      assert.equal(cellsOf(book).get('A2'), `'${text}`);
    }
  });

  it('gives sheets names that spreadsheets take, all different', async () => {
    const sheet = { columns: [], rows: [] };
    const book = parts(
      await writeXlsx([
        { ...sheet, name: 'a/b:c' },
        { ...sheet, name: 'A b c' },
        { ...sheet, name: '' },
        { ...sheet, name: 'x'.repeat(40) },
      ]),
    )['xl/workbook.xml'];
    const names = [...(book ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((match) => match[1]);
    assert.deepEqual(names, ['a b c', 'A b c 2', 'Foglio', 'x'.repeat(31)]);
  });

  it('gives back any text, in any column', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 40 }),
        async (texts) => {
          const cells = cellsOf(
            parts(
              await writeXlsx([{ name: 'x', columns: texts.map((label) => ({ label })), rows: [texts] }]),
            ),
          );
          for (const [i, text] of texts.entries()) {
            const column = i < 26 ? String.fromCharCode(65 + i) : `A${String.fromCharCode(65 + i - 26)}`;
            // The sign for what could not be read says nothing, and the writer leaves it out.
            const said = harmlessText(text).replaceAll('\ufffd', '');
            assert.equal(String(cells.get(`${column}2`) ?? '').trimEnd(), said.trimEnd());
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves out what XML cannot hold, which would make the whole workbook unreadable', async () => {
    const book = parts(
      await writeXlsx([{ name: 'x', columns: [], rows: [['a\u0000b\u0008c\ufffed\ud800e']] }]),
    );
    assert.equal(cellsOf(book).get('A2'), 'abcde');
  });
});
