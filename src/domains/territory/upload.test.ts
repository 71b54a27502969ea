import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Ambito } from '#platform/http/context.js';
import { CSRF_FIELD } from '#platform/http/csrf.js';
import type { Server } from '#platform/http/server.js';
import { buildTestServer } from '#platform/http/test-server.js';
import { type JobRunner, startJobs } from '#platform/jobs/runner.js';
import { until } from '#platform/process/until.fixture.js';
import { bringFiles } from '../../upload.fixture.js';
import { openPerson, openVisitor, type Visitor } from '../../visitor.fixture.js';
import { testBoundaries } from './boundaries.fixture.js';
import { registerTerritory, territoryJobs } from './index.js';
import { makeAmbito, openTerritory, type TestTerritory } from './territory.fixture.js';
import { testUnknownTables } from './unknown-table.fixture.js';

const HEADER = 'place_code,variable,period,value';
const TRAY = '/altro/ufficio/territorio/dati/importa';
const file = (rows: string, name = '<b>dati.csv') => ({ name, content: `${HEADER}\n${rows}\n` });

/** A file of 4,000 figures, larger than what is read at once. */
function bigFile(name: string, variable: string): { name: string; content: string } {
  const rows = Array.from(
    { length: 4_000 },
    (_, i) => `020027,${variable},${1900 + (i % 100)},categoria ${i} ${'x'.repeat(260)},${i % 900},persone`,
  );
  const content = `place_code,variable,period,category,value,unit\n${rows.join('\n')}\n`;
  assert.ok(content.length > 1_048_576);
  return { name, content };
}

let territory: TestTerritory;
let server: Server;
let jobs: JobRunner;
let altro: Ambito;
let third: Ambito;
let director: Visitor;
let colleague: Visitor;
let mayor: Visitor;
let stranger: Visitor;
let anyone: Visitor;
const failed: unknown[] = [];
const dataDir = mkdtempSync(join(tmpdir(), 'trama-carica-'));
const spooled = () => readdirSync(join(dataDir, 'caricamenti'));

before(async () => {
  territory = await openTerritory();
  altro = await makeAmbito(territory.database, {
    slug: 'altro',
    name: 'Altro',
    comuni: ['020027', '020035'],
  });
  third = await makeAmbito(territory.database, { slug: 'terzo', name: 'Terzo', comuni: ['020065'] });
  server = await buildTestServer(territory.database);
  registerTerritory(server, { dataDir });
  jobs = await startJobs(territory.database, territoryJobs(dataDir), (error) => failed.push(error));
  director = await openPerson(server, altro, 'direttrice@prova.example', 'director');
  colleague = await openPerson(server, altro, 'collega@prova.example', 'administrator');
  mayor = await openPerson(server, altro, 'sindaco@prova.example', 'mayor');
  stranger = await openPerson(server, third, 'altra@prova.example', 'director');
  anyone = await openVisitor(server, null);
});

after(async () => {
  await jobs.stop();
  await server.app.close();
  await territory.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Asks the page until the work on its file is over. */
async function settled(path: string): Promise<string> {
  let body = '';
  await until(async () => {
    ({ body } = await director.get(path));
    return !body.includes('data-state="waiting"') && !body.includes('data-state="running"');
  });
  return body;
}

describe('A file on its way in', () => {
  test('is shown before it changes anything, loaded, refused when it comes again, undone and brought back', async () => {
    const rows = '020027,population,2024,10\n020035,population,2024,20';
    const brought = await bringFiles(director, 'altro', [file(rows)]);
    assert.equal(brought.status, 303);
    const preview = await director.get(brought.location);
    assert.match(preview.body, /2 cifre nuove/);
    assert.match(preview.body, /&lt;b>dati\.csv/);
    assert.doesNotMatch(preview.body, /<b>dati/);
    assert.match((await director.get('/altro/ufficio/territorio/dati')).body, /Nessun dato ancora/);

    const described = await director.post(brought.location, {
      keeps: 'ambito',
      title: 'Popolazione 2024',
      source: 'Anagrafi',
      licence: '',
      referenceOn: '',
      code: '',
      note: '',
    });
    assert.equal(described.statusCode, 303);
    assert.match((await director.get(brought.location)).body, /Popolazione 2024/);

    const loaded = await director.post(`${brought.location}/carica`);
    assert.equal(loaded.statusCode, 303);
    const dataset = String(loaded.headers.location);
    const page = await director.get(dataset);
    assert.match(page.body, /Popolazione 2024/);
    assert.match(page.body, /Anagrafi/);
    assert.match(page.body, /direttrice@prova\.example/);
    assert.match((await director.get('/altro/osservatorio?anno=2024')).body, /ab\.\/km²/);
    assert.match((await director.get(brought.location)).body, /Vedi i dati caricati/);

    const again = await bringFiles(director, 'altro', [file(rows)]);
    assert.match(
      (await director.get(again.location)).body,
      /già stato importato il .* da direttrice@prova\.example/,
    );
    assert.equal((await director.post(`${again.location}/carica`)).statusCode, 409);

    const bare = await director.post(`${dataset}/ritira`, { reason: '', version: 1 });
    assert.equal(bare.statusCode, 422);
    const withdrawn = await director.post(`${dataset}/ritira`, { reason: 'Prova', version: 1 });
    assert.equal(withdrawn.statusCode, 303);
    assert.match((await director.get(dataset)).body, /Ritirati/);
    assert.match((await director.get('/altro/osservatorio')).body, /mancano i dati/);
    assert.equal(
      (await colleague.post(`${dataset}/ripristina`, { reason: 'Erano giusti', version: 1 })).statusCode,
      409,
    );
    assert.equal(
      (await mayor.post(`${dataset}/ripristina`, { reason: 'Erano giusti', version: 2 })).statusCode,
      403,
    );
    const restored = await colleague.post(`${dataset}/ripristina`, { reason: 'Erano giusti', version: 2 });
    assert.equal(restored.statusCode, 303);
    const history = (await director.get(dataset)).body;
    assert.match(history, /In uso/);
    assert.match(history, /Erano giusti/);
    assert.match((await director.get('/altro/osservatorio?anno=2024')).body, /ab\.\/km²/);
  });

  test('tells what changes figure by figure, and looks again when others have worked meanwhile', async () => {
    const mine = await bringFiles(director, 'altro', [
      file('020027,population,2024,12\n020035,population,2024,20\n020035,population,2025,21'),
    ]);
    const preview = (await director.get(mine.location)).body;
    assert.match(preview, /Una cifra nuova, una cambiata, una uguale/);
    assert.match(preview, /<td[^>]*>10<\/td><td[^>]*>12<\/td><td[^>]*>\+2<\/td>/);

    const theirs = await bringFiles(colleague, 'altro', [file('020027,births,2024,3', 'nascite.csv')]);
    assert.equal((await colleague.post(`${theirs.location}/carica`)).statusCode, 303);
    const stopped = await director.post(`${mine.location}/carica`);
    assert.equal(String(stopped.headers.location), mine.location);
    assert.match((await director.get(mine.location)).body, /Pronto/);
    const loaded = await director.post(`${mine.location}/carica`);
    assert.match(String(loaded.headers.location), /\/territorio\/dati\/[0-9a-f-]{36}$/);
  });

  test('says file, line and what was expected, and escapes what it quotes', async () => {
    const brought = await bringFiles(director, 'altro', [
      file('020027,population,2024,<script>alert(1)</script>'),
    ]);
    const { body } = await director.get(brought.location);
    assert.match(body, /Riga 2/);
    assert.doesNotMatch(body, /<script>alert/);
    assert.equal((await director.post(`${brought.location}/carica`)).statusCode, 409);
    assert.equal((await director.post(`${brought.location}/togli`)).statusCode, 303);
    assert.equal((await director.get(brought.location)).statusCode, 404);
  });

  test('comes with others; each is judged by itself, and all that are ready are loaded with one button', async () => {
    const many = await bringFiles(director, 'altro', [
      file('020027,deaths,2024,4', 'morti.csv'),
      file('020027,deaths,2024,quattro', 'sbagliato.csv'),
      { name: '../../etc/passwd\0.csv', content: 'Comune;Posti\nBorgo;60\n' },
    ]);
    assert.equal(many.location, TRAY);
    const tray = (await director.get(TRAY)).body;
    assert.match(tray, /morti\.csv/);
    assert.match(tray, /sbagliato\.csv/);
    assert.match(tray, />passwd\.csv</);
    assert.match(tray, /Non riconosciuto/);
    assert.equal((await director.post(`${TRAY}/carica-tutti`)).statusCode, 303);
    assert.match((await director.get(TRAY)).body, /Caricati di recente[\s\S]*morti\.csv/);
    for (const name of spooled()) assert.match(name, /^[0-9a-f-]{36}$/);
    assert.equal(statSync(join(dataDir, 'caricamenti')).mode & 0o077, 0, 'only its owner may look');
  });

  test('is asked for, and only few at a time', async () => {
    const none = await bringFiles(director, 'altro', []);
    assert.equal(none.status, 422);
    assert.match(none.body, /Scegliete almeno un file/);
    const many = Array.from({ length: 21 }, (_, i) => file('020027,deaths,2024,4', `${i}.csv`));
    assert.ok([413, 422].includes((await bringFiles(director, 'altro', many)).status));
  });

  test('is read in a job when it is large, which may be left, and survives as a page', async () => {
    const brought = await bringFiles(director, 'altro', [bigFile('grande.csv', 'voce')]);
    const waiting = await director.get(brought.location);
    assert.match(waiting.body, /<trama-job|Pronto/);
    assert.match(await settled(brought.location), /4\.000 cifre nuove/);
    const asked = await director.post(`${brought.location}/carica`);
    assert.equal(String(asked.headers.location), brought.location);
    const after = await settled(brought.location);
    assert.match(after, /Caricato/);
    const dataset = /\/territorio\/dati\/[0-9a-f-]{36}/.exec(after)?.[0];
    // The act is of who asked for it, not of the installation.
    assert.match((await director.get(`/altro/ufficio${dataset}`)).body, /direttrice@prova\.example/);
    assert.deepEqual(failed, []);
  });

  test('is stopped while it is read in a job, changes nothing, and is looked at again when asked', async () => {
    const brought = await bringFiles(director, 'altro', [bigFile('da-fermare.csv', 'da-fermare')]);
    assert.equal((await director.post(`${brought.location}/ferma`)).statusCode, 303);
    const stopped = await settled(brought.location);
    assert.doesNotMatch(stopped, /cifre nuove/);
    assert.equal((await director.post(`${brought.location}/carica`)).statusCode, 409);
    assert.equal((await director.post(`${brought.location}/riprova`)).statusCode, 303);
    assert.match(await settled(brought.location), /4\.000 cifre nuove/);
    assert.equal((await director.post(`${brought.location}/togli`)).statusCode, 303);
    assert.deepEqual(failed, []);
  });

  test('that was swept says so', async () => {
    const brought = await bringFiles(director, 'altro', [file('020027,deaths,2020,4', 'vecchio.csv')]);
    const id = String(brought.location.split('/').at(-1));
    const path = join(dataDir, 'caricamenti', id);
    const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
    utimesSync(path, longAgo, longAgo);
    await bringFiles(director, 'altro', [file('020027,deaths,2019,4', 'nuovo.csv')]);
    assert.ok(!spooled().includes(id));
    const answer = await director.post(`${brought.location}/carica`);
    assert.equal(answer.statusCode, 303);
    assert.match((await director.get(brought.location)).body, /non c.è più/);
  });
});

describe('Whose file it is', () => {
  test('only its owner sees, loads or removes it, also inside the ambito', async () => {
    const { location } = await bringFiles(director, 'altro', [file('020027,births,2020,4', 'mio.csv')]);
    assert.equal((await director.get(location)).statusCode, 200);
    for (const [who, expected] of [
      [colleague, 404],
      [mayor, 403],
      [stranger, 404],
    ] as const) {
      assert.equal((await who.get(location)).statusCode, expected);
      for (const act of ['carica', 'togli', 'ferma', 'riprova'])
        assert.equal((await who.post(`${location}/${act}`)).statusCode, expected, act);
    }
    assert.doesNotMatch((await colleague.get(TRAY)).body, /mio\.csv/);
    const moved = location.replace('/altro/', '/terzo/');
    assert.equal((await stranger.get(moved)).statusCode, 404);
    assert.equal((await anyone.get(location)).statusCode, 303);
    const rows = await territory.database.transaction(
      { ambitoId: altro.id, accountId: '11111111-1111-4111-8111-111111111111' },
      (tx) => tx.selectFrom('territory.upload').select('id').execute(),
    );
    assert.deepEqual(rows, [], 'the database itself shows it to nobody else');
  });

  test('bringing is for who may, with the form’s token', async () => {
    const one = [file('020027,population,2024,10')];
    assert.equal((await bringFiles(mayor, 'altro', one)).status, 403);
    assert.equal((await bringFiles(stranger, 'altro', one)).status, 404);
    assert.equal((await bringFiles(director, 'altro', one, { [CSRF_FIELD]: 'falso' })).status, 403);
    assert.equal((await anyone.get('/altro/ufficio/territorio/dati')).statusCode, 303);
  });
});

testUnknownTables(() => ({ director, colleague, mayor, stranger }));

describe('Importing through the API', () => {
  const API = '/api/v1/altro/datasets';
  const send = (visitor: Visitor, content: string, fields: Record<string, string> = {}, to = API) =>
    bringFiles(visitor, 'altro', [{ name: 'api.csv', content }], fields, to);
  const rows = `${HEADER}\n020027,population,2023,9\n020035,population,2023,19\n`;

  test('tries, loads, reads the figures again a page at a time, and tells what is wrong row by row', async () => {
    const waiting = spooled().length;
    const tried = await send(director, rows, { dryRun: 'true', title: 'Dal programma' });
    assert.equal(tried.status, 200, tried.body);
    const trial = JSON.parse(tried.body);
    assert.deepEqual([trial.accepted, trial.dryRun, trial.dataset.id], [true, true, null]);
    assert.deepEqual(trial.changes, { fresh: 2, changed: 0, equal: 0, gone: 0 });
    const loaded = JSON.parse((await send(director, rows, { title: 'Dal programma' })).body);
    assert.equal(loaded.counts.figures, 2);
    const figures = await director.get(`${API}/${loaded.dataset.code}/figures?place=Moglia`);
    assert.equal(figures.statusCode, 200, figures.body);
    assert.deepEqual(
      figures
        .json()
        .figures.map((figure: { value: number; place: { code: string } }) => [
          figure.place.code,
          figure.value,
        ]),
      [['020035', 19]],
    );
    const wrong = JSON.parse((await send(director, `${HEADER}\n020027,population,2023,molti\n`)).body);
    assert.equal(wrong.accepted, false);
    assert.equal(wrong.messages[0].line, 2);
    assert.equal((await send(director, rows)).status, 409, 'the same file');
    const recipe = await send(director, rows, { recipe: 'Che non c’è' });
    assert.equal(recipe.status, 409);
    assert.match(recipe.body, /Non c.è una ricetta/);
    assert.equal((await send(director, rows, { dryRun: 'forse' })).status, 422);
    assert.equal(spooled().length, waiting, 'nothing is left behind');
  });

  test('a large file is read apart, in the name of who sent it, and refused as a small one is', async () => {
    const waiting = spooled().length;
    const { content } = bigFile('api.csv', 'dal-programma');
    const tried = JSON.parse((await send(director, content, { dryRun: 'true' })).body);
    assert.deepEqual(tried.changes, { fresh: 4_000, changed: 0, equal: 0, gone: 0 });
    const loaded = await send(director, content, { title: 'Dal programma, in grande' });
    assert.equal(loaded.status, 200, loaded.body);
    const { dataset, counts } = JSON.parse(loaded.body);
    assert.equal(counts.figures, 4_000);
    const page = await director.get(`/altro/ufficio/territorio/dati/${dataset.id}`);
    assert.match(page.body, /direttrice@prova\.example/);
    const again = await send(director, content);
    assert.equal(again.status, 409);
    assert.match(again.body, /Dal programma, in grande/);
    const wrong = JSON.parse((await send(director, content.replace(',899,', ',molti,'))).body);
    assert.equal(wrong.accepted, false);
    assert.equal(wrong.messages[0].line, 901);
    assert.equal((await send(director, content, { recipe: 'Che non c’è' })).status, 409);
    assert.equal(spooled().length, waiting, 'nothing is left behind');
  });

  test('is for who may, where they may', async () => {
    assert.equal((await send(mayor, rows)).status, 403);
    assert.equal((await send(stranger, rows)).status, 404);
    assert.equal(
      (await send(stranger, rows, { [CSRF_FIELD]: 'falso' }, '/api/v1/terzo/datasets')).status,
      403,
    );
    assert.equal((await anyone.get(`${API}/dal-programma/figures`)).statusCode, 403);
    assert.ok([403, 404].includes((await stranger.get(`${API}/dal-programma/figures`)).statusCode));
  });
});

testBoundaries(() => ({ territory, third, director, stranger }));
