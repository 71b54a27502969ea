import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { readAges, readNumber, readPeriod, readSex } from './mapped-cells.js';

describe('Cells as people write them', () => {
  it('are numbers in the declared notation only', () => {
    const cases: [string, ',' | '.', string | undefined][] = [
      ['1.234,5', ',', '1234.5'],
      ['1.234', ',', '1234'],
      ['1.234', '.', '1.234'],
      ['1,234.5', '.', '1234.5'],
      ['€ 1.234,00', ',', '1234.00'],
      ['17,4 %', ',', '17.4'],
      ['−3', ',', '-3'],
      ["12'345", '.', '12345'],
      ['1.23,4', ',', undefined],
      ['12.34.567', ',', undefined],
      ['', ',', undefined],
      ['x', '.', undefined],
      ['1e3', '.', undefined],
    ];
    for (const [text, decimal, value] of cases) assert.equal(readNumber(text, decimal), value, text);
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const written = `${whole.toLocaleString('it-IT', { useGrouping: 'always' as unknown as boolean })},${String(cents).padStart(2, '0')}`;
        assert.equal(readNumber(written, ','), `${whole}.${String(cents).padStart(2, '0')}`);
      }),
    );
  });

  it('are ages, sexes and periods', () => {
    const ages: [string, unknown][] = [
      ['7', [7, 7]],
      ['100', [100, null]],
      ['0-4 anni', [0, 4]],
      ['da 5 a 9', [5, 9]],
      ['65+', [65, null]],
      ['65 e più', [65, null]],
      ['oltre 64', [65, null]],
      ['fino a 14', [0, 14]],
      ['meno di 15', [0, 14]],
      ['Totale', [null, null]],
      ['9-4', undefined],
      ['anziani', undefined],
    ];
    for (const [text, expected] of ages) assert.deepEqual(readAges(text), expected, text);
    assert.deepEqual(
      [readSex('Uomini'), readSex('donne'), readSex('TOTALE'), readSex('x')],
      ['m', 'f', '', undefined],
    );
    assert.deepEqual(
      ['anno 2021', '01/01/2021', '2020/21', '2021-07', 'ieri'].map((text) => readPeriod(text)?.period),
      ['2021', '2021', '2020/2021', '2021-07', undefined],
    );
  });
});
