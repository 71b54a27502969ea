import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { assertAccessible, assertFits, enterAs, openBrowser, openWindow, WIDTHS } from './browser.ts';
import { type RunningServer, startDemoServer, startServer } from './server.ts';

const run = promisify(execFile);
const trama = join(import.meta.dirname, '../dist/cli/trama.js');
const IMPORT = '/oglio-po/ufficio/territorio/dati/importa';

/** A few figures in the project's own layout. */
const figures = (value: string) =>
  Buffer.from(
    `place_code,variable,period,value\n019021,population,2022,15123\n020066,population,2022,${value}\n`,
  );

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
      it(`are refused with their line, then imported once, at ${width} px`, async () => {
        const window = await openWindow(browser, { address: server.address, width, bypassPolicy: true });
        const { page } = window;
        await enterAs(page, 'Marta Bellini');
        const send = async (value: string) => {
          await page.goto(IMPORT);
          await page
            .locator('input[type=file]')
            .setInputFiles({ name: `residenti-${width}.csv`, mimeType: 'text/csv', buffer: figures(value) });
          await page.locator('main summary').first().click();
          await page.getByLabel('Titolo').fill(`Residenti, prova a ${width} px`);
          await page.getByLabel('Fonte').fill('Anagrafi comunali');
          await page.getByLabel('Licenza').selectOption({ index: 1 });
          await page.getByRole('button', { name: 'Carica' }).click();
          await page.waitForLoadState();
        };
        await send('molti');
        const refusal = page.locator('main');
        await refusal
          .getByText(/riga 3/i)
          .first()
          .waitFor();
        assert.match(String(await refusal.textContent()), /molti/);
        await assertAccessible(page);
        await assertFits(page);
        const value = String(20_000 + width);
        await send(value);
        await page.locator('main').getByText(`residenti-${width}.csv`).first().waitFor();
        await assertAccessible(page);
        await send(value);
        await page
          .locator('main')
          .getByText(/già stato importato/i)
          .first()
          .waitFor();
        const pages = await page.request.get('/api/v1/oglio-po/metrics/densita?period=2022&by=comune');
        const { values } = (await pages.json()) as {
          values: { place: { code: string }; numerator: number | null }[];
        };
        const viadana = values.find((one) => one.place.code === '020066');
        assert.equal(viadana?.numerator, Number(value));
        await window.close();
      });
    }

    it('get a new ambito from the command line, beside the server', async () => {
      const env = { ...process.env, TRAMA_DATA: server.dataDir };
      const made = await run(
        process.execPath,
        [trama, 'ambito', 'create', 'suzzara', '--name', 'Ambito di Suzzara', '--comuni', '020065,020027'],
        { env },
      );
      assert.match(made.stdout + made.stderr, /suzzara/);
      const window = await openWindow(browser, { address: server.address, width: 390 });
      const answer = await window.page.goto('/suzzara');
      assert.equal(answer?.status(), 200);
      await window.page.getByRole('heading', { level: 1, name: 'Ambito di Suzzara' }).waitFor();
      await assertFits(window.page);
      assert.deepEqual(window.complaints, []);
      const again = await run(
        process.execPath,
        [trama, 'ambito', 'create', 'suzzara', '--name', 'Altro', '--comuni', '020065'],
        { env },
      ).then(
        () => assert.fail('it was made twice'),
        (error: { code: number; stderr: string }) => error,
      );
      assert.equal(again.code, 1);
      assert.equal(again.stderr.trim().split('\n').length, 1, again.stderr);
      await window.close();
    });
  });

  it('begin in an empty installation with its first administrator', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trama-e2e-'));
    chmodSync(folder, 0o755);
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
      await page.getByRole('button', { name: 'Scegli la password ed entra' }).click();
      await page.waitForURL('**/profilo');
      await page.goto('/nuovo-ambito');
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal((await page.request.get('/oglio-po')).status(), 404, 'no demonstration');
      assert.equal(await page.getByText('persone inventate').count(), 0);
      assert.deepEqual(window.complaints, []);
      await window.close();
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
