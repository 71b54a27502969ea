import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { cutPage } from './paging.js';

describe('pages of a list', () => {
  it('hold every row once, in order, none longer than it may be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (rows, size) => {
        const { pageCount } = cutPage(rows, 1, size);
        const pages = Array.from({ length: pageCount }, (_, index) => cutPage(rows, index + 1, size).rows);
        assert.deepEqual(pages.flat(), rows);
        assert.ok(pages.every((page) => page.length <= size));
      }),
    );
  });

  it('end with the last, whatever is asked', () => {
    const rows = ['a', 'b', 'c'];
    assert.deepEqual(cutPage(rows, 99, 2), { rows: ['c'], page: 2, pageCount: 2 });
    assert.deepEqual(cutPage(rows, 0, 2), { rows: ['a', 'b'], page: 1, pageCount: 2 });
    assert.deepEqual(cutPage([], 3, 2), { rows: [], page: 1, pageCount: 1 });
  });
});
