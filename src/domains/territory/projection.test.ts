import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Block } from '#domains/documents/index.js';
import { Absent, Refused } from '#platform/errors.js';
import type { Ambito } from '#platform/http/context.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { assertNoBrokenValue, openPerson, openVisitor, type Visitor } from '../../visitor.fixture.js';
import { createArea } from './area.actions.js';
import { withdrawDataset } from './import.actions.js';
import { registerTerritory } from './index.js';
import { MEASURES } from './projection/age-vector.js';
import { bandOf } from './projection/band.js';
import { projectionBlock } from './projection.block.js';
import { importGenerated, PROJECTED } from './projection.fixture.js';
import { readProjection } from './projection.reading.js';
import { makeAmbito, openTerritory, type TestTerritory } from './territory.fixture.js';

let territory: TestTerritory;
let server: Server;
let full: Ambito;
let bare: Ambito;
let anyone: Visitor;
let director: Visitor;
let mayor: Visitor;
let stranger: Visitor;

const codes = PROJECTED.map(({ code }) => code);
const SEEN = [2019, 2020, 2021, 2022, 2023, 2024, 2025];

before(async () => {
  territory = await openTerritory();
  full = await makeAmbito(territory.database, { slug: 'pieno', name: 'Pieno', comuni: codes });
  bare = await makeAmbito(territory.database, { slug: 'vuoto', name: 'Vuoto', comuni: codes });
  await insideAmbito(territory.database, full, async (ctx) => {
    await createArea(ctx, { name: 'Casalasco', comuni: codes.slice(0, 3) });
    await importGenerated(ctx, { posas: SEEN, p2: SEEN.slice(0, -1) });
  });
  server = await buildTestServer(territory.database);
  registerTerritory(server);
  anyone = await openVisitor(server, null);
  director = await openPerson(server, full, 'direttrice@prova.example', 'director');
  mayor = await openPerson(server, full, 'sindaco@prova.example', 'mayor');
  stranger = await openPerson(server, bare, 'altra@prova.example', 'director');
});

after(async () => {
  await server.app.close();
  await territory.close();
});

const read = (ambito: Ambito, query: Parameters<typeof readProjection>[1] = {}) =>
  insideAmbito(territory.database, ambito, (ctx) => readProjection(ctx, query, true));

async function ready(query: Parameters<typeof readProjection>[1] = {}) {
  const reading = await read(full, query);
  assert.ok(reading.kind === 'ready' && reading.projection.course);
  return { ...reading.projection, course: reading.projection.course };
}

describe('Without residents by age', () => {
  test('the page says what is missing; in the workplace also where to get it', async () => {
    const open = await anyone.get('/vuoto/proiezione');
    assert.equal(open.statusCode, 200);
    assert.match(open.body, /Ora non li ha nessuno dei 4 comuni/);
    assert.doesNotMatch(open.body, /demo\.istat\.it/);
    const office = await stranger.get('/vuoto/ufficio/proiezione');
    assert.match(office.body, /demo\.istat\.it/);
    assert.match(office.body, /ufficio\/territorio\/dati\/importa/);
  });

  test('there is nothing to take away, and the API says why', async () => {
    for (const name of ['dati.csv', 'dati.xlsx', 'figura.svg', 'figura.png'])
      assert.equal((await anyone.get(`/vuoto/proiezione/${name}`)).statusCode, 404);
    const { body } = await anyone.get('/api/v1/vuoto/projections');
    assert.deepEqual(JSON.parse(body), { projection: null, lack: { known: [], comuni: 4, withAges: 0 } });
  });

  test('one 1 January is not enough', async () => {
    const one = await makeAmbito(territory.database, { slug: 'uno', name: 'Uno', comuni: codes });
    await insideAmbito(territory.database, one, (ctx) => importGenerated(ctx, { posas: [2025] }));
    const reading = await read(one);
    assert.deepEqual(reading, { kind: 'lack', lack: { known: [2025], comuni: 4, withAges: 4 } });
    assert.match(
      (await anyone.get('/uno/proiezione')).body,
      /Ora li hanno 4 comuni su 4, al 1° gennaio: 2025/,
    );
  });

  test('two are, without births and deaths; the page says how it made do and that it could not be tested', async () => {
    const two = await makeAmbito(territory.database, { slug: 'due', name: 'Due', comuni: codes });
    await insideAmbito(territory.database, two, (ctx) => importGenerated(ctx, { posas: [2023, 2025] }));
    const { body } = await anyone.get('/due/proiezione');
    assert.match(body, /dai bambini di meno di un anno, perché i nati pubblicati mancano/);
    assert.match(body, /servono i residenti per età di almeno tre anni: ora ce ne sono 2/);
  });

  test('a comune left behind is named, and places that hold it are not projected', async () => {
    const part = await makeAmbito(territory.database, { slug: 'parte', name: 'Parte', comuni: codes });
    await insideAmbito(territory.database, part, async (ctx) => {
      await importGenerated(ctx, { posas: [2023] });
      await importGenerated(ctx, { posas: [2024, 2025] }, PROJECTED.slice(1));
    });
    const whole = await anyone.get('/parte/proiezione?luogo=parte');
    assert.match(whole.body, /la proiezione non si può fare[^<]*Calvatone/);
    const first = await anyone.get('/parte/proiezione');
    assert.match(first.body, /Di un comune mancano i residenti per età: Calvatone/);
    assert.equal((await anyone.get('/parte/proiezione/dati.csv?luogo=parte')).statusCode, 404);
  });
});

describe('The projection of an ambito', () => {
  test('opens to anyone, in both languages, for every kind of place', async () => {
    for (const path of [
      '',
      '?luogo=019009&gruppo=85%2B&anno=2027',
      '?luogo=casalasco&scenario=alta',
      '?gruppo=0-2',
    ])
      for (const lang of ['it', 'en']) {
        const answer = await anyone.get(`/pieno/proiezione${path}${path === '' ? '?' : '&'}lang=${lang}`);
        assert.equal(answer.statusCode, 200, path);
        assertNoBrokenValue(answer.body);
      }
    const { body } = await anyone.get('/pieno/proiezione?luogo=019009');
    assert.match(body, /in un luogo così piccolo/);
    assert.match(body, /Nel 2035 i residenti saranno da/);
  });

  test('refuses what is not there', async () => {
    for (const query of ['luogo=019999', 'scenario=ignoto', 'anno=2025', 'anno=2036', 'luogo=020025'])
      assert.equal((await anyone.get(`/pieno/proiezione?${query}`)).statusCode, 404, query);
    for (const query of ['anno=ieri', 'gruppo=tutti', `luogo=${'x'.repeat(200)}`])
      assert.equal((await anyone.get(`/pieno/proiezione?${query}`)).statusCode, 422, query);
    await assert.rejects(read(full, { luogo: 'x' }), Absent);
  });

  test('of areas and of the whole is the sum of their comuni', async () => {
    const parts = await Promise.all(codes.map((luogo) => ready({ luogo })));
    const area = await ready({ luogo: 'casalasco' });
    const whole = await ready();
    for (const measure of MEASURES)
      for (const year of [0, 5, 10]) {
        const sum = (some: typeof parts) =>
          some.reduce((total, { course }) => total + bandOf(course, year, measure).value, 0);
        assert.ok(Math.abs(bandOf(whole.course, year, measure).value - sum(parts)) < 1e-6);
        assert.ok(Math.abs(bandOf(area.course, year, measure).value - sum(parts.slice(0, 3))) < 1e-6);
      }
  });

  test('starts from the residents that were imported and tells what it was made from', async () => {
    const { ground, seen, course } = await ready();
    assert.equal(ground.base, 2025);
    assert.deepEqual(ground.known, SEEN);
    assert.deepEqual(ground.years, [2020, 2021, 2022, 2023, 2024]);
    assert.ok(ground.birthsKnown && ground.deathsKnown && ground.backTest);
    assert.deepEqual([ground.backTest.from, ground.backTest.to], [2020, 2025]);
    assert.equal(ground.sources.length, 11);
    assert.equal(seen.at(-1)?.values.at(-1), bandOf(course, 0, 'total').value);
  });

  test('gives its figures as CSV, workbook, drawing and JSON', async () => {
    const csv = await anyone.get('/pieno/proiezione/dati.csv?luogo=019021&anno=2030');
    assert.equal(csv.body.trim().split('\r\n').length, 1 + (SEEN.length + 5) * MEASURES.length);
    assert.match(csv.body, /019021;Casalmaggiore;Centrale;2030;proiezione;85 anni e più;\d+;\d+;\d+/);
    const book = await anyone.get('/pieno/proiezione/dati.xlsx');
    assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK');
    const svg = await anyone.get('/pieno/proiezione/figura.svg?gruppo=75-84');
    assert.match(svg.body, /^<\?xml[^>]+>\n<svg/);
    assert.match(svg.body, />Fonte: /);
    const png = await anyone.get('/pieno/proiezione/figura.png?gruppo=75-84');
    assert.equal(png.rawPayload.readUInt32BE(16), 2 * Number(/<svg[^>]* width="(\d+)"/.exec(svg.body)?.[1]));
    const answer = await anyone.get('/api/v1/pieno/projections?place=019021&until=2030&scenario=bassa');
    const { projection } = JSON.parse(answer.body);
    assert.deepEqual(projection.place, { code: '019021', name: 'Casalmaggiore', kind: 'comune' });
    assert.equal(projection.values.length, 5 * MEASURES.length);
    assert.ok(
      projection.values.every(
        (row: { low: number; value: number; high: number }) => row.low <= row.value && row.value <= row.high,
      ),
    );
    assert.equal((await anyone.get('/api/v1/pieno/projections?until=2099')).statusCode, 404);
    assert.equal((await anyone.get('/api/v1/pieno/projections?until=x')).statusCode, 400);
  });

  test('is made anew when figures change', async () => {
    const changing = await makeAmbito(territory.database, { slug: 'muta', name: 'Muta', comuni: codes });
    await insideAmbito(territory.database, changing, (ctx) =>
      importGenerated(ctx, { posas: [2023, 2024, 2025] }),
    );
    const before = await read(changing);
    assert.ok(before.kind === 'ready' && before.projection.ground.base === 2025);
    await insideAmbito(territory.database, changing, async (ctx) => {
      const { rows } = await ctx.client.query<{ id: string; version: number }>(
        `select id, version from territory.dataset where title like '%2025%'`,
      );
      const [dataset] = rows;
      assert.ok(dataset);
      await withdrawDataset(ctx, dataset.id, { reason: 'Prova', version: dataset.version });
    });
    const after = await read(changing);
    assert.ok(after.kind === 'ready' && after.projection.ground.base === 2024);
  });

  test('goes into a plan’s chapter as words, drawing and table', async () => {
    const subject = {
      id: '',
      code: '2025-2027',
      title: 'Piano',
      ambito: 'Pieno',
      period: { startsOn: '2025-01-01', endsOn: '2027-12-31' },
      guidelineCode: '',
      lang: 'it' as const,
    };
    const build = (ambito: Ambito, params: Record<string, string>) =>
      insideAmbito(territory.database, ambito, (ctx) => projectionBlock.build(ctx, subject, params));
    const blocks = await build(full, { territory: 'casalasco', group: '75-84' });
    assert.deepEqual(
      blocks.map(({ kind }) => kind),
      ['paragraph', 'figure', 'table'],
    );
    for (const block of blocks) Block.parse(block);
    const near = await build(full, { years: '3' });
    assert.match(JSON.stringify(near[2]), /2025 e 2028/);
    for (const years of ['0', '11', 'tre']) await assert.rejects(build(full, { years }), Absent);
    await assert.rejects(build(bare, {}), Refused);
    await assert.rejects(build(full, { territory: 'ignoto' }), Absent);
    const choices = await insideAmbito(territory.database, full, async (ctx) =>
      Promise.all(projectionBlock.params.map((param) => param.choices?.(ctx, subject))),
    );
    assert.deepEqual(
      choices.map((list) => list?.length),
      [6, 3, MEASURES.length, 10],
    );
  });
});

describe('Scenarios of the office', () => {
  const list = '/pieno/ufficio/proiezione/scenari';
  const fields = {
    name: 'Polo <b>logistico</b>',
    note: 'Dal 2027 cinque arrivi in più ogni mille residenti.',
    fertility: '1,25',
    lifeGain: '1.2',
    migration: '−2,5',
  };
  const path = `${list}/polo-b-logistico-b`;

  test('are written by who may, and shown to the public only when told so', async () => {
    assert.match((await director.get(list)).body, /Non ci sono ancora scenari/);
    assert.equal((await director.get(`${list}/nuovo`)).statusCode, 200);
    assert.equal((await director.post(`${list}/nuovo`, fields)).statusCode, 303);
    const shown = await director.get(list);
    assert.match(shown.body, /Polo &lt;b>logistico&lt;\/b>/);
    assert.match(shown.body, /−2,5/);
    const seen = await director.get('/pieno/ufficio/proiezione?scenario=polo-b-logistico-b');
    assert.equal(seen.statusCode, 200);
    assert.match(seen.body, /Dal 2027 cinque arrivi/);
    assert.equal((await mayor.get('/pieno/ufficio/proiezione?scenario=polo-b-logistico-b')).statusCode, 200);
    assert.equal((await anyone.get('/pieno/proiezione?scenario=polo-b-logistico-b')).statusCode, 404);
    assert.equal((await anyone.get('/api/v1/pieno/projections?scenario=polo-b-logistico-b')).statusCode, 404);
    assert.equal(
      (await director.get('/api/v1/pieno/projections?scenario=polo-b-logistico-b')).statusCode,
      200,
    );
    assert.equal(
      (await director.post(`${path}/modifica`, { ...fields, isPublic: 'yes', version: 1 })).statusCode,
      303,
    );
    const open = await anyone.get('/pieno/proiezione?scenario=polo-b-logistico-b');
    assert.equal(open.statusCode, 200);
    assert.doesNotMatch(open.body, /<b>logistico/);
  });

  test('change the course in the direction that they suppose', async () => {
    const [low, own] = [await ready(), await ready({ scenario: 'polo-b-logistico-b' })];
    assert.ok(bandOf(own.course, 10, 'total').value < bandOf(low.course, 10, 'total').value);
  });

  test('say what is wrong, and keep what was typed', async () => {
    const wrong = await director.post(`${list}/nuovo`, {
      ...fields,
      name: 'Altro',
      fertility: '12',
      migration: 'molti',
    });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /value="12"/);
    assert.match(wrong.body, /value="molti"/);
    assert.match(wrong.body, /Scrivete un numero fra 0,5 e 3/);
    assert.match(wrong.body, /Scrivete un numero fra −30 e 30/);
    for (const name of ['Polo <b>logistico</b>', 'centrale', '!!!', ''])
      assert.equal((await director.post(`${list}/nuovo`, { ...fields, name })).statusCode, 422, name);
    assert.equal((await director.post(`${list}/nuovo`, { ...fields, note: '' })).statusCode, 422);
  });

  test('second editors are told, others kept out', async () => {
    const late = await director.post(`${path}/modifica`, {
      ...fields,
      note: 'Un’altra ragione.',
      version: 1,
    });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /Un’altra ragione/);
    assert.equal((await mayor.get(`${list}/nuovo`)).statusCode, 403);
    assert.equal((await mayor.post(`${list}/nuovo`, fields)).statusCode, 403);
    assert.equal((await stranger.post(`${list}/nuovo`, fields)).statusCode, 404);
    assert.equal(
      (await stranger.get('/vuoto/ufficio/proiezione/scenari/polo-b-logistico-b/modifica')).statusCode,
      404,
    );
    assert.equal((await anyone.get(list)).statusCode, 303);
    assert.equal(
      (await director.post(`${list}/nuovo`, { ...fields, name: 'Falso' }, { token: false })).statusCode,
      403,
    );
  });

  test('keep their history, and go with a reason', async () => {
    const history = await director.get(`${path}/storia`);
    assert.match(history.body, /Mostra questo scenario anche sul sito pubblico/);
    assert.equal((await director.post(`${path}/rimuovi`, { version: 2, reason: '' })).statusCode, 422);
    assert.equal(
      (await director.post(`${path}/rimuovi`, { version: 1, reason: 'Non serve più' })).statusCode,
      409,
    );
    assert.equal(
      (await director.post(`${path}/rimuovi`, { version: 2, reason: 'Non serve più' })).statusCode,
      303,
    );
    assert.equal((await anyone.get('/pieno/proiezione?scenario=polo-b-logistico-b')).statusCode, 404);
  });
});
