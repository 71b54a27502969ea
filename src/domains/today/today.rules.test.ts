import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actKind, wholePercent } from './today.rules.js';

describe('what changed, in words', () => {
  it('tells an act by what it was done to', () => {
    const kinds = {
      'objective.update': 'objective',
      'outcomeSheet.update': 'outcome',
      'budgetLine.create': 'budget',
      'fund.update': 'budget',
      'area.create': 'place',
      'comune.add': 'place',
      'ambito.create': 'ambito-create',
      'ambito.update': 'ambito',
      'quality.check': 'quality',
      'thing.untold': 'other',
    };
    for (const [action, kind] of Object.entries(kinds)) assert.equal(actKind(action), kind, action);
  });

  it('rounds a share to nothing or to all only where it is so', () => {
    assert.deepEqual(
      [
        [0, 32],
        [1, 900],
        [31, 32],
        [899, 900],
        [32, 32],
        [0, 0],
      ].map(([part = 0, whole = 0]) => wholePercent(part, whole)),
      [0, 1, 97, 99, 100, null],
    );
  });
});
