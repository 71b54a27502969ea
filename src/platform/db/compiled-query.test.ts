import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { compileOnce } from './compiled-query.js';
import { type Database, openPools } from './database.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import type { Tx } from './walled.js';

describe('a query kept once built', () => {
  let test: TestDatabase;
  let database: Database;
  before(async () => {
    test = await createTestDatabase();
    database = openPools(test);
  });
  after(async () => {
    await database.close();
    await test.drop();
  });

  it('is built once and answers each time for its own parameters, wherever they stand', async () => {
    let built = 0;
    const kept = compileOnce((_tx: Tx, first: string, second: number) => {
      built += 1;
      return sql<{ text: string }>`select ${second}::text || ${'-'} || ${first} || ${first} as text`;
    });
    const ask = (first: string, second: number) =>
      database.transaction({ ambitoId: null, readOnly: true }, (tx) => kept(tx, first, second));
    assert.deepEqual(await ask('a', 1), [{ text: '1-aa' }]);
    assert.deepEqual(await ask('b', 2), [{ text: '2-bb' }]);
    assert.equal(built, 1);
  });

  it('refuses a query that looked at a parameter instead of binding it', async () => {
    const wrong = compileOnce((tx: Tx, limit: number) =>
      tx
        .selectFrom('platform.ambito')
        .select('id')
        .limit(limit > 5 ? 5 : 1),
    );
    await assert.rejects(
      database.transaction({ ambitoId: null, readOnly: true }, (tx) => wrong(tx, 3)),
      /is not among the values/,
    );
  });
});
