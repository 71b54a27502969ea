import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { openPerson, openVisitor, type Visitor } from '../../visitor.fixture.js';
import { findViolations, parseJsonLd, parseTurtle } from './catalogue.fixture.js';
import { importFile } from './import.actions.js';
import { registerTerritory } from './index.js';
import { makeAmbito, makeDemo, openTerritory, type TestTerritory } from './territory.fixture.js';

let territory: TestTerritory;
let server: Server;
let demo: Ambito;
let other: Ambito;
let anyone: Visitor;
let director: Visitor;
let mayor: Visitor;
let stranger: Visitor;

const COMUNI = [
  { code: '020027', name: 'Gazoldo degli Ippoliti', size: 3_000 },
  { code: '020035', name: 'Marmirolo', size: 7_500 },
];

before(async () => {
  territory = await openTerritory();
  demo = await makeDemo(territory.database);
  other = await makeAmbito(territory.database, {
    slug: 'altro',
    name: 'Altro',
    comuni: COMUNI.map((comune) => comune.code),
  });
  server = await buildTestServer(territory.database);
  registerTerritory(server);
  anyone = await openVisitor(server, null);
  director = await openPerson(server, demo, 'direttrice@prova.example', 'director');
  mayor = await openPerson(server, demo, 'sindaco@prova.example', 'mayor');
  stranger = await openPerson(server, other, 'altra@prova.example', 'director');
});

after(async () => {
  await server.app.close();
  await territory.close();
});

async function get(url: string, headers: Record<string, string> = {}) {
  return server.app.inject({ url, headers: { host: 'trama.example', ...headers } });
}

const SERIES = '/oglio-po/dati/popolazione-stranieri-e-superficie-dei-comuni';

describe('Files of a dataset', () => {
  test('CSV and JSON hold the same figures, each as its readers expect', async () => {
    const csv = await get(`${SERIES}.csv`);
    assert.match(String(csv.headers['content-type']), /^text\/csv; charset=utf-8/);
    const table: Record<string, string>[] = parse(csv.body, { bom: true, delimiter: ';', columns: true });
    const json = (await get(`${SERIES}.json`)).json();
    assert.equal(table.length, 243);
    assert.equal(json.rows.length, 243);
    for (const [index, row] of table.entries()) {
      const same = json.rows[index];
      assert.equal(row.Codice, same.placeCode);
      assert.equal(row.Valore?.replace(',', '.'), same.value === null ? '' : String(same.value));
      assert.equal(row['Età da'], same.ageFrom === null ? '' : String(same.ageFrom));
    }
    assert.equal(json.table.licence, 'CC-BY-4.0');
    assert.equal(
      json.table.page,
      'http://trama.example/oglio-po/dati/serie/popolazione-stranieri-e-superficie-dei-comuni',
    );
  });

  test('its words are Italian whoever asks, so that the address always gives the same', async () => {
    const [it, en] = [await get(`${SERIES}.csv?lang=it`), await get(`${SERIES}.csv?lang=en`)];
    assert.equal(it.body, en.body);
    assert.equal(it.headers.etag, en.headers.etag);
  });

  test('the schema describes every column of the CSV, in its order', async () => {
    const csv = await get(`${SERIES}.csv`);
    assert.equal(csv.headers.link, `<http://trama.example${SERIES}.csv-metadata.json>; rel="describedby"`);
    const schema = (await get(`${SERIES}.csv-metadata.json`)).json();
    assert.equal(schema.url, `http://trama.example${SERIES}.csv`);
    const [header]: string[][] = parse(csv.body, { bom: true, delimiter: ';', toLine: 1 });
    assert.deepEqual(
      schema.tableSchema.columns.map((column: { titles: { it: string } }) => column.titles.it),
      header,
    );
    for (const column of schema.tableSchema.columns) {
      assert.ok(column['dc:description'].length > 5, column.name);
      assert.ok(column.titles.en, column.name);
    }
  });

  test('the pages of other sites may read it, as the public does, and nothing else of ours', async () => {
    const allowed = (headers: Record<string, unknown>) => [
      headers['access-control-allow-origin'],
      headers['cross-origin-resource-policy'],
    ];
    for (const url of [
      `${SERIES}.csv`,
      `${SERIES}.json`,
      `${SERIES}.csv-metadata.json`,
      '/oglio-po/dati/metriche.csv',
      '/oglio-po/dati/misure/densita.json',
      '/oglio-po/dati/catalogo.jsonld',
      '/api/v1/oglio-po/datasets',
    ]) {
      const answer = await get(url, { origin: 'https://portale.example' });
      assert.equal(answer.statusCode, 200, url);
      assert.deepEqual(allowed(answer.headers), ['*', 'cross-origin'], url);
      assert.equal(answer.headers['access-control-allow-credentials'], undefined);
    }
    for (const url of ['/oglio-po/dati', '/oglio-po/osservatorio', '/api/v1/oglio-po/audit'])
      assert.deepEqual(allowed((await get(url)).headers), [undefined, 'same-origin'], url);
    const signedIn = await director.get(`${SERIES}.csv`);
    assert.deepEqual(
      allowed(signedIn.headers),
      [undefined, 'same-origin'],
      'not what is seen after signing in',
    );
  });

  test('who has it already is told so; a change makes it new', async () => {
    const first = await get(`${SERIES}.csv`);
    const etag = String(first.headers.etag);
    for (const header of [etag, `W/${etag}`, `"altro", ${etag}`]) {
      const again = await get(`${SERIES}.csv`, { 'if-none-match': header });
      assert.equal(again.statusCode, 304);
      assert.equal(again.body, '');
    }
    const since = String(first.headers['last-modified']);
    assert.equal((await get(`${SERIES}.csv`, { 'if-modified-since': since })).statusCode, 304);
    const early = 'Thu, 01 Jan 2015 00:00:00 GMT';
    assert.equal((await get(`${SERIES}.csv`, { 'if-modified-since': early })).statusCode, 200);
    assert.equal(
      (await get(`${SERIES}.csv`, { 'if-none-match': '"altro"', 'if-modified-since': since })).statusCode,
      200,
    );
    assert.notEqual((await get(`${SERIES}.json`)).headers.etag, etag);
    const head = await server.app.inject({
      method: 'HEAD',
      url: `${SERIES}.csv`,
      headers: { host: 'trama.example' },
    });
    assert.equal(head.statusCode, 200, head.body);
    assert.equal(head.headers.etag, etag);
    assert.equal(head.body, '');
  });

  test('the interface for programs gives the same files and says what they hold', async () => {
    const list = (await get('/api/v1/oglio-po/datasets')).json();
    assert.equal(list.datasets.length, 3);
    const one = (await get('/api/v1/oglio-po/datasets/popolazione-stranieri-e-superficie-dei-comuni')).json();
    assert.equal(one.editions.length, 1);
    assert.equal(one.editions[0].state, 'live');
    assert.equal(one.importedBy, undefined);
    for (const form of ['csv', 'json']) {
      const file = await get(
        `/api/v1/oglio-po/datasets/popolazione-stranieri-e-superficie-dei-comuni/data.${form}`,
      );
      assert.equal(file.body, (await get(`${SERIES}.${form}`)).body);
      const metric = await get(`/api/v1/oglio-po/metrics/densita/data.${form}`);
      assert.equal(metric.body, (await get(`/oglio-po/dati/misure/densita.${form}`)).body);
      assert.doesNotMatch(
        metric.body,
        /\d[.,]\d{9}/,
        'sums are written without the noise of binary fractions',
      );
      const all = await get(`/api/v1/oglio-po/metrics.${form}`);
      assert.equal(all.body, (await get(`/oglio-po/dati/metriche.${form}`)).body);
    }
  });

  test('what is not there is not found, in this ambito and in the others', async () => {
    for (const url of [
      '/oglio-po/dati/ignota.csv',
      '/oglio-po/dati/misure/ignota.json',
      '/oglio-po/dati/serie/ignota',
      '/oglio-po/dati/misura/ignota',
      `${SERIES.replace('oglio-po', 'altro')}.csv`,
      '/oglio-po/dati/..%2Fdensita.csv',
      '/api/v1/altro/datasets/popolazione-stranieri-e-superficie-dei-comuni',
    ]) {
      assert.equal((await get(url)).statusCode, 404, url);
    }
  });

  test('figures by single age are written one a row, and none is lost', async () => {
    const tidy = COMUNI.flatMap(({ code, size }) =>
      ['m', 'f'].flatMap((sex) =>
        Array.from({ length: 101 }, (_, age) => {
          const to = age === 100 ? '' : age;
          return `${code},population,2024,${sex},${age},${to},,${Math.round((size / 202) * (1 - age / 200))},persone`;
        }),
      ),
    );
    const header = 'place_code,variable,period,sex,age_from,age_to,category,value,unit';
    const content = [header, ...tidy, ''].join('\n');
    await insideAmbito(territory.database, other, async (ctx) => {
      const report = await importFile(ctx, {
        stream: Readable.from([Buffer.from(content)]),
        fileName: 'eta.csv',
        title: 'Popolazione per età 2024',
        source: 'Fatta per la prova',
        licence: 'CC-BY-4.0',
        referenceOn: '2024-01-01',
      });
      assert.ok(report.accepted, JSON.stringify(report));
    });
    const { datasets } = (await get('/api/v1/altro/datasets')).json();
    const ages = datasets.find((one: { title: string }) => one.title === 'Popolazione per età 2024');
    assert.ok(ages, JSON.stringify(datasets));
    const { rows } = (await get(`/altro/dati/${ages.code}.json`)).json();
    const single = rows.filter((row: { ageFrom: number | null }) => row.ageFrom !== null);
    assert.equal(single.length, 2 * 2 * 101);
    const last = single.filter((row: { ageFrom: number }) => row.ageFrom === 100);
    assert.ok(last.every((row: { ageTo: number | null }) => row.ageTo === null));
    const first = single.find((row: { ageFrom: number }) => row.ageFrom === 0);
    assert.equal(first.ageTo, 0);
    const written = single.reduce((sum: number, row: { value: number }) => sum + row.value, 0);
    const imported = tidy.reduce((sum, row) => sum + Number(row.split(',')[7]), 0);
    assert.equal(written, imported);
  });
});

describe('The page of open data', () => {
  test('lists, searches with typing errors, and says when nothing is found', async () => {
    const all = await anyone.get('/oglio-po/dati');
    assert.match(all.body, /Serie del Piano di Zona/);
    assert.match(all.body, /Densità abitativa/);
    const found = await anyone.get('/oglio-po/dati?cerca=stranieeri');
    assert.match(found.body, /Quota di stranieri/);
    assert.doesNotMatch(found.body, /Densità abitativa/);
    const none = await anyone.get('/oglio-po/dati?cerca=%3Cxzzzq%3E');
    assert.match(none.body, /Nessun dato con queste parole/);
    assert.doesNotMatch(none.body, /<xzzzq>/);
    assert.match((await anyone.get('/altro/dati?lang=en')).body, /Open data/);
  });

  test('a dataset and a metric have pages with files, columns, source and how to cite', async () => {
    const dataset = await anyone.get('/oglio-po/dati/serie/popolazione-stranieri-e-superficie-dei-comuni');
    for (const word of ['Come citare', 'Colonne della tabella', 'Edizioni', 'CC BY 4.0', 'in uso'])
      assert.match(dataset.body, new RegExp(word));
    const metric = await anyone.get('/oglio-po/dati/misura/densita');
    assert.match(metric.body, /Superficie/);
    const empty = await anyone.get('/oglio-po/dati/misura/natalita');
    assert.match(empty.body, /quando saranno caricati/);
  });
});

describe('The catalogue that is served', () => {
  const FORM = '/oglio-po/ufficio/territorio/dati/catalogo';
  const facts = {
    name: 'Ente d’esempio <b>',
    ipaCode: 'ente_prova',
    contactName: 'Ufficio di Piano',
    contactEmail: 'ufficio@ente.example',
    contactPhone: '',
    contactUrl: '',
    holderName: '',
    holderIpaCode: '',
  };

  test('says what is missing before anybody has supplied it', async () => {
    const page = await get('/oglio-po/dati/catalogo', { accept: 'text/html' });
    assert.match(page.body, /mancano 4 informazioni obbligatorie/);
    assert.match(page.body, /codice IPA/);
    const served = parseTurtle((await get('/oglio-po/dati/catalogo.ttl')).body);
    const broken = new Set((await findViolations(served)).map((one) => one.path));
    assert.deepEqual([...broken].sort(), ['contactPoint', 'identifier']);
  });

  test('wrong facts come back with a message each, and with what was typed', async () => {
    const wrong = await director.post(FORM, {
      ...facts,
      name: '',
      ipaCode: 'con spazi',
      contactEmail: 'nessuno',
      contactPhone: 'chiamare',
      contactUrl: 'javascript:alert(1)',
      holderIpaCode: 'az',
    });
    assert.equal(wrong.statusCode, 422);
    for (const text of [
      'indicepa.gov.it',
      'indirizzo e-mail',
      'solo cifre',
      'comincia con https',
      'con spazi',
    ])
      assert.match(wrong.body, new RegExp(text));
    const holder = await director.post(FORM, { ...facts, holderIpaCode: 'az' });
    assert.match(holder.body, /ma non il suo nome/);
  });

  test('only who keeps the territory may supply them', async () => {
    assert.equal((await mayor.post(FORM, facts)).statusCode, 403);
    assert.equal((await stranger.post(FORM, facts)).statusCode, 404);
    assert.equal((await anyone.get(FORM)).statusCode, 303);
  });

  test('once supplied it meets every shape, in both forms, and the second editor is told', async () => {
    const saved = await director.post(FORM, facts);
    assert.equal(saved.statusCode, 303);
    const late = await director.post(FORM, { ...facts, name: 'Altro ente' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /Altro ente/);
    const page = await get('/oglio-po/dati/catalogo', { accept: 'text/html,*/*' });
    assert.match(page.body, /ha tutto ciò che il profilo/);
    assert.match(page.body, /Ente d’esempio &lt;b>/);
    const turtle = await get('/oglio-po/dati/catalogo.ttl');
    assert.match(String(turtle.headers['content-type']), /^text\/turtle/);
    assert.deepEqual(await findViolations(parseTurtle(turtle.body)), []);
    const jsonLd = await get('/oglio-po/dati/catalogo', { accept: 'application/ld+json' });
    assert.match(String(jsonLd.headers['content-type']), /^application\/ld\+json/);
    assert.deepEqual(await findViolations(await parseJsonLd(jsonLd.body)), []);
    const negotiated = await get('/oglio-po/dati/catalogo', { accept: 'text/turtle;q=0.9, */*;q=0.1' });
    assert.equal(negotiated.body, turtle.body);
    const again = await get('/oglio-po/dati/catalogo.ttl', { 'if-none-match': String(turtle.headers.etag) });
    assert.equal(again.statusCode, 304);
    // Every address that the catalogue gives leads somewhere.
    const addresses = new Set(
      parseTurtle(turtle.body)
        .map((quad) => quad.object.value)
        .filter((value) => value.startsWith('http://trama.example/'))
        .map((value) => value.replace(/#.*/, '')),
    );
    assert.ok(addresses.size > 15, String(addresses.size));
    for (const address of addresses) {
      const answer = await get(address.replace('http://trama.example', ''));
      assert.equal(answer.statusCode, 200, address);
    }
  });
});

describe('Boundaries', () => {
  test('are given as GeoJSON, wound as its rule asks, listed in the catalogue, and nobody else’s', async () => {
    assert.equal((await get('/oglio-po/dati/confini.geojson')).statusCode, 404);
    assert.doesNotMatch((await get('/oglio-po/dati')).body, /confini\.geojson/);
    const clockwise = [
      [10.4, 45],
      [10.4, 45.1],
      [10.5, 45.1],
      [10.5, 45],
      [10.4, 45],
    ];
    const feature = {
      type: 'Feature',
      properties: { PRO_COM_T: '019021', COMUNE: 'Casalmaggiore' },
      geometry: { type: 'Polygon', coordinates: [clockwise] },
    };
    const content = JSON.stringify({ type: 'FeatureCollection', features: [feature] });
    await insideAmbito(territory.database, demo, (ctx) =>
      importFile(ctx, {
        stream: Readable.from([Buffer.from(content)]),
        fileName: 'confini.geojson',
        title: 'Confini di prova',
        source: 'Istat',
        licence: 'CC-BY-4.0',
      }),
    );
    const answer = await get('/oglio-po/dati/confini.geojson');
    assert.match(String(answer.headers['content-type']), /^application\/geo\+json/);
    const { features, licence } = answer.json();
    assert.equal(licence, 'CC-BY-4.0');
    assert.equal(features.length, 1);
    assert.deepEqual(features[0].properties, { code: '019021', name: 'Casalmaggiore', km2: 64.5302 });
    const [ring] = features[0].geometry.coordinates as [number, number][][];
    const twice = (ring ?? []).slice(1).reduce((sum, [x, y], index) => {
      const [fromX = 0, fromY = 0] = ring?.[index] ?? [];
      return sum + fromX * y - x * fromY;
    }, 0);
    assert.ok(twice > 0, 'the outer ring goes against the clock');
    assert.equal((await get('/altro/dati/confini.geojson')).statusCode, 404);
    assert.match((await get('/oglio-po/dati/confini')).body, /Confini di prova/);
    const turtle = (await get('/oglio-po/dati/catalogo.ttl')).body;
    assert.match(turtle, /dati\/confini\.geojson/);
    assert.deepEqual(await findViolations(parseTurtle(turtle)), []);
  });
});
