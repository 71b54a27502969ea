import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { AGES, type Forebear, type StoredCounts, type SummedPlace, sumAgeCounts } from './age-count.rules.js';

const comune = (id: string): SummedPlace => ({ id, code: id, name: id, kind: 'comune', members: [id] });
const area = (id: string, members: string[]): SummedPlace => ({
  id,
  code: id,
  name: id,
  kind: 'area',
  members,
});
const flat = (placeId: string, each: number | null, year = 2020, sex: 'm' | 'f' = 'f'): StoredCounts => ({
  placeId,
  year,
  sex,
  counts: new Array<number | null>(AGES).fill(each),
});
const forebear = (partId: string, change: Partial<Forebear> = {}): Forebear => ({
  placeId: 'new',
  partId,
  firstYear: null,
  lastYear: 2018,
  lastIsSure: true,
  besideOwn: false,
  ...change,
});
const firstOf = (
  places: SummedPlace[],
  stored: StoredCounts[],
  forebears: Forebear[] = [],
): (number | undefined)[] => sumAgeCounts(places, stored, forebears).map((row) => row.counts[0]);

describe('Counts by age', () => {
  test('of a place are the sum of its comuni, in whatever order they come', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: AGES, maxLength: AGES });
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), fc.nat(), (each, turn) => {
        const ids = each.map((_, index) => `c${index}`);
        const stored: StoredCounts[] = each.map((one, index) => ({
          placeId: `c${index}`,
          year: 2020,
          sex: 'm',
          counts: one,
        }));
        const turned = [
          ...stored.slice(turn % stored.length),
          ...stored.slice(0, turn % stored.length),
        ].reverse();
        const whole = sumAgeCounts([area('a', ids)], stored, []);
        assert.deepEqual(sumAgeCounts([area('a', [...ids].reverse())], turned, []), whole);
        const expected = Array.from({ length: AGES }, (_, age) =>
          each.reduce((sum, one) => sum + (one[age] ?? 0), 0),
        );
        assert.deepEqual(whole[0]?.counts, expected);
      }),
    );
  });

  test('leave a place out when a comune is missing or an age suppressed', () => {
    assert.deepEqual(firstOf([area('a', ['x', 'y'])], [flat('x', 1)]), []);
    assert.deepEqual(firstOf([comune('x'), area('a', ['x', 'y'])], [flat('x', 1), flat('y', null)]), [1]);
    assert.deepEqual(firstOf([area('a', [])], [flat('x', 1)]), []);
  });

  test('are a place’s own where it has them', () => {
    assert.deepEqual(firstOf([area('a', ['x'])], [flat('a', 9), flat('x', 1)]), [9]);
  });

  test('of a merged comune are those of its forebears until the merger', () => {
    const merged = [forebear('p'), forebear('q')];
    const stored = [flat('p', 1, 2018), flat('q', 2, 2018), flat('new', 4, 2019)];
    assert.deepEqual(firstOf([comune('new')], stored, merged), [3, 4]);
    assert.deepEqual(firstOf([comune('new')], [flat('p', 1, 2018)], merged), []);
    // A publisher who rebuilt the series has said it already.
    assert.deepEqual(firstOf([comune('new')], [flat('p', 1, 2018), flat('new', 7, 2018)], merged), [7]);
    assert.deepEqual(firstOf([area('a', ['new', 'x'])], [...stored, flat('x', 5, 2018)], merged), [8]);
  });

  test('of a comune that took another in are added to it, and missing when they are not there', () => {
    const taken = [forebear('p', { besideOwn: true })];
    assert.deepEqual(firstOf([comune('new')], [flat('p', 1, 2018), flat('new', 2, 2018)], taken), [3]);
    assert.deepEqual(firstOf([comune('new')], [flat('new', 2, 2018)], taken), []);
    assert.deepEqual(firstOf([comune('new')], [flat('new', 2, 2019)], taken), [2]);
    const during = [forebear('p', { besideOwn: true, lastIsSure: false })];
    assert.deepEqual(firstOf([comune('new')], [flat('new', 2, 2018)], during), [2]);
    assert.deepEqual(firstOf([comune('new')], [flat('new', 2, 2017)], during), []);
  });
});
