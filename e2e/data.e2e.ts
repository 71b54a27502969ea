import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { writeXlsx } from '#platform/http/xlsx.js';
import { assertAccessible, assertFits, enterAs, openBrowser, openWindow, turn, WIDTHS } from './browser.ts';
import {
  makeFolder,
  type RunningServer,
  removeFolder,
  runTrama,
  startDemoServer,
  startServer,
} from './server.ts';

const IMPORT = '/oglio-po/ufficio/territorio/dati/importa';

/** A few figures in the project's own layout. */
const figures = (value: string) =>
  Buffer.from(
    `place_code,variable,period,value\n019021,population,2022,15123\n020066,population,2022,${value}\n`,
  );

/** Somebody's own table, with headings that no other test has. */
const workbook = (width: number, year: number) =>
  writeXlsx([
    {
      name: 'Nidi',
      columns: [{ label: 'Comune' }, { label: 'Anno' }, { label: `Posti nido ${width}` }],
      rows: [
        ['Casalmaggiore', year, 60],
        ['Viadana', year, 72],
      ],
    },
  ]);

describe('data', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());

  describe('of the demonstration', () => {
    let server: RunningServer;
    before(async () => {
      server = await startDemoServer();
    });
    after(() => server?.stop());

    for (const width of WIDTHS) {
      it(`are refused with their line, then shown before they change anything, loaded once and undone, at ${width} px`, async () => {
        const window = await openWindow(browser, { address: server.address, width, axe: true });
        const { page } = window;
        const main = page.locator('main');
        await enterAs(page, 'Marta Bellini');
        /** Chosen files are sent at once; one alone leads to its own page. */
        const bring = async (...files: { name: string; content: Buffer }[]) => {
          await page.goto(IMPORT);
          await turn(page, () =>
            page
              .locator('input[type=file]')
              .setInputFiles(
                files.map(({ name, content }) => ({ name, mimeType: 'text/csv', buffer: content })),
              ),
          );
        };
        const name = `residenti-${width}.csv`;
        await bring({ name, content: figures('molti') });
        await main
          .getByText(/riga 3/i)
          .first()
          .waitFor();
        assert.match(String(await main.textContent()), /molti/);
        await assertAccessible(page);
        await assertFits(page);
        await turn(page, () => main.getByRole('button', { name: /^Togli/ }).click());
        await main.getByText('Il file è stato tolto').waitFor();

        const value = 20_000 + width;
        await bring(
          { name, content: figures(String(value)) },
          { name: `ignoti-${width}.csv`, content: Buffer.from('Comune;Posti\nViadana;60\n') },
        );
        await main
          .getByText(/2 cifre nuove|cambiat/)
          .first()
          .waitFor();
        await main.getByRole('link', { name: `ignoti-${width}.csv`, exact: true }).waitFor();
        await main.getByText('Non riconosciuto').first().waitFor();
        await assertAccessible(page);
        await assertFits(page);
        await turn(page, () => main.getByRole('link', { name, exact: true }).click());
        await main.getByRole('heading', { level: 1, name }).waitFor();
        await main.getByText('Titolo, fonte e licenza').click();
        await main.getByLabel('Titolo').fill(`Residenti, prova a ${width} px`);
        await main.getByLabel('Fonte').fill('Anagrafi comunali');
        await turn(page, () => main.getByRole('button', { name: /Aggiorna l.anteprima/ }).click());
        await main
          .getByText('L’anteprima è aggiornata')
          .or(main.getByText("L'anteprima è aggiornata"))
          .waitFor();
        await main.getByRole('heading', { name: `Residenti, prova a ${width} px` }).waitFor();
        await assertAccessible(page);
        await assertFits(page);
        await turn(page, () => main.getByRole('button', { name: /^Carica / }).click());
        assert.match(page.url(), /\/territorio\/dati\/[0-9a-f-]{36}$/);
        await main.getByText(name).first().waitFor();
        await assertAccessible(page);

        const numerator = async () => {
          const answer = await page.request.get('/api/v1/oglio-po/metrics/densita?period=2022&by=comune');
          const { values } = (await answer.json()) as {
            values: { place: { code: string }; numerator: number | null }[];
          };
          return values.find((one) => one.place.code === '020066')?.numerator ?? null;
        };
        assert.equal(await numerator(), value);
        await turn(page, () => main.getByRole('link', { name: 'Vedi le cifre' }).click());
        await main.getByRole('heading', { level: 1, name: 'Cifre' }).waitFor();
        await assertAccessible(page);
        await assertFits(page);
        await turn(page, () => page.goBack());
        await main.getByLabel('Perché').fill('Prova del percorso');
        await turn(page, () => main.getByRole('button', { name: 'Ritira questi dati' }).click());
        await main.getByText('I dati sono ritirati').waitFor();
        assert.notEqual(await numerator(), value);
        await main.getByLabel('Perché').fill('Erano giusti');
        await turn(page, () => main.getByRole('button', { name: 'Riporta in uso questi dati' }).click());
        await main.getByText('I dati sono di nuovo in uso').waitFor();
        assert.equal(await numerator(), value);
        await bring({ name, content: figures(String(value)) });
        await main
          .getByText(/già stato importato/i)
          .first()
          .waitFor();
        await window.close();
      });
    }

    for (const width of WIDTHS) {
      it(`of a workbook are explained column by column, and known the next time, at ${width} px`, async () => {
        const window = await openWindow(browser, { address: server.address, width, axe: true });
        const { page } = window;
        const main = page.locator('main');
        await enterAs(page, 'Marta Bellini');
        const bring = async (year: number) => {
          await page.goto(IMPORT);
          const buffer = await workbook(width, year);
          await turn(page, () =>
            page.locator('input[type=file]').setInputFiles({
              name: `nidi-${width}-${year}.xlsx`,
              mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
              buffer,
            }),
          );
          assert.match(page.url(), /importa\/[0-9a-f-]{36}$/);
        };
        await bring(2023);
        await turn(page, () => main.getByRole('link', { name: /^Spiega le colonne/ }).click());
        await main
          .getByRole('heading', { level: 1, name: 'Che cosa c’è nelle colonne' })
          .or(main.getByRole('heading', { level: 1, name: "Che cosa c'è nelle colonne" }))
          .waitFor();
        await assertAccessible(page);
        await assertFits(page);
        const column = main.getByRole('group', { name: `Posti nido ${width}` });
        await main.getByLabel('Nome della ricetta').fill(`Nidi a ${width} px`);
        await main.getByLabel('Titolo').fill(`Nidi a ${width} px, rilevazione`);
        await column.getByLabel('Grandezza').fill(`Posti nei nidi, prova ${width}`);
        // Written last, so that what it comes to is the last thing that the page still shows by itself.
        await column.getByLabel('Unità di misura').fill('posti');
        await main.locator('#risultato').getByText('60 posti').waitFor();
        await turn(page, () =>
          main
            .getByRole('button', { name: 'Continua all’anteprima' })
            .or(main.getByRole('button', { name: "Continua all'anteprima" }))
            .click(),
        );
        await main.getByText('2 cifre nuove').waitFor();
        await assertAccessible(page);
        await turn(page, () => main.getByRole('button', { name: /^Carica / }).click());
        assert.match(page.url(), /\/territorio\/dati\/[0-9a-f-]{36}$/);
        await main.getByText(`Nidi a ${width} px`, { exact: true }).waitFor();
        await bring(2024);
        await main.getByText('2 cifre nuove').waitFor();
        await window.close();
      });
    }

    it('are brought without JavaScript too', async () => {
      const window = await openWindow(browser, { address: server.address, scripts: false });
      const { page } = window;
      await enterAs(page, 'Marta Bellini');
      await page.goto(IMPORT);
      await turn(page, () => page.getByRole('button', { name: 'Esamina i file' }).click());
      await page.getByText('Scegliete almeno un file').first().waitFor();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'senza.csv', mimeType: 'text/csv', buffer: figures('17') });
      await turn(page, () => page.getByRole('button', { name: 'Esamina i file' }).click());
      await page.getByRole('heading', { level: 1, name: 'senza.csv' }).waitFor();
      await turn(page, () => page.getByRole('button', { name: /^Togli/ }).click());
      await page.getByText('Il file è stato tolto').waitFor();
      await window.close();
    });

    it('get a new ambito from the command line, beside the server', async () => {
      const create = (name: string, comuni: string) =>
        runTrama(server, 'ambito', 'create', 'suzzara', '--name', name, '--comuni', comuni);
      const made = await create('Ambito di Suzzara', '020065,020027');
      assert.match(made.stdout + made.stderr, /suzzara/);
      const window = await openWindow(browser, { address: server.address, width: 390 });
      const answer = await window.page.goto('/suzzara');
      assert.equal(answer?.status(), 200);
      await window.page.getByRole('heading', { level: 1, name: 'Ambito di Suzzara' }).waitFor();
      await assertFits(window.page);
      assert.deepEqual(window.complaints, []);
      const again = await create('Altro', '020065').then(
        () => assert.fail('it was made twice'),
        (error: { code: number; stderr: string }) => error,
      );
      assert.equal(again.code, 1);
      assert.equal(again.stderr.trim().split('\n').length, 1, again.stderr);
      await window.close();
    });
  });

  it('begin in an empty installation with its first administrator', async () => {
    const folder = makeFolder();
    const server = await startServer({ dataDir: join(folder, 'data'), env: { TRAMA_DEMO: '0' } });
    try {
      const window = await openWindow(browser, { address: server.address });
      const { page } = window;
      const first = /https?:\/\/\S+\/invito\/[\w-]+/.exec(server.output())?.[0];
      assert.ok(first, server.output());
      await page.goto(first);
      await page.getByLabel('Nome e cognome').fill('Ada Prova');
      await page.getByLabel('Indirizzo e-mail').fill('ada@esempio.example');
      await page.locator('input[name=password]').fill('tre fili intrecciati al telaio');
      await turn(page, () => page.getByRole('button', { name: 'Scegli la password ed entra' }).click());
      assert.match(page.url(), /\/profilo$/);
      await page.goto('/nuovo-ambito');
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal((await page.request.get('/oglio-po')).status(), 404, 'no demonstration');
      assert.equal(await page.getByText('persone inventate').count(), 0);
      assert.deepEqual(window.complaints, []);
      await window.close();
    } finally {
      await server.stop();
      removeFolder(folder);
    }
  });
});
