import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { type ShiftRow, shiftDay, shiftRows, stampOf } from './shift.rules.js';

const row: ShiftRow = {
  id: 'a',
  version: 1,
  title: 'Aprire lo sportello',
  owner: null,
  startsOn: '2021-01-31',
  endsOn: null,
  objective: { code: 'N-1', title: 'Abitare' },
  within: [],
  writtenAt: '1',
};

describe('dates that are shifted', () => {
  it('stay within their month where it is shorter', () => {
    assert.equal(shiftDay('2021-01-31', { amount: 1, unit: 'months' }), '2021-02-28');
    assert.equal(shiftDay('2024-03-31', { amount: -1, unit: 'months' }), '2024-02-29');
    assert.equal(shiftDay('2021-12-15', { amount: 2, unit: 'months' }), '2022-02-15');
    assert.equal(shiftDay('2021-12-31', { amount: 1, unit: 'days' }), '2022-01-01');
  });

  it('come back by as many days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: -4_000, max: 4_000 }),
        (at, amount) => {
          const day = new Date(at * 86_400_000).toISOString().slice(0, 10);
          const moved = shiftDay(day, { amount, unit: 'days' });
          assert.equal(shiftDay(moved, { amount: -amount, unit: 'days' }), day);
        },
      ),
    );
  });

  it('say by which end they leave the plan', () => {
    const plan = { startsOn: '2021-01-01', endsOn: '2021-03-31' };
    const fault = (amount: number) => shiftRows([row], { amount, unit: 'months' }, plan)[0]?.fault;
    assert.deepEqual([fault(-1), fault(1), fault(3)], ['before', null, 'after']);
    assert.notEqual(stampOf([row]), stampOf([{ ...row, version: 2 }]));
  });
});
