import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import pg from 'pg';
import { isProcessAlive } from '#platform/process/process-state.js';
import { type EmbeddedDatabase, startEmbedded } from './embedded.js';
import { inFolder, startHolder } from './embedded-children.fixture.js';

const log = () => {};
const isRoot = process.getuid?.() === 0;

async function ask<T extends pg.QueryResultRow>(config: pg.PoolConfig, sql: string): Promise<T[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function withDatabase(dataDir: string, work: (database: EmbeddedDatabase) => Promise<void>) {
  const database = await startEmbedded({ dataDir, log });
  try {
    await work(database);
  } finally {
    await database.release();
  }
}

describe('embedded PostgreSQL', () => {
  it('starts in an empty folder, stops, and has its data at the next start', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      let first = 0;
      await withDatabase(dataDir, async (database) => {
        first = database.pid();
        await ask(database.ownerConfig, `CREATE TABLE public.kept AS SELECT 'Élite' AS word`);
      });
      assert.equal(isProcessAlive(first), false, 'PostgreSQL stops when nobody holds it');
      await withDatabase(dataDir, async (database) => {
        assert.notEqual(database.pid(), first);
        assert.deepEqual(await ask(database.ownerConfig, 'SELECT word FROM kept'), [{ word: 'Élite' }]);
      });
    }));

  it('gives two roles that cannot get round row security, an Italian order and Italian days', () =>
    inFolder((folder) =>
      withDatabase(join(folder, 'data'), async ({ ownerConfig, appConfig }) => {
        const rights = `SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS strong
                        FROM pg_roles WHERE rolname = current_user`;
        assert.deepEqual(await ask(appConfig, rights), [{ rolname: 'trama_app', strong: false }]);
        assert.deepEqual(await ask(ownerConfig, rights), [{ rolname: 'trama_owner', strong: false }]);
        await assert.rejects(ask(appConfig, 'CREATE TABLE public.mine ()'), { code: '42501' });
        await assert.rejects(ask(appConfig, 'CREATE SCHEMA mine'), { code: '42501' });
        await assert.rejects(ask({ ...appConfig, password: 'wrong' }, 'SELECT 1'), { code: '28P01' });
        const words = `SELECT string_agg(w, ' ' ORDER BY w COLLATE "it-x-icu") AS words
                       FROM unnest(ARRAY['zona', 'città', 'Élite', 'citta', 'Ambito']) AS w`;
        assert.deepEqual(await ask(appConfig, words), [{ words: 'Ambito citta città Élite zona' }]);
        assert.deepEqual(await ask(appConfig, 'SHOW timezone'), [{ TimeZone: 'Europe/Rome' }]);
        assert.deepEqual(await ask(appConfig, 'SHOW fsync'), [{ fsync: 'on' }]);
      }),
    ));

  it('lets large tables be read by several processes at once', () =>
    inFolder((folder) =>
      withDatabase(join(folder, 'data'), async (database) => {
        const client = new pg.Client(database.appConfig);
        await client.connect();
        try {
          await client.query('SET debug_parallel_query = on');
          const { rows } = await client.query<{ words: string }>(
            `SELECT current_setting('default_text_search_config') AS words, count(*) FROM pg_class GROUP BY 1`,
          );
          assert.equal(rows[0]?.words, 'pg_catalog.italian');
        } finally {
          await client.end();
        }
      }),
    ));

  it('writes nothing of what people enter to its log', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      await withDatabase(dataDir, async ({ ownerConfig }) => {
        await ask(ownerConfig, 'CREATE TABLE public.person (tax_code text PRIMARY KEY)');
        const insert = `INSERT INTO person VALUES ('RSSMRA80A01F205X')`;
        await ask(ownerConfig, insert);
        await assert.rejects(ask(ownerConfig, insert), { code: '23505' });
      });
      const logs = join(dataDir, 'postgres/log');
      const text = readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'));
      assert.match(text.join(''), /duplicate key/, 'the error itself is logged');
      assert.doesNotMatch(text.join(''), /RSSMRA80A01F205X/);
    }));

  it('works in a folder with spaces, quotes and commas whose path is too long for a socket', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, `l'ambito, "di" prova ${'lungo '.repeat(20)}`, 'data');
      let first = '';
      await withDatabase(dataDir, async ({ appConfig, socketDir }) => {
        first = socketDir;
        assert.ok(Buffer.byteLength(socketDir) < 84);
        assert.equal(statSync(socketDir).mode & 0o777, 0o700);
        assert.deepEqual(await ask(appConfig, 'SELECT 1 AS one'), [{ one: 1 }]);
      });
      await withDatabase(dataDir, async ({ socketDir }) => assert.equal(socketDir, first));
      rmSync(first, { recursive: true });
    }));

  it('is shared: commands beside a server, a server that adopts, and the last one stops it', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const server = startHolder(dataDir);
      const { postmaster } = await server.event('postmaster');
      await withDatabase(dataDir, async (command) => {
        assert.equal(command.pid(), postmaster, 'a command beside a server attaches');
        await server.release();
        assert.deepEqual(await ask(command.appConfig, 'SELECT 1 AS one'), [{ one: 1 }]);
        const next = startHolder(dataDir);
        assert.equal((await next.event('postmaster')).postmaster, postmaster, 'a server adopts');
        await next.release();
        assert.equal(isProcessAlive(Number(postmaster)), true);
      });
      assert.equal(isProcessAlive(Number(postmaster)), false);
    }));

  it('is made once by four processes that start together on an empty folder', () =>
    inFolder(async (folder) => {
      const holders = [1, 2, 3, 4].map(() => startHolder(join(folder, 'data')));
      const events = await Promise.all(holders.map((holder) => holder.event('postmaster')));
      assert.equal(new Set(events.map(({ postmaster }) => postmaster)).size, 1);
      await Promise.all(holders.map((holder) => holder.release()));
      assert.equal(isProcessAlive(Number(events[0]?.postmaster)), false);
    }));

  it('never runs as root, and keeps its files closed to others', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      // Root's own folder is like this one: PostgreSQL's user cannot walk through it.
      chmodSync(folder, 0o700);
      await withDatabase(dataDir, async (database) => {
        const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${database.pid()}/status`, 'utf8'))?.[1];
        assert.equal(Number(uid), statSync(join(dataDir, 'postgres/cluster')).uid);
        assert.notEqual(Number(uid), 0);
        assert.deepEqual(await ask(database.appConfig, 'SELECT 1 AS one'), [{ one: 1 }]);
      });
      for (const name of ['', 'cluster', 'socket', 'holders', 'log', 'credentials.json']) {
        assert.equal(statSync(join(dataDir, 'postgres', name)).mode & 0o077, 0, name);
      }
    }));

  it('works for an ordinary user, who is told when the folder is of another', (t) =>
    inFolder(async (folder) => {
      // Not root already: every other test shows the ordinary user's case.
      if (!isRoot) return t.diagnostic('run as an ordinary user: shown by the other tests');
      const dataDir = join(folder, 'data');
      chmodSync(folder, 0o755);
      mkdirSync(dataDir);
      chownSync(dataDir, 65_534, 65_534);
      const prefix = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
      const holder = startHolder(dataDir, [], prefix);
      assert.equal((await holder.event('postmaster')).uid, 65_534);
      await holder.release();

      const rootsOwn = join(folder, 'root');
      await withDatabase(rootsOwn, async () => {});
      const refused = startHolder(rootsOwn, [], prefix);
      await assert.rejects(refused.event('postmaster'), /appartiene a un altro utente/);
      assert.ok(existsSync(join(rootsOwn, 'postgres/cluster/PG_VERSION')));
    }));
});
