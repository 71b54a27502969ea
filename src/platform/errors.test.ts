import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Moved } from './errors.js';

test('What is called otherwise now is found at the same address with its present name, and never elsewhere', () => {
  const moved = new Moved('plan', '2025-2027', '2026-2028');
  const now = (address: string) => moved.addressNow(address);
  assert.equal(now('/a/ufficio/piano/2025-2027/bisogni/F-1'), '/a/ufficio/piano/2026-2028/bisogni/F-1');
  assert.equal(now('/api/v1/a/needs?plan=2025-2027&limit=2'), '/api/v1/a/needs?plan=2026-2028&limit=2');
  assert.equal(now('/a/piano/2025-2027?x=1'), '/a/piano/2026-2028?x=1');
  for (const other of [
    '/a/importazioni/1',
    '/a/piano/2025-2027b',
    '//2025-2027/x',
    'https://b.example/2025-2027',
  ])
    assert.equal(now(other), undefined, other);
});
