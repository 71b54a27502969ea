import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { writeXlsx } from '#platform/http/xlsx.js';
import { bringFiles } from '../../upload.fixture.js';
import type { Visitor } from '../../visitor.fixture.js';

/** Tables whose columns a person explains, among the tests of files on their way in, whose server they share. */
export function testUnknownTables(
  people: () => Record<'director' | 'colleague' | 'mayor' | 'stranger', Visitor>,
): void {
  describe('A table that nobody knows', () => {
    let director: Visitor;
    let colleague: Visitor;
    let mayor: Visitor;
    let stranger: Visitor;
    before(() => {
      ({ director, colleague, mayor, stranger } = people());
    });
    const table = (year: number, places = 60) =>
      `Comune;Anno;Posti nido\nGonzaga;${year};${places}\nMoglia;${year};20\n`;
    const meanings = {
      sheet: '',
      m0: 'placeName',
      m1: 'period',
      m2: 'value',
      v2: 'Posti nei nidi comunali',
      u2: 'posti',
      decimal: ',',
      empty: 'absent',
    };

    test('is read from the row of headings that a person points at, where the guess was wrong', async () => {
      const content = 'Rilevazione;di distretto;\nDistretto;3;\nComune;Anno;Posti\nGonzaga;2023;60\n';
      const brought = await bringFiles(director, 'altro', [{ name: 'rilevazione.csv', content }]);
      const columns = `${brought.location}/colonne`;
      assert.match((await director.get(columns)).body, /<option value="1" selected[^>]*>1: Rilevazione/);
      const chosen = (await director.get(`${columns}?riga=3`)).body;
      assert.match(chosen, /<option value="3" selected[^>]*>3: Comune · Anno · Posti/);
      assert.match(chosen, /name="headerRow" value="3"/);
      const looked = await director.post(columns, { ...meanings, headerRow: '3', act: 'look' });
      assert.match(looked.body, /60 posti/);
      const saved = await director.post(columns, { ...meanings, headerRow: '3' });
      assert.equal(saved.statusCode, 303);
      assert.match((await director.get(brought.location)).body, /Una cifra nuova/);
      assert.match((await director.get(columns)).body, /name="headerRow" value="3"/);
      assert.match((await director.get(`${columns}?riga=nessuna`)).body, /name="headerRow" value="3"/);
      await director.post(`${brought.location}/togli`);
    });

    test('is explained column by column, shown as it would be read, remembered for the next year', async () => {
      const brought = await bringFiles(director, 'altro', [{ name: 'nidi.csv', content: table(2024) }]);
      assert.match((await director.get(brought.location)).body, /Spiega le colonne/);
      const columns = `${brought.location}/colonne`;
      const form = await director.get(columns);
      assert.match(form.body, /<option value="placeName" selected/);
      assert.match(form.body, /Lo dice il nome della colonna/);

      const lacking = await director.post(columns, { ...meanings, m0: 'ignored', act: 'save' });
      assert.equal(lacking.statusCode, 422);
      assert.match(lacking.body, /Indicate la colonna con il codice o il nome del comune/);
      const twice = await director.post(columns, { ...meanings, m1: 'placeName' });
      assert.equal(twice.statusCode, 422);
      assert.match(twice.body, /un&#39;altra colonna|un'altra colonna/);
      const unnamed = await director.post(columns, { ...meanings, u2: '' });
      assert.match(unnamed.body, /Scrivete l(&#39;|')unità di misura/);

      const looked = await director.post(columns, { ...meanings, act: 'look' });
      assert.equal(looked.statusCode, 200);
      assert.match(looked.body, /60 posti/);

      const saved = await director.post(columns, {
        ...meanings,
        name: 'Nidi <b>comunali',
        title: 'Nidi comunali',
        source: 'Comuni',
        licence: '',
      });
      assert.equal(saved.statusCode, 303);
      const preview = (await director.get(brought.location)).body;
      assert.match(preview, /2 cifre nuove/);
      assert.match(preview, /Nidi comunali 2024/);
      const loaded = await director.post(`${brought.location}/carica`);
      const dataset = (await director.get(String(loaded.headers.location))).body;
      const recipe = /\/territorio\/dati\/ricette\/[0-9a-f-]{36}/.exec(dataset)?.[0];
      assert.ok(recipe, 'the dataset says with which recipe it was read');

      // Columns in another order, another year: known by its headings.
      const next = await bringFiles(director, 'altro', [
        { name: 'altro.csv', content: 'Posti nido;Comune;Anno\n61;Gonzaga;2025\n20;Moglia;2025\n' },
      ]);
      const known = (await director.get(next.location)).body;
      assert.match(known, /2 cifre nuove/);
      assert.match(known, /Nidi comunali 2025/);
      await director.post(`${next.location}/carica`);

      const list = (await colleague.get('/altro/ufficio/territorio/dati/ricette')).body;
      assert.match(list, /Nidi &lt;b>comunali/);
      const page = `/altro/ufficio${recipe}`;
      assert.match((await mayor.get(page)).body, /Nidi comunali 2025/);
      assert.equal((await mayor.post(`${page}/ritira`, { reason: 'Prova', version: 1 })).statusCode, 403);
      assert.equal((await stranger.get(page)).statusCode, 404);
      assert.equal(
        (await stranger.get(page.replace('/altro/', '/terzo/'))).statusCode,
        404,
        'not even by its address in the other ambito',
      );
      assert.equal((await colleague.post(`${page}/ritira`, { reason: 'Prova', version: 9 })).statusCode, 409);
      assert.equal((await colleague.post(`${page}/ritira`, { reason: 'Prova', version: 1 })).statusCode, 303);
      const forgotten = await bringFiles(director, 'altro', [{ name: 'terzo.csv', content: table(2026) }]);
      assert.match((await director.get(forgotten.location)).body, /Non riconosciuto/);
      assert.equal((await colleague.post(`${page}/ripristina`, { version: 2 })).statusCode, 303);
      await director.post(`${forgotten.location}/riprova`);
      assert.match((await director.get(forgotten.location)).body, /2 cifre nuove/);
    });

    test('may be a sheet of a workbook', async () => {
      const content = await writeXlsx([
        { name: 'Leggimi', columns: [{ label: 'Nota' }], rows: [['Rilevazione di prova']] },
        {
          name: 'Anziani',
          columns: [{ label: 'Comune' }, { label: 'Anno' }, { label: 'Utenti SAD' }],
          rows: [
            ['Gonzaga', 2024, 31],
            ['Moglia', 2024, 12],
          ],
        },
      ]);
      const brought = await bringFiles(director, 'altro', [{ name: 'anziani.xlsx', content }]);
      const columns = `${brought.location}/colonne`;
      const form = await director.get(`${columns}?foglio=Anziani`);
      assert.match(form.body, /Utenti SAD/);
      const saved = await director.post(columns, {
        ...meanings,
        sheet: 'Anziani',
        v2: 'Utenti del SAD, rilevazione',
        u2: 'persone',
        title: 'Utenti SAD',
      });
      assert.equal(saved.statusCode, 303);
      assert.match((await director.get(brought.location)).body, /2 cifre nuove/);
      assert.equal((await director.post(`${brought.location}/carica`)).statusCode, 303);
    });

    test('has classes of age, items and a territory of its own, as its headings and its people say', async () => {
      const brought = await bringFiles(director, 'altro', [
        {
          name: 'eta.csv',
          content: 'Comune;Residenti 0-14;Residenti 65+;Utenti\nGonzaga;1180;2031;7\nMoglia;640;1390;3\n',
        },
      ]);
      const columns = `${brought.location}/colonne`;
      const form = (await director.get(columns)).body;
      const field = (name: string) => new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(form)?.[0] ?? '';
      assert.match(field('v1'), /value="Popolazione residente al 1° gennaio"/);
      assert.match(field('a2'), /value="65\+"/);
      const said = {
        ...meanings,
        m1: 'value',
        v1: 'Popolazione residente al 1° gennaio',
        a1: '0-14',
        v2: 'Popolazione residente al 1° gennaio',
        u2: '',
        a2: '0-14',
        m3: 'value',
        v3: 'Utenti di prova',
        u3: 'persone',
        c3: 'diurni',
        period: '2024',
      };
      const alike = await director.post(columns, said);
      assert.equal(alike.statusCode, 422);
      assert.match(alike.body, /Un(&#39;|')altra colonna ha la stessa grandezza/);
      assert.match((await director.post(columns, { ...said, a2: 'vecchi' })).body, /7, 0-14 oppure 65\+/);
      const malformed = await director.post(columns, { ...said, a2: '65+', period: 'ieri' });
      assert.equal(malformed.statusCode, 422);
      const looked = await director.post(columns, { ...said, a2: '65+', act: 'look' });
      assert.match(looked.body, /2\.031 persone/);
      assert.match(looked.body, /Utenti di prova · diurni|Utenti di prova, diurni/);
      assert.equal((await director.post(columns, { ...said, a2: '65+' })).statusCode, 303);
      assert.match((await director.get(brought.location)).body, /6 cifre nuove/);

      const whole = await bringFiles(director, 'altro', [
        { name: 'sportello.csv', content: 'Mese;Accessi\n2024-01;120\n2024-02;131\n' },
      ]);
      const ofAll = { ...meanings, m0: 'period', m1: 'value', v1: 'Accessi allo sportello', u1: 'accessi' };
      const nowhere = await director.post(`${whole.location}/colonne`, { ...ofAll, m2: 'ignored' });
      assert.match(nowhere.body, /oppure il territorio di tutte le cifre/);
      const there = await director.post(`${whole.location}/colonne`, {
        ...ofAll,
        m2: 'ignored',
        place: '020027',
        name: 'Accessi allo sportello',
      });
      assert.equal(there.statusCode, 303);
      assert.match((await director.get(whole.location)).body, /2 cifre nuove/);
      const elsewhere = await bringFiles(director, 'altro', [
        { name: 'sportello.csv', content: 'Mese;Accessi\n2025-01;99\n' },
      ]);
      assert.match(
        (await director.get(elsewhere.location)).body,
        /non dice di quale territorio sono le cifre/,
      );
    });

    test('that does not say its year is not read under the year of the one before', async () => {
      const content = (places: number) => `Comune;Posti letto\nGonzaga;${places}\nMoglia;20\n`;
      const first = await bringFiles(director, 'altro', [{ name: 'letti.csv', content: content(60) }]);
      const said = { ...meanings, m1: 'value', v1: 'Posti letto', u1: 'posti', m2: 'ignored' };
      const facts = { period: '2023', name: 'Posti letto', title: 'Posti letto' };
      await director.post(`${first.location}/colonne`, { ...said, ...facts });
      assert.equal((await director.post(`${first.location}/carica`)).statusCode, 303);

      const next = await bringFiles(director, 'altro', [{ name: 'letti.csv', content: content(61) }]);
      const waiting = (await director.get(next.location)).body;
      assert.match(waiting, /«Posti letto» conosce questa tabella, che però non dice di quale periodo/);
      assert.doesNotMatch(waiting, /cifre cambiate|una cambiata/);
      await director.post('/altro/ufficio/territorio/dati/importa/carica-tutti');
      assert.match((await director.get(next.location)).body, /Da completare/, 'nothing was loaded');
      const form = (await director.get(`${next.location}/colonne`)).body;
      assert.match(form, /Posti letto» conosce queste colonne/);
      assert.match(form, /<option value="value" selected/);
      await director.post(`${next.location}/colonne`, { ...said, ...facts, period: '2024' });
      const preview = (await director.get(next.location)).body;
      assert.match(preview, /2 cifre nuove/);
      assert.match(preview, /Posti letto 2024/);

      const api = (text: string, fields: Record<string, string> = {}) =>
        bringFiles(
          director,
          'altro',
          [{ name: 'letti.csv', content: text }],
          fields,
          '/api/v1/altro/datasets',
        );
      const silent = await api(content(62));
      assert.equal(silent.status, 409);
      assert.match(silent.body, /di quale periodo/);
      assert.equal((await api(content(62), { recipe: 'Posti letto' })).status, 409);
      assert.equal((await api(content(62), { period: 'ieri' })).status, 422);
      const tried = JSON.parse((await api(content(62), { period: '2025', dryRun: 'true' })).body);
      assert.deepEqual([tried.dataset.title, tried.changes.fresh], ['Posti letto 2025', 2]);
      const titled = JSON.parse((await api(`Rilevazione 2026;\n${content(62)}`, { dryRun: 'true' })).body);
      assert.equal(titled.dataset.code, 'posti-letto-2026', 'the year above the headings');
    });

    test('with a column a year is read the year after, each column under the year of its heading', async () => {
      const table = (years: number[]) =>
        `Comune;${years.map((year) => `Iscritti ${year}`).join(';')}\nGonzaga;${years.map((_, i) => 70 + i).join(';')}\n`;
      const first = await bringFiles(director, 'altro', [
        { name: 'iscritti.csv', content: table([2021, 2022]) },
      ]);
      const column = (index: number, year: number) => ({
        [`m${index}`]: 'value',
        [`v${index}`]: 'Iscritti',
        [`u${index}`]: 'bambini',
        [`p${index}`]: String(year),
      });
      const said = {
        ...meanings,
        ...column(1, 2021),
        ...column(2, 2022),
        name: 'Iscritti',
        title: 'Iscritti',
      };
      assert.equal((await director.post(`${first.location}/colonne`, said)).statusCode, 303);
      assert.equal((await director.post(`${first.location}/carica`)).statusCode, 303);
      const next = await bringFiles(director, 'altro', [
        { name: 'iscritti.csv', content: table([2022, 2023, 2024]) },
      ]);
      const preview = (await director.get(next.location)).body;
      assert.match(preview, /Iscritti 2022–2024/);
      // 2022 had 71, and has 70 now.
      assert.match(preview, /2 cifre nuove, una cambiata/);
    });

    test('is explained only by who brought it', async () => {
      const { location } = await bringFiles(director, 'altro', [
        { name: 'mio.csv', content: 'Comune;Ore\nGonzaga;5\n' },
      ]);
      assert.equal((await colleague.get(`${location}/colonne`)).statusCode, 404);
      assert.equal((await colleague.post(`${location}/colonne`, meanings)).statusCode, 404);
      assert.equal((await mayor.get(`${location}/colonne`)).statusCode, 403);
    });
  });
}
