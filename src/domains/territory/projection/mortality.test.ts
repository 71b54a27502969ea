import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findShared } from '../territory.fixture.js';
import { addPopulations } from './age-vector.js';
import { readRegions } from './history.fixture.js';
import { levelOfLifeExpectancy, lifeExpectancy, meanLifeExpectancy, survivalAt } from './mortality.js';

describe('Standard mortality', () => {
  test('gives the life expectancy that ISTAT published for Italy, 2019', () => {
    assert.equal(lifeExpectancy('m', 1).toFixed(1), '81.1');
    assert.equal(lifeExpectancy('f', 1).toFixed(1), '85.4');
  });

  test('grows with age from adulthood, and women live longer at every age', () => {
    const { m, f } = survivalAt(1);
    for (let age = 30; age < 100; age++) {
      assert.ok((m.ages[age + 1] ?? 1) < (m.ages[age] ?? 0), `males, ${age}`);
      assert.ok((f.ages[age + 1] ?? 1) < (f.ages[age] ?? 0), `females, ${age}`);
    }
    for (let age = 0; age <= 100; age++) assert.ok((f.ages[age] ?? 0) >= (m.ages[age] ?? 1), `${age}`);
  });

  test('a level is found again from its life expectancy', () => {
    for (const level of [0.5, 0.8, 1, 1.3, 2]) {
      const found = levelOfLifeExpectancy(meanLifeExpectancy(level));
      assert.ok(Math.abs(found / level - 1) < 1e-6, `${level}: ${found}`);
    }
  });

  test('from 70 years up is that of Italy’s generations from 2019 to 2020', (context) => {
    const regions = readRegions(findShared());
    if (!regions) return context.skip('the folder with ISTAT’s files is not on this machine');
    const [before, after] = [2019, 2020].map((year) =>
      addPopulations(regions.flatMap(({ population }) => population.get(year) ?? [])),
    );
    const survival = survivalAt(1);
    for (const sex of ['m', 'f'] as const)
      for (let age = 70; age < 98; age++) {
        const seen = (after?.[sex][age + 1] ?? 0) / (before?.[sex][age] ?? 1);
        assert.ok(Math.abs((survival[sex].ages[age] ?? 0) - seen) < 0.012, `${sex} ${age}: ${seen}`);
      }
  });
});
