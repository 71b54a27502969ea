import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActionState } from './objective.types.js';
import { countActions, filterActions, groupByObjective, isLate, spanOf } from './schedule.rules.js';
import type { ScheduledAction } from './schedule.types.js';

const TODAY = '2022-06-15';

function action(fields: Partial<ScheduledAction> & { in?: string } = {}): ScheduledAction {
  const code = fields.in ?? 'N-1';
  return {
    id: 'a',
    title: 'Approvare il regolamento sull’affido',
    startsOn: null,
    endsOn: null,
    owner: 'Ufficio di Piano',
    state: 'planned',
    stateReason: null,
    objective: { id: code, code, title: 'Abitare', level: 'subAmbito', policyAreas: ['B'] },
    place: { code: 'nord', name: 'Nord' },
    ...fields,
  };
}

describe('actions over time', () => {
  const cases: [ActionState, string | null, boolean][] = [
    ['planned', '2022-06-14', true],
    ['underWay', '2022-06-14', true],
    ['underWay', '2022-06-15', false],
    ['planned', null, false],
    ['done', '2021-01-01', false],
    ['partlyDone', '2021-01-01', false],
    ['notDone', '2021-01-01', false],
    ['suspended', '2021-01-01', false],
  ];
  for (const [state, endsOn, expected] of cases)
    it(`${state} until ${endsOn} is ${expected ? '' : 'not '}late`, () =>
      assert.equal(isLate({ state, endsOn }, TODAY), expected));

  it('counts and finds the same', () => {
    const all = [
      action({ endsOn: '2022-01-31' }),
      action({ state: 'done', endsOn: '2022-01-31' }),
      action({ state: 'underWay' }),
    ];
    assert.deepEqual(countActions(all, TODAY), { all: 3, done: 1, late: 1, open: 2, undated: 1 });
    for (const [group, count] of [
      ['late', 1],
      ['open', 2],
      ['closed', 1],
      ['undated', 1],
    ] as const)
      assert.equal(filterActions(all, { group }, TODAY).length, count, group);
  });

  it('finds by every word, without minding accents and case, by area and by place', () => {
    const all = [action({}), action({ in: 'S-2', title: 'Formare gli operatori', owner: null })];
    const found = (filter: Parameters<typeof filterActions>[1]) =>
      filterActions(all, filter, TODAY).map((one) => one.objective.code);
    assert.deepEqual(found({ search: 'REGOLAMENTO ufficio' }), ['N-1']);
    assert.deepEqual(found({ search: 's-2' }), ['S-2']);
    assert.deepEqual(found({ area: 'A' }), []);
    assert.deepEqual(found({ place: 'nord', area: 'B' }), ['N-1', 'S-2']);
  });

  it('stands under its objective, in the order given', () => {
    const groups = groupByObjective([action({ in: 'B' }), action({ in: 'A' }), action({ in: 'B' })]);
    assert.deepEqual(
      groups.map((one) => [one.objective.code, one.actions.length]),
      [
        ['B', 2],
        ['A', 1],
      ],
    );
  });

  it('shows whole years, also those of an action outside the plan', () => {
    const plan = { startsOn: '2021-01-01', endsOn: '2023-12-31' };
    assert.deepEqual(spanOf([], plan), { from: '2021-01-01', to: '2023-12-31' });
    assert.deepEqual(spanOf([action({ startsOn: '2020-11-02', endsOn: '2024-03-31' })], plan), {
      from: '2020-01-01',
      to: '2024-12-31',
    });
  });
});
