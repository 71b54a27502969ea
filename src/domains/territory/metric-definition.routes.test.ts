import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { openPerson, type Visitor } from '../../visitor.fixture.js';
import { registerTerritory } from './index.js';
import { computeMetrics } from './metric.sql.js';
import { makeAmbito, makeDemo, openTerritory, type TestTerritory } from './territory.fixture.js';

let territory: TestTerritory;
let server: Server;
let demo: Ambito;
let director: Visitor;
let mayor: Visitor;
let stranger: Visitor;

before(async () => {
  territory = await openTerritory();
  demo = await makeDemo(territory.database);
  const other = await makeAmbito(territory.database, { slug: 'altro', name: 'Altro', comuni: ['020027'] });
  server = await buildTestServer(territory.database);
  registerTerritory(server);
  director = await openPerson(server, demo, 'direttrice@prova.example', 'director');
  mayor = await openPerson(server, demo, 'sindaco@prova.example', 'mayor');
  stranger = await openPerson(server, other, 'altra@prova.example', 'director');
});
after(async () => {
  await server.app.close();
  await territory.close();
});

const LIST = '/oglio-po/ufficio/territorio/misure';

const FORM = {
  name: 'Stranieri per chilometro',
  'numerator.variable': ['foreign-population', ''],
  'denominator.variable': 'land-area',
  factor: '1',
  unit: 'ab./km²',
  decimals: '1',
  explanation: 'Quanti stranieri vivono in un <chilometro> quadrato.',
  source: 'Istat',
  place: 'oglio-po',
};

async function versionOf(code: string): Promise<string> {
  const { body } = await director.get(`${LIST}/${code}/rimuovi`);
  return /name="version" value="(\d+)"/.exec(body)?.[1] ?? '';
}

describe('The ambito’s own metrics', () => {
  test('are tried while one writes, saved, computed, and told with their editions', async () => {
    const tried = await director.post(`${LIST}/nuovo`, { ...FORM, intent: 'try' });
    assert.equal(tried.statusCode, 422);
    // Residents of 2020 are the only foreigners that the demonstration has.
    assert.match(tried.body, />2020<\/th><td[^>]*>(?:<div>)?\d\d,\d\sab\./);
    assert.match(tried.body, /Stranieri per chilometro/);
    assert.doesNotMatch(tried.body, /<chilometro>/);
    const refused = await director.post(`${LIST}/nuovo`, {
      ...FORM,
      'denominator.variable': 'foreign-population',
      intent: 'try',
    });
    assert.match(refused.body, /id="esito-prova"[^>]*><div[^>]*><p>Questa formula non si può calcolare:/);
    const mistyped = await director.post(`${LIST}/nuovo`, { ...FORM, factor: 'cento', intent: 'try' });
    assert.match(
      mistyped.body,
      /id="esito-prova"[^>]*><div[^>]*><p>Questa formula[^<]*<\/p><ul><li>[^<]*numero/,
    );
    const unfinished = await director.post(`${LIST}/nuovo`, {
      ...FORM,
      'numerator.variable': '',
      intent: 'try',
    });
    assert.match(unfinished.body, /id="esito-prova"[^>]*><p>Completate la formula/);
    const saved = await director.post(`${LIST}/nuovo`, FORM);
    assert.equal(saved.statusCode, 303);
    assert.match(String(saved.headers.location), /misure\/stranieri-per-chilometro/);
    const { body: sheet } = await director.get(`${LIST}/stranieri-per-chilometro`);
    assert.match(sheet, /&lt;chilometro/);
    const values = await insideAmbito(territory.database, demo, (ctx) =>
      computeMetrics(ctx.tx, { codes: ['stranieri-per-chilometro'], levels: ['ambito'] }),
    );
    assert.equal(values.length, 1);
    assert.ok((values[0]?.value ?? 0) > 10);

    const version = await versionOf('stranieri-per-chilometro');
    const edit = `${LIST}/stranieri-per-chilometro/modifica`;
    const revised = await director.post(edit, { ...FORM, factor: '10', note: 'Ogni dieci', version });
    assert.equal(revised.statusCode, 303);
    const late = await director.post(edit, { ...FORM, factor: '20', version: '99' });
    assert.equal(late.statusCode, 409);
    const api = await server.app.inject('/api/v1/oglio-po/metrics/stranieri-per-chilometro/definition');
    assert.deepEqual(
      api.json().editions.map((one: { edition: number; factor: number }) => [one.edition, one.factor]),
      [
        [2, 10],
        [1, 1],
      ],
    );
    assert.doesNotMatch(api.body, /direttrice/);
    const then = await insideAmbito(territory.database, demo, (ctx) =>
      computeMetrics(ctx.tx, {
        codes: ['stranieri-per-chilometro'],
        levels: ['ambito'],
        editions: { 'stranieri-per-chilometro': 1 },
      }),
    );
    assert.equal(then[0]?.value, values[0]?.value);
  });

  test('are refused with a message at the field, and nothing typed is lost', async () => {
    const wrong = await director.post(`${LIST}/nuovo`, {
      ...FORM,
      name: 'Altra misura',
      'numerator.variable': ['births', 'land-area'],
      'denominator.variable': 'population',
      'denominator.from': '70',
      'denominator.to': '65',
    });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /id="numerator-1-variable-errore"/);
    assert.match(wrong.body, /id="denominator-0-to-errore"/);
    assert.match(wrong.body, /value="Altra misura"/);
    const taken = await director.post(`${LIST}/nuovo`, { ...FORM, name: 'DENSITA’' });
    assert.equal(taken.statusCode, 422);
    assert.match(taken.body, /id="name-errore"/);
    const shipped = await director.get(`${LIST}/natalita/modifica`);
    assert.equal(shipped.statusCode, 409);
    const copy = await director.get(`${LIST}/natalita/copia`);
    assert.equal(copy.statusCode, 200);
    assert.match(copy.body, /Natalità \(copia\)/);
  });

  test('are retired and put back with a reason', async () => {
    await director.post(`${LIST}/nuovo`, { ...FORM, name: 'Da ritirare' });
    const path = `${LIST}/da-ritirare`;
    const listed = async () =>
      (await server.app.inject('/api/v1/oglio-po/metrics')).body.includes('da-ritirare');
    assert.equal(await listed(), true);
    const without = await director.post(`${path}/rimuovi`, {
      version: await versionOf('da-ritirare'),
      reason: '',
    });
    assert.equal(without.statusCode, 422);
    const retired = await director.post(`${path}/rimuovi`, {
      version: await versionOf('da-ritirare'),
      reason: 'Non serve più',
    });
    assert.equal(retired.statusCode, 303);
    assert.equal(await listed(), false);
    assert.match((await director.get(path)).body, /Non serve più/);
    assert.match((await director.get(`${LIST}?stato=ritirate`)).body, /Da ritirare/);
    assert.doesNotMatch((await director.get(`${LIST}?stato=in-uso`)).body, /Da ritirare/);
    const back = await director.post(`${path}/ripristina`, {
      version: await versionOf('da-ritirare'),
      reason: 'Serve ancora',
    });
    assert.equal(back.statusCode, 303);
    assert.equal(await listed(), true);
  });

  test('travel as JSON, all or nothing', async () => {
    const { body: text } = await director.get(`${LIST}/definizioni.json`);
    const definitions = JSON.parse(text);
    const own = definitions.metrics.find((one: { code: string }) => one.code === 'stranieri-per-chilometro');
    const fresh = { ...own, code: 'portata', name: 'Portata da altrove' };
    const send = (metrics: unknown) =>
      director.post(`${LIST}/importa`, {
        definitions: typeof metrics === 'string' ? metrics : JSON.stringify({ metrics }),
      });
    const sent = await send([...definitions.metrics, fresh]);
    assert.equal(sent.statusCode, 303, /trama-errors.*?<\/div>/.exec(sent.body)?.[0]);
    assert.match((await director.get(`${LIST}?cerca=altrove`)).body, /Portata da altrove/);
    for (const broken of ['non è json', [{ code: 'x' }]]) assert.equal((await send(broken)).statusCode, 422);
    const impossible = { ...fresh, code: 'impossibile', numerator: [{ variable: 'inventata' }] };
    assert.equal((await send([{ ...fresh, code: 'prima' }, impossible])).statusCode, 422);
    assert.equal((await director.get(`${LIST}/prima`)).statusCode, 404);
  });

  test('are read by who works there and written by editors alone', async () => {
    assert.equal((await mayor.get(LIST)).statusCode, 200);
    assert.equal((await mayor.get(`${LIST}/nuovo`)).statusCode, 403);
    assert.equal((await mayor.post(`${LIST}/nuovo`, { ...FORM, name: 'Del sindaco' })).statusCode, 403);
    assert.notEqual((await stranger.get(LIST)).statusCode, 200);
    assert.notEqual((await stranger.post(`${LIST}/nuovo`, { ...FORM, name: 'Di altri' })).statusCode, 303);
  });
});
