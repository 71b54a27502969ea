import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findShared } from '../territory.fixture.js';
import { backTestYear, beatsGuesses, testBack } from './back-test.js';
import { inventHistories, readRegions } from './history.fixture.js';

describe('The back-test', () => {
  test('starts as far back as leaves two 1 Januaries known, five years at most', () => {
    assert.equal(backTestYear([]), undefined);
    assert.equal(backTestYear([2024]), undefined);
    assert.equal(backTestYear([2024, 2025]), undefined);
    assert.equal(backTestYear([2024, 2025, 2026]), 2025);
    assert.equal(backTestYear([2019, 2020, 2021, 2022, 2023]), 2020);
    assert.equal(backTestYear([2010, 2015, 2019, 2022, 2026]), 2022);
    assert.equal(backTestYear(Array.from({ length: 20 }, (_, year) => 2007 + year)), 2021);
  });

  test('beats both guesses where people live by the rules it supposes', () => {
    const test = testBack(inventHistories(2016, 2026), 2021, 2026);
    assert.equal(test.places, 27);
    assert.deepEqual(
      test.sizes.map(({ size, count }) => [size, count]),
      [
        ['small', 7],
        ['medium', 10],
        ['large', 8],
        ['city', 2],
      ],
    );
    assert.ok(beatsGuesses(test.overall));
    assert.ok(test.sizes.every(beatsGuesses));
    assert.ok(test.covered > 0.7 && test.widening < 1.5);
  });

  test('knows nothing that came after its start', () => {
    const histories = inventHistories(2016, 2026);
    const blind = histories.map((history) => ({
      ...history,
      births: new Map(
        [...history.births].map(([year, births]) => [year, year >= 2021 ? births * 9 : births]),
      ),
      deaths: new Map(
        [...history.deaths].map(([year, deaths]) => [year, year >= 2021 ? deaths * 9 : deaths]),
      ),
    }));
    assert.deepEqual(testBack(blind, 2021, 2026), testBack(histories, 2021, 2026));
  });

  test('says when a simple guess is better', () => {
    assert.ok(!beatsGuesses({ count: 1, projection: 3, constant: 2, linear: 4 }));
    assert.ok(!beatsGuesses({ count: 1, projection: 3, constant: 4, linear: 2 }));
    assert.ok(beatsGuesses({ count: 1, projection: 1, constant: 4, linear: 2 }));
  });

  test('on ISTAT’s regions, 2020 to 2023, errs less than either guess over all ages, through the pandemic', (context) => {
    const regions = readRegions(findShared());
    if (!regions) return context.skip('the folder with ISTAT’s files is not on this machine');
    const near = testBack(regions, 2020, 2023);
    assert.equal(near.places, 20);
    assert.ok(beatsGuesses(near.overall));
    assert.ok(near.overall.projection < 2, `${near.overall.projection}`);
    const total = near.ages.find(({ measure }) => measure === 'total');
    assert.ok(total && total.projection < 0.5 && beatsGuesses(total));
    // Nobody could know the deaths of the pandemic: the oldest are told worse than by leaving them unchanged.
    const oldest = near.ages.find(({ measure }) => measure === '85+');
    assert.ok(oldest && !beatsGuesses(oldest));
    const far = testBack(regions, 2019, 2023);
    assert.ok(beatsGuesses(far.overall));
    assert.ok(far.overall.projection < 3.5, `${far.overall.projection}`);
  });
});
