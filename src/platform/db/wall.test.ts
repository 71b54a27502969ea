import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { newId } from '#platform/ids.js';
import { type Database, INSTALLATION, openPools } from './database.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

describe('the wall between ambiti', () => {
  let test: TestDatabase;
  let database: Database;
  const [mine, theirs] = [newId(), newId()];
  let tables: { name: string; columns: string[] }[];

  before(async () => {
    test = await createTestDatabase();
    database = openPools(test);
    for (const [id, slug] of [
      [mine, 'mio'],
      [theirs, 'altrui'],
    ]) {
      await database.owner.query('select platform.create_ambito($1, $2, $3, null, false)', [
        id,
        slug,
        `Ambito ${slug}`,
      ]);
    }
    const { rows } = await database.owner.query<{ name: string; columns: string[] }>(`
      select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
      group by c.oid having bool_or(a.attname = 'ambito_id') order by 1`);
    tables = rows;
  });

  after(async () => {
    await database.close();
    await test.drop();
  });

  it('stands before every table that has an ambito, with the ambito first in every key', async () => {
    assert.ok(tables.length >= 30, `${tables.length} tables`);
    const { rows: open } = await database.owner.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'ambito_id'
      where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)`);
    assert.deepEqual(open, []);
    const { rows: keys } = await database.owner.query<{ name: string }>(`
      select k.conrelid::regclass::text || ' ' || k.conname as name
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'ambito_id'
      where k.contype in ('p', 'u', 'f') and k.conkey[1] <> a.attnum
        and not (k.contype = 'f' and k.confrelid in ('platform.account'::regclass, 'plan.guideline'::regclass, 'plan.guideline_edition'::regclass))`);
    assert.deepEqual(keys, [], 'keys that do not begin with the ambito');
  });

  it('lets every reading be only of the ambito of the transaction', async () => {
    for (const { name } of tables) {
      const seen = await database.transaction({ ambitoId: mine }, async (_tx, client) => {
        const { rows } = await client.query<{ n: number }>(
          `select count(*) as n from ${name} where ambito_id = $1`,
          [theirs],
        );
        return rows[0]?.n;
      });
      assert.equal(seen, 0, name);
    }
  });

  it('refuses to write into another ambito, and to take a row there', async () => {
    const insert = (ambitoId: string | null) =>
      database.transaction({ ambitoId: mine }, (_tx, client) =>
        client.query(
          'insert into governance.organisation (ambito_id, id, code, name, kind) values ($1, $2, $3, $4, $5)',
          [ambitoId ?? mine, newId(), newId(), 'Ente di prova', 'other'],
        ),
      );
    await assert.rejects(insert(theirs), { code: '42501' });
    await insert(null);
    const move = database.transaction({ ambitoId: mine }, (_tx, client) =>
      client.query('update governance.organisation set ambito_id = $1', [theirs]),
    );
    await assert.rejects(move, { code: '42501' });
    const others = await database.transaction({ ambitoId: theirs }, (_tx, client) =>
      client.query('delete from governance.organisation'),
    );
    assert.equal(others.rowCount, 0);
  });

  it('shows nothing without an ambito', async () => {
    const { rows } = await database.app.query('select count(*)::integer as n from governance.organisation');
    assert.deepEqual(rows, [{ n: 0 }]);
  });

  it('does not open to SQL of the application’s role', async () => {
    const attempts = [
      'set role postgres',
      'set session authorization postgres',
      'alter table governance.organisation disable row level security',
      'drop policy ambito_wall on governance.organisation',
      'alter table governance.organisation no force row level security',
      'select * from platform.session',
      'select password_hash from platform.account',
      'select * from platform.invitation',
      'select * from platform.secret',
      'update platform.account set is_installation_admin = true',
      'update platform.audit_entry set action = action',
      'delete from platform.audit_entry',
      'delete from platform.history',
      'insert into platform.ambito (id, slug, name) values (gen_random_uuid(), $$intruso$$, $$Intruso$$)',
      'update platform.ambito set name = $$Altro$$',
      'create table public.appoggio (a integer)',
      'select * from graphile_worker._private_jobs',
      `select platform.enqueue('document.render', '{"ambitoId": "${theirs}", "jobId": "${newId()}"}', 'x')`,
      'copy governance.organisation to program $$cat$$',
      'select pg_read_file($$/etc/passwd$$)',
    ];
    for (const attempt of attempts) {
      const client = new pg.Client(test.appConfig);
      await client.connect();
      const outcome = await client.query(attempt).then(
        (result) => result.rowCount,
        (error: { code: string }) => error.code,
      );
      await client.end();
      assert.ok(
        outcome === 0 || outcome === '42501' || outcome === '42P01' || outcome === '22023',
        `${attempt}: ${outcome}`,
      );
    }
  });

  it('lets only work that the ambito has asked for into the queue of all', async () => {
    const job = newId();
    const enqueue = (ambitoId: string, task: string) =>
      database.transaction({ ambitoId }, (_tx, client) =>
        client.query(
          `select platform.enqueue($1, jsonb_build_object('ambitoId', $2::text, 'jobId', $3::text), 'k')`,
          [task, theirs, job],
        ),
      );
    await database.transaction({ ambitoId: theirs }, (tx) =>
      tx.insertInto('platform.job').values({ id: job, task: 'prova' }).execute(),
    );
    await assert.rejects(enqueue(mine, 'prova'), { code: '42501' });
    await assert.rejects(enqueue(theirs, 'altra'), { code: '42501' });
    await enqueue(theirs, 'prova');
  });

  it('reads the ambito once a statement, not once a row', async () => {
    const plan = await database.transaction({ ambitoId: mine }, async (_tx, client) => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        'explain select n.code, (select count(*) from governance.network_member m where m.network_id = n.id) from governance.network n',
      );
      return rows.map((row) => row['QUERY PLAN']);
    });
    const perRow = plan.filter((line) => /(Filter|Cond):.*current_setting/.test(line));
    assert.deepEqual(perRow, []);
    assert.ok(
      plan.some((line) => line.includes('InitPlan')),
      plan.join('\n'),
    );
  });

  it('keeps who works here from the people of another ambito, and from the public', async () => {
    const account = newId();
    await database.owner.query('insert into platform.account (id, email, name) values ($1, $2, $3)', [
      account,
      'ada@esempio.example',
      'Ada Prova',
    ]);
    await database.transaction({ ambitoId: theirs }, (_tx, client) =>
      client.query(`insert into platform.role_grant (id, account_id, role) values ($1, $2, 'director')`, [
        newId(),
        account,
      ]),
    );
    const names = (ambitoId: string, accountId: string | null = INSTALLATION, readOnly = false) =>
      database.transaction({ ambitoId, accountId, readOnly }, async (tx) =>
        (await tx.selectFrom('platform.account').select('name').execute()).map((row) => row.name),
      );
    assert.deepEqual(await names(mine), []);
    assert.deepEqual(await names(theirs), ['Ada Prova']);
    for (const readOnly of [true, false]) {
      assert.deepEqual(await names(theirs, INSTALLATION, readOnly), ['Ada Prova']);
      assert.deepEqual(await names(theirs, account, readOnly), ['Ada Prova']);
      assert.deepEqual(await names(theirs, null, readOnly), [], 'to the public');
    }
    const suspended = await database
      .transaction({ ambitoId: mine, accountId: newId() }, (_tx, client) =>
        client
          .query('select platform.set_suspended($1, true)', [account])
          .catch((error: { code: string }) => error.code),
      )
      .catch((error: { code: string }) => error.code);
    assert.equal(suspended, '42501');
  });
});

describe('the audit trail', () => {
  it('shows an entry that was altered or taken away, even by the owner', async () => {
    const test = await createTestDatabase();
    const database = openPools(test);
    const ambito = newId();
    try {
      await database.owner.query('select platform.create_ambito($1, $2, $3, null, false)', [
        ambito,
        'registro',
        'Registro',
      ]);
      const inside = <T extends pg.QueryResultRow>(sql: string) =>
        database.transaction({ ambitoId: ambito }, async (_tx, client) => (await client.query<T>(sql)).rows);
      for (const id of ['a', 'b', 'c'])
        await inside(`select platform.write_audit('prova', 'cosa', '${id}', '{"n": 1}', 'r')`);
      const broken = async () =>
        (await inside<{ broken: number | null }>('select platform.first_broken_audit() as broken'))[0]
          ?.broken;
      assert.equal(await broken(), null);
      const owner = await database.owner.connect();
      await owner.query(`select set_config('app.ambito_id', $1, false)`, [ambito]);
      await owner.query(`update platform.audit_entry set details = '{"n": 2}' where seq = 2`);
      assert.equal(await broken(), 2);
      await owner.query(`update platform.audit_entry set details = '{"n": 1}' where seq = 2`);
      assert.equal(await broken(), null);
      await owner.query('delete from platform.audit_entry where seq = 2');
      assert.equal(await broken(), 3);
      owner.release(true);
    } finally {
      await database.close();
      await test.drop();
    }
  });
});
