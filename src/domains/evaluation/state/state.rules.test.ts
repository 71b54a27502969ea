import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import {
  groupStates,
  objectiveState,
  planStates,
  sumStates,
  timePercent,
  worstFirst,
} from './state.rules.js';
import type { ObjectiveTally } from './state.types.js';

const plan = { startsOn: '2021-01-01', endsOn: '2022-12-31' };
/** Half of the period. */
const TODAY = '2022-01-01';

const tally = (given: Partial<ObjectiveTally> = {}): ObjectiveTally => ({
  id: 'a',
  code: 'A-1',
  title: 'Obiettivo',
  policyAreas: ['A'],
  place: 'ambito',
  placeName: 'Ambito',
  parentId: null,
  startsOn: null,
  endsOn: null,
  actions: 0,
  done: 0,
  begun: 0,
  overdue: 0,
  lines: 0,
  allocated: null,
  committed: 0,
  paid: 0,
  indicators: 0,
  measurable: 0,
  measured: 0,
  share: null,
  lateMeasures: 0,
  ...given,
});

it('tells each gauge by the first rule that applies', () => {
  const cases: [Partial<ObjectiveTally>, 'actions' | 'money' | 'indicators', string, string][] = [
    [{}, 'actions', 'none', 'no-actions'],
    [{ actions: 4, done: 3, overdue: 1 }, 'actions', 'late', 'overdue-actions'],
    [{ actions: 4, done: 4 }, 'actions', 'reached', 'all-done'],
    [{ actions: 10, done: 2 }, 'actions', 'late', 'actions-behind'],
    [{ actions: 10, done: 2, begun: 2 }, 'actions', 'onCourse', 'actions-on-course'],
    [{}, 'money', 'none', 'no-lines'],
    [{ lines: 1 }, 'money', 'unmeasured', 'no-sum'],
    [{ lines: 1, allocated: 1000 }, 'money', 'unmeasured', 'nothing-committed'],
    [{ lines: 1, allocated: 1000, committed: 1001 }, 'money', 'late', 'over-allocated'],
    [{ lines: 1, allocated: 1000, committed: 1000, paid: 1000 }, 'money', 'reached', 'all-paid'],
    [{ lines: 1, allocated: 1000, committed: 240 }, 'money', 'late', 'money-behind'],
    [{ lines: 1, allocated: 1000, committed: 250 }, 'money', 'onCourse', 'money-on-course'],
    [{}, 'indicators', 'none', 'no-indicators'],
    [{ indicators: 3 }, 'indicators', 'unmeasured', 'no-targets'],
    [{ indicators: 3, measurable: 2 }, 'indicators', 'unmeasured', 'never-measured'],
    [{ indicators: 3, measurable: 2, measured: 1, share: 0.29 }, 'indicators', 'late', 'indicators-behind'],
    [
      { indicators: 3, measurable: 2, measured: 2, share: 0.6, lateMeasures: 1 },
      'indicators',
      'unmeasured',
      'measures-late',
    ],
    [{ indicators: 2, measurable: 2, measured: 2, share: 1 }, 'indicators', 'reached', 'targets-reached'],
    [
      { indicators: 2, measurable: 2, measured: 1, share: 1 },
      'indicators',
      'onCourse',
      'indicators-on-course',
    ],
  ];
  for (const [given, name, state, rule] of cases) {
    const gauge = objectiveState(tally(given), plan, TODAY).gauges[name];
    assert.deepEqual(
      [gauge.state, gauge.rule],
      [state, `evaluation.state.rule.${rule}`],
      JSON.stringify(given),
    );
  }
});

it('judges an objective by the days of its own actions, where they have days', () => {
  const late = objectiveState(
    tally({ actions: 2, begun: 1, startsOn: '2021-01-01', endsOn: '2022-01-31' }),
    plan,
    TODAY,
  );
  assert.equal(late.state, 'late');
  assert.equal(late.gauges.time.rule, 'evaluation.state.rule.time-own');
  const early = tally({ actions: 2, begun: 1, startsOn: '2021-12-01', endsOn: '2022-12-31' });
  assert.equal(objectiveState(early, plan, TODAY).state, 'onCourse');
});

it('is as bad as the worst of its gauges, or of the objectives that it gathers', () => {
  const whole = objectiveState(
    tally({ actions: 1, done: 1, indicators: 1, measurable: 1, lines: 1, allocated: 10, committed: 1 }),
    plan,
    TODAY,
  );
  assert.deepEqual([whole.state, whole.decidedBy], ['late', 'money']);
  const [top, middle] = planStates(
    [
      tally({ id: 'top' }),
      tally({ id: 'middle', parentId: 'top' }),
      tally({ id: 'leaf', parentId: 'middle', actions: 1, overdue: 1 }),
    ],
    plan,
    TODAY,
  );
  assert.deepEqual([top?.state, middle?.state, top?.decidedBy], ['late', 'late', null]);
});

it('survives a circle of parents', () => {
  const states = planStates(
    [tally({ id: 'a', parentId: 'b' }), tally({ id: 'b', parentId: 'a' })],
    plan,
    TODAY,
  );
  assert.deepEqual(
    states.map((one) => one.state),
    ['none', 'none'],
  );
});

it('puts the worst first and loses nobody', () => {
  const any = fc.record({
    actions: fc.nat(5),
    overdue: fc.nat(1),
    indicators: fc.nat(3),
    lines: fc.nat(1),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (given) => {
      const states = planStates(
        given.map((one, index) => tally({ ...one, id: String(index), policyAreas: index % 2 ? ['A'] : [] })),
        plan,
        TODAY,
      );
      const sorted = worstFirst(states);
      assert.equal(sorted.length, given.length);
      const totals = sumStates(states, plan, TODAY);
      assert.equal(
        Object.values(totals.byState).reduce((sum, one) => sum + one, 0),
        given.length,
      );
      const grouped = groupStates(sorted, 'area').flatMap((group) => group.states);
      assert.equal(grouped.length, given.length);
      const firstFine = sorted.findIndex((one) => one.state === 'onCourse' || one.state === 'reached');
      if (firstFine >= 0) assert.ok(sorted.slice(firstFine).every((one) => one.state !== 'late'));
    }),
  );
});

it('counts time from nothing to all', () => {
  assert.deepEqual(
    ['2020-05-01', '2021-01-01', TODAY, '2022-12-31', '2030-01-01'].map((day) => timePercent(plan, day)),
    [0, 0, 50, 100, 100],
  );
});
