import assert from 'node:assert/strict';
import { it } from 'node:test';
import { canClose, computedAchievement, differs, outcomeOf, summariseClosing } from './closing.rules.js';

it('computes the degree from actions and indicators, and from neither nothing', () => {
  const of = (...states: string[]) => states.map((state) => ({ state }));
  const cases: [Parameters<typeof computedAchievement>[0], number | null][] = [
    [{ actions: [], measured: 0, share: null }, null],
    [{ actions: of('done', 'planned'), measured: 0, share: null }, 50],
    [{ actions: [], measured: 2, share: 0.804 }, 80],
    [{ actions: of('done', 'done'), measured: 1, share: 0.5 }, 75],
    [{ actions: of('underWay'), measured: 1, share: 0 }, 25],
    [{ actions: of('done'), measured: 0, share: 0 }, 100],
  ];
  for (const [given, degree] of cases)
    assert.equal(computedAchievement(given), degree, JSON.stringify(given));
});

it('takes an action that nobody began as not done', () => {
  assert.deepEqual(['planned', 'underWay', 'suspended', 'x'].map(outcomeOf), [
    'notDone',
    'underWay',
    'suspended',
    'notDone',
  ]);
});

it('calls degrees different from half a point on', () => {
  assert.deepEqual(
    [differs(80, 80.4), differs(80, 81), differs(null, 10), differs(10, null)],
    [false, true, false, false],
  );
});

it('closes what was adopted, and counts only pairs', () => {
  assert.deepEqual(['draft', 'consultation', 'adopted', 'signed', 'inForce', 'closed', null].map(canClose), [
    false,
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
  const lines = [
    { computed: 50, sheet: { achievementPercent: 70 } },
    { computed: 50, sheet: { achievementPercent: 50 } },
    { computed: null, sheet: { achievementPercent: 50 } },
    { computed: 50, sheet: null },
  ];
  assert.deepEqual(summariseClosing(lines), {
    objectives: 4,
    sheets: 3,
    declared: 3,
    computed: 3,
    differing: 1,
    meanDifference: 10,
  });
});
