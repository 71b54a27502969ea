import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ensureAccount } from '#platform/auth/accounts.sql.js';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { assertNoBrokenValue, openPerson, openVisitor, type Visitor } from '../../visitor.fixture.js';
import { registerTerritory } from './index.js';
import { shippedMetrics } from './metric.catalogue.js';
import {
  asInstallation,
  makeAmbito,
  makeDemo,
  openTerritory,
  type TestTerritory,
} from './territory.fixture.js';

let territory: TestTerritory;
let server: Server;
let demo: Ambito;
let other: Ambito;
let anyone: Visitor;
let director: Visitor;
let mayor: Visitor;
let stranger: Visitor;
let installer: Visitor;

before(async () => {
  territory = await openTerritory();
  demo = await makeDemo(territory.database);
  other = await makeAmbito(territory.database, {
    slug: 'altro',
    name: 'Altro',
    comuni: ['020027', '020035'],
  });
  server = await buildTestServer(territory.database);
  registerTerritory(server);
  anyone = await openVisitor(server, null);
  director = await openPerson(server, demo, 'direttrice@prova.example', 'director');
  mayor = await openPerson(server, demo, 'sindaco@prova.example', 'mayor');
  stranger = await openPerson(server, other, 'altra@prova.example', 'director');
  const admin = await asInstallation(territory.database, (ctx) =>
    ensureAccount(ctx.tx, { email: 'gestore@prova.example', name: 'Gestore', isInstallationAdmin: true }),
  );
  installer = await openVisitor(server, admin);
});

after(async () => {
  await server.app.close();
  await territory.close();
});

const api = async (path: string) => {
  const answer = await server.app.inject({ url: `/api/v1/oglio-po${path}` });
  return { status: answer.statusCode, type: String(answer.headers['content-type']), body: answer.json() };
};

describe('The API of metrics and quality', () => {
  test('lists metrics and gives the values of one, without sign-in', async () => {
    const list = await api('/metrics');
    assert.deepEqual(
      list.body.metrics.map((metric: { code: string }) => metric.code),
      shippedMetrics.map((metric) => metric.code),
    );
    const one = await api('/metrics/densita?period=2021&by=ambito');
    assert.deepEqual(Object.keys(one.body).sort(), ['metric', 'period', 'sources', 'values']);
    assert.equal(one.body.period, 2021);
    assert.equal(one.body.metric.unit, 'ab./km²');
    assert.deepEqual(one.body.values[0].place, { code: 'oglio-po', name: 'Ambito Oglio Po', kind: 'ambito' });
    assert.equal(one.body.values[0].numerator, 81_981);
    assert.equal(one.body.values[0].value.toFixed(1), '118.1');
    assert.equal(one.body.sources.length, 1);
    const byDefault = await api('/metrics/quota-stranieri');
    assert.equal(byDefault.body.period, 2020);
    assert.equal(byDefault.body.values.length, 27);
  });

  test('gives null with a note where data are missing', async () => {
    const { body } = await api('/metrics/natalita?period=2021&by=ambito');
    assert.equal(body.values[0].value, null);
    assert.match(body.values[0].note, /^mancano i dati di 27 comuni su 27: Nati vivi 2021/);
  });

  test('answers 404 and 400 as problems', async () => {
    assert.equal((await api('/metrics/ignota')).status, 404);
    for (const query of ['period=2021x', 'period=99999', 'by=regione', "by=comune'--"]) {
      const answer = await api(`/metrics/densita?${query}`);
      assert.equal(answer.status, 400, query);
      assert.match(answer.type, /application\/problem\+json/);
    }
  });

  test('lists the published totals that do not follow', async () => {
    const { body } = await api('/quality');
    const published = body.findings.filter((finding: { rule: string }) => finding.rule === 'published-total');
    assert.equal(published.length, 49);
    assert.equal(body.findings.length, 70);
    assert.ok(body.findings.every((finding: { state: string }) => finding.state === 'open'));
    const found = body.findings.find((finding: { id: string }) => finding.id === 'pop2020_femmine');
    assert.deepEqual([found.published, found.expected, found.difference], [41_316, 41_709, -393]);
    assert.match(found.message, /41\.316/);
  });
});

describe('Public pages', () => {
  const pages = [
    '/osservatorio',
    '/osservatorio?metrica=quota-stranieri&anno=2020&livello=comune&vista=barre',
    '/osservatorio?livello=area',
    '/osservatorio?livello=ambito',
    '/osservatorio?metrica=natalita',
    '/osservatorio?anno=1990',
    '/profilo',
    '/profilo/oglio-po',
    '/profilo/casalasco',
    '/profilo/019021',
    '/qualita',
    '/qualita/stranieri_pct_viadana',
    '/dati',
  ];
  for (const path of pages)
    test(`${path} opens to anyone, in both languages`, async () => {
      for (const lang of ['it', 'en']) {
        const answer = await anyone.get(`/oglio-po${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        assert.equal(answer.statusCode, 200);
        assertNoBrokenValue(answer.body);
      }
    });

  test('an ambito without data says what is missing', async () => {
    for (const path of [
      '/osservatorio',
      '/profilo',
      '/profilo/altro',
      '/profilo/020027',
      '/qualita',
      '/dati',
    ]) {
      const answer = await anyone.get(`/altro${path}`);
      assert.equal(answer.statusCode, 200, path);
    }
  });

  test('wrong addresses are told so', async () => {
    assert.equal((await anyone.get('/oglio-po/osservatorio?metrica=ignota')).statusCode, 404);
    assert.equal((await anyone.get('/oglio-po/profilo/020027')).statusCode, 404);
    assert.equal((await anyone.get('/oglio-po/dati/ignoto.csv')).statusCode, 404);
    const wrong = await anyone.get('/oglio-po/osservatorio?anno=ieri');
    assert.ok([400, 422].includes(wrong.statusCode));
  });

  test('give their figures as CSV and their drawing as SVG', async () => {
    const csv = await anyone.get('/oglio-po/osservatorio/dati.csv?metrica=densita&anno=2021');
    assert.match(csv.body, /019021;Casalmaggiore;Densità abitativa;ab\.\/km²;2021;234,418/);
    const svg = await anyone.get('/oglio-po/osservatorio/figura.svg?metrica=densita&anno=2021');
    assert.match(svg.body, /^<\?xml[^>]+>\n<svg/);
    const data = await anyone.get('/oglio-po/dati/popolazione-stranieri-e-superficie-dei-comuni.csv');
    assert.equal(data.body.trim().split('\n').length, 244);
    const findings = await anyone.get('/oglio-po/qualita/rilievi.csv');
    assert.equal(findings.body.trim().split('\r\n').length, 71);
  });
});

describe('Explaining a finding', () => {
  const path = '/oglio-po/ufficio/qualita/pop2020_femmine';

  test('is kept and shown to all; the second editor is told', async () => {
    const empty = await director.post(`${path}/spiega`, { note: '  ' });
    assert.equal(empty.statusCode, 422);
    const saved = await director.post(`${path}/spiega`, { note: 'Refuso <b>di stampa</b>' });
    assert.equal(saved.statusCode, 303);
    assert.match((await anyone.get('/oglio-po/qualita/pop2020_femmine')).body, /Refuso &lt;b>di stampa/);
    const late = await director.post(`${path}/spiega`, { note: 'Altra spiegazione' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /Altra spiegazione/);
    assert.match(late.body, /Refuso/);
    assert.equal((await mayor.post(`${path}/spiega`, { note: 'x' })).statusCode, 403);
    assert.equal((await stranger.post(`${path}/spiega`, { note: 'x' })).statusCode, 404);
    assert.equal((await director.post('/oglio-po/ufficio/qualita/controlla')).statusCode, 303);
    assert.match((await anyone.get('/oglio-po/qualita/pop2020_femmine')).body, /Refuso/);
  });
});

describe('Areas and new ambiti', () => {
  test('an area is made, checked and removed in the workplace', async () => {
    const form = '/altro/ufficio/territorio/aree';
    assert.equal((await stranger.post(`${form}/nuovo`, { name: '', comuni: [] })).statusCode, 422);
    assert.equal((await stranger.post(`${form}/nuovo`, { name: 'Po', comuni: ['020027'] })).statusCode, 303);
    const twice = await stranger.post(`${form}/nuovo`, { name: 'Golena', comuni: ['020027', '020035'] });
    assert.equal(twice.statusCode, 422);
    assert.match(twice.body, /è già nel sub-ambito Po/);
    const reason = 'Fatto per prova';
    assert.equal((await stranger.post(`${form}/po/rimuovi`, { version: 9, reason })).statusCode, 409);
    assert.equal((await stranger.post(`${form}/po/rimuovi`, { version: 1, reason })).statusCode, 303);
    assert.equal((await director.get('/altro/ufficio/territorio')).statusCode, 404);
  });

  test('an ambito is made by who runs the installation only', async () => {
    assert.equal((await director.get('/nuovo-ambito')).statusCode, 404);
    const codes = '020065 020027';
    const wrong = await installer.post('/nuovo-ambito', { name: 'Suzzara', slug: 'api', codes });
    assert.equal(wrong.statusCode, 422);
    const made = await installer.post('/nuovo-ambito', { name: 'Ambito di Suzzara', slug: 'suzzara', codes });
    assert.equal(made.statusCode, 303);
    assert.equal((await installer.get('/suzzara/ufficio/territorio/dati')).statusCode, 200);
  });
});
