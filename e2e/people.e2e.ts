import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { assertAccessible, assertFits, enterAs, openBrowser, openWindow, turn, WIDTHS } from './browser.ts';
import { type RunningServer, startDemoServer } from './server.ts';

const PASSWORD = 'tre fili intrecciati al telaio';

describe('people', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const width of WIDTHS) {
    it(`are invited, choose a password, enter, leave everywhere, are suspended (${width} px)`, async () => {
      const email = `ada.prova.${width}@esempio.example`;
      const admin = await openWindow(browser, { address: server.address, width });
      await enterAs(admin.page, 'Nadia Persico');
      await admin.page.goto('/oglio-po/ufficio/persone/invita');
      await admin.page.getByLabel('Nome e cognome').fill(`Ada Prova ${width}`);
      await admin.page.getByLabel('Indirizzo e-mail').fill(email);
      await admin.page.getByLabel('Ruolo').selectOption({ index: 1 });
      await admin.page.getByRole('button', { name: "Prepara l'indirizzo" }).click();
      await admin.page.getByText('/invito/').waitFor();
      const invitation = /https?:\/\/\S+\/invito\/[\w-]+/.exec(
        await admin.page.locator('main').innerHTML(),
      )?.[0];
      assert.ok(invitation, 'the address is shown');

      const invited = await openWindow(browser, { address: server.address, width, axe: true });
      const { page } = invited;
      await page.goto(invitation);
      await page.getByLabel('Password').fill('corta');
      await page.getByRole('button', { name: 'Scegli la password ed entra' }).click();
      await page.locator('[aria-invalid="true"]').waitFor();
      await assertAccessible(page);
      await assertFits(page);
      await page.getByLabel('Password').fill(PASSWORD);
      await turn(page, () => page.getByRole('button', { name: 'Scegli la password ed entra' }).click());
      await page.getByText('siete dentro').waitFor();
      const again = await page.request.get(invitation);
      assert.equal(again.status(), 404, 'the address served once');

      const elsewhere = await openWindow(browser, { address: server.address, width });
      const other = elsewhere.page;
      const signIn = (password: string) =>
        turn(other, async () => {
          await other.getByLabel('Indirizzo e-mail').fill(email);
          await other.locator('input[name=password]').fill(password);
          await other.locator('main').getByRole('button', { name: 'Accedi' }).click();
        });
      await other.goto('/accesso');
      await signIn('sbagliata ma lunga abbastanza');
      await other.locator('.trama-errors').waitFor();
      await signIn(PASSWORD);
      assert.match(other.url(), /\/profilo$/);

      await page.goto('/profilo');
      await turn(page, () => page.getByRole('button', { name: 'Esci ovunque' }).click());
      await other.goto('/profilo');
      assert.match(other.url(), /\/accesso/);

      await admin.page.goto('/oglio-po/ufficio/persone');
      await turn(admin.page, () =>
        admin.page
          .getByRole('link', { name: `Ada Prova ${width}` })
          .first()
          .click(),
      );
      await turn(admin.page, () =>
        admin.page
          .getByRole('button', { name: /Sospendi/ })
          .first()
          .click(),
      );
      await admin.page
        .getByRole('button', { name: /Riammetti/ })
        .first()
        .waitFor();
      await signIn(PASSWORD);
      await other.locator('.trama-errors').waitFor();
      assert.match(other.url(), /\/accesso/);
      assert.deepEqual([...admin.complaints, ...elsewhere.complaints], []);
      await Promise.all([admin.close(), invited.close(), elsewhere.close()]);
    });
  }
});
