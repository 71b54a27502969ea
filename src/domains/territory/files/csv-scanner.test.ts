import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import { fc } from '#platform/properties.fixture.js';
import type { CsvRecord } from './csv-record.types.js';
import { CsvScanner } from './csv-scanner.js';

const options = { delimiter: ';', maxLength: 64 * 1024, maxColumns: 50 };

function scan(pieces: readonly string[], given = options): { records: CsvRecord[]; scanner: CsvScanner } {
  const scanner = new CsvScanner(given);
  const records = [...pieces.flatMap((piece) => scanner.write(piece)), ...scanner.end()];
  return { records, scanner };
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', '\r', ' ', '1'),
  maxLength: 6,
});
const table = fc.array(
  fc.array(cell, { minLength: 1, maxLength: 5 }).filter((cells) => cells.some((text) => text.trim() !== '')),
  { maxLength: 8 },
);

describe('The scanner of delimited text', () => {
  it('gives back any table that was written, in any pieces and with any line end', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(';', ',', '\t', '|'),
        fc.array(fc.nat(), { maxLength: 10 }),
        (rows, lineEnd, delimiter, cuts) => {
          const text = stringify(rows, {
            delimiter,
            record_delimiter: lineEnd,
            quoted_match: /[\r\n;,\t|"]/,
          });
          const edges = [
            0,
            ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b),
            text.length,
          ];
          const pieces = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
          const { records, scanner } = scan(pieces, { ...options, delimiter });
          assert.equal(scanner.failure, undefined);
          assert.deepEqual(
            records.map(({ cells }) => cells),
            rows,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says on which line each record begins, past breaks inside cells and blank rows', () => {
    const { records } = scan(['a;b\r\n"c\nd\r\ne";f\r\n\r\n;;\r\ng;h']);
    assert.deepEqual(
      records.map(({ line, cells, isTerminated }) => [line, cells[0], isTerminated]),
      [
        [1, 'a', true],
        [2, 'c\nd\r\ne', true],
        [7, 'g', false],
      ],
    );
  });

  const failures: [string, string, string, number][] = [
    ['a quote inside a bare cell', 'a;b\nc"d;e\n', 'quote-misplaced', 2],
    ['text after a closing quote', 'a;b\n"c"d;e\n', 'quote-misplaced', 2],
    ['another separator after a quote', 'a;b\n"c","e"\n', 'separator-mixed', 2],
    ['a quote never closed', 'a;b\n"c;d\ne;f\n', 'truncated', 2],
    ['too many columns', `a\n${';'.repeat(60)}x\n`, 'columns-too-many', 2],
    ['too long a record', `a\n${'x'.repeat(70_000)}\nb\n`, 'line-too-long', 2],
  ];
  for (const [what, text, code, line] of failures) {
    it(`stops at ${what}, after what came before`, () => {
      for (const pieces of [[text], [...text]]) {
        if (pieces.length > 10_000) continue;
        const { records, scanner } = scan(pieces);
        assert.deepEqual([scanner.failure?.code, scanner.failure?.line], [code, line]);
        assert.equal(records.length, 1);
      }
    });
  }

  it('takes misplaced quotes as they are when it only looks', () => {
    const scanner = new CsvScanner({ ...options, isRelaxed: true });
    const records = [...scanner.write('a "b" c;d\n"e" f;g\n'), ...scanner.end()];
    assert.equal(scanner.failure, undefined);
    assert.deepEqual(
      records.map(({ cells }) => cells),
      [
        ['a "b" c', 'd'],
        ['e f', 'g'],
      ],
    );
  });
});
