import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { assertAccessible, assertFits, enterAs, openBrowser, openWindow, WIDTHS } from './browser.ts';
import { type RunningServer, startDemoServer } from './server.ts';

const OBJECTIVES = '/oglio-po/ufficio/piano/2021-2023/obiettivi';
const TITLE = 'Titolo dell’obiettivo';

describe('a planner writes', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [width, scripts] of [...WIDTHS.map((one) => [one, true] as const), [1280, false] as const]) {
    it(`an objective's title at ${width} px ${scripts ? 'with' : 'without'} JavaScript`, async () => {
      const window = await openWindow(browser, { address: server.address, width, scripts });
      const { page } = window;
      await enterAs(page, 'Marta Bellini');
      await page.goto(`${OBJECTIVES}/CAS-2/modifica/title`);
      const field = page.getByLabel(TITLE);
      // What is too long is refused at the field, and stays as it was typed.
      const long = 'Lavoro e inclusione '.repeat(60).trim();
      await field.evaluate((input) => input.removeAttribute('maxlength')).catch(() => {});
      await field.fill(long);
      await page.getByRole('button', { name: 'Salva' }).click();
      await page.locator('[role="alert"], .trama-errors').first().waitFor();
      assert.equal(await page.getByLabel(TITLE).inputValue(), long);
      assert.equal(await page.getByLabel(TITLE).getAttribute('aria-invalid'), 'true');
      await assertFits(page);
      const title = `Lavoro e inclusione, per chi resta ai margini (${width}${scripts ? '' : ', senza'})`;
      await page.getByLabel(TITLE).fill(title);
      await page.getByRole('button', { name: 'Salva' }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.goto(`${OBJECTIVES}/CAS-2/storia`);
      await page.locator('main').getByText('Marta Bellini').first().waitFor();
      assert.deepEqual(window.complaints, []);
      await window.close();
    });
  }

  it('and sees both texts when somebody else saved meanwhile', async () => {
    const [one, two] = await Promise.all([
      openWindow(browser, { address: server.address, bypassPolicy: true }),
      openWindow(browser, { address: server.address }),
    ]);
    await Promise.all([enterAs(one.page, 'Marta Bellini'), enterAs(two.page, 'Marta Bellini')]);
    await Promise.all([
      one.page.goto(`${OBJECTIVES}/CAS-3/modifica/title`),
      two.page.goto(`${OBJECTIVES}/CAS-3/modifica/title`),
    ]);
    await two.page.getByLabel(TITLE).fill('Scritto per primo');
    await two.page.getByRole('button', { name: 'Salva' }).click();
    await two.page.getByRole('heading', { level: 1, name: 'Scritto per primo' }).waitFor();
    await one.page.getByLabel(TITLE).fill('Scritto per secondo');
    await one.page.getByRole('button', { name: 'Salva' }).click();
    await one.page.getByText("Nel frattempo un'altra persona ha salvato").first().waitFor();
    assert.equal(await one.page.getByLabel(TITLE).inputValue(), 'Scritto per secondo');
    await one.page.locator('main').getByText('Scritto per primo').first().waitFor();
    await assertAccessible(one.page);
    await one.page.getByRole('button', { name: 'Salva' }).click();
    await one.page.getByRole('heading', { level: 1, name: 'Scritto per secondo' }).waitFor();
    await Promise.all([one.close(), two.close()]);
  });

  it('only in the sub-ambito of the role', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page } = window;
    await enterAs(page, 'Silvia Carnevali');
    await page.goto(`${OBJECTIVES}/CAS-4`);
    assert.ok((await page.locator('a[href*="/CAS-4/modifica"]').count()) > 0, 'her own may be written');
    const other = await page.goto(`${OBJECTIVES}/VIA-1`);
    assert.equal(other?.status(), 200);
    assert.equal(await page.locator('a[href*="/VIA-1/modifica"]').count(), 0, 'the other offers nothing');
    const refused = await page.goto(`${OBJECTIVES}/VIA-1/modifica/title`);
    assert.ok([403, 404].includes(refused?.status() ?? 0), `${refused?.status()}`);
    await window.close();
  });

  it('with the keyboard alone', async () => {
    const window = await openWindow(browser, { address: server.address });
    const { page } = window;
    await enterAs(page, 'Marta Bellini');
    await page.goto(`${OBJECTIVES}/CAS-1/azioni/nuova`);
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /contenuto/i);
    await page.keyboard.press('Enter');
    const reach = async (want: string) => {
      for (let tabs = 0; tabs < 60; tabs += 1) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const element = document.activeElement;
          return element?.getAttribute('name') ?? element?.getAttribute('type');
        });
        if (at === want) return;
      }
      assert.fail(`Tab never reached ${want}`);
    };
    await reach('title');
    await page.keyboard.type('Due laboratori nelle scuole di Casalmaggiore');
    await reach('submit');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/obiettivi/CAS-1**');
    await page.getByText('Due laboratori nelle scuole di Casalmaggiore').first().waitFor();
    await window.close();
  });
});
