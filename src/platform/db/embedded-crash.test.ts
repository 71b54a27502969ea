import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isProcessAlive } from '#platform/process/process-state.js';
import { until } from '#platform/process/until.fixture.js';
import { type EmbeddedDatabase, startEmbedded } from './embedded.js';
import { inFolder, killHard, startHolder } from './embedded-children.fixture.js';

async function append(config: pg.PoolConfig, text: string): Promise<string[]> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query(
    'CREATE TABLE IF NOT EXISTS public.kept (id int GENERATED ALWAYS AS IDENTITY, word text)',
  );
  await client.query('INSERT INTO kept (word) VALUES ($1)', [text]);
  const { rows } = await client.query<{ word: string }>('SELECT word FROM kept ORDER BY id');
  await client.end();
  return rows.map(({ word }) => word);
}

async function open(dataDir: string, lines: string[] = []): Promise<EmbeddedDatabase> {
  return startEmbedded({ dataDir, log: (line) => lines.push(line) });
}

describe('embedded PostgreSQL after kill -9', () => {
  it('of the server: the PostgreSQL it left is adopted; of both: it is started again; nothing is lost', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const server = startHolder(dataDir);
      const { postmaster } = await server.event('postmaster');
      await server.kill();
      assert.equal(isProcessAlive(Number(postmaster)), true);

      const adopted = await open(dataDir);
      assert.equal(adopted.pid(), postmaster);
      assert.deepEqual(await append(adopted.ownerConfig, 'one'), ['one']);
      await adopted.release();
      assert.equal(isProcessAlive(Number(postmaster)), false, 'the dead server counts no more');

      const again = startHolder(dataDir);
      const second = Number((await again.event('postmaster')).postmaster);
      await Promise.all([again.kill(), killHard(second)]);
      const recovered = await open(dataDir);
      assert.notEqual(recovered.pid(), second);
      assert.deepEqual(await append(recovered.ownerConfig, 'two'), ['one', 'two']);
      await recovered.release();
    }));

  it('of PostgreSQL: it is restarted under a running server, whose pools reconnect', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const lines: string[] = [];
      const server = await open(dataDir, lines);
      const beside = await open(dataDir);
      const pool = new pg.Pool(server.appConfig);
      const broken: Error[] = [];
      pool.on('error', (error) => broken.push(error));
      await pool.query('SELECT 1');
      for (let round = 0; round < 2; round += 1) {
        const dead = server.pid();
        await killHard(dead);
        await until(() => server.pid() !== dead && beside.pid() === server.pid());
        await until(() =>
          pool.query('SELECT 1').then(
            () => true,
            () => false,
          ),
        );
      }
      assert.ok(broken.length >= 1, 'the pool heard of it');
      assert.equal(lines.filter((line) => line.includes('di nuovo in funzione')).length, 2);
      await pool.end();
      await beside.release();
      assert.equal(isProcessAlive(server.pid()), true);
      await server.release();
      assert.equal(isProcessAlive(server.pid()), false);
    }));

  it('in a container, where not even root may look into the processes of another user', (t) =>
    inFolder(async (folder) => {
      if (process.getuid?.() !== 0) return t.diagnostic('run as an ordinary user: no other user is involved');
      chmodSync(folder, 0o700);
      const dataDir = join(folder, 'data');
      const prefix = ['setpriv', '--bounding-set=-dac_read_search,-sys_admin,-sys_ptrace', '--'];
      const server = startHolder(dataDir, [], prefix);
      const postmaster = Number((await server.event('postmaster')).postmaster);
      await server.kill();
      const adopting = startHolder(dataDir, [], prefix);
      assert.equal((await adopting.event('postmaster')).postmaster, postmaster);
      await Promise.all([adopting.kill(), killHard(postmaster)]);
      const again = startHolder(dataDir, [], prefix);
      const last = Number((await again.event('postmaster')).postmaster);
      await again.release();
      assert.equal(isProcessAlive(last), false);
    }));

  it('while the cluster is being made: the next start makes it anew', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      for (const delay of [150, 350, 550]) {
        const server = startHolder(dataDir);
        await sleep(delay);
        await server.kill();
      }
      const database = await open(dataDir);
      assert.deepEqual(await append(database.ownerConfig, 'whole'), ['whole']);
      assert.deepEqual(readdirSync(dataDir).sort(), ['postgres', 'postgres.lock']);
      await database.release();
    }));

  it('during the first migration: the next start completes it', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      for (const delay of [20, 150, 300]) {
        const server = startHolder(dataDir, ['--migrate']);
        await server.event('migrating');
        await sleep(delay);
        await server.kill();
      }
      const last = startHolder(dataDir, ['--migrate']);
      await last.event('migrations');
      await last.release();
      const again = startHolder(dataDir, ['--migrate']);
      assert.equal((await again.event('migrations')).migrations, 0);
      await again.release();
    }));
});

describe('a pid file that lies', () => {
  it('names a process of somebody else, a zombie, or nobody: PostgreSQL starts all the same', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const file = join(dataDir, 'postgres/cluster/postmaster.pid');
      await (await open(dataDir)).release();
      assert.equal(existsSync(file), false);

      const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 60'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [chunk] = await once(parent.stdout, 'data');
      const zombie = Number(String(chunk));
      await until(() => !isProcessAlive(zombie));
      assert.doesNotThrow(() => process.kill(zombie, 0), 'a zombie answers to signal 0');

      for (const pid of [process.pid, zombie, 4_194_300]) {
        writeFileSync(
          file,
          `${pid}\n${dataDir}/postgres/cluster\n1\n5432\n${dataDir}/postgres/socket\n\n\nready\n`,
        );
        const database = await open(dataDir);
        await append(database.ownerConfig, String(pid));
        await database.release();
      }
      parent.kill('SIGKILL');
    }));

  it('a PostgreSQL whose socket somebody removed is stopped and started again', () =>
    inFolder(async (folder) => {
      const dataDir = join(folder, 'data');
      const server = startHolder(dataDir);
      const { postmaster } = await server.event('postmaster');
      await server.kill();
      rmSync(join(dataDir, 'postgres/socket'), { recursive: true });
      const database = await open(dataDir);
      assert.notEqual(database.pid(), postmaster);
      assert.equal(isProcessAlive(Number(postmaster)), false);
      await append(database.ownerConfig, 'one');
      await database.release();
    }));
});
