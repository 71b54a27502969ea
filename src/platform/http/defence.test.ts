import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { z } from 'zod';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase, type TestDatabase } from '#platform/db/test-database.js';
import { newId } from '#platform/ids.js';
import { until } from '#platform/process/until.fixture.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { api } from './api-route.js';
import { wayFor } from './compress.js';
import { CSRF_FIELD, tokenFor } from './csrf.js';
import { describeError } from './logged-error.js';
import { file, seeOther } from './outcome.js';
import { ambitoPage, sitePage } from './page-route.js';
import type { Server } from './server.js';
import { buildTestServer } from './test-server.js';
import { readUploads } from './upload.js';

const HTML = { accept: 'text/html', host: 'localhost' };

describe('how a page travels', () => {
  it('is as its reader takes it, and never as the reader refuses it', () => {
    assert.equal(wayFor('gzip, deflate, br, zstd'), 'br');
    assert.equal(wayFor('GZIP;q=0.5, br;q=0'), 'gzip');
    assert.equal(wayFor('gzip; q=0.0, identity'), undefined);
    assert.equal(wayFor(undefined), undefined);
    assert.equal(wayFor('brotli'), undefined);
  });
});

describe('the server against strangers and misfortunes', () => {
  let test: TestDatabase;
  let database: Database;
  let server: Server;
  /** What goes on in the route `/x/lavoro`. */
  let work: () => Promise<void> = async () => {};
  const ended: string[] = [];
  const ambito = { id: newId(), slug: 'prova', name: 'Ambito di prova', leadBody: null, isDemo: false };

  before(async () => {
    test = await createTestDatabase();
    database = openPools({ ...test, size: 1, readers: 1 });
    server = await buildTestServer(database);
    await database.transaction({ ambitoId: ambito.id }, (tx) => insertAmbito(tx, ambito));
    sitePage(server, {
      path: '/x/lavoro',
      audience: 'public',
      handle: async (ctx) => {
        await ctx.tx.selectFrom('platform.ambito').select('id').execute();
        await work();
        await ctx.tx.selectFrom('platform.ambito').select('name').execute();
        return file('<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 'prova.svg');
      },
    });
    api(server, {
      path: '/prova',
      audience: 'public',
      summary: 'A reading with parameters',
      tag: 'test',
      query: z.object({ by: z.enum(['comune', 'area']).optional(), year: z.coerce.number().optional() }),
      response: z.object({ ok: z.boolean() }),
      handle: async () => ({ ok: true }),
    });
    sitePage(server, {
      path: '/x/altrove',
      audience: 'public',
      handle: async () => seeOther('/prova/obiettivi/Perù-€?q=a b\r\nx'),
    });
    ambitoPage(server, {
      face: 'public',
      method: 'POST',
      path: '/carica',
      audience: 'public',
      multipart: true,
      handle: async (ctx, { request }) => {
        await ctx.client.query('select 1');
        await readUploads(server, request, { maxFileBytes: 64 * 1024 * 1024, maxFiles: 3 }, async (given) => {
          try {
            for await (const _chunk of given.stream) ended.push('chunk');
          } finally {
            ended.push('end');
          }
        });
        return seeOther('/prova');
      },
    });
  });

  after(async () => {
    await server.app.close();
    await database.close();
    await test.drop();
  });

  const get = (url: string, headers: Record<string, string> = {}) =>
    server.app.inject({ method: 'GET', url, headers: { ...HTML, ...headers } });

  it('takes nobody who comes through a proxy for a visitor of this machine', async () => {
    assert.equal((await get('/metrics')).statusCode, 200);
    assert.equal((await get('/metrics', { host: 'trama.example' })).statusCode, 404);
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via', 'x-forwarded-host'])
      assert.equal((await get('/metrics', { [name]: '127.0.0.1' })).statusCode, 404, name);
  });

  it('gives cookies that other hosts and plain HTTP cannot set, except on this machine', async () => {
    const near = (await get('/accesso')).cookies[0];
    assert.equal(near?.name, 'trama_form');
    assert.equal(near?.secure, undefined);
    for (const headers of [{ host: 'trama.example' }, { 'x-forwarded-for': '10.0.0.9' }]) {
      const far = (await get('/accesso', headers)).cookies[0];
      assert.equal(far?.name, '__Host-trama_form');
      assert.deepEqual(
        [far?.secure, far?.httpOnly, far?.sameSite, far?.path, far?.domain],
        [true, true, 'Lax', '/', undefined],
      );
    }
    const form = { host: 'trama.example', 'content-type': 'application/x-www-form-urlencoded' };
    const send = (cookie: string) =>
      server.app.inject({
        method: 'POST',
        url: '/esci',
        headers: { ...form, cookie },
        payload: `${CSRF_FIELD}=${tokenFor(server.formSecret, 'a'.repeat(22), '')}`,
      });
    assert.equal((await send(`trama_form=${'a'.repeat(22)}`)).statusCode, 403);
    assert.equal((await send(`__Host-trama_form=${'a'.repeat(22)}`)).statusCode, 303);
  });

  it('answers an address that cannot be decoded as any other that is wrong', async () => {
    const page = await get('/prova/%ff');
    assert.equal(page.statusCode, 400);
    assert.match(page.body, /<h1>La richiesta non è scritta come dovrebbe\.<\/h1>/);
    assert.match(String(page.headers['content-security-policy']), /default-src 'none'/);
    const program = await get('/api/v1/prova/%ff', { accept: '*/*' });
    assert.match(String(program.headers['content-type']), /^application\/problem\+json/);
    assert.equal(program.json().type, 'urn:trama:platform.bad-request');
  });

  it('tells a program which parameter is wrong, and what it may be', async () => {
    const wrong = await get('/api/v1/prova/prova?by=via&year=mai', { accept: 'application/json' });
    assert.equal(wrong.statusCode, 400);
    assert.deepEqual(wrong.json().errors, [
      { field: 'by', message: 'I valori ammessi sono: comune, area.' },
      { field: 'year', message: 'Serve un numero.' },
    ]);
    assert.equal((await get('/api/v1/prova/prova?by=area&year=2021')).statusCode, 200);
  });

  it('says with every answer what it may do in a browser', async () => {
    for (const url of [
      '/healthz',
      '/api/v1/openapi.json',
      '/api/v1/nulla',
      '/accesso',
      '/nulla',
      '/x/lavoro',
    ]) {
      for (const accept of ['text/html', 'application/json']) {
        const { headers } = await get(url, { accept });
        const policy = String(headers['content-security-policy']);
        assert.match(policy, /default-src 'none'/, url);
        assert.match(policy, /frame-ancestors 'none'/, url);
        if (!String(headers['content-type']).startsWith('text/html')) assert.match(policy, /sandbox$/, url);
        assert.equal(headers['x-content-type-options'], 'nosniff', url);
      }
    }
  });

  it('lets no cache keep a form, nor what is seen with a session', async () => {
    assert.equal((await get('/accesso')).headers['cache-control'], 'no-store');
    for (const url of ['/x/lavoro', '/api/v1/nulla', '/accesso'])
      assert.equal((await get(url, { cookie: 'trama_session=x' })).headers['cache-control'], 'no-store', url);
  });

  it('leads to addresses with any letter, and to nothing else', async () => {
    const { statusCode, headers } = await get('/x/altrove');
    assert.equal(statusCode, 303);
    assert.equal(headers.location, '/prova/obiettivi/Per%C3%B9-%E2%82%AC?q=a%20b%0D%0Ax');
  });

  it('shows no notice that is not one', async () => {
    for (const notice of ['nulla.di.simile', 'constructor', '__proto__'])
      assert.equal((await get('/accesso', { cookie: `trama_notice=${notice}` })).statusCode, 200, notice);
  });

  it('answers 503, and when to come back, when no connection is free', async () => {
    const held = await database.reading.connect();
    const { connectionTimeoutMillis } = database.reading.options;
    database.reading.options.connectionTimeoutMillis = 300;
    const [page, data] = await Promise.all([
      get('/x/lavoro'),
      get('/x/lavoro', { accept: 'application/json' }),
    ]);
    database.reading.options.connectionTimeoutMillis = connectionTimeoutMillis;
    held.release();
    for (const answer of [page, data]) {
      assert.equal(answer.statusCode, 503);
      assert.equal(answer.headers['retry-after'], '5');
      assert.match(answer.body, /banca dati non risponde/);
    }
    assert.equal((await get('/x/lavoro')).statusCode, 200);
  });

  it('answers 503 when PostgreSQL ends under a request, and works again after', async () => {
    for (const headers of [{}, { cookie: 'trama_session=x' }]) {
      work = async () => {
        const other = new pg.Client(test.appConfig);
        await other.connect();
        await other.query(
          `select pg_terminate_backend(pid, 10000) from pg_stat_activity
           where usename = 'trama_app' and datname = current_database() and pid <> pg_backend_pid()`,
        );
        await other.end();
      };
      assert.equal((await get('/x/lavoro', headers)).statusCode, 503);
      work = async () => {};
      assert.equal((await get('/x/lavoro', headers)).statusCode, 200);
    }
  });

  it('answers 400 to a form with a file that is cut off or no form at all', async () => {
    const seed = 'c'.repeat(22);
    const field = `--x\r\ncontent-disposition: form-data; name="${CSRF_FIELD}"\r\n\r\n${tokenFor(server.formSecret, seed, '')}\r\n`;
    for (const payload of [
      'niente',
      `${field}--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc`,
    ]) {
      const { statusCode } = await server.app.inject({
        method: 'POST',
        url: '/prova/carica',
        headers: { ...HTML, cookie: `trama_form=${seed}`, 'content-type': 'multipart/form-data; boundary=x' },
        payload,
      });
      assert.equal(statusCode, 400, payload);
    }
  });

  it('lets go of everything when a visitor leaves in the middle of an upload', async () => {
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const seed = 'b'.repeat(22);
    const part = (name: string, more = '') =>
      `--x\r\ncontent-disposition: form-data; name="${name}"${more}\r\n`;
    const head = `${part(CSRF_FIELD)}\r\n${tokenFor(server.formSecret, seed, '')}\r\n${part('file', '; filename="a.csv"')}content-type: text/csv\r\n\r\n`;
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST /prova/carica HTTP/1.1\r\nhost: localhost\r\ncookie: trama_form=${seed}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 9000000\r\n\r\n${head}${'x'.repeat(200_000)}`,
    );
    await until(() => ended.length > 0);
    socket.destroy();
    await until(() => ended.includes('end'));
    assert.equal((await get('/x/lavoro')).statusCode, 200, 'its connection was not given back');
  });
});

describe('an error in the log', () => {
  it('quotes nothing of what PostgreSQL quotes', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "Rossi Maria"'), {
      code: '22P02',
      severity: 'ERROR',
      routine: 'string_to_uuid',
    });
    const told = describeError(error);
    assert.equal(told.message, '22P02 string_to_uuid');
    assert.doesNotMatch(JSON.stringify(told), /Rossi/);
    assert.match(told.stack, /defence\.test/);
  });

  it('tells a fault of the program whole', () => {
    assert.equal(describeError(new TypeError('x is not a function')).message, 'x is not a function');
  });
});
