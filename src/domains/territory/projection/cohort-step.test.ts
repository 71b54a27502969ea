import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { AGES, type Population, SEXES, totalOf } from './age-vector.js';
import { type StepInput, stepYear } from './cohort-step.js';

const ages = (value: fc.Arbitrary<number>) =>
  fc.array(value, { minLength: AGES, maxLength: AGES }).map((values) => Float64Array.from(values));
const people = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5000, noNaN: true }));
const populations: fc.Arbitrary<Population> = fc.record({ m: ages(people), f: ages(people) });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const survivals = fc.record({ ages: ages(share), birth: share });
const migrations = fc.record({
  rates: ages(fc.double({ min: -3, max: 3, noNaN: true })),
  base: ages(people),
});
const inputs: fc.Arbitrary<StepInput> = fc.record({
  survival: fc.record({ m: survivals, f: survivals }),
  fertility: fc.double({ min: 0, max: 4, noNaN: true }),
  migration: fc.record({ m: migrations, f: migrations }),
});

const everybodyLives = { ages: new Float64Array(AGES).fill(1), birth: 1 };
const nobodyMoves = { rates: new Float64Array(AGES), base: new Float64Array(AGES) };

describe('A year of a population', () => {
  test('without births, deaths and moves only ages it', () => {
    fc.assert(
      fc.property(populations, (before) => {
        const { population, account } = stepYear(before, {
          survival: { m: everybodyLives, f: everybodyLives },
          fertility: 0,
          migration: { m: nobodyMoves, f: nobodyMoves },
        });
        for (const sex of SEXES) {
          assert.equal(population[sex][0], 0);
          for (let age = 1; age < AGES - 1; age++) assert.equal(population[sex][age], before[sex][age - 1]);
          assert.equal(
            population[sex][AGES - 1],
            (before[sex][AGES - 2] ?? 0) + (before[sex][AGES - 1] ?? 0),
          );
        }
        assert.deepEqual([account.births, account.deaths, account.migration], [0, 0, 0]);
      }),
    );
  });

  test('adds up: start, births, deaths and moves give the end', () => {
    fc.assert(
      fc.property(populations, inputs, (before, input) => {
        const { population, account } = stepYear(before, input);
        const told = account.start + account.births - account.deaths + account.migration;
        const size = 1 + account.start + account.births;
        assert.ok(Math.abs(told - account.end) < 1e-9 * size);
        assert.ok(Math.abs(totalOf(population) - account.end) < 1e-9 * size);
        assert.ok(Math.abs(totalOf(before) - account.start) < 1e-9 * size);
      }),
    );
  });

  test('leaves no age below zero, whoever leaves', () => {
    fc.assert(
      fc.property(populations, inputs, (before, input) => {
        const { population, account } = stepYear(before, input);
        for (const sex of SEXES)
          for (const value of population[sex]) assert.ok(value >= -1e-12 && Number.isFinite(value));
        assert.ok(account.births >= 0 && account.deaths >= -1e-9);
      }),
    );
  });

  test('does not change what it is given', () => {
    fc.assert(
      fc.property(populations, inputs, (before, input) => {
        const kept = SEXES.map((sex) => [...before[sex]]);
        stepYear(before, input);
        assert.deepEqual(
          SEXES.map((sex) => [...before[sex]]),
          kept,
        );
      }),
      { numRuns: 20 },
    );
  });
});
