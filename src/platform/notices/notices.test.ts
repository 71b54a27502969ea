import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ensureAccount, insertGrant } from '#platform/auth/accounts.sql.js';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase, type TestDatabase } from '#platform/db/test-database.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { newId } from '#platform/ids.js';
import { insertAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { openVisitor, type Visitor } from '../../visitor.fixture.js';
import { addNotice, addNotices } from './notice.actions.js';

const KIND = 'notices.title';
const NO_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('notices', () => {
  let test: TestDatabase;
  let database: Database;
  let server: Server;
  const ambito = { id: newId(), slug: 'prova', name: 'Ambito di prova', leadBody: null, isDemo: false };
  const other = { ...ambito, id: newId(), slug: 'altro', name: 'Altro ambito' };
  const people: Record<'ada' | 'bea' | 'eva', string> = { ada: '', bea: '', eva: '' };
  let ada: Visitor;
  let bea: Visitor;
  let eva: Visitor;

  before(async () => {
    test = await createTestDatabase();
    database = openPools(test);
    server = await buildTestServer(database);
    for (const one of [ambito, other])
      await database.transaction({ ambitoId: one.id }, (tx) => insertAmbito(tx, one));
    for (const [name, where] of [
      ['ada', ambito],
      ['bea', ambito],
      ['eva', other],
    ] as const)
      people[name] = await insideAmbito(database, where, async (ctx) => {
        const id = await ensureAccount(ctx.tx, { email: `${name}@prova.example`, name: `Persona ${name}` });
        await insertGrant(ctx, id, { role: 'coordinator', scopeKind: 'ambito', scopeCode: '' });
        return id;
      });
    ada = await openVisitor(server, people.ada);
    bea = await openVisitor(server, people.bea);
    eva = await openVisitor(server, people.eva);
  });

  after(async () => {
    await server.app.close();
    await database.close();
    await test.drop();
  });

  const tell = (userId: string, address = '/persone') =>
    insideAmbito(database, ambito, (ctx) => addNotice(ctx, { userId, kind: KIND, params: {}, address }));
  const idsOn = (body: string) => [...body.matchAll(/avvisi\/([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '');

  it('is said once to its person while it is unread, and to nobody else', async () => {
    assert.match((await ada.get('/prova/ufficio/avvisi')).body, /Nessun avviso/);
    await tell(people.ada);
    await tell(people.ada);
    await tell(people.ada, '/registro');
    const list = (await ada.get('/prova/ufficio/avvisi')).body;
    assert.equal(idsOn(list).length, 2);
    assert.match(list, /aria-label="Avvisi: 2 da leggere"/);
    const [id = ''] = idsOn(list);
    assert.doesNotMatch((await bea.get('/prova/ufficio/avvisi')).body, /da leggere"/);
    for (const somebody of [bea, eva])
      assert.equal((await somebody.post(`/prova/ufficio/avvisi/${id}`)).statusCode, 404);
    assert.equal((await eva.get('/prova/ufficio/avvisi')).statusCode, 404);
    const seen = await database.transaction({ ambitoId: ambito.id, accountId: people.bea }, (tx) =>
      tx.selectFrom('platform.notice').select('id').execute(),
    );
    assert.deepEqual(seen, []);
  });

  it('is marked when it is opened, and leads to its page', async () => {
    const before = idsOn((await ada.get('/prova/ufficio/avvisi')).body);
    const opened = await ada.post(`/prova/ufficio/avvisi/${before[0]}`, { act: 'open' });
    assert.equal(opened.statusCode, 303);
    assert.match(String(opened.headers.location), /^\/prova\/ufficio\/(registro|persone)$/);
    assert.match((await ada.get('/prova/ufficio/avvisi')).body, /aria-label="Avvisi: 1 da leggere"/);
    await ada.post('/prova/ufficio/avvisi');
    assert.match((await ada.get('/prova/ufficio/avvisi')).body, /aria-label="Avvisi"/);
    await tell(people.ada);
    assert.match((await ada.get('/prova/ufficio/avvisi')).body, /aria-label="Avvisi: 1 da leggere"/);
  });

  it('does not reach who works elsewhere, nor leads off the site', async () => {
    await tell(people.eva);
    await insideAmbito(database, ambito, (ctx) =>
      addNotices(ctx, [people.eva, people.bea], { kind: KIND, address: '/x' }),
    );
    const rows = await database.owner.query('select 1 from platform.notice where account_id = $1', [
      people.eva,
    ]);
    assert.equal(rows.rowCount, 0);
    for (const address of ['//evil.example', 'https://evil.example', ''])
      await assert.rejects(tell(people.ada, address), { code: '23514' });
    assert.equal((await ada.post(`/prova/ufficio/avvisi/${NO_ID}`)).statusCode, 404);
    assert.equal((await ada.post('/prova/ufficio/avvisi', {}, { token: false })).statusCode, 403);
    assert.equal((await ada.get('/prova/ufficio/avvisi?pagina=9')).statusCode, 200);
  });
});
