import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { safeReturn } from './sign-in.routes.js';

describe('where one goes after signing in', () => {
  for (const [given, expected] of [
    ['/oglio-po/ufficio', '/oglio-po/ufficio'],
    ['//evil.example', '/profilo'],
    ['/\\evil.example', '/profilo'],
    ['https://evil.example', '/profilo'],
    [undefined, '/profilo'],
    ['/a b', '/profilo'],
  ] as const) {
    it(`${given} → ${expected}`, () => assert.equal(safeReturn(given), expected));
  }
});
