import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { distance, seenAs, VISIONS, type Vision } from './colour-vision.fixture.js';
import { divergingColours, SERIES_COLOURS, SEX_COLOURS, sequentialColours } from './palette.js';

const visions = Object.keys(VISIONS) as Vision[];

/** Least distance between any two of some colours, with that vision. */
function least(colours: readonly string[], vision: Vision): number {
  const seen = colours.map((colour) => seenAs(colour, vision));
  return Math.min(...seen.flatMap((one, i) => seen.slice(i + 1).map((two) => distance(one, two))));
}

describe('colours for every eye', () => {
  it('distance is that of the published pairs', () => {
    // Pairs 1, 7 and 17 of Sharma, Wu and Dalal's test data.
    assert.ok(Math.abs(distance([50, 2.6772, -79.7751], [50, 0, -82.7485]) - 2.0425) < 1e-4);
    assert.ok(Math.abs(distance([50, 0, 0], [50, -1, 2]) - 2.3669) < 1e-4);
    assert.ok(Math.abs(distance([50, 2.5, 0], [73, 25, -18]) - 27.1492) < 1e-4);
  });

  it('a vision without red or green cones confuses red and green, to prove that the simulation bites', () => {
    const pair = ['#b04a4a', '#6f7a2f'] as const;
    const far = (vision: Vision) => distance(seenAs(pair[0], vision), seenAs(pair[1], vision));
    assert.ok(far('normal') > 30);
    assert.ok(far('deuteranopia') < far('normal') / 2);
  });

  for (const vision of visions) {
    it(`classes of one hue stay apart: ${vision}`, () => {
      for (const count of [2, 3, 4, 5]) {
        const far = least(sequentialColours(count), vision);
        assert.ok(far >= 9, `${count} classes: ${far.toFixed(1)}`);
      }
    });

    it(`classes of two hues stay apart, and the two sides with them: ${vision}`, () => {
      for (const [below, above] of [
        [1, 1],
        [2, 2],
        [3, 3],
        [1, 3],
        [3, 1],
      ] as const) {
        const far = least(divergingColours(below, above), vision);
        assert.ok(far >= 9, `${below} under and ${above} over: ${far.toFixed(1)}`);
      }
    });

    it(`the two sexes stay apart: ${vision}`, () => {
      const far = least([SEX_COLOURS.male, SEX_COLOURS.female], vision);
      assert.ok(far >= 20, far.toFixed(1));
    });

    it(`lines stay apart: ${vision}`, () => {
      const far = least(SERIES_COLOURS, vision);
      assert.ok(far >= 14, far.toFixed(1));
    });
  }
});
