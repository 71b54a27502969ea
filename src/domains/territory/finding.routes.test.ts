import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { assertNoBrokenValue, openPerson, openVisitor, type Visitor } from '../../visitor.fixture.js';
import { listFindings } from './finding.sql.js';
import { registerTerritory } from './index.js';
import { makeAmbito, makeDemo, openTerritory, type TestTerritory } from './territory.fixture.js';

let territory: TestTerritory;
let server: Server;
let demo: Ambito;
let anyone: Visitor;
let director: Visitor;
let administrator: Visitor;
let stranger: Visitor;

before(async () => {
  territory = await openTerritory();
  demo = await makeDemo(territory.database);
  const other = await makeAmbito(territory.database, { slug: 'altro', name: 'Altro', comuni: ['020027'] });
  server = await buildTestServer(territory.database);
  registerTerritory(server);
  anyone = await openVisitor(server, null);
  director = await openPerson(server, demo, 'direttrice@prova.example', 'director');
  administrator = await openPerson(server, demo, 'amministratrice@prova.example', 'administrator');
  stranger = await openPerson(server, other, 'altra@prova.example', 'administrator');
});
after(async () => {
  await server.app.close();
  await territory.close();
});

const PUBLIC = '/oglio-po/qualita';
const OFFICE = '/oglio-po/ufficio/qualita';

async function idsOf(rule: string): Promise<string[]> {
  const findings = await insideAmbito(territory.database, demo, (ctx) => listFindings(ctx.tx));
  return findings.filter((finding) => finding.rule === rule).map((finding) => finding.id);
}

const rowsOf = (body: string) => body.split('<tbody>')[1]?.split('<tr>').length ?? 0;

describe('The list of findings', () => {
  test('is filtered by rule, gravity, state, place, dataset and words, and divided in pages', async () => {
    const count = async (query: string) => rowsOf((await anyone.get(`${PUBLIC}?${query}`)).body) - 1;
    assert.equal(await count(''), 50);
    assert.equal(await count('pagina=2'), 20);
    assert.equal(await count('pagina=99'), 20);
    assert.equal(await count('tutti=si'), 70);
    assert.equal(await count('regola=series-break'), 4);
    assert.equal(await count('regola=stated-twice&gravita=error'), 1);
    assert.equal(await count('territorio=Martignana+di+Po&regola=equal-figures'), 1);
    assert.equal(await count('cerca=cronici+rsa'), 1);
    assert.match((await anyone.get(`${PUBLIC}?stato=corrected`)).body, /Nessun rilievo corrisponde/);
    assert.equal((await anyone.get(`${PUBLIC}?regola=inventata`)).statusCode, 422);
  });

  test('lies behind the door of data, as the menu says', async () => {
    const { body } = await anyone.get(PUBLIC);
    assert.match(body, /<a href="\/oglio-po\/osservatorio" aria-current="page">/);
  });

  test('goes to a spreadsheet as it is chosen', async () => {
    const csv = await anyone.get(`${PUBLIC}/rilievi.csv?regola=series-break`);
    assert.equal(csv.body.trim().split('\r\n').length, 5);
    const xlsx = await anyone.get(`${PUBLIC}/rilievi.xlsx?regola=series-break`);
    assert.equal(xlsx.statusCode, 200);
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), 'PK');
  });

  test('each finding has a page with its figures, its cases and what became of it', async () => {
    const findings = await insideAmbito(territory.database, demo, (ctx) => listFindings(ctx.tx));
    for (const finding of findings) {
      for (const lang of ['it', 'en']) {
        const { statusCode, body } = await anyone.get(
          `${PUBLIC}/${encodeURIComponent(finding.code)}?lingua=${lang}`,
        );
        assert.equal(statusCode, 200, finding.code);
        assertNoBrokenValue(body, finding.code);
      }
    }
    const base = findings.find((finding) => finding.rule === 'share-base');
    const page = await anyone.get(`${PUBLIC}/${encodeURIComponent(base?.code ?? '')}`);
    assert.match(page.body, /Cittadini italiani residenti/);
    assert.match(page.body, /Viadana/);
    assert.equal((await anyone.get(`${PUBLIC}/nessuno`)).statusCode, 404);
  });
});

describe('Explaining several findings', () => {
  test('shows which, keeps what was typed when it cannot be, and marks them', async () => {
    const ids = await idsOf('series-break');
    const query = new URLSearchParams(ids.map((id) => ['rilievo', id])).toString();
    assert.equal(rowsOf((await director.get(`${OFFICE}/spiega?${query}`)).body), 5);
    assert.equal((await director.get(`${OFFICE}/spiega`)).statusCode, 303);
    assert.equal((await anyone.get(`${OFFICE}/spiega?${query}`)).statusCode, 303);
    const empty = await director.post(`${OFFICE}/spiega?${query}`, { note: ' ' });
    assert.equal(empty.statusCode, 422);
    const note = 'Nel 2019 ATS ha cambiato <la> classificazione.';
    assert.equal((await stranger.post(`${OFFICE}/spiega?${query}`, { note })).statusCode, 404);
    assert.equal((await director.post(`${OFFICE}/spiega?${query}`, { note })).statusCode, 303);
    const again = await director.post(`${OFFICE}/spiega?${query}`, { note: 'Un’altra spiegazione' });
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /Un’altra spiegazione/);
    const explained = await anyone.get(`${PUBLIC}?stato=explained`);
    assert.equal(rowsOf(explained.body), 5);
    const { findings } = (await server.app.inject('/api/v1/oglio-po/quality?state=explained')).json();
    assert.deepEqual(
      findings.map((finding: { explanation: string }) => finding.explanation),
      ids.map(() => note),
    );
  });
});

describe('The rules of the check', () => {
  test('are told to all and changed by administrators, with a reason', async () => {
    const told = await anyone.get(`${PUBLIC}/regole`);
    assert.equal(told.statusCode, 200);
    assert.match(told.body, /Serie che si spezza/);
    assert.equal((await anyone.get(`${PUBLIC}/regole?lingua=en`)).statusCode, 200);
    const form = `${OFFICE}/regole/series-break`;
    assert.equal((await director.get(form)).statusCode, 403);
    assert.equal((await stranger.get(form)).statusCode, 404);
    assert.equal((await administrator.get(form)).statusCode, 200);
    const values = { active: 'yes', 'soglia-shift': '50', 'soglia-composition': '35' };
    assert.equal((await administrator.post(form, { ...values, reason: '' })).statusCode, 422);
    const outside = await administrator.post(form, { ...values, 'soglia-shift': '5000', reason: 'Prova' });
    assert.equal(outside.statusCode, 422);
    assert.match(outside.body, /fuori dai limiti/);
    assert.equal((await director.post(form, { ...values, reason: 'Prova' })).statusCode, 403);
    assert.equal((await administrator.post(form, { ...values, reason: 'Troppe' })).statusCode, 303);
    assert.equal((await idsOf('series-break')).length, 3);
    const late = await administrator.post(form, { ...values, reason: 'Altra', version: '' });
    assert.equal(late.statusCode, 409);
    assert.match((await administrator.get(`${OFFICE}/regole`)).body, /Troppe/);
  });
});
