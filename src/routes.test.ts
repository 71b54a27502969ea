import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { territoryActs } from '#domains/territory/index.js';
import { ensureAccount, insertGrant } from '#platform/auth/accounts.sql.js';
import type { Role } from '#platform/auth/roles.js';
import type { Ambito } from '#platform/http/context.js';
import type { Audience } from '#platform/http/page-route.js';
import type { RouteEntry } from '#platform/http/server.js';
import { type JobRunner, startJobs } from '#platform/jobs/runner.js';
import { findAmbito } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { buildApp, jobTasks } from './app.js';
import { type DemoDatabase, openDemoDatabase } from './demo.fixture.js';
import { EVERYWHERE, encode, HOSTILE, HOSTILE_QUERIES, SHARP, TURNS } from './hostile.fixture.js';
import { anyFile, routeKey, type Walk, type Walked, walkSite } from './route-walk.fixture.js';
import { BESIDE, LEAST_ROUTES, STARTS, UNLINKED } from './routes.fixture.js';
import { bringFiles } from './upload.fixture.js';
import { findAccountByRole, openVisitor, type Visitor } from './visitor.fixture.js';

type App = Awaited<ReturnType<typeof buildApp>>;

describe('the table of routes', () => {
  let demo: DemoDatabase;
  let app: App;
  let jobs: JobRunner;
  const failedJobs: unknown[] = [];
  let walks: Record<'public' | 'director' | 'administrator' | 'installation', Walk>;
  let people: Record<
    'nobody' | 'director' | 'administrator' | 'mayor' | 'stranger' | 'installation',
    Visitor
  >;
  let ambito: Ambito;

  before(async () => {
    demo = await openDemoDatabase();
    app = await buildApp({ database: demo.database, demoMode: true, version: 'test' });
    // Programs that ask for a file wait for the job that makes it.
    jobs = await startJobs(demo.database, jobTasks({ render: anyFile }), (error) => failedJobs.push(error));
    const found = await demo.database.transaction({ ambitoId: null, readOnly: true }, (tx) =>
      findAmbito(tx, 'oglio-po'),
    );
    assert.ok(found);
    ambito = found;
    const stranger = await makeOtherAmbito();
    const operator = await demo.database.transaction({ ambitoId: null }, (tx) =>
      ensureAccount(tx, {
        email: 'gestore@esempio.example',
        name: 'Chi gestisce',
        isInstallationAdmin: true,
      }),
    );
    const as = async (role: Role) => openVisitor(app, await findAccountByRole(app, ambito, role));
    people = {
      nobody: await openVisitor(app, null),
      director: await as('director'),
      administrator: await as('administrator'),
      mayor: await as('mayor'),
      stranger: await openVisitor(app, stranger),
      installation: await openVisitor(app, operator),
    };
    // Two actions, so that there are some to open and to put in order.
    for (const title of ['Prima', 'Seconda']) {
      const added = await people.director.post(
        '/oglio-po/ufficio/piano/2021-2023/obiettivi/CAS-1/azioni/nuova',
        { title: `${title} azione di prova`, state: 'planned' },
      );
      assert.equal(added.statusCode, 303, added.body);
    }
    const measured = await insideAmbito(demo.database, ambito, ({ tx }) =>
      tx.selectFrom('plan.indicator').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow(),
    );
    const indicator = `/oglio-po/ufficio/rilevazioni/${measured.id}`;
    const noted = await people.director.post(`${indicator}/nuovo`, { measuredOn: '2022-06-30', value: '3' });
    assert.equal(noted.statusCode, 303, noted.body);
    // A scenario of the office's own, for the same reason.
    const supposed = await people.director.post('/oglio-po/ufficio/proiezione/scenari/nuovo', {
      name: 'Scenario di prova',
      note: 'Per avere qualcosa da aprire.',
      fertility: '1,2',
      lifeGain: '1',
      migration: '2',
    });
    assert.equal(supposed.statusCode, 303, supposed.body);
    // A table that waits to be loaded and one that nobody knows: their pages are among those that are walked.
    for (const [name, content] of [
      ['pronto.csv', 'place_code,variable,period,value\n019021,population,2030,10\n'],
      ['ignoto.csv', 'Comune;Posti\nCasalmaggiore;60\n'],
    ] as const)
      await bringFiles(people.director, 'oglio-po', [{ name, content }]);
    walks = {
      public: await walkSite(app, people.nobody, STARTS.public, 3),
      director: await walkSite(app, people.director, [...STARTS.office, indicator], 3),
      administrator: await walkSite(app, people.administrator, STARTS.office, 1),
      installation: await walkSite(app, people.installation, ['/', '/nuovo-ambito', '/profilo'], 1),
    };
  });

  after(async () => {
    await jobs.stop();
    await app.app.close();
    await demo.drop();
  });

  /** A second ambito with a director of its own, who may everything there and nothing elsewhere. */
  async function makeOtherAmbito(): Promise<string> {
    const other = await demo.database.transaction({ ambitoId: null }, (tx, client) =>
      territoryActs.createAmbito(
        { tx, client, user: null, now: new Date(), lang: 'it', requestId: 'test' },
        { slug: 'altrove', name: 'Ambito Altrove', comuni: ['020027', '020035'] },
      ),
    );
    return insideAmbito(demo.database, other, async (ctx) => {
      const id = await ensureAccount(ctx.tx, { email: 'altrui@esempio.example', name: 'Persona Altrui' });
      for (const role of ['director', 'administrator'] as const)
        await insertGrant(ctx, id, { role, scopeKind: 'ambito', scopeCode: '' });
      return id;
    });
  }

  function linkedTo(key: string): string[] {
    return Object.values(walks).flatMap((walk) => walk.routes.get(key)?.examples ?? []);
  }

  function examplesOf(route: RouteEntry): string[] {
    const key = routeKey(route);
    const linked = linkedTo(key);
    const known = [...new Set([...linked, ...(UNLINKED[key] ?? [])])];
    if (known.length > 0) return known;
    const beside = BESIDE[key];
    if (beside) return linkedTo(beside.act).map((url) => url.replace(beside.from, beside.to));
    // A page of both faces to which only the other one links.
    const [here, there] = route.url.includes('/ufficio')
      ? ['/oglio-po', '/oglio-po/ufficio']
      : ['/oglio-po/ufficio', '/oglio-po'];
    const twin = route.url.includes('/ufficio')
      ? key.replace('/ufficio', '')
      : key.replace('/:ambito', '/:ambito/ufficio');
    const other = linkedTo(twin)
      .filter((url) => url.startsWith(`${here}/`))
      .map((url) => url.replace(here, there));
    if (other.length > 0) return other;
    return route.url.includes(':') ? [] : [route.url];
  }

  function fieldsOf(route: RouteEntry): string[] {
    const key = routeKey(route);
    const walked = Object.values(walks)
      .map((walk) => walk.routes.get(key))
      .filter((one): one is Walked => one !== undefined);
    return [...new Set(walked.flatMap((one) => [...one.fields]))].filter((name) => !name.startsWith('_'));
  }

  const isOpen = (audience: Audience) => audience === 'public';
  /** Files that take seconds to make: their own tests ask for them. */
  const isSlow = (route: RouteEntry) =>
    /\/(document|state|report-:year|(objective|outcome)-sheets)\.(pdf|docx)$/.test(route.url);

  it('is as long as it was, and every route has an address to try', () => {
    assert.ok(app.routes.length >= LEAST_ROUTES, `${app.routes.length} routes`);
    const without = app.routes.filter((route) => examplesOf(route).length === 0).map(routeKey);
    assert.deepEqual(without, [], 'nothing links here, and UNLINKED gives no address');
  });

  it('holds no link that leads nowhere', () => {
    for (const [who, walk] of Object.entries(walks)) assert.deepEqual(walk.broken, [], who);
  });

  it('gives no id twice on a page', () => {
    for (const [who, walk] of Object.entries(walks)) assert.deepEqual(walk.twice, [], who);
  });

  it('answers without a session where it says public, and nowhere else', async () => {
    for (const route of app.routes.filter((one) => one.method === 'GET' && !isSlow(one))) {
      for (const url of examplesOf(route)) {
        if (isOpen(route.audience) && walks.public.answered.has(url)) continue;
        const { statusCode, headers } = await people.nobody.get(url);
        if (isOpen(route.audience)) {
          assert.ok([200, 303, 304, 404].includes(statusCode), `${url}: ${statusCode}`);
          assert.ok(!String(headers.location).startsWith('/accesso'), `${url} asks to sign in`);
        } else if (route.kind === 'page') {
          assert.equal(statusCode, 303, url);
          assert.match(String(headers.location), /^\/accesso\?da=/, url);
        } else assert.ok([403, 404].includes(statusCode), `${url}: ${statusCode}`);
      }
    }
  });

  it('opens to a role only what it declares for it', async () => {
    for (const route of app.routes.filter((one) => one.method === 'GET' && Array.isArray(one.audience))) {
      const allowed = (route.audience as readonly Role[]).includes('mayor');
      for (const url of examplesOf(route)) {
        const { statusCode } = await people.mayor.get(url);
        if (!allowed) assert.ok([403, 404].includes(statusCode), `${url}: ${statusCode}`);
        else assert.notEqual(statusCode, 500, url);
      }
    }
  });

  it("shows a user of another ambito nothing but what the public sees, and none of the first one's words in the other", async () => {
    const words = await listOwnWords();
    assert.ok(words.length > 100, `${words.length} words to look for`);
    for (const route of app.routes.filter((one) => one.method === 'GET' && one.url.includes('/:ambito'))) {
      for (const url of examplesOf(route)) {
        if (isSlow(route)) continue;
        const theirs = await people.stranger.get(url);
        if (isOpen(route.audience)) {
          const open = walks.public.answered.has(url) ? 200 : (await people.nobody.get(url)).statusCode;
          assert.equal(theirs.statusCode, open, url);
        } else assert.equal(theirs.statusCode, 404, `${url}: ${theirs.statusCode}`);
        const moved = url.replace('/oglio-po', '/altrove');
        const answer = await people.stranger.get(moved);
        assert.ok(answer.statusCode < 500, `${moved}: ${answer.statusCode}`);
        const leaked = words.filter((word) => answer.body.includes(word));
        assert.deepEqual(leaked, [], `${moved} shows words of the other ambito`);
      }
    }
  });

  it('refuses every write without a token, from another ambito, and from who may not', async () => {
    const before = await countRows();
    for (const route of app.routes.filter((one) => one.method !== 'GET')) {
      for (const url of examplesOf(route)) {
        const bare = await people.director.post(url, {}, { token: false });
        // An operation looks at the body's shape first.
        const refusals = route.kind === 'api' ? [400, 403, 404, 415] : [403, 404];
        assert.ok(refusals.includes(bare.statusCode), `${url} without a token: ${bare.statusCode}`);
        if (!route.url.includes('/:ambito') || isOpen(route.audience)) continue;
        const foreign = await people.stranger.post(url);
        assert.ok(refusals.includes(foreign.statusCode), `${url} from another ambito: ${foreign.statusCode}`);
        const moved = await people.stranger.post(url.replace('/oglio-po', '/altrove'));
        assert.ok(moved.statusCode < 500, `${url} moved: ${moved.statusCode}`);
        const none = await people.nobody.post(url);
        assert.ok(
          [303, ...refusals].includes(none.statusCode),
          `${url} without a session: ${none.statusCode}`,
        );
        if (Array.isArray(route.audience) && !route.audience.includes('mayor')) {
          const low = await people.mayor.post(url);
          assert.ok(refusals.includes(low.statusCode), `${url} from a mayor: ${low.statusCode}`);
        }
      }
    }
    assert.deepEqual(await countRows(), before, 'something was written');
  });

  it('never breaks on hostile parameters', async () => {
    const broken: string[] = [];
    const ask = async (visitor: Visitor, url: string) => {
      const { statusCode, body } = await visitor.get(url);
      if (statusCode >= 500 || body.includes('<script>alert(1)'))
        broken.push(`GET ${url.slice(0, 200)}: ${statusCode}`);
    };
    const readings = app.routes.filter((one) => one.method === 'GET' && !isTwin(one));
    for (const [index, route] of readings.entries()) {
      const visitor = visitorFor(route);
      const base = examplesOf(route)[0] ?? route.url;
      const [path = ''] = base.split('?');
      const pattern = route.url.split('/');
      const parts = path.split('/');
      const fields = fieldsOf(route);
      for (const [turn, value] of HOSTILE.entries()) {
        if (!EVERYWHERE.includes(value) && turn % TURNS !== index % TURNS) continue;
        const hostile = encode(value);
        for (const [at, part] of pattern.entries()) {
          // One function finds the ambito for every route.
          if (part === ':ambito' && !SHARP.includes(value)) continue;
          if (part.includes(':')) await ask(visitor, parts.with(at, hostile).join('/'));
        }
        const all = fields.map((name) => `${encodeURIComponent(name)}=${hostile}`);
        if (fields.length > 0) await ask(visitor, `${path}?${all.join('&')}`);
        if (fields.length > 1 && SHARP.includes(value))
          for (const one of all) await ask(visitor, `${path}?${one}`);
      }
      for (const query of HOSTILE_QUERIES)
        await ask(visitor, `${path}?${query.replaceAll('x', fields[0] ?? 'x')}`);
    }
    assert.deepEqual(broken, []);
  });

  it('never breaks on hostile forms', async () => {
    const broken: string[] = [];
    for (const route of app.routes.filter((one) => one.method === 'POST')) {
      const visitor = visitorFor(route);
      const url = examplesOf(route)[0] ?? route.url;
      const fields = fieldsOf(route);
      const values = [...HOSTILE, '', ['a', 'b']];
      for (const value of values) {
        const answer = await visitor.post(url, Object.fromEntries(fields.map((name) => [name, value])));
        if (answer.statusCode >= 500 || answer.body.includes('<script>alert(1)'))
          broken.push(`POST ${url} ${JSON.stringify(value).slice(0, 60)}: ${answer.statusCode}`);
      }
    }
    assert.deepEqual(broken, []);
  });

  it('answers unknown addresses and methods with 404 or 405', async () => {
    for (const url of ['/x/y/z', '/oglio-po/nulla', '/api/v1/oglio-po/nothing', '/api/v1/nulla/objectives']) {
      assert.equal((await people.director.get(url)).statusCode, 404, url);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
      for (const url of ['/', '/oglio-po', '/accesso', '/healthz']) {
        const { statusCode } = await app.app.inject({ method, url });
        assert.ok([404, 405].includes(statusCode), `${method} ${url}: ${statusCode}`);
      }
    }
  });

  /** The workplace's form of a public page: the same handler. */
  function isTwin(route: RouteEntry): boolean {
    return (
      route.url.includes('/ufficio') &&
      app.routes.some((one) => one.method === route.method && one.url === route.url.replace('/ufficio', ''))
    );
  }

  /** Whoever may ask for it, so that hostile values reach the handler. */
  function visitorFor(route: RouteEntry): Visitor {
    if (route.audience === 'installation') return people.installation;
    if (route.audience === 'public') return people.nobody;
    return Array.isArray(route.audience) && !route.audience.includes('director')
      ? people.administrator
      : people.director;
  }

  async function listTables(): Promise<string[]> {
    const { rows } = await demo.database.owner.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relkind = 'r' and a.attname = 'ambito_id' and not a.attisdropped order by 1`,
    );
    return rows.map((row) => row.name);
  }

  /** How many rows the first ambito has, table by table. Visits note themselves nowhere else. */
  async function countRows(): Promise<Record<string, number>> {
    const tables = await listTables();
    return insideAmbito(demo.database, ambito, async ({ client }) => {
      const counts: Record<string, number> = {};
      for (const name of tables) {
        const { rows } = await client.query<{ n: number }>(`select count(*) as n from ${name}`);
        counts[name] = rows[0]?.n ?? -1;
      }
      return counts;
    });
  }

  /** Titles and names that only the first ambito's own rows hold. */
  async function listOwnWords(): Promise<string[]> {
    const { rows } = await demo.database.owner.query<{ name: string; column: string }>(
      `select c.oid::regclass::text as name, t.attname::text as column
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'ambito_id'
         join pg_attribute t on t.attrelid = c.oid and t.attname in ('title', 'name', 'subject') and t.atttypid = 'text'::regtype
       where c.relkind = 'r' and c.oid::regclass::text not in ('territory.place', 'territory.metric', 'territory.variable', 'platform.history')`,
    );
    return insideAmbito(demo.database, ambito, async ({ client }) => {
      const words = new Set<string>();
      for (const { name, column } of rows) {
        const found = await client.query<{ word: string }>(
          `select distinct ${column} as word from ${name} where length(${column}) >= 30 and ${column} !~ '[&<>"'']'`,
        );
        for (const { word } of found.rows) words.add(word);
      }
      // Guidelines are the same for all: their titles of chapters are nobody's own.
      const shared = await client.query<{ text: string }>('select content::text as text from plan.guideline');
      return [...words].filter((word) => !shared.rows.some(({ text }) => text.includes(word)));
    });
  }
});
