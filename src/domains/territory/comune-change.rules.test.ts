import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changesOf, type EndedComune } from './comune-change.rules.js';

const ended = (code: string, successorCode: string, on: string, isSplit = false): EndedComune => ({
  kind: 'change',
  line: 1,
  code,
  name: `Comune ${code}`,
  on,
  successorCode,
  successorName: `Comune ${successorCode}`,
  isSplit,
});

describe('what became of comuni that ended', () => {
  it('is a merger where several ended together, an incorporation where one ended alone, nothing where it went abroad', () => {
    const changes = changesOf([
      ended('020001', '020071', '2019-01-01'),
      ended('020002', '020071', '2019-01-01'),
      ended('020003', '020065', '2014-01-01'),
      ended('020004', '020065', '2015-01-01', true),
      ended('004805', '', '1947-09-16'),
    ]);
    assert.deepEqual(
      changes.map(({ code, kind }) => [code, kind]),
      [
        ['020001', 'merger'],
        ['020002', 'merger'],
        ['020003', 'incorporation'],
        ['020004', 'split'],
      ],
    );
  });
});
