import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import type { ActionState } from './objective.types.js';
import {
  indicatorProgress,
  objectiveProgress,
  PROGRESS_STATES,
  type ProgressInput,
  progressThroughChildren,
  timeShare,
} from './progress.rules.js';

const plan = { startsOn: '2021-01-01', endsOn: '2023-12-31' };

function state(input: Partial<ProgressInput>, values: Record<string, number> = {}) {
  const latest = new Map(
    Object.entries(values).map(([indicatorId, value]) => [
      indicatorId,
      { indicatorId, value, measuredOn: '2022-01-01' },
    ]),
  );
  return objectiveProgress({ actions: [], indicators: [], latest, plan, today: '2022-07-01', ...input });
}

const aim = (id: string, target: number | null, baseline: number | null = null) => ({ id, target, baseline });
const act = (one: ActionState, endsOn: string | null = null) => ({ state: one, endsOn });

describe('how far a value has come', () => {
  for (const [baseline, target, value, expected] of [
    [0, 3, 2, 2 / 3],
    [null, 3, 3, 1],
    [145, 130, 139, 0.4],
    [145, 130, 150, 0],
    [6, 6, 6, 1],
    [6, 6, 7, 0],
    [0, 3, 6, 2],
    [0, null, 2, null],
  ] as const) {
    it(`from ${baseline} to ${target}, at ${value}`, () => {
      const progress = indicatorProgress({ baseline, target }, value);
      if (expected === null) assert.equal(progress, null);
      else assert.ok(Math.abs((progress ?? Number.NaN) - expected) < 1e-9, String(progress));
    });
  }
  it('is not known before the first measure', () => {
    assert.equal(indicatorProgress({ baseline: 0, target: 3 }, undefined), null);
  });
});

describe('the state of an objective', () => {
  for (const [name, input, values, expected, rule] of [
    ['has nothing', {}, {}, 'notMeasurable', 'no-indicators'],
    ['has no targets', { indicators: [aim('a', null)] }, {}, 'notMeasurable', 'no-targets'],
    ['was never measured', { indicators: [aim('a', 3)] }, {}, 'unmeasured', 'unmeasured'],
    ['keeps up with time', { indicators: [aim('a', 10)] }, { a: 5 }, 'onCourse', 'on-course'],
    ['lags behind time', { indicators: [aim('a', 10)] }, { a: 1 }, 'late', 'late-indicators'],
    ['reached its aim', { indicators: [aim('a', 10)] }, { a: 11 }, 'reached', 'reached'],
    [
      'has one unmeasured still',
      { indicators: [aim('a', 10), aim('b', 4)] },
      { a: 11 },
      'onCourse',
      'on-course',
    ],
    [
      'missed a date',
      { actions: [act('planned', '2022-06-30')], indicators: [aim('a', 1)] },
      { a: 1 },
      'late',
      'late-actions',
    ],
    ['did everything', { actions: [act('done', '2022-06-30')] }, {}, 'reached', 'actions'],
    ['is at work', { actions: [act('underWay', '2023-06-30'), act('done')] }, {}, 'onCourse', 'actions'],
  ] as [string, Partial<ProgressInput>, Record<string, number>, string, string][]) {
    it(name, () => {
      const progress = state(input, values);
      assert.equal(progress.state, expected);
      assert.equal(progress.rule, `plan.progress.${rule}`);
    });
  }

  it('is always one of the five, whatever is measured', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, fc.option(numbers), fc.option(numbers))), (rows) => {
        const indicators = rows.map(([, baseline, target], id) => aim(String(id), target, baseline));
        const values = Object.fromEntries(rows.map(([value], id) => [String(id), value]));
        assert.ok(PROGRESS_STATES.includes(state({ indicators }, values).state));
      }),
    );
  });

  it('of one that others carry out is the worst of theirs', () => {
    const of = (one: 'late' | 'reached' | 'unmeasured') => ({ state: one, rule: '', values: {} });
    assert.equal(progressThroughChildren([of('reached'), of('late'), of('unmeasured')])?.state, 'late');
    assert.equal(progressThroughChildren([]), undefined);
  });
});

describe('time', () => {
  for (const [today, expected] of [
    ['2020-01-01', 0],
    ['2021-01-01', 0],
    ['2024-05-01', 1],
  ] as const)
    it(today, () => assert.equal(timeShare(plan, today), expected));
});
