import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { figureBatch, type NewObservation } from './figure-batch.js';

const figure = fc.record<NewObservation>({
  variable: fc.constantFrom('population', 'births'),
  placeId: fc.constantFrom('a', 'b', 'c'),
  period: fc.constant('2024'),
  year: fc.constant(2024),
  sex: fc.constantFrom('', 'm', 'f'),
  ageFrom: fc.constantFrom(-1, 0, 5),
  ageTo: fc.constantFrom(-1, 4, 999),
  category: fc.constantFrom('', 'italiani'),
  value: fc.oneof(
    fc.constant(null),
    fc.integer().map((value) => String(value)),
    fc.constantFrom('0.5', '-12.25'),
  ),
  unit: fc.constant(null),
  statedSource: fc.constant(null),
  location: fc.constant(null),
  note: fc.constant(null),
});

const listed = (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(','));

describe('A batch of figures', () => {
  test('says of each figure what it was', () => {
    fc.assert(
      fc.property(fc.array(figure), (rows) => {
        const batch = figureBatch(rows);
        assert.ok(batch.kind === 'alike');
        const [places, placeOf, shapeOf, values] = [
          batch.places,
          batch.placeOf,
          batch.shapeOf,
          batch.values,
        ].map(listed);
        assert.deepEqual(
          values?.map((value, index) => ({
            ...batch.shapes[Number(shapeOf?.[index]) - 1],
            placeId: places?.[Number(placeOf?.[index]) - 1],
            value: value === 'NULL' ? null : value,
          })),
          rows.map((row) => ({ ...row })),
        );
      }),
    );
  });

  test('goes figure by figure where one says more than its number, or is not written as one', () => {
    const [row] = fc.sample(figure, 1);
    for (const more of [
      { note: 'stima' },
      { unit: 'euro' },
      { period: '2023/2024' },
      { value: '1e5' },
      { value: '1,5' },
      { value: '' },
    ])
      assert.equal(figureBatch([{ ...row, ...more } as NewObservation]).kind, 'each');
  });
});
