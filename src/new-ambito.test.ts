import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isReservedSlug } from '#domains/territory/ambito.rules.js';
import { importGenerated } from '#domains/territory/projection.fixture.js';
import { ensureAccount, insertGrant, listPeople } from '#platform/auth/accounts.sql.js';
import type { Role } from '#platform/auth/roles.js';
import { type Database, openPools } from '#platform/db/database.js';
import { createTestDatabase, type TestDatabase } from '#platform/db/test-database.js';
import type { Ambito } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { Server } from '#platform/http/server.js';
import { formatNumber } from '#platform/i18n/format.js';
import { findAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { buildApp, loadReference } from './app.js';
import { walkSite } from './route-walk.fixture.js';
import { openVisitor, type Visitor } from './visitor.fixture.js';

const SUZZARA = ['020027', '020035', '020037', '020039', '020055', '020065'];
const LIST = '/suzzara/ufficio/territorio/comuni';
const AREAS = '/suzzara/ufficio/territorio/aree';

let test: TestDatabase;
let database: Database;
let app: Server;
let operator: Visitor;
let operatorId: string;

before(async () => {
  test = await createTestDatabase();
  database = openPools({ ...test, size: 4 });
  await loadReference(database);
  app = await buildApp({ database, demoMode: false, version: 'test' });
  operatorId = await database.transaction({ ambitoId: null }, (tx) =>
    ensureAccount(tx, { email: 'gestore@example.it', name: 'Chi gestisce', isInstallationAdmin: true }),
  );
  operator = await openVisitor(app, operatorId);
});
after(async () => {
  await app.app.close();
  await database.close();
  await test.drop();
});

async function getAmbito(slug: string): Promise<Ambito> {
  const ambito = await database.transaction({ ambitoId: null }, (tx) => findAmbito(tx, slug));
  return ambito ?? assert.fail(`no ambito ${slug}`);
}

/** Somebody with one role in an ambito. */
async function enter(slug: string, role: Role, scope?: { kind: 'area' | 'comune'; code: string }) {
  const ambito = await getAmbito(slug);
  const id = await insideAmbito(database, ambito, async (ctx) => {
    const accountId = await ensureAccount(ctx.tx, {
      email: `${role}@${slug}.example`,
      name: `Chi fa ${role}`,
    });
    await insertGrant(ctx, accountId, {
      role,
      scopeKind: scope?.kind ?? 'ambito',
      scopeCode: scope?.code ?? '',
    });
    return accountId;
  });
  return { visitor: await openVisitor(app, id), id, ambito };
}

const versionIn = (body: string) =>
  /name="version" value="(\d+)"/.exec(body)?.[1] ?? assert.fail('no version');

describe('A new ambito in the browser', () => {
  it('is for whoever runs the installation alone', async () => {
    const nobody = await openVisitor(app, null);
    assert.match((await nobody.get('/nuovo-ambito')).headers.location ?? '', /^\/accesso/);
    const id = await database.transaction({ ambitoId: null }, (tx) =>
      ensureAccount(tx, { email: 'altri@example.it', name: 'Altri' }),
    );
    const other = await openVisitor(app, id);
    assert.equal((await other.get('/nuovo-ambito')).statusCode, 404);
    const tried = await other.post('/nuovo-ambito', { name: 'Mio', slug: 'mio', comuni: SUZZARA });
    assert.equal(tried.statusCode, 404);
  });

  it('finds comuni by name and province and keeps all that was typed, without JavaScript', async () => {
    const { body } = await operator.get(
      '/nuovo-ambito?name=Ambito+di+Suzzara&leadBody=Comune&comuni=020065&cerca=mogli&codes=20027%0A999999',
    );
    assert.match(body, /value="Ambito di Suzzara"/);
    assert.match(body, /name="slug"[^>]*value="suzzara"|value="suzzara"[^>]*name="slug"/, 'suggested');
    assert.match(body, /2 comuni scelti · 110,98 km²/);
    for (const code of ['020065', '020027'])
      assert.match(body, new RegExp(`id="comune-${code}"[^>]*checked`), code);
    for (const code of ['020035', '026043', '043025'])
      assert.doesNotMatch(body, new RegExp(`id="comune-${code}"[^>]*checked`), code);
    assert.match(body, /4 comuni trovati/);
    assert.match(body, /Non è il codice di un comune italiano: 999999/);
    const whole = await operator.get('/nuovo-ambito?tutti=MN');
    assert.match(whole.body, /64 comuni scelti · 2\.341,\d\d km²/);
  });

  it('keeps the form’s token out of addresses', async () => {
    const { body } = await operator.get('/nuovo-ambito');
    assert.doesNotMatch(body, new RegExp(`<input[^>]*name="${CSRF_FIELD}"`));
    assert.match(
      body,
      new RegExp(`<button[^>]*formmethod="post"[^>]*name="${CSRF_FIELD}" value="[^"]{20,}"`),
    );
  });

  it('is refused at the field, with nothing lost', async () => {
    const given = { name: 'Ambito di <b>Suzzara</b>', slug: 'suzzara', comuni: SUZZARA };
    const refused: [object, RegExp][] = [
      [{ slug: 'accesso' }, /id="slug-errore">«accesso» è una parola/],
      [
        { slug: 'Sùzzara!' },
        /id="slug-errore">L&#?\w+;indirizzo deve avere|id="slug-errore">L'indirizzo deve/,
      ],
      [{ name: 'x' }, /id="name-errore"/],
      [{ comuni: [] }, /Scegliete almeno un comune/],
      [{ codes: '999999' }, /id="codes-errore">Non è il codice di un comune italiano: 999999/],
      [{ comuni: ['<script>'] }, /Non è il codice di un comune italiano: &lt;script>/],
    ];
    for (const [change, message] of refused) {
      const { statusCode, body } = await operator.post('/nuovo-ambito', { ...given, ...change });
      assert.equal(statusCode, 422, JSON.stringify(change));
      assert.match(body, message);
      assert.doesNotMatch(body, /<b>Suzzara|<script>/);
      if (!('name' in change)) assert.match(body, /value="Ambito di &lt;b>Suzzara/);
      if (!('comuni' in change)) assert.match(body, /6 comuni scelti/);
    }
    const many = await operator.post('/nuovo-ambito', { ...given, comuni: Array(600).fill('020027') });
    assert.equal(many.statusCode, 422);
    assert.equal((await operator.get('/nuovo-ambito?provincia=troppo-lunga')).statusCode, 422);
    assert.equal((await operator.post('/nuovo-ambito', given, { token: false })).statusCode, 403);
  });

  it('is made, and whoever made it administers and directs it', async () => {
    const made = await operator.post('/nuovo-ambito', {
      name: 'Ambito di Suzzara',
      slug: '',
      leadBody: 'Comune di Suzzara',
      comuni: SUZZARA.slice(0, 3),
      codes: '20039 Pegognaga\n020055, 020065',
    });
    assert.equal(made.statusCode, 303);
    assert.equal(made.headers.location, '/suzzara/ufficio');
    const office = await operator.get('/suzzara/ufficio');
    assert.equal(office.statusCode, 200);
    assert.match(office.body, /Ambito di Suzzara/);
    assert.match(office.body, /Ambito: creazione/);
    assert.doesNotMatch(office.body, /Nessun filo sciolto/, 'where there is no plan there is no thread');
    for (const list of ['reti', 'accordi', 'organismi', 'enti'])
      assert.doesNotMatch((await operator.get(`/suzzara/ufficio/rete/${list}`)).body, /name="q"/, list);
    const register = (await operator.get('/suzzara/ufficio/registro')).body;
    assert.match(register, /Creazione/);
    assert.doesNotMatch(register, /ambito\.create/);
    await operator.get('/suzzara/ufficio/persone');
    const looked = (await operator.get('/suzzara/ufficio')).body;
    assert.doesNotMatch(looked, /lettura dell/, 'to look is no change');
    const ambito = await getAmbito('suzzara');
    const people = await insideAmbito(database, ambito, listPeople);
    assert.deepEqual(
      people.map((person) => [person.id, person.grants.map((grant) => grant.role)]),
      [[operatorId, ['administrator', 'director']]],
    );
    const again = await operator.post('/nuovo-ambito', { name: 'Altro', slug: 'suzzara', comuni: SUZZARA });
    assert.equal(again.statusCode, 422);
    assert.match(again.body, /id="slug-errore">L(&#39;|')indirizzo «suzzara» è già di un altro ambito/);
  });

  it('has no door that leads nowhere before its first plan, inside and outside', async () => {
    const nobody = await openVisitor(app, null);
    const walks = [
      await walkSite(app, operator, ['/suzzara/ufficio', '/suzzara/ufficio/rilevazioni'], 3),
      await walkSite(app, nobody, ['/suzzara', '/suzzara/esiti', '/suzzara/risorse'], 3),
    ];
    for (const walk of walks) assert.deepEqual([...walk.broken, ...walk.twice], []);
    for (const path of ['esiti', 'risorse', 'rilevazioni'])
      assert.match((await operator.get(`/suzzara/ufficio/${path}`)).body, /Non c'è ancora un piano/, path);
  });

  it('may not take an address that the installation uses', () => {
    const words = new Set(app.routes.map((route) => route.url.split('/')[1] ?? ''));
    for (const word of words) if (word !== '' && !word.startsWith(':')) assert.ok(isReservedSlug(word), word);
    assert.ok(words.has('nuovo-ambito') && words.has('accesso'));
  });
});

describe('Its comuni and areas', () => {
  it('are listed with land, and offered as places of a role', async () => {
    assert.equal((await operator.get('/suzzara/ufficio/territorio')).headers.location, LIST);
    const { body } = await operator.get(LIST);
    assert.match(body, /6 comuni/);
    assert.match(body, /284,13/);
    assert.match(body, /Nessun sub-ambito/);
    const invite = await operator.get('/suzzara/ufficio/persone/invita');
    assert.match(invite.body, /value="comune:020065"[^>]*>Suzzara/);
  });

  it('make areas, with messages at the field and a check of versions', async () => {
    const wrong = await operator.post(`${AREAS}/nuovo`, { name: 'Sponda', comuni: [] });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /Scegliete almeno un comune per il sub-ambito/);
    assert.match(wrong.body, /value="Sponda"/);
    const made = await operator.post(`${AREAS}/nuovo`, { name: 'Sponda', comuni: ['020055', '020037'] });
    assert.equal(made.headers.location, LIST);
    const list = (await operator.get(LIST)).body;
    assert.match(list, /4 comuni non sono in nessun sub-ambito: Gonzaga, Moglia, Pegognaga, Suzzara/);

    const edit = `${AREAS}/sponda/modifica`;
    const version = versionIn((await operator.get(edit)).body);
    const saved = await operator.post(edit, { name: 'Sponda del Po', comuni: '020055', version });
    assert.equal(saved.headers.location, LIST);
    const late = await operator.post(edit, { name: 'Golena', comuni: '020055', version });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /value="Golena"/);
    assert.match(late.body, /Sponda del Po/);
    const history = (await operator.get(`${AREAS}/sponda/storia`)).body;
    assert.match(history, /<del>Sponda<\/del><ins>Sponda del Po<\/ins>/);
    const invite = await operator.get('/suzzara/ufficio/persone/invita');
    assert.match(invite.body, /value="area:sponda"[^>]*>Sponda del Po/);
  });

  it('keep an area to which a role is tied, and remove it with a reason', async () => {
    const { id, ambito } = await enter('suzzara', 'coordinator', { kind: 'area', code: 'sponda' });
    const remove = `${AREAS}/sponda/rimuovi`;
    const version = versionIn((await operator.get(remove)).body);
    const tied = await operator.post(remove, { version, reason: 'Non serve più' });
    assert.equal(tied.statusCode, 409);
    assert.match(tied.body, /un ruolo vale solo lì/);
    await insideAmbito(database, ambito, async (ctx) => {
      const grant = (await listPeople(ctx)).find((person) => person.id === id)?.grants[0];
      await ctx.tx
        .deleteFrom('platform.role_grant')
        .where('id', '=', grant?.id ?? '')
        .execute();
    });
    assert.equal((await operator.post(remove, { version, reason: '' })).statusCode, 422);
    const removed = await operator.post(remove, { version, reason: 'Non serve più' });
    assert.equal(removed.headers.location, LIST);
    assert.match((await operator.get(LIST)).body, /Nessun sub-ambito/);
  });

  it('grow by a comune, and lose one that nothing speaks of', async () => {
    const found = await operator.get(`${LIST}/aggiungi?cerca=luzzara&codes=020065`);
    assert.match(found.body, /id="comune-035026"/);
    assert.doesNotMatch(found.body, /id="comune-020065"/, 'it is of the ambito already');
    const none = await operator.post(`${LIST}/aggiungi`, { comuni: '020065' });
    assert.equal(none.statusCode, 422);
    assert.match(none.body, /Scegliete almeno un comune che non è ancora/);
    const added = await operator.post(`${LIST}/aggiungi`, { comuni: '035026' });
    assert.equal(added.headers.location, LIST);
    assert.match((await operator.get(LIST)).body, /7 comuni/);
    const remove = `${LIST}/035026/rimuovi`;
    const version = versionIn((await operator.get(remove)).body);
    const removed = await operator.post(remove, { version, reason: 'Aggiunto per errore' });
    assert.equal(removed.headers.location, LIST);
    assert.match((await operator.get(LIST)).body, /6 comuni/);
    assert.equal((await operator.get(remove)).statusCode, 404);
  });

  it('are read by who works there, changed by who may, hidden from others', async () => {
    await operator.post('/nuovo-ambito', { name: 'Vicino', slug: 'vicino', comuni: ['035026'] });
    const mayor = (await enter('suzzara', 'mayor')).visitor;
    const list = await mayor.get(LIST);
    assert.equal(list.statusCode, 200);
    assert.doesNotMatch(list.body, /aree\/nuovo|rimuovi/);
    const stranger = (await enter('vicino', 'director')).visitor;
    const writes = [`${AREAS}/nuovo`, `${LIST}/aggiungi`, `${LIST}/020065/rimuovi`];
    for (const path of writes) {
      assert.equal((await mayor.get(path)).statusCode, 403, path);
      assert.equal((await mayor.post(path, { name: 'X y', comuni: '020065' })).statusCode, 403, path);
      assert.equal((await stranger.get(path)).statusCode, 404, path);
      assert.equal((await stranger.post(path, { name: 'X y', comuni: '020065' })).statusCode, 404, path);
    }
    assert.equal((await stranger.get(LIST)).statusCode, 404);
    assert.equal((await stranger.get('/vicino/ufficio/territorio/comuni/020065/rimuovi')).statusCode, 404);
    const last = '/vicino/ufficio/territorio/comuni/035026/rimuovi';
    const version = versionIn((await stranger.get(last)).body);
    const kept = await stranger.post(last, { version, reason: 'Per prova' });
    assert.equal(kept.statusCode, 409);
    assert.match(kept.body, /è l(&#39;|')unico comune/);
  });
});

describe('Its first page', () => {
  it('counts residents once, however many files tell them', async () => {
    const codes = '020065 020027';
    await operator.post('/nuovo-ambito', { name: 'Ambito delle cifre', slug: 'cifre', codes });
    const comuni = [
      { code: '020065', name: 'Suzzara', size: 9000 },
      { code: '020027', name: 'Gonzaga', size: 4000 },
    ];
    const years = { posas: [2025, 2026], p2: [2024, 2025] };
    await insideAmbito(database, await getAmbito('cifre'), (ctx) => importGenerated(ctx, years, comuni));
    const residents = async (year: number) => {
      const path = `/api/v1/cifre/metrics/densita?period=${year}&by=ambito`;
      return (await app.app.inject(path)).json().values[0].numerator as number;
    };
    const [before, now] = [await residents(2025), await residents(2026)];
    const { body } = await operator.get('/cifre');
    const said = (value: number, sign: 'negative' | 'always' = 'negative') =>
      formatNumber(value, { lang: 'it', sign });
    assert.ok(
      body.includes(`${said(now)} residenti, ${said(now - before, 'always')} rispetto al 2025`),
      body,
    );
  });
});
