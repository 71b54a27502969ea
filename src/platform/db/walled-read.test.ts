import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { newId } from '#platform/ids.js';
import { type Database, openPools } from './database.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

describe('reading behind the wall, a statement at a time', () => {
  let test: TestDatabase;
  let database: Database;
  const [mine, theirs] = [newId(), newId()];

  before(async () => {
    test = await createTestDatabase();
    database = openPools({ ...test, readers: 2 });
    for (const [id, slug] of [
      [mine, 'mio'],
      [theirs, 'altrui'],
    ] as const) {
      await database.owner.query('select platform.create_ambito($1, $2, $3, null, false)', [id, slug, slug]);
      await database.transaction({ ambitoId: id }, (tx) =>
        tx
          .insertInto('governance.organisation')
          .values({ id: newId(), code: slug, name: `Ente ${slug}`, kind: 'other' })
          .execute(),
      );
    }
  });

  after(async () => {
    await database.close();
    await test.drop();
  });

  const codes = (ambitoId: string | null) =>
    database.transaction({ ambitoId, readOnly: true }, async (tx) => {
      const rows = await tx.selectFrom('governance.organisation').select('code').execute();
      return rows.map((row) => row.code);
    });

  it('sees the ambito of each reader, whoever used the connection before', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      assert.deepEqual(await codes(mine), ['mio']);
      assert.deepEqual(await codes(theirs), ['altrui']);
      assert.deepEqual(await codes(null), []);
    }
    const many = await Promise.all(
      Array.from({ length: 60 }, (_, index) => codes(index % 2 === 0 ? mine : theirs)),
    );
    assert.ok(many.every(([code], index) => code === (index % 2 === 0 ? 'mio' : 'altrui')));
  });

  it('leaves no setting behind on the connection', async () => {
    await codes(mine);
    for (let connection = 0; connection < 2; connection += 1) {
      const { rows } = await database.reading.query(
        `select current_setting('app.ambito_id', true) as ambito, current_setting('transaction_read_only') as locked`,
      );
      assert.deepEqual(rows, [{ ambito: '', locked: 'off' }]);
    }
  });

  it('gives rows, types and parameters as any statement does', async () => {
    const rows = await database.transaction({ ambitoId: mine, readOnly: true }, async (tx) => {
      const [one, none] = await Promise.all([
        sql<{ n: number; account: string }>`
          select 12345678901::bigint as n, platform.current_ambito()::text as account where ${'x'} = 'x'`.execute(
          tx,
        ),
        sql`select 1 as n where false`.execute(tx),
      ]);
      assert.deepEqual(none.rows, []);
      const plain = await sql<{ day: string }>`select date '2022-03-12' as day`.execute(tx);
      return [...one.rows, ...plain.rows];
    });
    assert.deepEqual(rows, [{ n: 12_345_678_901, account: mine }, { day: '2022-03-12' }]);
  });

  it('refuses to write, and goes on after an error', async () => {
    await database.transaction({ ambitoId: mine, readOnly: true }, async (tx) => {
      await assert.rejects(tx.deleteFrom('governance.organisation').execute(), { code: '25006' });
      await assert.rejects(sql`select nothing from nowhere`.execute(tx), { code: '42P01' });
      await assert.rejects(sql`select 1 / ${0}::integer`.execute(tx), { code: '22012' });
      assert.equal((await tx.selectFrom('governance.organisation').select('code').execute()).length, 1);
    });
    assert.deepEqual(await codes(mine), ['mio']);
  });

  it('does not let a query out that would see no ambito', async () => {
    await assert.rejects(
      database.transaction({ ambitoId: mine, readOnly: true }, async (_tx, client) =>
        client.query('select 1'),
      ),
      /use ctx\.tx/,
    );
  });

  it('reads again after its connection was cut', async () => {
    const killer = new pg.Client(test.appConfig);
    await killer.connect();
    await killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
    );
    await killer.end();
    await codes(mine).catch(() => {});
    await codes(mine).catch(() => {});
    assert.deepEqual(await codes(mine), ['mio']);
  });
});
