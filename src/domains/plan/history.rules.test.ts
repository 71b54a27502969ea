import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changesOf } from './history.rules.js';
import type { RowState } from './history.sql.js';

function state(fields: Partial<RowState>): RowState {
  return {
    tableName: 'plan.objective',
    rowKey: 'o',
    version: 1,
    state: { title: 'Prima', created_at: '2022-01-01T10:00:00Z', version: 1, position: 1 },
    until: null,
    by: null,
    createdBy: 'Ada',
    operation: null,
    ...fields,
  };
}

const stamps = { created_at: '2022-01-01T10:00:00Z' };

describe('history', () => {
  it('tells each change with the text before and after, newest first, stamps left out', () => {
    const changes = changesOf(
      [
        state({ until: new Date('2022-02-01'), by: 'Bruno', operation: 'update' }),
        state({ version: 2, state: { ...stamps, title: 'Dopo', version: 2, position: 5 } }),
      ],
      [],
    );
    assert.deepEqual(
      changes.map((one) => [one.kind, one.by, one.version]),
      [
        ['changed', 'Bruno', 2],
        ['created', 'Ada', 1],
      ],
    );
    assert.deepEqual(changes[0]?.fields, [{ field: 'title', before: 'Prima', after: 'Dopo' }]);
  });

  it('tells what was removed, and passes over what began with its owner or only moved', () => {
    const part = {
      tableName: 'plan.indicator',
      rowKey: 'i',
      state: { ...stamps, title: 'Alloggi', position: 1 },
    } as const;
    const changes = changesOf(
      [
        state({}),
        state({ ...part, until: new Date('2022-02-01'), operation: 'update' }),
        state({
          ...part,
          version: 2,
          state: { ...part.state, position: 2 },
          until: new Date('2022-03-01'),
          by: 'Ada',
          operation: 'delete',
        }),
      ],
      [],
    );
    assert.deepEqual(
      changes.map((one) => [one.kind, one.tableName, one.name]),
      [
        ['removed', 'plan.indicator', 'Alloggi'],
        ['created', 'plan.objective', 'Prima'],
      ],
    );
  });

  it('tells links from the register of acts', () => {
    const act = {
      seq: 1,
      at: new Date('2022-05-01'),
      accountName: 'Ada',
      action: 'objective.link-need',
      subjectKind: 'objective',
      subjectId: 'o',
    };
    const changes = changesOf(
      [],
      [
        { ...act, details: { added: 'F-001', removed: '' } },
        { ...act, action: 'objective.update', details: { code: 'N-1' } },
      ],
    );
    assert.deepEqual(
      changes.map((one) => [one.kind, one.fields[0]?.after]),
      [['linked', 'F-001']],
    );
  });
});
