import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { findDifferences, gatherSeries, type SpendingFigure } from './series.rules.js';
import { findMoneyGaps, sumBy, sumLines, yearsOf } from './spending.rules.js';
import { LineForm } from './spending.schema.js';
import type { BudgetLine, ObjectiveRef } from './spending.types.js';

function line(objective: string, cents: number | null, year: number | null, stated = true): BudgetLine {
  return {
    id: `${objective}${cents}${year}`,
    version: 1,
    fund: 'fnps',
    fundName: 'FNPS',
    fundKind: 'state',
    objectiveId: objective,
    objectiveCode: objective,
    objectiveTitle: objective,
    year,
    description: null,
    allocatedCents: cents,
    stated,
    note: null,
    service: null,
    serviceName: null,
    comune: null,
    comuneName: null,
    committedCents: 0,
    paidCents: 0,
  };
}

function objective(code: string): ObjectiveRef {
  return { id: code, code, title: code, planCode: '2021-2023', placeName: 'x', budgetNote: null, within: [] };
}

const plan = { id: 'p', code: '2021-2023', title: 'Piano', startsOn: '2021-01-01', endsOn: '2023-12-31' };

test('Sums by year, once in the period, worked out and without a sum stay apart', () => {
  const sums = sumLines([
    line('A', 100_00, 2021),
    line('A', 50_01, 2021),
    line('A', 200_00, null, false),
    line('A', null, 2022),
  ]);
  assert.equal(sums.byYear.get(2021), 150_01);
  assert.equal(sums.byYear.get(2022), undefined);
  assert.equal(sums.once, 200_00);
  assert.equal(sums.total, 350_01);
  assert.equal(sums.derived, 200_00);
  assert.equal(sums.unstated, 1);
});

test('The total is the sum of its parts, however lines are grouped', () => {
  const lines = fc.array(
    fc
      .tuple(
        fc.constantFrom('A', 'B', 'C'),
        fc.option(fc.integer({ min: 0, max: 1e12 })),
        fc.option(fc.constantFrom(2021, 2022)),
      )
      .map(([code, cents, year]) => line(code, cents, year)),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(lines, (all) => {
      const whole = sumLines(all);
      const groups = [...sumBy(all, (one) => one.objectiveCode).values()];
      assert.equal(
        groups.reduce((sum, group) => sum + group.total, 0),
        whole.total,
      );
      assert.equal(
        [...whole.byYear.values()].reduce((sum, cents) => sum + cents, whole.once),
        whole.total,
      );
    }),
  );
});

test('Years are those of the plan and of its lines', () => {
  assert.deepEqual(yearsOf(plan, [line('A', 1, 2024), line('A', 1, null)]), [2021, 2022, 2023, 2024]);
});

test('An objective without lines, sums, or with sums worked out is told; one that gathers others is not', () => {
  const lines = [
    line('A.1', null, null),
    line('B', 1, 2021),
    line('B', null, null),
    line('C', 5, null, false),
  ];
  const found = findMoneyGaps(
    ['A', 'A.1', 'A.2', 'B', 'C', 'D'].map(objective),
    sumBy(lines, (one) => one.objectiveCode),
  );
  assert.deepEqual(
    found.map((one) => [one.objective.code, one.kind, one.amount]),
    [
      ['A.1', 'noSum', 1],
      ['A.2', 'noLine', 0],
      ['B', 'someUnstated', 1],
      ['C', 'derived', 5],
      ['D', 'noLine', 0],
    ],
  );
});

test('A published total that is not the sum of its items is found, with the difference', () => {
  const figure = (period: string, item: string, cents: number | null): SpendingFigure => ({
    variable: 'v',
    name: 'spesa',
    place: 'x',
    placeName: 'X',
    period,
    item,
    cents,
    source: 's',
    note: null,
  });
  const [series] = gatherSeries([
    figure('2018', 'pasti', 10_00),
    figure('2018', 'trasporto', 30_00),
    figure('2018', 'totale', 40_00),
    figure('2017', 'pasti', 10_00),
    figure('2017', 'trasporto', null),
    figure('2017', 'totale', 12_00),
  ]);
  assert.ok(series);
  assert.deepEqual(series.periods, ['2017', '2018']);
  assert.deepEqual(
    series.items.map((item) => item.name),
    ['trasporto', 'pasti'],
  );
  assert.deepEqual(findDifferences(series), [{ period: '2017', cents: 2_00 }]);
});

test('Sums are typed in euro and kept in cents; nothing typed is not nil', () => {
  const parse = (allocatedCents: string) =>
    LineForm.safeParse({ fund: 'fnps', allocatedCents, stated: 'yes' });
  assert.equal(parse('10.000,50').data?.allocatedCents, 1_000_050);
  assert.equal(parse('').data?.allocatedCents, null);
  assert.equal(parse('0').data?.allocatedCents, 0);
  assert.equal(parse('-5').error?.issues[0]?.message, 'platform.field.negative');
  assert.equal(parse('tanto').error?.issues[0]?.message, 'platform.field.euro');
});
