import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { assessImpact, changeOf, chooseComparables, meanSeries, type YearValue } from './impact.rules.js';

const place = (code: string, residents: number | null, ageing: number | null) => ({
  code,
  name: code,
  residents,
  ageing,
});
const series = (values: Record<number, number | null>): YearValue[] =>
  Object.entries(values).map(([year, value]) => ({ year: Number(year), value }));

it('chooses the most alike in size and age, never the place itself, nor those of whom nothing is known', () => {
  const own = place('a', 1000, 200);
  const chosen = chooseComparables(own, [
    own,
    place('double', 2000, 200),
    place('near', 1100, 205),
    place('old', 1000, 290),
    place('unknown', null, 200),
  ]);
  assert.deepEqual(
    chosen.map((one) => one.code),
    ['near', 'double', 'old'],
  );
});

it('looks at size alone where the age of the place is not known', () => {
  const bySize = chooseComparables(place('a', 1000, null), [place('b', 4000, 200), place('c', 900, null)]);
  assert.deepEqual(
    bySize.map((one) => one.code),
    ['c', 'b'],
  );
});

it('compares means of years, and only with enough of them', () => {
  const values = series({ 2016: 100, 2017: 9, 2018: 10, 2019: 11, 2020: 10, 2021: 12, 2022: 14, 2023: null });
  assert.deepEqual(changeOf(values, 2021, 2023), { before: 10, after: 13, yearsBefore: 4, yearsAfter: 2 });
  assert.equal(changeOf(series({ 2020: 1, 2021: 2, 2022: 3 }), 2021, 2023), null);
  assert.equal(changeOf(series({ 2019: 1, 2020: 1, 2021: 2, 2022: null }), 2021, 2023), null);
});

it('tells the difference of differences, or why it cannot', () => {
  const own = series({ 2019: 10, 2020: 10, 2021: 12, 2022: 14 });
  const like = series({ 2019: 5, 2020: 5, 2021: 6, 2022: 6 });
  const told = assessImpact(own, [like, like, like], 2021, 2023);
  assert.deepEqual([told.verdict, told.others, told.difference, told.compared], ['told', 1, 2, 3]);
  assert.deepEqual(assessImpact(own, [like, like, series({ 2021: 1 })], 2021, 2023).verdict, 'noComparables');
  assert.equal(assessImpact(series({ 2021: 1 }), [like, like, like], 2021, 2023).verdict, 'noYears');
});

it('finds no effect where all move alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), (level, step) => {
      const moving = series({ 2019: level, 2020: level, 2021: level + step, 2022: level + step });
      assert.equal(assessImpact(moving, [moving, moving, moving], 2021, 2023).difference, 0);
    }),
  );
});

it('draws the mean of the others only where enough are known', () => {
  const one = series({ 2020: 1, 2021: 2 });
  assert.deepEqual(meanSeries([one, one, series({ 2020: 4, 2021: null })]), [
    { year: 2020, value: 2 },
    { year: 2021, value: null },
  ]);
});
