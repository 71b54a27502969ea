import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import type { BudgetLine } from '../spending.types.js';
import { buildMatrix, checkMatrix, GROUPINGS, MEASURES, shownTotal } from './matrix.rules.js';

const named = fc.constantFrom('A', 'B', 'C');
const perhaps = fc.option(named);
const cents = fc.integer({ min: 0, max: 1e11 });
const line = fc
  .record({
    objective: named,
    fund: named,
    service: perhaps,
    comune: perhaps,
    year: fc.option(fc.integer({ min: 2021, max: 2023 })),
    allocatedCents: fc.option(cents),
    committedCents: cents,
    paidCents: cents,
    stated: fc.boolean(),
  })
  .map(
    (one): BudgetLine => ({
      ...one,
      id: '',
      version: 1,
      fundName: one.fund,
      fundKind: 'state',
      objectiveId: one.objective,
      objectiveCode: one.objective,
      objectiveTitle: one.objective,
      serviceName: one.service,
      comuneName: one.comune,
      description: null,
      note: null,
    }),
  );

test('However lines are gathered and whatever is summed, rows, columns and the whole agree', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 40 }),
      fc.constantFrom(...GROUPINGS),
      fc.constantFrom(...MEASURES),
      (lines, grouping, measure) => {
        const matrix = buildMatrix(lines, grouping, measure, [2021, 2022, 2023]);
        const wrong = checkMatrix(matrix, lines, measure).filter(({ kind }) =>
          ['row', 'column', 'whole'].includes(kind),
        );
        assert.deepEqual(wrong, []);
        assert.equal(
          matrix.rows.reduce((sum, row) => sum + row.total, 0),
          matrix.total,
        );
      },
    ),
  );
});

test('The whole is the same in every grouping', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom(...MEASURES), (lines, measure) => {
      const whole = GROUPINGS.map(
        (grouping) => buildMatrix(lines, grouping, measure, [2021, 2022, 2023]).total,
      );
      assert.equal(new Set(whole).size, 1);
    }),
  );
});

test('A row whose lines state no sum has no total: not stated is not nil', () => {
  const lines = fc
    .sample(line, { numRuns: 3, seed: 3 })
    .map((one) => ({ ...one, objectiveCode: 'A', allocatedCents: null }));
  const [row] = buildMatrix(lines, 'objective', 'allocated', [2021, 2022, 2023]).rows;
  assert.ok(row);
  assert.equal(shownTotal(row), null);
});

test('A sum that does not add up is named, with the difference', () => {
  const lines = fc.sample(line, { numRuns: 12, seed: 7 });
  const matrix = buildMatrix(lines, 'objective', 'committed', [2021, 2022, 2023]);
  const [row] = matrix.rows;
  assert.ok(row);
  row.total += 5;
  matrix.totals[0] = (matrix.totals[0] ?? 0) - 3;
  const kinds = checkMatrix(matrix, lines, 'committed').map((one) => [
    one.kind,
    'cents' in one ? one.cents : 0,
  ]);
  assert.ok(kinds.some(([kind, cents]) => kind === 'row' && cents === 5));
  assert.ok(kinds.some(([kind, cents]) => kind === 'column' && cents === -3));
});
