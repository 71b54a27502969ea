import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertFits, getFile, openBrowser, openWindow, turn, WIDTHS } from './browser.ts';
import { type RunningServer, startDemoServer } from './server.ts';

const PLAN = '/oglio-po/piano/2021-2023';

describe('a mayor reads the public site', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** From the first page to a need, the objective that answers it, its money, its thread. */
  async function followTheThread(page: Page): Promise<void> {
    await page.goto('/oglio-po');
    await page.getByRole('heading', { level: 1, name: 'Ambito Oglio Po' }).waitFor();
    const sheet = page.locator('main');
    await turn(page, () =>
      sheet
        .getByRole('link', { name: /bisogni/i })
        .first()
        .click(),
    );
    assert.equal(new URL(page.url()).pathname, `${PLAN}/bisogni`);
    await page.goto(`${PLAN}/bisogni/F-001`);
    await turn(page, () =>
      sheet
        .getByRole('link', { name: /Famiglie come sistema di comunità/ })
        .first()
        .click(),
    );
    assert.equal(new URL(page.url()).pathname, `${PLAN}/obiettivi/CAS-1`);
    assert.match(String(await sheet.textContent()), /690\.000,00/, 'three years of 230.000 euro');
    const numbers = sheet.getByText('Laboratori di comunità realizzati').first();
    await numbers.waitFor();
    await assertFits(page);
    await turn(page, () => sheet.getByRole('link', { name: 'Fonte non indicata' }).first().click());
    assert.match(page.url(), /\/risorse\/fondi\/non-indicata$/);
    await turn(page, () => page.goBack());
    await turn(page, () => page.locator('a[href*="/filo/obiettivo/"]').first().click());
    assert.match(page.url(), /\/filo\/obiettivo\//);
    await sheet
      .getByRole('link', { name: /Rete di interventi di sostegno per famiglie/ })
      .last()
      .waitFor();
    await assertFits(page);
  }

  for (const width of WIDTHS) {
    it(`and follows a need to its money at ${width} px`, async () => {
      const window = await openWindow(browser, { address: server.address, width });
      await followTheThread(window.page);
      assert.deepEqual(window.complaints, []);
      await window.close();
    });
  }

  it('and does the same without JavaScript', async () => {
    const window = await openWindow(browser, { address: server.address, scripts: false });
    await followTheThread(window.page);
    assert.deepEqual(window.complaints, []);
    await window.close();
  });

  it('finds a service in plain words', async () => {
    const window = await openWindow(browser, { address: server.address, width: 390 });
    const { page } = window;
    await page.goto('/oglio-po');
    await page.getByLabel('Di che cosa avete bisogno?').fill('assistenza anziani casa');
    await turn(page, () => page.getByRole('button', { name: 'Cerca un servizio' }).click());
    assert.match(page.url(), /\/servizi\?q=/);
    await page
      .locator('main')
      .getByText(/Servizio di Assistenza Domiciliare/)
      .first()
      .waitFor();
    await window.close();
  });

  it('reads the figures and where they do not agree', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page } = window;
    await page.goto('/oglio-po/osservatorio');
    assert.ok((await page.locator('main table tbody tr').count()) >= 27);
    assert.ok((await page.locator('main svg').count()) >= 1);
    await page.goto('/oglio-po/qualita');
    await page
      .locator('main')
      .getByText(/17\.7|694,3|micro/i)
      .first()
      .waitFor();
    assert.ok((await page.locator('main a[href*="/qualita/"]').count()) >= 40);
    await page.goto('/oglio-po/qualita?regola=share-base');
    await turn(page, () => page.locator('main tbody a').first().click());
    await page.getByRole('heading', { name: 'I 10 casi' }).waitFor();
    assert.equal(await page.locator('#casi tbody tr').count(), 10);
    await page.goto('/oglio-po/qualita/regole');
    assert.ok((await page.locator('main tbody tr').count()) >= 19);
    await window.close();
  });

  it('takes the plan home as an accessible PDF', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page } = window;
    await page.goto(`${PLAN}/documento`);
    const href = await page.locator('a[href$="document.pdf"]').first().getAttribute('href');
    assert.ok(href);
    const answer = await getFile(page, href);
    assert.equal(answer.status(), 200);
    const bytes = await answer.body();
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
    assert.ok(bytes.includes('pdfuaid'), 'it says that it is PDF/UA');
    await window.close();
  });

  it('reads in English, and comes back', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page } = window;
    await page.goto(`${PLAN}/obiettivi?lang=en`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('heading', { level: 1, name: /objectives/i }).waitFor();
    await page.goto(`${PLAN}/obiettivi?lang=it`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'it');
    await window.close();
  });
});
