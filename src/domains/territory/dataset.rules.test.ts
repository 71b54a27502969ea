import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findKindOfLevel } from './dataset.rules.js';

describe('the level of a figure, as files write it', () => {
  for (const [level, kind] of [
    ['Comune', 'comune'],
    [' sub-ambito ', 'area'],
    ['provincia', 'province'],
    ['constructor', undefined],
    ['toString', undefined],
    ['', undefined],
  ] as const)
    it(`«${level}» → ${kind}`, () => assert.equal(findKindOfLevel(level), kind));
});
