import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashPassword, verifyPassword } from './passwords.js';

const PASSWORD = 'quattro parole messe in fila';

describe('passwords', () => {
  it('are kept as argon2id and match only themselves', async () => {
    const hash = await hashPassword(PASSWORD);
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal(await verifyPassword(PASSWORD, hash), true);
    assert.equal(await verifyPassword(`${PASSWORD} `, hash), false);
    assert.equal(await verifyPassword(PASSWORD, null), false);
    assert.equal(await verifyPassword(PASSWORD, 'niente'), false);
  });

  it('match however an accent was typed', async () => {
    assert.equal(
      await verifyPassword('perché no\u0300'.normalize('NFD'), await hashPassword('perché nò')),
      true,
    );
  });
});
