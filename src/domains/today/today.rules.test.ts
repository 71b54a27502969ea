import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wholePercent } from './today.rules.js';

describe('figures of today', () => {
  it('rounds a share to nothing or to all only where it is so', () => {
    assert.deepEqual(
      [
        [0, 32],
        [1, 900],
        [31, 32],
        [899, 900],
        [32, 32],
        [0, 0],
      ].map(([part = 0, whole = 0]) => wholePercent(part, whole)),
      [0, 1, 97, 99, 100, null],
    );
  });
});
