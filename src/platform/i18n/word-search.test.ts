import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import { foldWords, nearestName, searchRows, wordDistance } from './word-search.js';

const names = [
  'Assistenza domiciliare',
  'Centro antiviolenza',
  'Appartamenti protetti',
  'Affido familiare',
  'RSA',
];
const found = (asked: string) => searchRows(names, asked, (name) => [name]);

test('Words are found without accents, capitals and small slips', () => {
  assert.deepEqual(foldWords('Città, PERCHÉ l’ADI?'), ['citta', 'perche', 'l', 'adi']);
  assert.deepEqual(found('assistensa domicilare'), ['Assistenza domiciliare']);
  assert.deepEqual(found('ANTIVIOLENZA'), ['Centro antiviolenza']);
  assert.deepEqual(found('appart'), ['Appartamenti protetti']);
  assert.deepEqual(found('affdio'), ['Affido familiare']);
  assert.deepEqual(found('aiuto in casa o assistenza'), ['Assistenza domiciliare']);
  assert.deepEqual(found('piscina comunale'), []);
  assert.deepEqual(found('rsa'), ['RSA']);
  assert.deepEqual(found('rsb'), []);
});

test('Nothing asked gives everything, in its order', () => {
  assert.deepEqual(found('  '), names);
});

test('The name that was meant is offered', () => {
  assert.equal(nearestName('ASST Mantva', ['ASST Cremona', 'ASST Mantova']), 'ASST Mantova');
  assert.equal(nearestName('xyz', ['ASST Cremona']), undefined);
});

test('Distance is symmetric, nil only for equals, and stops at its limit', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      assert.equal(wordDistance(a, b, 3), wordDistance(b, a, 3));
      assert.equal(wordDistance(a, b, 3) === 0, a === b);
      assert.ok(wordDistance(a, b, 3) <= 4);
    }),
  );
});
