import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMapShapesCache } from './map-shapes-cache.js';

describe('createMapShapesCache', () => {
  it('makes shapes once for a key and a size, and lets the least recently used go', () => {
    const shapesOf = createMapShapesCache(2);
    let made = 0;
    const ask = (key: string, width: number): void => {
      const shapes = shapesOf(key, { width }, () => {
        made += 1;
        return [{ code: key, name: key, geometry: null, point: [10, 45] }];
      });
      assert.equal(shapes.shapes[0]?.code, key);
      assert.equal(shapes.width, width);
    };
    ask('a', 100);
    ask('a', 100);
    assert.equal(made, 1);
    ask('a', 200);
    assert.equal(made, 2);
    ask('a', 100);
    ask('b', 100);
    assert.equal(made, 3);
    ask('a', 100);
    assert.equal(made, 3, 'used lately, kept');
    ask('a', 200);
    assert.equal(made, 4, 'the oldest left');
  });
});
