import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { type Fund, NO_RULES } from '../spending.types.js';
import { apportion } from './apportion.rules.js';
import { findFundProblems, gatherFundYears, refusalOfCarryOver, sumFundYears } from './fund-year.rules.js';

const fund = (rules: Partial<Fund> = {}): Fund => ({
  ...NO_RULES,
  id: 'f',
  code: 'fnps',
  version: 1,
  name: 'FNPS',
  kind: 'state',
  note: null,
  ...rules,
});
const sums = (year: number | null, allocatedCents: number, committedCents = 0, paidCents = 0) => ({
  fundId: 'f',
  year,
  allocatedCents,
  committedCents,
  paidCents,
  unstated: 0,
});

test('Parts in proportion add up to the cent, and none is a cent away from its exact share', () => {
  assert.deepEqual(apportion(100_00, [1, 1, 1]), [33_34, 33_33, 33_33]);
  assert.deepEqual(apportion(10, [5, 5, 0, 90]), [1, 0, 0, 9]);
  assert.deepEqual(apportion(5, [0, 0]), [0, 0]);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e13 }),
      fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 60 }),
      (total, weights) => {
        const whole = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(whole > 0);
        const parts = apportion(total, weights);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          total,
        );
        parts.forEach((part, at) => {
          // |part − exact| < 1, kept in whole numbers.
          const away = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(weights[at] ?? 0);
          assert.ok(away < BigInt(whole) && -away < BigInt(whole));
        });
      },
    ),
  );
});

test('The years of a fund hold what came, what went and what is left; together they hold what was assigned', () => {
  const years = gatherFundYears(
    [
      { year: 2021, assignedCents: 100_00 },
      { year: 2021, assignedCents: 20_00 },
      { year: 2022, assignedCents: 50_00 },
    ],
    [{ year: 2021, carriedCents: 30_00 }],
    [sums(2021, 80_00, 70_00, 60_00), sums(2022, 90_00), sums(null, 5_00)],
  );
  assert.deepEqual(
    years.map((one) => [one.year, one.available, one.unallocated, one.residual]),
    [
      [2021, 90_00, 10_00, 20_00],
      [2022, 80_00, -10_00, 80_00],
      [null, null, null, null],
    ],
  );
  const whole = sumFundYears(years);
  assert.equal(whole.available, 170_00);
  assert.equal(whole.assigned, 170_00);
  assert.equal(whole.allocated, 175_00);
});

test('However money is carried over, the years together have what was assigned', () => {
  const year = fc.integer({ min: 2021, max: 2026 });
  const cents = fc.integer({ min: 1, max: 1e11 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ year, assignedCents: cents }), { minLength: 1 }),
      fc.array(fc.record({ year, carriedCents: cents })),
      (assignments, carried) => {
        const whole = sumFundYears(gatherFundYears(assignments, carried, []));
        const assigned = assignments.reduce((sum, one) => sum + one.assignedCents, 0);
        assert.equal(whole.available, assigned);
        assert.equal(whole.carriedIn, whole.carriedOut);
      },
    ),
  );
});

test('What a fund’s rules find wrong is told, and nothing where it is in order', () => {
  const rules = fund({
    firstYear: 2021,
    lastYear: 2022,
    spendBy: '2022-12-31',
    carryOver: 'allowed',
    carryOverUntil: '2022-11-30',
    coFundingHundredths: 20_00,
    policyAreas: ['A'],
  });
  const years = gatherFundYears(
    [{ year: 2021, assignedCents: 100 }],
    [],
    [sums(2021, 150, 120), sums(2023, 1)],
  );
  const objective = (code: string, area: string, othersCents: number) => ({
    code,
    policyAreas: [area],
    ownCents: 80,
    othersCents,
  });
  const found = findFundProblems(rules, years, '2022-10-15', [
    objective('X-1', 'A', 20),
    objective('X-2', 'B', 19),
  ]);
  assert.deepEqual(
    found.map((one) => one.kind),
    ['overAllocated', 'overCommitted', 'outsideYears', 'spendByNear', 'otherArea', 'coFunding'],
  );
  assert.deepEqual(
    findFundProblems(rules, years, '2023-01-01', []).map((one) => one.kind),
    ['overAllocated', 'overCommitted', 'outsideYears', 'spendByPast'],
  );
  const calm = gatherFundYears([{ year: 2021, assignedCents: 100 }], [], [sums(2021, 100, 50, 50)]);
  assert.deepEqual(findFundProblems(fund(), calm, '2021-05-01', [objective('X-1', 'B', 0)]), []);
});

test('What is left of a year goes to the next only where the fund allows it, in time, and no more than there is', () => {
  const [year] = gatherFundYears([{ year: 2021, assignedCents: 100 }], [], [sums(2021, 0, 30)]);
  const carried = { carriedCents: 70, actOn: '2021-12-01' };
  const codeOf = (rules: Partial<Fund>, given = carried) =>
    refusalOfCarryOver(fund(rules), year, given)?.code ?? null;
  assert.equal(codeOf({}), 'spending.carry-over.unsaid');
  assert.equal(codeOf({ carryOver: 'refused' }), 'spending.carry-over.refused');
  assert.equal(codeOf({ carryOver: 'allowed' }), null);
  assert.equal(codeOf({ carryOver: 'allowed', carryOverUntil: '2021-11-30' }), 'spending.carry-over.late');
  assert.equal(
    codeOf({ carryOver: 'allowed' }, { ...carried, carriedCents: 71 }),
    'spending.carry-over.too-much',
  );
});
