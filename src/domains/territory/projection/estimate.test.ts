import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emptyPopulation, totalOf } from './age-vector.js';
import { estimate } from './estimate.js';
import { INVENTED, inventHistories } from './history.fixture.js';
import { knownYears, type PlaceHistory } from './history.js';

const near = (found: number, wanted: number, within: number) =>
  assert.ok(Math.abs(found - wanted) <= within, `${found} is not within ${within} of ${wanted}`);

describe('Estimates', () => {
  const histories = inventHistories(2021, 2026);

  test('find again the fertility and mortality by which invented comuni lived', () => {
    const found = estimate(histories, 2026);
    assert.deepEqual(found.years, [2021, 2022, 2023, 2024, 2025]);
    assert.ok(found.birthsKnown && found.deathsKnown);
    near(found.fertility, 1.25, 0.03);
    near(found.mortality, 1, 0.06);
  });

  test('do nearly as well without published births and deaths', () => {
    const counted = estimate(histories, 2026);
    const bare = estimate(
      histories.map((history) => ({ ...history, births: new Map(), deaths: new Map() })),
      2026,
    );
    assert.ok(!bare.birthsKnown && !bare.deathsKnown);
    near(bare.fertility, counted.fertility, 0.05);
    near(bare.mortality, counted.mortality, 0.12);
  });

  test('do not depend on the order of the comuni', () => {
    const [one, other] = [estimate(histories, 2026), estimate(histories.toReversed(), 2026)];
    near(one.fertility, other.fertility, 1e-9);
    near(one.migration, other.migration, 1e-9);
    for (const place of one.places) {
      const twin = other.places.find(({ code }) => code === place.code);
      near(place.mortality, twin?.mortality ?? 0, 1e-9);
      place.migration.forEach(({ value }, stage) => {
        near(value, twin?.migration[stage]?.value ?? 1, 1e-12);
      });
    }
  });

  test('draw a small comune to the whole more than a large one', () => {
    const { places } = estimate(histories, 2026);
    const errorOf = (size: number) =>
      places.find(({ code }) => code === INVENTED.find((one) => one.size === size)?.code)?.mortalityError ??
      0;
    assert.ok(errorOf(300) > 2 * errorOf(18_000));
    for (const { fertility, mortality } of places) {
      near(fertility, 1, 0.3);
      near(mortality, 1, 0.3);
    }
  });

  test('leave the pandemic out of mortality when another year is known', () => {
    const worse = inventHistories(2019, 2022).map((history) => ({
      ...history,
      deaths: new Map(
        [...history.deaths].map(([year, deaths]) => [year, year === 2020 ? deaths * 3 : deaths]),
      ),
    }));
    near(estimate(worse, 2022).mortality, estimate(inventHistories(2019, 2022), 2022).mortality, 1e-6);
  });

  test('with one 1 January only suppose the standard, without moves', () => {
    const found = estimate(
      histories.map((history) => onlyYears(history, [2026])),
      2026,
    );
    assert.deepEqual(found.years, []);
    assert.equal(found.mortality, 1);
    assert.equal(found.migration, 0);
    assert.ok(found.places.every((place) => place.migration.every(({ value }) => value === 0)));
  });

  test('a comune without residents has no figure that is not a number', () => {
    const empty: PlaceHistory = {
      code: '999999',
      population: new Map([2024, 2025, 2026].map((year) => [year, emptyPopulation()])),
      births: new Map(),
      deaths: new Map(),
    };
    const found = estimate([empty], 2026);
    assert.ok([found.fertility, found.mortality, found.migration].every(Number.isFinite));
  });
});

describe('Years between two 1 Januaries', () => {
  const [history] = inventHistories(2016, 2026, INVENTED.slice(-1));

  test('distant ones are filled along the generations', () => {
    assert.ok(history);
    const years = knownYears(onlyYears(history, [2021, 2026]), 2026);
    assert.deepEqual(
      years.map(({ year }) => year),
      [2021, 2022, 2023, 2024, 2025],
    );
    const middle = years[2]?.after;
    const seen = history.population.get(2024);
    assert.ok(middle && seen);
    near(totalOf(middle) / totalOf(seen), 1, 0.01);
    near((middle.f[40] ?? 0) / (seen.f[40] ?? 1), 1, 0.08);
  });

  test('are five at most, and none after the base', () => {
    assert.ok(history);
    assert.equal(knownYears(history, 2026).length, 5);
    assert.deepEqual(
      knownYears(history, 2018).map(({ year }) => year),
      [2016, 2017],
    );
  });
});

function onlyYears(history: PlaceHistory, years: readonly number[]): PlaceHistory {
  return {
    ...history,
    population: new Map([...history.population].filter(([year]) => years.includes(year))),
  };
}
