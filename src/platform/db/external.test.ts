import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { OperatorError } from '#platform/process/operator-error.js';
import { until } from '#platform/process/until.fixture.js';
import { type EmbeddedDatabase, startEmbedded } from './embedded.js';

import { connectExternal } from './external.js';
import { migrate } from './migrate.js';

async function run(config: pg.ClientConfig, ...statements: string[]): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    let rows: pg.QueryResultRow[] = [];
    for (const sql of statements) rows = (await client.query(sql)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

function says(pattern: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof OperatorError, String(error));
    assert.match(error.message, pattern);
    assert.doesNotMatch(error.message, /segreta/, 'no password in a message');
    return true;
  };
}

describe('DATABASE_URL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trama-t-'));
  let server: EmbeddedDatabase;

  const url = (user: string, database: string, password = 'segreta') =>
    `postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(server.socketDir)}&port=${server.port}`;

  before(async () => {
    server = await startEmbedded({ dataDir: join(folder, 'data'), tuning: 'test', log: () => {} });
    // Somebody else's server: it knows nothing of Trama.
    await run(server.adminConfig, 'DROP DATABASE trama', 'DROP ROLE trama_owner', 'DROP ROLE trama_app');
    await run(
      server.adminConfig,
      `CREATE ROLE plain LOGIN PASSWORD 'segreta'`,
      `CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'segreta'`,
      'CREATE DATABASE plain_db OWNER plain',
      'CREATE DATABASE maker_db OWNER maker',
      `CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0 OWNER maker`,
    );
  });

  after(async () => {
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says what an administrator must do when the user may not create roles, and works after that', async () => {
    await assert.rejects(
      connectExternal(url('plain', 'plain_db')),
      says(/«plain».*CREATE ROLE trama_app NOLOGIN; GRANT trama_app TO "plain";/),
    );
    await run(server.adminConfig, 'CREATE ROLE trama_app NOLOGIN', 'GRANT trama_app TO "plain"');
    const opened = await connectExternal(url('plain', 'plain_db'));
    assert.deepEqual(await run(opened.appConfig, 'SELECT current_user AS role'), [{ role: 'trama_app' }]);
    await run(server.adminConfig, 'DROP ROLE trama_app');
  });

  it('makes the role, which owns nothing and does not bypass row security; the schema is migrated', async () => {
    const opened = await connectExternal(url('maker', 'maker_db'));
    assert.equal(opened.majorVersion, 18);
    assert.ok((await migrate(opened.ownerConfig)).length > 0);
    const again = await connectExternal(url('maker', 'maker_db'));
    assert.deepEqual(await run(again.ownerConfig, 'SELECT current_user AS role'), [{ role: 'maker' }]);
    const [row] = await run(
      again.appConfig,
      `SELECT current_user AS role, current_setting('TimeZone') AS zone, rolbypassrls, rolcanlogin
       FROM pg_roles WHERE rolname = current_user`,
    );
    assert.deepEqual(row, {
      role: 'trama_app',
      zone: 'Europe/Rome',
      rolbypassrls: false,
      rolcanlogin: false,
    });
    await assert.rejects(run(again.appConfig, 'CREATE TABLE public.mine ()'), { code: '42501' });
  });

  it('keeps the options of the address', async () => {
    const opened = await connectExternal(
      `${url('maker', 'maker_db')}&options=${encodeURIComponent('-c work_mem=5MB')}`,
    );
    assert.deepEqual(await run(opened.appConfig, 'SHOW work_mem'), [{ work_mem: '5MB' }]);
    assert.deepEqual(await run(opened.appConfig, 'SHOW role'), [{ role: 'trama_app' }]);
  });

  it('refuses a role that sees through the wall', async () => {
    await run(server.adminConfig, 'ALTER ROLE trama_app BYPASSRLS');
    await assert.rejects(connectExternal(url('maker', 'maker_db')), says(/NOBYPASSRLS/));
    await run(server.adminConfig, 'ALTER ROLE trama_app NOBYPASSRLS');
  });

  it('says in a sentence what is wrong with the address, the password, the database, its encoding', async () => {
    await assert.rejects(
      connectExternal('postgresql://u:segreta@[h/d'),
      says(/non è un indirizzo di PostgreSQL/),
    );
    await assert.rejects(
      connectExternal(url('maker', 'maker_db', 'sbagliata')),
      says(/la password non è quella/),
    );
    await assert.rejects(connectExternal(url('maker', 'nessuno')), says(/il database non esiste/));
    await assert.rejects(connectExternal(url('maker', 'latin')), says(/LATIN1: serve UTF8/));
    await assert.rejects(
      connectExternal(url('maker', 'plain_db')),
      says(/ALTER DATABASE "plain_db" OWNER TO "maker"/),
    );
    await assert.rejects(
      connectExternal('postgresql://u:segreta@127.0.0.1:1/d'),
      says(/127\.0\.0\.1:1.*nessuno risponde/),
    );
  });
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the oldest PostgreSQL that is accepted', () => {
  const programs = '/usr/lib/postgresql/15/bin';

  it('15: over TCP, from a bare cluster to a migrated schema', async (t) => {
    if (!existsSync(programs)) return t.skip(`PostgreSQL 15 is not installed (${programs})`);
    const folder = mkdtempSync(join(tmpdir(), 'trama-t-'));
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (user) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
    const options = { ...user, cwd: folder, stdio: 'ignore' } as const;
    execFileSync(
      join(programs, 'initdb'),
      ['-D', data, '-U', 'zona', '--no-sync', '-E', 'UTF8', '--locale=C'],
      options,
    );
    const port = await findFreePort();
    const args = [
      '-D',
      data,
      '-p',
      String(port),
      '-k',
      '',
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
    ];
    const server = spawn(join(programs, 'postgres'), args, options);
    try {
      const config = { host: '127.0.0.1', port, user: 'zona', database: 'postgres' };
      await until(() =>
        run(config, 'SELECT 1').then(
          () => true,
          () => false,
        ),
      );
      const opened = await connectExternal(`postgresql://zona@127.0.0.1:${port}/postgres`);
      assert.equal(opened.majorVersion, 15);
      assert.ok((await migrate(opened.ownerConfig)).length > 0);
      assert.deepEqual(await run(opened.appConfig, 'SELECT current_user AS role'), [{ role: 'trama_app' }]);
    } finally {
      server.kill('SIGINT');
      await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
