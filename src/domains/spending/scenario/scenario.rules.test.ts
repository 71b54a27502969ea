import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import type { BudgetLine } from '../spending.types.js';
import { applyChanges, coverObjectives, forecastYears } from './scenario.rules.js';
import type { ScenarioChange } from './scenario.types.js';

const line = (given: Partial<BudgetLine>): BudgetLine => ({
  id: '',
  version: 1,
  fund: 'fnps',
  fundName: 'FNPS',
  fundKind: 'state',
  objectiveId: 'A',
  objectiveCode: 'A',
  objectiveTitle: 'A',
  year: 2022,
  description: null,
  allocatedCents: 0,
  stated: true,
  note: null,
  service: null,
  serviceName: null,
  comune: null,
  comuneName: null,
  committedCents: 0,
  paidCents: 0,
  ...given,
});
const change = (given: Partial<ScenarioChange>): ScenarioChange => ({
  fund: null,
  objective: null,
  year: null,
  kind: 'percent',
  value: -10_00,
  ...given,
});

test('A change moves the lines it names, and no other; what has no sum stays without', () => {
  const lines = [
    line({ allocatedCents: 100_00 }),
    line({ allocatedCents: 50_01, year: 2023 }),
    line({ allocatedCents: null }),
    line({ allocatedCents: 10_00, objectiveCode: 'B', fund: 'fna' }),
  ];
  const sums = (...changes: ScenarioChange[]) =>
    applyChanges(lines, changes).lines.map((one) => one.allocatedCents);
  assert.deepEqual(sums(change({ year: 2022, fund: 'fnps' })), [90_00, 50_01, null, 10_00]);
  assert.deepEqual(sums(change({ kind: 'amount', value: -200_00, objective: 'A' })), [0, 0, null, 10_00]);
  assert.deepEqual(sums(change({ objective: 'B' }), change({ objective: 'B' })), [100_00, 50_01, null, 8_10]);
  assert.deepEqual(applyChanges(lines, [change({ year: 2030 })]).idle, [0]);
});

test('The whole moves by what the change says, to the cent, however many lines share it', () => {
  const lines = fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lines, fc.integer({ min: -1e11, max: 1e11 }), (cents, value) => {
      fc.pre(value !== 0);
      const base = cents.map((allocatedCents) => line({ allocatedCents }));
      const before = cents.reduce((sum, one) => sum + one, 0);
      const after = applyChanges(base, [change({ kind: 'amount', value })]).lines.map(
        (one) => one.allocatedCents ?? 0,
      );
      const expected = before === 0 ? 0 : Math.max(0, before + value);
      assert.equal(
        after.reduce((sum, one) => sum + one, 0),
        expected,
      );
      assert.ok(after.every((one) => one >= 0));
    }),
  );
});

test('What an objective loses is told with the first action that is not wholly paid', () => {
  const base = [line({ allocatedCents: 90 })];
  const actions = ['uno', 'due', 'tre'].map((title) => ({ objective: 'A', title }));
  const first = (allocatedCents: number) =>
    coverObjectives(base, [line({ allocatedCents })], actions)[0]?.firstUncovered;
  assert.deepEqual(
    [first(90), first(89), first(60), first(59), first(0)],
    [null, 'tre', 'tre', 'due', 'uno'],
  );
  assert.equal(coverObjectives(base, [line({ allocatedCents: 1 })], [])[0]?.firstUncovered, null);
});

test('A year goes on at its pace, never beyond what is allocated; one that is over stays as it is', () => {
  const lines = [2021, 2022, 2023].map((year) =>
    line({ year, allocatedCents: 1_000, committedCents: 300, paidCents: 100 }),
  );
  const [past, present, future] = forecastYears(lines, [2021, 2022, 2023], '2022-07-02');
  assert.deepEqual([past?.committedAtEnd, past?.paidAtEnd], [300, 100]);
  assert.ok(Math.abs((present?.committedAtEnd ?? 0) - 602) <= 2);
  assert.ok(Math.abs((present?.paidAtEnd ?? 0) - 201) <= 2);
  assert.equal(future?.committedAtEnd, null);
  const fast = forecastYears([line({ allocatedCents: 500, committedCents: 400 })], [2022], '2022-04-01');
  assert.equal(fast[0]?.committedAtEnd, 500);
});
