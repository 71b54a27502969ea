import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeFromName, expiryOf, lastDayOf, nextCode, readKnownDay } from './governance.rules.js';
import { partyLines } from './governance.schema.js';

test('A date known in part ends on its last day', () => {
  assert.equal(lastDayOf('2022'), '2022-12-31');
  assert.equal(lastDayOf('2022-07'), '2022-07-31');
  assert.equal(lastDayOf('2024-02'), '2024-02-29');
  assert.equal(lastDayOf('2022-07-15'), '2022-07-15');
  for (const wrong of ['luglio 2022', '2022-13', '22', '', '2022-02-99', '2022-02-30'])
    assert.equal(lastDayOf(wrong), null);
});

test('A date is read as people write it', () => {
  for (const [written, known] of [
    ['2021', '2021'],
    ['2021-06', '2021-06'],
    ['2021-06-30', '2021-06-30'],
    ['30/6/2021', '2021-06-30'],
    ['1.3.2025', '2025-03-01'],
    ['1° marzo 2025', '2025-03-01'],
    ['6/2021', '2021-06'],
    ['Giugno 2021', '2021-06'],
    ['31/6/2021', null],
    ['6/30/2021', null],
    ['30/6/21', null],
    ['a 30 giugno 2021', null],
    ['domani', null],
    ['', null],
  ] as const)
    assert.equal(readKnownDay(written), known, written);
});

test('An agreement in force expires; what is planned or over does not', () => {
  const at = (expiry: string | null, state: 'inForce' | 'planned', now: string) =>
    expiryOf({ expiry, state }, new Date(now)).kind;
  assert.equal(at('2022-07', 'inForce', '2022-07-31T12:00:00Z'), 'soon');
  assert.equal(at('2022-07', 'inForce', '2022-08-01T12:00:00Z'), 'expired');
  assert.equal(at('2022-07', 'inForce', '2022-01-01T12:00:00Z'), 'later');
  assert.equal(at('2022-07', 'planned', '2023-01-01T12:00:00Z'), 'none');
  assert.equal(at(null, 'inForce', '2023-01-01T12:00:00Z'), 'none');
});

test('Codes follow the highest one, and names become readable codes', () => {
  assert.equal(nextCode('N', ['N-01', 'N-37', 'A-99']), 'N-38');
  assert.equal(nextCode('N', []), 'N-01');
  assert.equal(codeFromName('Con.Ca.S.S. – Società', new Set()), 'con-ca-s-s-societa');
  assert.equal(codeFromName('ASST', new Set(['asst'])), 'asst-2');
  assert.equal(codeFromName('…', new Set()), 'ente');
});

test('Parties are written one a line, the role after a bar', () => {
  assert.deepEqual(partyLines.parse('ASST Mantova\n\n  Comune di Viadana |  capofila \nCPI|'), [
    { organisation: 'ASST Mantova', role: null },
    { organisation: 'Comune di Viadana', role: 'capofila' },
    { organisation: 'CPI', role: null },
  ]);
});
