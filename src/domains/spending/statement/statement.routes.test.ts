import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoVisitors } from '../../../demo-visitors.fixture.js';
import { bringFiles } from '../../../upload.fixture.js';
import { listStatement } from './statement.sql.js';

const PATH = '/oglio-po/ufficio/risorse/rendiconto';

describe('the statement of social spending', () => {
  const { world, anyone, director, viadanese, stranger } = demoVisitors();

  const cells = (place: string, year: number) => world.inside(({ tx }) => listStatement(tx, { place, year }));

  it('holds the published series of the demonstration, to the euro', async () => {
    const all = await world.inside(({ tx }) => listStatement(tx));
    const sum = (area: string, year: number) =>
      all
        .filter((cell) => cell.area === area && cell.year === year)
        .reduce((total, cell) => total + (cell.spendingCents ?? 0), 0);
    assert.equal(sum('anziani', 2017), 547_673_00);
    assert.equal(sum('anziani', 2018), 460_333_00);
    assert.equal(sum('anziani', 2019), 292_884_00);
    assert.equal(sum('disabili', 2017), 428_660_00);
    const answer = await director.get(PATH);
    assert.match(answer.body, /€.547\.673/);
    assert.match((await director.get(`${PATH}?misura=users`)).body, /n\.d\./);
  });

  it('is given to programs of who works here, per head and per user too', async () => {
    const api = '/api/v1/oglio-po/spending-statement';
    assert.equal((await anyone.get(api)).statusCode, 403);
    const { cells: given } = (await director.get(`${api}?area=anziani&year=2019`)).json();
    const sum = given.reduce((all: number, one: { spendingCents: number }) => all + one.spendingCents, 0);
    assert.equal(sum, 292_884_00);
    const { years, totals } = (await director.get(`${api}/table?rows=area&measure=perHead`)).json();
    assert.deepEqual(years, [2017, 2018, 2019]);
    assert.equal(totals.length, 3);
    assert.equal((await director.get(`${api}/table?measure=all`)).statusCode, 400);
    assert.deepEqual((await stranger.get('/api/v1/altrove/spending-statement')).json(), { cells: [] });
  });

  it('is read in every way, in both languages', async () => {
    for (const righe of ['area', 'intervention', 'place'])
      for (const misura of ['spending', 'users', 'coPayment', 'health', 'perHead', 'perUser'])
        assert.equal((await director.get(`${PATH}?righe=${righe}&misura=${misura}&lang=en`)).statusCode, 200);
    assert.match((await director.get(`${PATH}/rendiconto.csv?area=anziani`)).body, /Anziani;Mensa|Anziani;/);
    assert.equal((await director.get(`${PATH}/rendiconto.xlsx`)).statusCode, 200);
  });

  it('is written in the grid, and tells what is wrong and who came before', async () => {
    const grid = { luogo: '019021', anno: '2022', area: 'anziani' };
    const wrong = await director.post(`${PATH}/griglia`, {
      ...grid,
      'mensa.users': '1,5',
      'mensa.spendingCents': '-3',
    });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /value="1,5"/);
    const typed = {
      ...grid,
      'mensa.users': '12',
      'mensa.spendingCents': '1.200,50',
      'telesoccorso.users': '3',
    };
    assert.equal((await director.post(`${PATH}/griglia`, typed)).statusCode, 303);
    const saved = await cells('019021', 2022);
    assert.deepEqual(
      saved.map((cell) => [cell.intervention, cell.users, cell.spendingCents, cell.version]),
      [
        ['mensa', 12, 1_200_50, 1],
        ['telesoccorso', 3, null, 1],
      ],
    );
    // The grid was opened before somebody wrote: nothing of theirs is lost.
    const late = await director.post(`${PATH}/griglia`, { ...typed, 'mensa.users': '99' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /value="99"/);
    const versions = { 'mensa.version': '1', 'telesoccorso.version': '1' };
    const again = { ...typed, ...versions, 'telesoccorso.users': '', 'mensa.users': '13' };
    assert.equal((await director.post(`${PATH}/griglia`, again)).statusCode, 303);
    assert.deepEqual(
      (await cells('019021', 2022)).map((cell) => [cell.intervention, cell.users]),
      [['mensa', 13]],
    );
    assert.match(
      (await director.get(`${PATH}/griglia?luogo=019021&anno=2022&area=anziani`)).body,
      /value="1\.200,50"/,
    );
  });

  it('takes in a table in its layout', async () => {
    const head =
      'Comune;Anno;Area di utenza;Intervento;Utenti;Spesa;Compartecipazione degli utenti;Quota SSN';
    const send = (rows: string[]) =>
      bringFiles(
        director,
        'oglio-po',
        [{ name: 'r.csv', content: [head, ...rows].join('\n') }],
        {},
        `${PATH}/importa`,
      );
    const good = 'Casalmaggiore;2021;Famiglia e minori;Asili nido;40;120.000,00;30.000;';
    const bad = await send([
      good,
      'Atlantide;2021;Anziani;Mensa;1;1;;',
      'Casalmaggiore;2021;Gatti;Mensa;1;1;;',
      good,
    ]);
    assert.equal(bad.status, 422);
    for (const words of [/«Atlantide»/, /«Gatti»/, /uguale alla riga 2/]) assert.match(bad.body, words);
    assert.match((await send([good])).body, /Una riga nuova/);
    const loaded = await director.post(`${PATH}/importa/carica`, { testo: `${head}\n${good}` });
    assert.equal(loaded.statusCode, 303);
    assert.match((await send([good])).body, /una già presente/);
    assert.match((await send([good.replace(';40;', ';41;')])).body, /una cambiata/);
    // Comuni have figures of their own now: the area's are not added to them.
    assert.doesNotMatch((await director.get(PATH)).body, /547\.673/);
    assert.match((await director.get(`${PATH}?luogo=casalasco`)).body, /547\.673/);
    const page = String(loaded.headers.location);
    const told = await director.get(page);
    assert.match(told.body, /Casalmaggiore · 2021 · Famiglia e minori · Asili nido/);
    assert.equal((await viadanese.post(`${page}/annulla`, { reason: 'Non mia' })).statusCode, 403);
    assert.equal((await director.post(`${page}/annulla`, { reason: 'Anno sbagliato' })).statusCode, 303);
    assert.match((await send([good])).body, /Una riga nuova/);
  });

  it('tells who changed which figure, and what stood there before', async () => {
    const told = (await director.get(`${PATH}/storia`)).body;
    assert.match(told, /Cambiata/);
    assert.match(told, /<del>[^<]+<\/del>/);
    assert.match((await director.get(`${PATH}/storia?anno=2019&luogo=casalasco`)).body, /modific/);
    assert.match((await director.get(`${PATH}/storia?anno=1999`)).body, /Nessuna modifica/);
    assert.equal((await anyone.get(`${PATH}/storia`)).statusCode, 303);
    assert.equal((await stranger.get(`${PATH}/storia`)).statusCode, 404);
  });

  it('is closed to the public, to other areas and ambiti', async () => {
    assert.equal((await anyone.get(PATH)).statusCode, 303);
    assert.equal((await stranger.get(PATH)).statusCode, 404);
    const grid = { luogo: '019021', anno: '2020', area: 'anziani', 'mensa.users': '1' };
    assert.equal((await viadanese.post(`${PATH}/griglia`, grid)).statusCode, 403);
    assert.equal(
      (await stranger.post(`${PATH.replace('oglio-po', 'altrove')}/griglia`, grid)).statusCode,
      404,
    );
  });
});
