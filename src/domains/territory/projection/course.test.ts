import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { AGES, MEASURES, SEXES, totalOf } from './age-vector.js';
import { addCourses, bandOf, roundBand, roundingOf } from './band.js';
import { openOutlook, projectPlace, projectPlain } from './course.js';
import { estimate } from './estimate.js';
import { INVENTED, inventHistories } from './history.fixture.js';
import { HORIZON, SCENARIO_LIMITS, type Scenario, shippedScenario } from './scenario.types.js';

const guess = estimate(inventHistories(2021, 2026), 2026);
const central = shippedScenario('centrale', guess);
const courses = guess.places.map((place) => projectPlace(openOutlook(guess, central), place));

const within = ({ least, most }: { least: number; most: number }) =>
  fc.double({ min: least, max: most, noNaN: true });
const scenarios: fc.Arbitrary<Scenario> = fc.record({
  fertility: within(SCENARIO_LIMITS.fertility),
  lifeGain: within(SCENARIO_LIMITS.lifeGain),
  migration: within(SCENARIO_LIMITS.migration),
});
const aPlace = fc.constantFrom(...guess.places);

describe('The course of a comune', () => {
  test('starts from the residents there are and goes on for ten years', () => {
    courses.forEach((course, index) => {
      assert.equal(course.populations[0], guess.places[index]?.base);
      assert.equal(course.populations.length, HORIZON + 1);
      assert.ok(course.own[0]?.every((variance) => variance === 0));
    });
  });

  test('keeps the account of each year and never falls below zero, in any scenario', () => {
    fc.assert(
      fc.property(aPlace, scenarios, (place, scenario) => {
        const { populations, accounts } = projectPlain(openOutlook(guess, scenario), place);
        accounts.forEach(({ start, births, deaths, migration, end }, year) => {
          assert.ok(Math.abs(start + births - deaths + migration - end) < 1e-6);
          assert.ok(Math.abs(start - totalOf(populations[year] ?? place.base)) < 1e-6);
          assert.ok(Math.abs(end - totalOf(populations[year + 1] ?? place.base)) < 1e-6);
        });
        for (const population of populations)
          for (const sex of SEXES)
            for (let age = 0; age < AGES; age++) assert.ok((population[sex][age] ?? -1) >= 0);
      }),
      { numRuns: 60 },
    );
  });

  for (const part of ['fertility', 'lifeGain', 'migration'] as const)
    test(`has no fewer residents with more ${part}`, () => {
      fc.assert(
        fc.property(aPlace, scenarios, within(SCENARIO_LIMITS[part]), (place, scenario, other) => {
          const [less, more] = [scenario[part], other]
            .sort((a, b) => a - b)
            .map((value) => {
              const outlook = openOutlook(guess, { ...scenario, [part]: value });
              return projectPlain(outlook, place).populations.map(totalOf);
            });
          more?.forEach((total, year) => {
            assert.ok(total >= (less?.[year] ?? 0) - 1e-6, `year ${year}: ${less?.[year]} > ${total}`);
          });
        }),
        { numRuns: 60 },
      );
    });

  test('lies between low and high', () => {
    const totals = (['bassa', 'centrale', 'alta'] as const).map((code) => {
      const outlook = openOutlook(guess, shippedScenario(code, guess));
      return guess.places.map((place) => projectPlain(outlook, place).populations.map(totalOf));
    });
    totals[1]?.forEach((course, place) => {
      course.forEach((total, year) => {
        assert.ok((totals[0]?.[place]?.[year] ?? 0) <= total && total <= (totals[2]?.[place]?.[year] ?? 0));
      });
    });
  });

  test('lives so much longer as the scenario says', () => {
    const longer = openOutlook(guess, { ...central, lifeGain: 3 });
    const place = guess.places.at(-1);
    assert.ok(place && longer.gain.central < 1);
    const old = (outlook: typeof longer) =>
      addCourses([projectPlace(outlook, place)]).bands[HORIZON]?.[MEASURES.indexOf('85+')]?.value ?? 0;
    assert.ok(old(longer) > 1.05 * old(openOutlook(guess, { ...central, lifeGain: 0 })));
  });
});

describe('Bands', () => {
  test('areas are sums of comuni, age by age', () => {
    const area = addCourses(courses);
    area.populations.forEach((population, year) => {
      for (const sex of SEXES)
        for (let age = 0; age < AGES; age++) {
          const sum = courses.reduce((total, one) => total + (one.populations[year]?.[sex][age] ?? 0), 0);
          assert.ok(Math.abs((population[sex][age] ?? 0) - sum) < 1e-6);
        }
    });
    const last = area.accounts.at(-1);
    assert.ok(last);
    assert.ok(Math.abs(last.start + last.births - last.deaths + last.migration - last.end) < 1e-6);
  });

  test('grow with the years, are relatively wider in small comuni, and hold the value', () => {
    const relative = courses.map((course) => {
      const alone = addCourses([course]);
      for (const one of MEASURES)
        for (let year = 1; year <= HORIZON; year++) {
          const { low, value, high } = bandOf(alone, year, one);
          assert.ok(low >= 0 && low <= value && value <= high);
        }
      const widths = [1, 5, 10].map(
        (year) => bandOf(alone, year, 'total').high - bandOf(alone, year, 'total').low,
      );
      assert.ok((widths[0] ?? 0) < (widths[1] ?? 0) && (widths[1] ?? 0) < (widths[2] ?? 0));
      return (widths[2] ?? 0) / bandOf(alone, 10, 'total').value;
    });
    assert.ok((relative[0] ?? 0) > 1.5 * (relative.at(-1) ?? 0));
    const whole = bandOf(addCourses(courses), 10, 'total');
    assert.ok((whole.high - whole.low) / whole.value < (relative.at(-1) ?? 0) * 1.05);
  });

  test('widen as the back-test asks', () => {
    const [one, two] = [1, 2].map((widening) => bandOf(addCourses(courses, widening), 10, 'total'));
    assert.ok(one && two);
    assert.ok(Math.abs(two.high - two.value - 2 * (one.high - one.value)) < 1e-6);
  });

  test('are said without digits that they cover', () => {
    assert.deepEqual(roundBand({ value: 1743.2, low: 1612, high: 1874.4 }), {
      value: 1750,
      low: 1600,
      high: 1900,
    });
    assert.deepEqual(roundBand({ value: 17.4, low: 12.2, high: 22.6 }), { value: 17, low: 12, high: 23 });
    assert.equal(roundingOf({ low: 10, high: 10 }), 1);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (value, reach) => {
          const band = { value, low: Math.max(0, value - reach), high: value + reach };
          const said = roundBand(band);
          assert.ok(said.low <= band.low && said.high >= band.high);
          assert.ok(said.low <= said.value && said.value <= said.high);
        },
      ),
    );
  });

  test('hold about eight in ten of what befell comuni that were not looked at', () => {
    const counts = { seen: 0, held: 0 };
    for (const seed of [11, 12, 13]) {
      const histories = inventHistories(2016, 2026, INVENTED, seed);
      const then = estimate(
        histories.map((history) => ({
          ...history,
          population: new Map([...history.population].filter(([year]) => year <= 2021)),
        })),
        2021,
      );
      const outlook = openOutlook(then, shippedScenario('centrale', then), 5);
      for (const place of then.places) {
        const bands = addCourses([projectPlace(outlook, place)]);
        const after = histories.find(({ code }) => code === place.code)?.population.get(2026);
        assert.ok(after);
        const { low, high } = bandOf(bands, 5, 'total');
        counts.seen += 1;
        if (totalOf(after) >= low && totalOf(after) <= high) counts.held += 1;
      }
    }
    assert.ok(counts.held / counts.seen > 0.75, `${counts.held} of ${counts.seen}`);
  });
});
