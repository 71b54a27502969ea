import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type Seed } from './test-database.js';

async function ask(config: pg.PoolConfig, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('gives migrated databases that do not see each other, to the roles of the real one', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await ask(one.ownerConfig, 'CREATE TABLE public.mine ()');
  const mine = `SELECT to_regclass('public.mine') IS NOT NULL AS there, to_regclass('public.trama_migration') IS NOT NULL AS migrated`;
  assert.deepEqual(await ask(one.ownerConfig, mine), [{ there: true, migrated: true }]);
  assert.deepEqual(await ask(two.ownerConfig, mine), [{ there: false, migrated: true }]);
  assert.deepEqual(await ask(two.appConfig, 'SELECT current_user AS role'), [{ role: 'trama_app' }]);
  await Promise.all([one.drop(), two.drop()]);
  await assert.rejects(ask(one.ownerConfig, 'SELECT 1'));
});

it('loads a seed once and copies it, also for tests that ask for it together', async () => {
  let loads = 0;
  const seed: Seed = {
    key: randomUUID(),
    load: async ({ ownerConfig }) => {
      loads += 1;
      await ask(ownerConfig, 'CREATE TABLE public.seeded AS SELECT 27 AS comuni');
    },
  };
  const databases = await Promise.all([
    createTestDatabase(seed),
    createTestDatabase(seed),
    createTestDatabase(seed),
  ]);
  for (const { ownerConfig } of databases) {
    assert.deepEqual(await ask(ownerConfig, 'SELECT comuni FROM seeded'), [{ comuni: 27 }]);
  }
  assert.equal(loads, 1);
  await Promise.all(databases.map((database) => database.drop()));
});
