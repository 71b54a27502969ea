import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isGuessable } from './guessable.rules.js';

describe('a password that anybody would try', () => {
  for (const password of [
    'qwertyuiop12',
    '123456789012',
    '0987654321098',
    'PasswordPassword',
    'P@ssw0rd2026!',
    'Trama2026Ambito!',
    '1q2w3e4r5t6y',
    'abcabcabcabc',
    'aaaaaaaaaaaaa',
    'abcdefghijklmnop',
    'Benvenuta.2026',
    'piano di zona 2021',
  ])
    it(`«${password}» is`, () => assert.equal(isGuessable(password), true));

  for (const password of [
    'quattro parole messe in fila',
    '739155201184',
    'la password del mare grosso',
    'Xk7#pQ2!vb9z',
    'perché no, a febbraio',
    '我的密码是很长的一句话呢',
  ])
    it(`«${password}» is not`, () => assert.equal(isGuessable(password), false));

  it('is one made of the name or the address of who has it', () => {
    const about = ['Ada Lovelace', 'ada.lovelace@comune.example'];
    assert.equal(isGuessable('AdaLovelace1815', about), true);
    assert.equal(isGuessable('AdaLovelace1815'), false);
    assert.equal(isGuessable('macchine di Ada', about), false);
  });

  // Milliseconds; with a search that went back on its steps, hours.
  it('is found at once, however long', () => {
    const began = process.cpuUsage();
    isGuessable('1q2w3e4r'.repeat(25));
    isGuessable('aqaqaqaz'.repeat(25), ['x '.repeat(100)]);
    assert.ok(process.cpuUsage(began).user < 30_000_000);
  });
});
