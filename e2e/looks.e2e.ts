import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible, assertFits, enterAs, openBrowser, openWindow, turn, WIDTHS } from './browser.ts';
import { type RunningServer, startDemoServer } from './server.ts';

const OBSERVATORY = '/oglio-po/osservatorio';
const KINDS = ['mappa', 'barre', 'serie', 'riquadri', 'dispersione', 'piramide', 'tabella'];

describe('a planner looks at the figures instead of copying tables', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** From the map of one measure to the course of two comuni, by links and forms only. */
  async function lookAround(page: Page, { scripts }: { scripts: boolean }): Promise<void> {
    await page.goto(OBSERVATORY);
    const show = page.getByRole('button', { name: 'Mostra' });
    // With scripts the page asks by itself as soon as a choice is made.
    await turn(page, async () => {
      await page.getByLabel('Misura').selectOption('quota-stranieri');
      if (!scripts) await show.click();
    });
    assert.match(page.url(), /metrica=quota-stranieri/);
    await page
      .getByRole('heading', { level: 1, name: 'Quanti residenti hanno cittadinanza straniera' })
      .waitFor();
    await turn(page, () => page.getByRole('link', { name: 'Andamento' }).click());
    assert.match(page.url(), /vista=serie/);
    await page.getByText('Luoghi', { exact: true }).first().click();
    await page.getByLabel('Viadana').check();
    await page.getByLabel('Casalmaggiore').check();
    await turn(page, () => show.click());
    assert.match(page.url(), /luoghi=/);
    const cells = page.locator('#tabella tbody th');
    assert.deepEqual((await cells.allTextContents()).sort(), ['Casalmaggiore', 'Viadana']);
    await page.getByText('Viadana, 2020', { exact: false }).first().waitFor({ state: 'attached' });
  }

  it('every way of looking is accessible and fits its window', async () => {
    const window = await openWindow(browser, { address: server.address, axe: true });
    const { page } = window;
    for (const vista of KINDS)
      for (const livello of ['comune', 'area']) {
        await page.goto(`${OBSERVATORY}?vista=${vista}&livello=${livello}&metrica=quota-stranieri`);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await assertFits(page);
          await assertAccessible(page, `${page.url()} at ${width} px`);
        }
      }
    assert.deepEqual(window.complaints, []);
    await window.close();
  });

  for (const width of WIDTHS) {
    it(`one goes from the map to the course of two comuni at ${width} px`, async () => {
      const window = await openWindow(browser, { address: server.address, width });
      await lookAround(window.page, { scripts: true });
      assert.deepEqual(window.complaints, []);
      await window.close();
    });
  }

  it('and does the same without JavaScript', async () => {
    const window = await openWindow(browser, { address: server.address, scripts: false });
    await lookAround(window.page, { scripts: false });
    await window.close();
  });

  it('arrow keys go from figure to figure, and Escape leaves them', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page } = window;
    await page.goto(`${OBSERVATORY}?metrica=quota-stranieri&anno=2020`);
    const picture = page.locator('trama-picture').first();
    const tip = picture.locator('output');
    await picture.focus();
    await page.keyboard.press('ArrowRight');
    const first = await tip.textContent();
    assert.match(String(first), /: \d/);
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await tip.textContent(), first);
    await page.keyboard.press('End');
    await tip.waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
    await picture.locator('path.trama-map-place').nth(3).hover();
    await tip.waitFor({ state: 'visible' });
    await window.close();
  });

  it('the address copied shows the same to who opens it', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page, context } = window;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${OBSERVATORY}?vista=barre&metrica=densita&classi=naturali&numero=4`);
    await page
      .getByRole('button', { name: 'Copia l’indirizzo' })
      .or(page.getByRole('button', { name: "Copia l'indirizzo" }))
      .click();
    await page.getByText('Indirizzo copiato.').waitFor();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(address.startsWith(server.address), address);
    assert.match(address, /anno=2021/);
    const heading = await page.locator('#figura-heading').textContent();
    await page.goto(address);
    assert.equal(await page.locator('#figura-heading').textContent(), heading);
    await window.close();
  });

  it('a measure of one’s own shows what it gives while it is written, and is then in the observatory', async () => {
    const window = await openWindow(browser, { address: server.address, width: 1280, axe: true });
    const { page } = window;
    await enterAs(page, 'Marta Bellini');
    await page.goto('/oglio-po/ufficio/territorio/misure/densita/copia');
    const result = page.locator('#esito-prova');
    await page.getByRole('textbox', { name: 'Nome' }).fill('Residenti ogni dieci chilometri quadrati');
    await result.getByRole('table').waitFor();
    const before = await result.locator('tbody td').last().textContent();
    await page.getByLabel('Moltiplicatore').fill('10');
    await page.waitForFunction(
      (said) => document.querySelector('#esito-prova tbody tr:last-child td')?.textContent !== said,
      before,
    );
    const denominator = page.locator('select[name="denominator.variable"]').first();
    const numerator = page.locator('select[name="numerator.variable"]').first();
    const land = await denominator.inputValue();
    await denominator.selectOption(await numerator.inputValue());
    await result.getByText('Questa formula non si può calcolare').waitFor();
    await denominator.selectOption(land);
    await result.getByRole('table').waitFor();
    await assertAccessible(page);
    await turn(page, () => page.getByRole('button', { name: 'Salva' }).click());
    await page.getByText('Residenti ogni dieci chilometri quadrati').first().waitFor();
    await page.goto(`${OBSERVATORY}?metrica=residenti-ogni-dieci-chilometri-quadrati`);
    await page.locator('#tabella tbody td').first().waitFor();
    await page.goto('/oglio-po/ufficio/territorio/misure/residenti-ogni-dieci-chilometri-quadrati/rimuovi');
    await page.getByLabel('Perché lo rimuovete').fill('Era una prova');
    await turn(page, () => page.getByRole('button', { name: 'Rimuovi' }).click());
    await page.getByText('Era una prova').first().waitFor();
    assert.deepEqual(window.complaints, []);
    await window.close();
  });

  it('a look is put into a chapter, and is there', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page } = window;
    await enterAs(page, 'Marta Bellini');
    await page.goto('/oglio-po/ufficio/osservatorio?metrica=densita&anno=2021');
    await turn(page, () => page.getByRole('link', { name: 'Aggiungi al piano' }).click());
    assert.match(page.url(), /\/piano\/aggiungi/);
    await page.getByLabel('Capitolo').selectOption('2021-2023/2');
    await turn(page, () => page.getByRole('button', { name: 'Aggiungi al piano' }).click());
    assert.match(page.url(), /\/documento\/2$/);
    await page.getByText('Densità abitativa, 2021, per comune').first().waitFor();
    await window.close();
  });
});
