import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { dodgeLabels } from './label-dodge.js';

describe('dodgeLabels', () => {
  it('leaves alone what is far enough', () => {
    assert.deepEqual(dodgeLabels([10, 50, 90], 15, 0, 100), [10, 50, 90]);
  });
  it('parts two that coincide, evenly', () => {
    assert.deepEqual(dodgeLabels([50, 50], 10, 0, 100), [45, 55]);
  });
  it('keeps the order of the input and the bounds', () => {
    assert.deepEqual(dodgeLabels([99, 1], 10, 0, 90), [90, 1]);
    assert.deepEqual(dodgeLabels([], 10, 0, 90), []);
  });
  it('never overlaps, never leaves the bounds, never changes order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (wanted) => {
          const placed = dodgeLabels(wanted, 12, 0, 200);
          const step = Math.min(12, 200 / Math.max(1, wanted.length - 1));
          const order = [...wanted.keys()].toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
          order.forEach((index, rank) => {
            const here = placed[index] ?? Number.NaN;
            assert.ok(here >= -1e-9 && here <= 200 + 1e-9);
            if (rank > 0) assert.ok(here - (placed[order[rank - 1] ?? 0] ?? 0) >= step - 1e-9);
          });
        },
      ),
    );
  });
});
