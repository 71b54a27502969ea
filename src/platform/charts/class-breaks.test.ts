import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { classBreaks, classIndex, roundBreaks, roundIntervals } from './class-breaks.js';

/** Least within-class sum of squares over every way of cutting the sorted distinct values: the definition itself. */
function bestCost(values: readonly number[], count: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const spread = (part: readonly number[]): number => {
    const mean = part.reduce((s, v) => s + v, 0) / part.length;
    return part.reduce((s, v) => s + (v - mean) ** 2, 0);
  };
  const search = (from: number, left: number): number => {
    if (left === 1) return spread(sorted.slice(from));
    let best = Number.POSITIVE_INFINITY;
    for (let end = from + 1; end <= sorted.length - left + 1; end += 1) {
      if (sorted[end] === sorted[end - 1]) continue;
      best = Math.min(best, spread(sorted.slice(from, end)) + search(end, left - 1));
    }
    return best;
  };
  return search(0, count);
}

function costOf(values: readonly number[], breaks: readonly number[]): number {
  const classes = new Map<number, number[]>();
  for (const value of values) {
    const i = classIndex(breaks, value);
    classes.set(i, [...(classes.get(i) ?? []), value]);
  }
  return [...classes.values()].reduce((sum, part) => {
    const mean = part.reduce((s, v) => s + v, 0) / part.length;
    return sum + part.reduce((s, v) => s + (v - mean) ** 2, 0);
  }, 0);
}

describe('classBreaks', () => {
  it('equal interval and quantile', () => {
    const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 100];
    assert.deepEqual(classBreaks(values, 4, 'equal'), [25, 50, 75]);
    assert.deepEqual(classBreaks(values, 2, 'quantile'), [4.5]);
    assert.deepEqual(classBreaks([1, 2, 3, 50, 51, 52, 99, 100], 3, 'natural'), [50, 99]);
  });
  it('few, equal, missing or no values', () => {
    assert.deepEqual(classBreaks([], 5, 'natural'), []);
    assert.deepEqual(classBreaks([7, 7, 7], 5, 'quantile'), []);
    assert.deepEqual(classBreaks([3, 1, 2, 1], 5, 'quantile'), [2, 3]);
    assert.deepEqual(classBreaks([Number.NaN, 4], 5, 'equal'), []);
  });
  it('collapses quantiles that coincide', () => {
    assert.deepEqual(classBreaks([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5], 4, 'quantile'), [2.5]);
  });
  it('natural breaks are the best partition there is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 6, maxLength: 11 }),
        fc.integer({ min: 2, max: 4 }),
        (values, count) => {
          fc.pre(new Set(values).size > count);
          const breaks = classBreaks(values, count, 'natural');
          assert.equal(breaks.length, count - 1);
          assert.ok(Math.abs(costOf(values, breaks) - bestCost(values, count)) < 1e-6);
        },
      ),
      { numRuns: 200 },
    );
  });
  it('does not look at each pair of values', () => {
    const values = Array.from({ length: 200_000 }, (_, i) => Math.sin(i) * 1000 + (i % 97) ** 2);
    const start = process.cpuUsage();
    assert.equal(classBreaks(values, 5, 'natural').length, 4);
    // Half a second of the processor's time; minutes if it did. The bound is far from both, on any machine.
    assert.ok(process.cpuUsage(start).user < 30_000_000);
  });
});

describe('roundBreaks', () => {
  it('gives the breaks that a person would choose', () => {
    const values = [3.8, 5, 7.9, 8.2, 9, 10.6, 11.2, 12, 13.9, 14.1, 15, 16.9, 17.2, 21.2];
    assert.deepEqual(roundBreaks([8.03, 11.01, 13.97, 17.04], values, 1), [8, 11, 14, 17]);
  });
  it('no value changes class, no break repeats or needs more decimals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 0, max: 2 }),
        fc.constantFrom('quantile', 'natural'),
        (raw, decimals, method) => {
          const values = raw.map((v) => Number(v.toFixed(decimals)));
          const before = classBreaks(values, 5, method);
          const breaks = roundBreaks(before, values, decimals);
          for (const each of breaks) assert.equal(Number(each.toFixed(decimals)), each);
          for (const v of values) assert.equal(classIndex(breaks, v), classIndex(before, v));
          assert.equal(new Set(values.map((v) => classIndex(breaks, v))).size, before.length + 1);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('roundIntervals', () => {
  it('moves little and keeps breaks apart', () => {
    assert.deepEqual(roundIntervals([7.28, 10.76, 14.24, 17.72], 1), [7, 11, 14, 18]);
    assert.deepEqual(roundIntervals([25, 50, 75], 0), [25, 50, 75]);
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 2, max: 9000 }), (low, span) => {
        const before = classBreaks(
          [low, low + span, low + 0.4 * span, low + 0.6 * span, low + 0.1, low + 0.2],
          5,
          'equal',
        );
        const after = roundIntervals(before, 1);
        assert.equal(after.length, before.length);
        after.forEach((each, i) => {
          assert.ok(Math.abs(each - (before[i] ?? 0)) <= span / 50 + 0.051);
          assert.ok(i === 0 || each > (after[i - 1] ?? each));
        });
      }),
    );
  });
});
