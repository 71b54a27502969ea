import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoVisitors } from '../../../demo-visitors.fixture.js';
import { bringFiles } from '../../../upload.fixture.js';
import { findPlanRef } from '../plan-ref.sql.js';
import { listBudgetLines } from '../spending.sql.js';

const OFFICE = '/oglio-po/ufficio/risorse/2021-2023';

describe('the budget as a table', () => {
  const { world, anyone, director, viadanese, stranger } = demoVisitors();

  const lines = () =>
    world.inside(async ({ tx }) => {
      const plan = await findPlanRef(tx, '2021-2023', true);
      assert.ok(plan);
      return listBudgetLines(tx, plan.id);
    });

  it('is read by anyone in every grouping, and its sums agree', async () => {
    for (const righe of ['objective', 'fund', 'service', 'comune']) {
      const answer = await anyone.get(`/oglio-po/risorse/2021-2023/quadro?righe=${righe}`);
      assert.equal(answer.statusCode, 200);
      assert.match(answer.body, /Le somme di righe e colonne tornano/);
      assert.match(answer.body, /2\.359\.000/);
    }
    const csv = await anyone.get('/oglio-po/risorse/2021-2023/quadro/quadro.csv?righe=fund&fonte=pippi');
    assert.match(csv.body, /Programma PIPPI/);
    assert.match(csv.body, /Totale;.*50000/);
    assert.equal((await anyone.get('/oglio-po/risorse/2021-2023/quadro/quadro.xlsx')).statusCode, 200);
    assert.equal((await anyone.get('/oglio-po/risorse/2021-2023/quadro?righe=x')).statusCode, 200);
    assert.equal((await stranger.get('/altrove/risorse/2021-2023/quadro')).statusCode, 404);
  });

  it('changes a line where it stands, and keeps what was typed wrongly', async () => {
    const line = (await lines()).find((one) => one.year === 2022);
    assert.ok(line);
    const path = `${OFFICE}/righe/${line.id}`;
    const wrong = await director.post(path, { version: '1', year: '2030', allocatedCents: 'tanto' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /value="tanto"/);
    const outside = await director.post(path, { version: '1', year: '2030', allocatedCents: '5' });
    assert.match(outside.body, /Il piano va dal 2021 al 2023/);
    const saved = await director.post(path, { version: '1', year: '2022', allocatedCents: '1.234,56' });
    assert.match(
      String(saved.headers.location),
      new RegExp(`^${OFFICE}/righe(\\?pagina=\\d+)?#riga-${line.id}$`),
    );
    const back = (await director.get(String(saved.headers.location).replace(/#.*/, ''))).body;
    assert.ok(back.includes(`id="riga-${line.id}"`), 'back on the page where the line stands');
    const now = (await lines()).find((one) => one.id === line.id);
    assert.deepEqual([now?.allocatedCents, now?.description], [1_234_56, line.description]);
    assert.equal(
      (await director.post(path, { version: '1', year: '2022', allocatedCents: '5' })).statusCode,
      409,
    );
    const other = (await lines()).find((one) => one.objectiveCode.startsWith('CAS'));
    assert.equal(
      (await viadanese.post(`${OFFICE}/righe/${other?.id}`, { version: '1', allocatedCents: '5' }))
        .statusCode,
      404,
    );
    assert.doesNotMatch((await viadanese.get(`${OFFICE}/righe`)).body, />CAS-1</);
  });

  it('takes lines from a table: new ones, changed ones, those that are there', async () => {
    const path = `${OFFICE}/righe/importa`;
    const send = async (content: string) =>
      bringFiles(director, 'oglio-po', [{ name: 'righe.csv', content }], {}, path);
    const text = [
      'Obiettivo;Fonte;Anno;Per che cosa;Stanziato;Comune',
      'CAS-4;fna;2022;Assegni;1.000,00;Casalmaggiore',
      'CAS-4;Programma PIPPI;2023;;500;',
    ].join('\n');
    assert.match((await send(text)).body, /2 righe nuove/);
    assert.equal((await director.post(`${path}/carica`, { testo: text })).statusCode, 303);
    const changed = text.replace('1.000,00', '1.100,50');
    const look = await send(changed);
    assert.match(look.body, /una cambiata/);
    assert.match(look.body, /da €.1\.000,00 a €.1\.100,50/);
    assert.equal((await director.post(`${path}/carica`, { testo: changed })).statusCode, 303);
    const line = (await lines()).find((one) => one.description === 'Assegni');
    assert.deepEqual([line?.allocatedCents, line?.comuneName], [1_100_50, 'Casalmaggiore']);
    const bad = await send(
      `${text}\nZZ-9;fna;2022;;1;\nCAS-4;zecca;2022;;1;\nCAS-4;fna;2029;;1;\nCAS-4;fna;2022;x;-1;`,
    );
    assert.equal(bad.status, 422);
    for (const words of [/obiettivo «ZZ-9»/, /fonte «zecca»/, /dal 2021 al 2023/, /sotto zero/])
      assert.match(bad.body, words);
    const byComune = await anyone.get('/oglio-po/risorse/2021-2023/quadro?righe=comune');
    assert.match(byComune.body, /Casalmaggiore/);
  });

  it('comes and goes with the whole plan in one workbook', async () => {
    const porta = '/oglio-po/ufficio/piano/2021-2023/porta';
    const send = (name: string, content: Buffer, fields: Record<string, string> = {}) =>
      bringFiles(director, 'oglio-po', [{ name, content }], fields, porta);
    const whole = await send('piano.xlsx', (await director.get(`${porta}/piano.xlsx`)).rawPayload);
    assert.equal(whole.status, 200);
    assert.match(whole.body, /Nessuna riga nuova, nessuna cambiata, \d+ uguali, nessuna rifiutata/);
    const csv = (await director.get(`${porta}/righe.csv`)).body;
    const [head = '', ...rows] = csv.trim().split('\r\n');
    const own = rows.find((row) => row.includes('Assegni')) ?? '';
    assert.match(own, /;1100,5;/);
    const look = async (row: string) =>
      send('righe.csv', Buffer.from([head, row].join('\r\n')), { foglio: 'righe' });
    assert.match((await look(own.replace(';1100,5;', ';-3;'))).body, /«-3» è sotto zero/);
    assert.match(
      (await look(own.replace(';2022;', ';2029;'))).body,
      /fuori dal periodo del piano, che va da 2021 a 2023/,
    );
    assert.match((await look(own.replace('Casalmaggiore', 'Atlantide'))).body, /«Atlantide» non c/);
    const preview = await look(own.replace(';1100,5;', ';1200;').replace('Assegni', 'Assegni di cura'));
    assert.match(preview.body, /Nessuna riga nuova, 1 cambiata/);
    const field = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(preview.body)?.[1] ?? '';
    const names = ['tavole', 'stamp', 'nome', 'foglio'];
    const form = Object.fromEntries(names.map((name) => [name, field(name)]));
    const loaded = await director.post(`${porta}/carica`, form);
    assert.equal(loaded.statusCode, 303);
    const line = (await lines()).find((one) => one.description === 'Assegni di cura');
    assert.deepEqual([line?.allocatedCents, line?.comuneName], [1_200_00, 'Casalmaggiore']);
    const page = String(loaded.headers.location);
    assert.match((await director.get(page)).body, /Stanziato: da «€.1\.100,50» a «€.1\.200,00»/);
    assert.equal((await director.post(`${page}/annulla`, { reason: 'Era una prova' })).statusCode, 303);
    const back = (await lines()).find((one) => one.id === line?.id);
    assert.deepEqual([back?.allocatedCents, back?.description], [1_100_50, 'Assegni']);
  });
});
