import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase, type TestDatabase } from '#platform/db/test-database.js';
import type { Server } from '#platform/http/server.js';
import { newId } from '#platform/ids.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { Browser } from '../http/test-browser.js';
import { buildTestServer } from '../http/test-server.js';
import { inviteAdministrator, inviteFirstAdministrator, invitePerson } from './accounts.actions.js';
import { ensureAccount, insertGrant } from './accounts.sql.js';

/** Not on this machine: there no limit of requests holds. */
const FAR = { host: 'trama.example', accept: 'text/html' };
const PASSWORD = 'quattro parole messe in fila';
const MAYOR = { role: 'mayor', scopeKind: 'ambito', scopeCode: '' } as const;

describe('signing in', () => {
  let test: TestDatabase;
  let database: Database;
  let server: Server;
  const ambito = { id: newId(), slug: 'prova', name: 'Ambito di prova', leadBody: null, isDemo: false };
  const other = { id: newId(), slug: 'altro', name: 'Altro ambito', leadBody: null, isDemo: false };

  before(async () => {
    test = await createTestDatabase();
    database = openPools(test);
    server = await buildTestServer(database);
    server.app.addHook('onRequest', async (request) => {
      request.log.info = ((told: unknown) => logged.push(JSON.stringify(told))) as never;
    });
    for (const one of [ambito, other])
      await database.transaction({ ambitoId: one.id }, (tx) => insertAmbito(tx, one));
  });

  after(async () => {
    await server.app.close();
    await database.close();
    await test.drop();
  });

  const logged: string[] = [];

  /** Invites, sets the password, and gives back a browser that is signed in. */
  async function enter(
    email: string,
    where = ambito,
    role: 'administrator' | 'director' = 'administrator',
  ): Promise<Browser> {
    const { token } = await insideAmbito(database, where, (ctx) =>
      invitePerson(ctx, { email, name: 'Ada Prova', grant: { role, scopeKind: 'ambito', scopeCode: '' } }),
    );
    const browser = new Browser(server);
    const answer = await browser.submit(`/invito/${token}`, { password: PASSWORD });
    assert.equal(answer.status, 303);
    return browser;
  }

  it('leads the first administrator from a one-time address to the ambiti, once', async () => {
    const token = await database.transaction({ ambitoId: null }, inviteFirstAdministrator);
    const browser = new Browser(server);
    const short = await browser.submit(`/invito/${token}`, {
      name: 'Prima Persona',
      email: 'prima@esempio.example',
      password: 'corta',
    });
    assert.equal(short.status, 422);
    assert.match(short.body, /Servono almeno 12 caratteri/);
    assert.match(short.body, /prima@esempio\.example/, 'what was typed is still there');
    assert.doesNotMatch(short.body, /value="corta"/);
    const usual = await browser.submit(`/invito/${token}`, {
      name: 'Prima Persona',
      email: 'prima@esempio.example',
      password: 'PrimaPersona2026',
    });
    assert.equal(usual.status, 422);
    assert.equal(
      (
        await browser.submit(`/invito/${token}`, {
          name: 'Prima Persona',
          email: 'prima@esempio.example',
          password: PASSWORD,
        })
      ).status,
      303,
    );
    assert.match((await browser.get('/profilo')).body, /Prima Persona/);
    const late = await new Browser(server).get(`/invito/${token}`);
    assert.equal(late.status, 404);
    assert.match(late.body, /non vale più/, 'says that it was used up, and what to do');
  });

  it('answers the same to a wrong address and to a wrong password, and makes who insists wait', async () => {
    await enter('lenta@esempio.example');
    const browser = new Browser(server);
    const wrong = await browser.submit('/accesso', {
      email: 'lenta@esempio.example',
      password: 'sbagliata sbagliata',
    });
    const absent = await browser.submit('/accesso', {
      email: 'nessuno@esempio.example',
      password: 'sbagliata sbagliata',
    });
    assert.equal(wrong.status, 422);
    assert.equal(absent.status, 422);
    assert.match(
      wrong.body,
      /L&#39;indirizzo o la password non sono giusti|L'indirizzo o la password non sono giusti/,
    );
    for (let i = 0; i < 4; i += 1)
      await browser.submit('/accesso', { email: 'lenta@esempio.example', password: 'sbagliata sbagliata' });
    const blocked = await browser.submit('/accesso', { email: 'lenta@esempio.example', password: PASSWORD });
    assert.match(blocked.body, /Troppi tentativi/);
  });

  it('lets nobody keep somebody else out by guessing, and makes who guesses from everywhere wait too', async () => {
    await enter('chiusa@esempio.example');
    const attempt = async (remoteAddress: string, password: string) => {
      const page = await server.app.inject({ url: '/accesso', remoteAddress, headers: FAR });
      const cookie = page.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
      const token = /name="_form" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      return server.app.inject({
        method: 'POST',
        url: '/accesso',
        remoteAddress,
        headers: { ...FAR, cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ email: 'chiusa@esempio.example', password, _form: token }).toString(),
      });
    };
    for (let i = 0; i < 6; i += 1) await attempt('2001:db8:1:1::1', 'sbagliata sbagliata');
    assert.match((await attempt('2001:db8:1:1::2', PASSWORD)).body, /Troppi tentativi/, 'the same network');
    assert.equal((await attempt('198.51.100.7', PASSWORD)).statusCode, 303, 'from elsewhere');
    const account = createHash('sha256').update('chiusa@esempio.example').digest();
    await database.owner.query(
      'insert into platform.sign_in_attempt (key_hash) select $1 from generate_series(1, 50)',
      [account],
    );
    assert.match((await attempt('198.51.100.7', PASSWORD)).body, /Troppi tentativi/, 'fifty from anywhere');
  });

  it('tells in the log how entering ended, and of nobody', async () => {
    const browser = await enter('scritta@esempio.example');
    await new Browser(server).submit('/accesso', { email: 'scritta@esempio.example', password: 'sbagliata' });
    await new Browser(server).submit('/accesso', { email: 'scritta@esempio.example', password: PASSWORD });
    await browser.submit(
      '/profilo/password',
      { present: PASSWORD, password: 'altre quattro parole' },
      '/profilo',
    );
    // Each line names the machine, which may be called like anybody.
    const lines = logged.join('\n').replaceAll(hostname(), '');
    for (const line of [
      '"one-time address","outcome":"done"',
      '"sign-in","outcome":"refused"',
      '"sign-in","outcome":"done"',
      '"password change","outcome":"done"',
    ])
      assert.ok(lines.includes(line), line);
    assert.doesNotMatch(lines, /scritta|Ada|parole|invito\/[\w-]{20}/);
    assert.match(lines, /"\/invito\/:token"/);
  });

  it('ends the session that the browser had when somebody enters', async () => {
    await enter('nuova@esempio.example');
    const browser = await enter('vecchia@esempio.example');
    const open = async () =>
      (
        await database.owner.query(
          `select 1 from platform.session s join platform.account a on a.id = s.account_id where a.email = 'vecchia@esempio.example'`,
        )
      ).rowCount;
    assert.equal(await open(), 1);
    const entered = await browser.submit('/accesso', { email: 'nuova@esempio.example', password: PASSWORD });
    assert.equal(entered.status, 303);
    assert.equal(await open(), 0);
  });

  it('opens people, settings and register only to who administers the whole ambito, and writes down who looked', async () => {
    const boss = await enter('intera@esempio.example');
    const part = await enter('parte@esempio.example', ambito, 'director');
    await insideAmbito(database, ambito, async (ctx) => {
      const id = await ensureAccount(ctx.tx, { email: 'parte@esempio.example', name: 'X' });
      await insertGrant(ctx, id, { role: 'administrator', scopeKind: 'comune', scopeCode: '019021' });
    });
    for (const path of ['/persone', '/persone/invita', '/impostazioni', '/registro'])
      assert.equal((await part.get(`/prova/ufficio${path}`)).status, 403, path);
    const form = (await part.form('/profilo')) ?? '';
    const renamed = await part.post('/prova/ufficio/impostazioni', {
      name: 'Mio',
      leadBody: '',
      _form: form,
    });
    assert.equal(renamed.status, 403);
    const limited = await boss.submit(
      '/prova/ufficio/persone/invita',
      { name: 'X Y', email: 'xy@esempio.example', role: 'mayor', scope: 'comune:000000' },
      '/prova/ufficio/persone/invita',
    );
    assert.equal(limited.status, 422, 'no such place');
    assert.equal((await boss.get('/prova/ufficio/persone')).status, 200);
    const audit = (await boss.get('/prova/ufficio/registro')).body;
    assert.match(audit, /Lettura dell.{1,6}elenco/);
  });

  it('keeps one administrator who can enter', async () => {
    const sole = { id: newId(), slug: 'solo', name: 'Ambito solo', leadBody: null, isDemo: false };
    await database.transaction({ ambitoId: sole.id }, (tx) => insertAmbito(tx, sole));
    const boss = await enter('sola@esempio.example', sole);
    await enter('sospesa@esempio.example', sole);
    const people = (await boss.get('/solo/ufficio/persone')).body;
    const idOf = (email: string) =>
      new RegExp(`persone/([0-9a-f-]{36})"(?:(?!persone/).)*${email}`, 's').exec(people)?.[1];
    const other = `/solo/ufficio/persone/${idOf('sospesa@')}`;
    assert.equal((await boss.submit(`${other}/sospendi`, {}, other)).status, 303);
    const own = `/solo/ufficio/persone/${idOf('sola@')}`;
    const grant = /name="grant" value="([0-9a-f-]{36})"/.exec((await boss.get(own)).body)?.[1] ?? '';
    assert.equal((await boss.submit(`${own}/togli`, { grant }, own)).status, 409);
  });

  it('opens and closes sessions, everywhere too', async () => {
    const first = await enter('due@esempio.example');
    const second = new Browser(server);
    assert.equal(
      (await second.submit('/accesso', { email: 'Due@Esempio.example', password: PASSWORD })).status,
      303,
    );
    assert.equal((await second.get('/profilo')).status, 200);
    await first.submit('/profilo/esci-ovunque', {}, '/profilo');
    assert.equal((await second.get('/profilo')).status, 303, 'led to sign in');
    assert.equal((await first.get('/profilo')).status, 303);
  });

  it('leads who was sending something back to the page of its form', async () => {
    const browser = new Browser(server);
    for (const [path, back] of [
      ['/prova/ufficio/persone/invita', '/prova/ufficio/persone/invita'],
      [`/prova/ufficio/persone/${newId()}/togli`, '/prova/ufficio'],
      ['/profilo/esci-ovunque', '/'],
    ] as const) {
      const { status, location } = await browser.submit(path, {}, '/accesso');
      assert.equal(status, 303);
      assert.equal(location, `/accesso?da=${encodeURIComponent(back)}&scaduta=1`);
    }
    assert.match((await browser.get('/accesso?da=%2Fprofilo&scaduta=1')).body, /La sessione è finita prima/);
    assert.doesNotMatch((await browser.get('/accesso?da=%2Fprofilo')).body, /La sessione è finita prima/);
  });

  it('asks for the present password before a new one, and then shuts out the other sessions', async () => {
    const first = await enter('cambia@esempio.example');
    const second = new Browser(server);
    await second.submit('/accesso', { email: 'cambia@esempio.example', password: PASSWORD });
    const refused = await first.submit(
      '/profilo/password',
      { present: 'non è questa', password: 'una nuova molto lunga' },
      '/profilo',
    );
    assert.equal(refused.status, 422);
    const done = await first.submit(
      '/profilo/password',
      { present: PASSWORD, password: 'una nuova molto lunga' },
      '/profilo',
    );
    assert.equal(done.status, 303);
    assert.equal((await first.get('/profilo')).status, 200);
    assert.equal((await second.get('/profilo')).status, 303);
  });

  it('refuses a form without its token, with another visitor’s, or from another site', async () => {
    const browser = await enter('modulo@esempio.example');
    assert.equal((await browser.post('/esci', {})).status, 403);
    const stranger = new Browser(server);
    const token = (await stranger.form('/accesso')) ?? '';
    assert.equal((await browser.post('/esci', { _form: token })).status, 403);
    const own = (await browser.form('/profilo')) ?? '';
    assert.equal(
      (await browser.post('/esci', { _form: own }, { 'sec-fetch-site': 'cross-site' })).status,
      403,
    );
    assert.equal((await browser.post('/esci', { _form: own })).status, 303);
  });

  it('gives roles to people of the ambito only, and keeps one administrator', async () => {
    const boss = await enter('capo@esempio.example', other);
    const people = await boss.get('/altro/ufficio/persone');
    assert.equal(people.status, 200);
    assert.match(people.body, /capo@esempio\.example/);
    assert.doesNotMatch(people.body, /due@esempio\.example/, 'nobody of the other ambito');
    const own = /\/altro\/ufficio\/persone\/([0-9a-f-]{36})/.exec(people.body)?.[1];
    const page = await boss.get(`/altro/ufficio/persone/${own}`);
    const grant = /name="grant" value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? '';
    const last = await boss.submit(
      `/altro/ufficio/persone/${own}/togli`,
      { grant },
      `/altro/ufficio/persone/${own}`,
    );
    assert.equal(last.status, 409);
    assert.match(last.body, /unica persona che amministra/);
    assert.equal((await boss.get('/prova/ufficio/persone')).status, 404, 'the other ambito does not show');
    assert.equal(
      (
        await boss.submit(
          '/altro/ufficio/persone/invita',
          { name: 'X Y', email: 'no', role: 'mayor', scope: 'ambito:' },
          '/altro/ufficio/persone/invita',
        )
      ).status,
      422,
    );
  });

  it('gives no address that would open an account with roles in another ambito, or over the installation', async () => {
    const boss = await enter('presa@esempio.example', other);
    await enter('vittima@esempio.example', ambito, 'director');
    const invite = (email: string) =>
      boss.submit(
        '/altro/ufficio/persone/invita',
        { name: 'Una Persona', email, role: 'mayor', scope: 'ambito:' },
        '/altro/ufficio/persone/invita',
      );
    const given = await invite('vittima@esempio.example');
    assert.equal(given.status, 200);
    assert.doesNotMatch(given.body, /\/invito\//, 'it has a password');
    const people = (await boss.get('/altro/ufficio/persone')).body;
    const id = /persone\/([0-9a-f-]{36})"(?:(?!persone\/).)*vittima@/s.exec(people)?.[1];
    const page = `/altro/ufficio/persone/${id}`;
    const again = await boss.submit(`${page}/indirizzo`, {}, page);
    assert.equal(again.status, 409);
    assert.doesNotMatch(again.body, /\/invito\//);

    await insideAmbito(database, ambito, (ctx) =>
      invitePerson(ctx, { email: 'attesa@esempio.example', name: 'In Attesa', grant: MAYOR }),
    );
    const waiting = await invite('attesa@esempio.example');
    assert.equal(waiting.status, 409);
    assert.doesNotMatch((await boss.get('/altro/ufficio/persone')).body, /attesa@/, 'nothing was kept');

    await database.transaction({ ambitoId: null }, (tx) =>
      inviteAdministrator(tx, { email: 'gestore@esempio.example', name: 'Chi Gestisce' }),
    );
    assert.equal((await invite('gestore@esempio.example')).status, 409);
  });

  it('ends an address when the account gets a role in another ambito', async () => {
    const boss = await enter('prima-presa@esempio.example', other);
    const invited = await boss.submit(
      '/altro/ufficio/persone/invita',
      { name: 'Poi Altrove', email: 'poi@esempio.example', role: 'mayor', scope: 'ambito:' },
      '/altro/ufficio/persone/invita',
    );
    const address = /\/invito\/[\w-]+/.exec(invited.body)?.[0] ?? '';
    assert.equal((await new Browser(server).get(address)).status, 200);
    await insideAmbito(database, ambito, async (ctx) =>
      insertGrant(ctx, await ensureAccount(ctx.tx, { email: 'poi@esempio.example', name: 'X' }), MAYOR),
    );
    assert.equal((await new Browser(server).get(address)).status, 404);
  });

  it('suspends at once, and never oneself', async () => {
    const boss = await enter('capa@esempio.example');
    const employee = await enter('dip@esempio.example', ambito, 'director');
    assert.equal(
      (await employee.get('/prova/ufficio/persone')).status,
      403,
      'a director does not manage people',
    );
    const people = (await boss.get('/prova/ufficio/persone')).body;
    const idOf = (email: string) =>
      new RegExp(`persone/([0-9a-f-]{36})"(?:(?!persone/).)*${email}`, 's').exec(people)?.[1];
    const page = `/prova/ufficio/persone/${idOf('dip@')}`;
    assert.equal((await boss.submit(`${page}/sospendi`, {}, page)).status, 303);
    assert.equal((await employee.get('/profilo')).status, 303);
    assert.equal(
      (await new Browser(server).submit('/accesso', { email: 'dip@esempio.example', password: PASSWORD }))
        .status,
      422,
    );
    const self = `/prova/ufficio/persone/${idOf('capa@')}`;
    assert.equal((await boss.submit(`${self}/sospendi`, {}, self)).status, 409);
    assert.equal((await boss.submit(`${page}/riammetti`, {}, page)).status, 303);
    const audit = (await boss.get('/prova/ufficio/registro')).body;
    assert.match(audit, /Sospensione/);
    assert.match(audit, /integro/);
  });

  it('does not offer the people of a demonstration outside it', async () => {
    assert.doesNotMatch((await new Browser(server).get('/accesso')).body, /dimostrazione/);
    assert.equal((await new Browser(server).post('/accesso/dimostrazione', {})).status, 404);
  });
});
