import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoVisitors } from '../../demo-visitors.fixture.js';
import { findAgreement, listAgreements } from './agreement.sql.js';
import { listBodies } from './body.sql.js';
import { findNetwork, listNetworks } from './network.sql.js';
import { listOrganisations } from './organisation.sql.js';

const OFFICE = '/oglio-po/ufficio/rete';
const NETWORK = {
  name: 'Rete di prova <b>',
  theme: '=1+1',
  state: 'active',
  members: 'ASST Mantova\nComune di Viadana | capofila',
  since: '2021',
  frequency: '',
  place: 'viadanese',
  source: '',
  note: '',
};

describe('the network', () => {
  const { world, anyone, director, viadanese, mayor, stranger } = demoVisitors();

  it('holds what the plan publishes, every party once', async () => {
    await world.inside(async ({ tx }) => {
      assert.equal((await listBodies(tx)).length, 12);
      assert.equal((await listNetworks(tx)).length, 37);
      assert.equal((await listAgreements(tx)).length, 38);
      assert.equal((await listOrganisations(tx)).length, 121);
      const coaching = await findNetwork(tx, 'N-28');
      assert.equal(coaching?.members.length, 11);
      const women = await findAgreement(tx, 'A-12');
      assert.deepEqual(
        women?.parties.map((party) => [party.code, party.role]),
        [
          ['prefettura-cremona', 'capofila'],
          ['soggetti-della-rete', null],
        ],
      );
    });
  });

  it('is read by anyone, in both languages, without edit buttons', async () => {
    for (const path of [
      '',
      '/reti',
      '/accordi',
      '/organismi',
      '/enti',
      '/reti/N-16',
      '/accordi/A-14',
      '/enti/concass',
    ]) {
      for (const lang of ['it', 'en']) {
        const answer = await anyone.get(`/oglio-po/rete${path}?lang=${lang}`);
        assert.equal(answer.statusCode, 200, path);
        assert.doesNotMatch(answer.body, /modifica|rimuovi/);
      }
    }
    assert.equal((await anyone.get('/oglio-po/rete/reti/N-99')).statusCode, 404);
    assert.match((await anyone.get('/oglio-po/rete/accordi/A-14')).body, /Scaduto il 31 luglio 2022/);
    assert.match(
      (await anyone.get('/oglio-po/rete/accordi/A-14')).body,
      /piano\/2021-2023\/obiettivi\/CAS-1/,
    );
  });

  it('is searched with slips and filtered by place, theme and state', async () => {
    assert.match((await anyone.get('/oglio-po/rete?q=violensa')).body, /reti\/N-18/);
    const rows = async (query: string) =>
      (await anyone.get(`/oglio-po/rete/reti?${query}`)).body.match(/rete\/reti\/N-\d+"/g)?.length ?? 0;
    assert.equal(await rows('stato=planned'), 5);
    assert.equal(await rows('luogo=casalasco'), 12);
    assert.equal(await rows('luogo=oglio-po'), 33);
    assert.equal(await rows('stato=nulla'), 0);
    assert.equal(await rows('ordine=-members&luogo=casalasco'), 12);
  });

  it('shows a long list by pages, fifty rows each, and takes all of it away', async () => {
    const of = async (query: string) => {
      const { body } = await anyone.get(`/oglio-po/rete/enti?${query}`);
      return { body, rows: new Set(body.match(/rete\/enti\/[a-z0-9-]+(?=">)/g)) };
    };
    const pages = await Promise.all(['', 'pagina=2', 'pagina=3'].map(of));
    assert.deepEqual(
      pages.map(({ rows }) => rows.size),
      [50, 50, 21],
    );
    assert.equal(new Set(pages.flatMap(({ rows }) => [...rows])).size, 121);
    for (const { body } of pages) assert.match(body, /121 elementi/);
    assert.match(pages[1]?.body ?? '', /Pagina 2 di 3/);
    assert.match((await of('pagina=99')).body, /Pagina 3 di 3/);
    const kept = await of('ordine=-kind&q=comune');
    assert.doesNotMatch(kept.body, /Pagina/, 'few rows need no pages');
    assert.match(
      (await of('ordine=-kind&pagina=2')).body,
      /href="[^"]*enti\?ordine=-kind&amp;pagina=3" rel="next"/,
    );
    const byName = (await of('ordine=name')).body;
    assert.doesNotMatch(byName, /Togli i filtri/, 'an order is no filter');
    assert.match(byName, /<input type="hidden" name="ordine" value="name"\/>/, 'and a filter keeps it');
    assert.equal((await anyone.get('/oglio-po/rete/enti?pagina=zero')).statusCode, 422);
    assert.equal((await anyone.get('/oglio-po/rete/enti.csv')).body.trim().split('\r\n').length, 122);
  });

  it('adds, changes and removes a network, and keeps its history', async () => {
    const added = await director.post(`${OFFICE}/reti/nuovo`, NETWORK);
    assert.equal(added.statusCode, 303);
    assert.equal(added.headers.location, `${OFFICE}/reti/N-38`);
    const shown = await anyone.get('/oglio-po/rete/reti/N-38');
    assert.match(shown.body, /Rete di prova &lt;b>/);
    assert.match(shown.body, /\(capofila\)/);
    assert.match((await anyone.get('/oglio-po/rete/reti.csv')).body, /;'=1\+1;/);
    const edited = await viadanese.post(`${OFFICE}/reti/N-38/modifica`, {
      ...NETWORK,
      state: 'ended',
      version: '1',
    });
    assert.equal(edited.statusCode, 303);
    const met = { ...NETWORK, state: 'ended', members: 'ASST Mantova', version: '2' };
    assert.equal((await director.post(`${OFFICE}/reti/N-38/modifica`, met)).statusCode, 303);
    const history = await director.get(`${OFFICE}/reti/N-38/storia`);
    assert.match(
      history.body,
      /<dt>[^<]+<\/dt><dd><del>ASST Mantova; Comune di Viadana \(capofila\)<\/del><ins>ASST Mantova<\/ins>/,
      'who left the network is told, with the part that they had',
    );
    assert.match(history.body, /<del>Attiva<\/del><ins>Conclusa<\/ins>/);
    assert.match(history.body, /Davide Ronchetti/);
    const unsaid = await director.post(`${OFFICE}/reti/N-38/rimuovi`, { version: '3', reason: ' ' });
    assert.equal(unsaid.statusCode, 422);
    const removed = await director.post(`${OFFICE}/reti/N-38/rimuovi`, {
      version: '3',
      reason: 'Inserita per prova',
    });
    const last = await world.inside(({ tx }) =>
      tx
        .selectFrom('platform.history')
        .select(['before', 'reason'])
        .where('table_name', '=', 'governance.network')
        .where('operation', '=', 'delete')
        .executeTakeFirstOrThrow(),
    );
    assert.deepEqual((last.before as { members: string[] }).members, ['ASST Mantova']);
    assert.equal(last.reason, 'Inserita per prova');
    assert.equal(removed.statusCode, 303);
    assert.equal((await anyone.get('/oglio-po/rete/reti/N-38')).statusCode, 404);
    const reason = await world.inside(({ tx }) =>
      tx
        .selectFrom('platform.history')
        .select('reason')
        .where('table_name', '=', 'governance.network')
        .where('operation', '=', 'delete')
        .executeTakeFirst(),
    );
    assert.equal(reason?.reason, 'Inserita per prova');
  });

  it('shows a second editor both texts and loses neither', async () => {
    const fields = { name: 'Ente A', kind: 'other', note: '' };
    assert.equal((await director.post(`${OFFICE}/enti/nuovo`, fields)).statusCode, 303);
    const edit = `${OFFICE}/enti/ente-a/modifica`;
    assert.equal((await director.post(edit, { ...fields, note: 'primo', version: '1' })).statusCode, 303);
    const second = await viadanese.post(edit, { ...fields, note: 'secondo', version: '1' });
    assert.equal(second.statusCode, 409);
    assert.match(second.body, /secondo/);
    assert.match(second.body, /primo/);
    assert.match(second.body, /name="version" value="2"/);
    assert.equal((await viadanese.post(edit, { ...fields, note: 'insieme', version: '2' })).statusCode, 303);
  });

  it('says which name it does not know, and which was meant', async () => {
    const typed = { ...NETWORK, members: 'ASST Mantva' };
    const answer = await director.post(`${OFFICE}/reti/nuovo`, typed);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /intendevate «ASST Mantova»/);
    assert.match(answer.body, />ASST Mantva<\/textarea>/);
    const twice = await director.post(`${OFFICE}/reti/nuovo`, { ...NETWORK, members: 'AMURT\nAMURT' });
    assert.match(twice.body, /compare due volte/);
    const date = await director.post(`${OFFICE}/accordi/nuovo`, {
      title: 'Patto',
      state: 'inForce',
      parties: '',
      expiry: 'domani',
      place: 'nulla',
    });
    assert.equal(date.statusCode, 422);
    assert.match(date.body, /Scrivete un anno \(2021\)/);
    assert.match(date.body, /value="domani"/);
  });

  it('refuses to remove what something rests on', async () => {
    const network = await director.post(`${OFFICE}/reti/N-10/rimuovi`, { version: '1', reason: 'prova' });
    assert.equal(network.statusCode, 409);
    assert.match(network.body, /poggia|poggiano/);
    const organisation = await director.post(`${OFFICE}/enti/concass/rimuovi`, {
      version: '1',
      reason: 'prova',
    });
    assert.equal(organisation.statusCode, 409);
    assert.match(organisation.body, /Toglietelo prima da lì/);
  });

  it('lets a coordinator write in the own area only, a mayor and another ambito not at all', async () => {
    const elsewhere = await viadanese.post(`${OFFICE}/reti/nuovo`, { ...NETWORK, place: 'casalasco' });
    assert.equal(elsewhere.statusCode, 403);
    assert.equal((await viadanese.get(`${OFFICE}/reti/N-16/modifica`)).statusCode, 403);
    assert.equal((await mayor.get(`${OFFICE}/reti`)).statusCode, 200);
    assert.equal((await mayor.post(`${OFFICE}/reti/nuovo`, NETWORK)).statusCode, 403);
    assert.equal((await stranger.post(`${OFFICE}/reti/nuovo`, NETWORK)).statusCode, 404);
    assert.equal((await stranger.get('/altrove/rete/reti/N-16')).statusCode, 404);
    assert.doesNotMatch((await stranger.get('/altrove/rete?q=ASST')).body, /ASST Cremona/);
  });

  it('answers programs', async () => {
    const list = (await anyone.get('/api/v1/oglio-po/agreements?state=planned')).json();
    assert.equal(list.agreements.length, 5);
    const one = (await anyone.get('/api/v1/oglio-po/networks/N-16')).json();
    assert.equal(one.members.length, 11);
    assert.equal((await anyone.get('/api/v1/oglio-po/bodies/O-99')).statusCode, 404);
  });
});
