import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase, type TestDatabase } from '#platform/db/test-database.js';
import { Refused } from '#platform/errors.js';
import { until } from '#platform/process/until.fixture.js';
import '#platform/http/platform.messages.js';
import { newId } from '#platform/ids.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { enqueueJob, findJob, type Job } from './jobs.sql.js';
import { type JobRunner, startJobs } from './runner.js';

describe('long work', () => {
  let test: TestDatabase;
  let database: Database;
  let runner: JobRunner;
  let work: () => Promise<void> = async () => {};
  const problems: unknown[] = [];
  const ambito = { id: newId(), slug: 'prova', name: 'Ambito di prova', leadBody: null, isDemo: false };

  before(async () => {
    test = await createTestDatabase();
    database = openPools(test);
    await database.transaction({ ambitoId: ambito.id }, (tx) => insertAmbito(tx, ambito));
    runner = await startJobs(database, { prova: () => work() }, (error) => problems.push(error));
  });

  after(async () => {
    await runner.stop();
    await database.close();
    await test.drop();
  });

  const ask = () => insideAmbito(database, ambito, (ctx) => enqueueJob(ctx, 'prova', { n: 1 }, 'prova'));

  async function ended(id: string): Promise<Job | undefined> {
    let job: Job | undefined;
    await until(async () => {
      job = await insideAmbito(database, ambito, (ctx) => findJob(ctx, id)).catch(() => undefined);
      return job !== undefined && job.state !== 'queued' && job.state !== 'running';
    });
    return job;
  }

  /** As if PostgreSQL had gone for a while: those connected are cut off, and nobody gets in. */
  async function outage(ms: number): Promise<void> {
    const other = new pg.Client({ ...test.ownerConfig, database: 'postgres' });
    await other.connect();
    await other.query(`alter database ${test.name} with allow_connections false`);
    for (const config of [test.appConfig, test.ownerConfig]) {
      const same = new pg.Client({ ...config, database: 'postgres' });
      await same.connect();
      await same.query(
        // Ten seconds at most until each is gone: those who go on working afterwards must find out.
        'select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = current_user and datname = $1',
        [test.name],
      );
      await same.end();
    }
    await sleep(ms);
    await other.query(`alter database ${test.name} with allow_connections true`);
    await other.end();
  }

  it('is done, and is done again when it is asked again', async () => {
    const first = await ask();
    assert.equal((await ended(first))?.state, 'done');
    const second = await ask();
    assert.notEqual(second, first);
    assert.equal((await ended(second))?.state, 'done');
  });

  it('tells why it failed, when that can be told', async () => {
    work = async () => {
      throw new Refused('platform.too-large');
    };
    const job = await ended(await ask());
    assert.deepEqual([job?.state, job?.note], ['failed', 'platform.too-large']);
    assert.equal(problems.length, 1);
  });

  it('outlives the loss of PostgreSQL while it works and while it waits', async () => {
    let gone = Promise.resolve();
    work = async () => {
      gone = outage(3_000);
      // Until this connection is cut off too.
      await until(() =>
        insideAmbito(database, ambito, (ctx) => findJob(ctx, newId())).then(
          () => false,
          () => true,
        ),
      );
      throw new Error('lost');
    };
    assert.equal((await ended(await ask()))?.state, 'failed', 'what was cut off is not left as running');
    await gone;
    work = async () => {};
    await outage(1_000);
    assert.equal((await ended(await ask()))?.state, 'done');
  });
});
