import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  assertAccessible,
  assertFits,
  enterAs,
  openBrowser,
  openWindow,
  settle,
  turn,
  WIDTHS,
} from './browser.ts';
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
      await turn(page, () => page.getByRole('button', { name: 'Salva' }).click());
      await page.locator('.trama-errors').waitFor();
      assert.equal(await page.getByLabel(TITLE).inputValue(), long);
      assert.equal(await page.getByLabel(TITLE).getAttribute('aria-invalid'), 'true');
      await assertFits(page);
      const title = `Lavoro e inclusione, per chi resta ai margini (${width}${scripts ? '' : ', senza'})`;
      await page.getByLabel(TITLE).fill(title);
      await turn(page, () => page.getByRole('button', { name: 'Salva' }).click());
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.goto(`${OBJECTIVES}/CAS-2/storia`);
      await page.locator('main').getByText('Marta Bellini').first().waitFor();
      assert.deepEqual(window.complaints, []);
      await window.close();
    });
  }

  it('and sees both texts when somebody else saved meanwhile', async () => {
    const [one, two] = await Promise.all([
      openWindow(browser, { address: server.address, axe: true }),
      openWindow(browser, { address: server.address }),
    ]);
    await Promise.all([enterAs(one.page, 'Marta Bellini'), enterAs(two.page, 'Marta Bellini')]);
    await Promise.all([
      one.page.goto(`${OBJECTIVES}/CAS-3/modifica/title`),
      two.page.goto(`${OBJECTIVES}/CAS-3/modifica/title`),
    ]);
    const save = (page: Page) => turn(page, () => page.getByRole('button', { name: 'Salva' }).click());
    await two.page.getByLabel(TITLE).fill('Scritto per primo');
    await save(two.page);
    await two.page.getByRole('heading', { level: 1, name: 'Scritto per primo' }).waitFor();
    await one.page.getByLabel(TITLE).fill('Scritto per secondo');
    await save(one.page);
    await one.page.getByText("Nel frattempo un'altra persona ha salvato").first().waitFor();
    assert.equal(await one.page.getByLabel(TITLE).inputValue(), 'Scritto per secondo');
    await one.page.locator('main').getByText('Scritto per primo').first().waitFor();
    await assertAccessible(one.page);
    await save(one.page);
    await one.page.getByRole('heading', { level: 1, name: 'Scritto per secondo' }).waitFor();
    await Promise.all([one.close(), two.close()]);
  });

  it('one chapter in two windows, through a lost connection, and nothing is lost', async () => {
    const [one, two] = await Promise.all([
      openWindow(browser, { address: server.address, axe: true }),
      openWindow(browser, { address: server.address }),
    ]);
    const CHAPTER = '/oglio-po/ufficio/piano/2021-2023/documento/1/modifica';
    const text = (page: Page) => page.getByRole('textbox', { name: 'Testo del capitolo' });
    const status = (page: Page) => page.locator('.trama-editor-status');
    const write = async (page: Page, words: string) => {
      await text(page).locator('> p').first().click();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type(words);
    };
    await Promise.all([enterAs(one.page, 'Marta Bellini'), enterAs(two.page, 'Marta Bellini')]);
    await Promise.all([one.page.goto(CHAPTER), two.page.goto(CHAPTER)]);
    await Promise.all([text(one.page).waitFor(), text(two.page).waitFor()]);
    // A table that no text can hold is refused before anything is drawn.
    await text(one.page).evaluate((element) => {
      const clipboardData = new DataTransfer();
      const row = `<tr>${'<td>7</td>'.repeat(8)}</tr>`;
      clipboardData.setData('text/html', `<table>${row.repeat(5_001)}</table>`);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await one.page.getByRole('alert').getByText('ha 5.000 righe').waitFor();
    const entered = await text(one.page).evaluate(
      (element) =>
        [...element.querySelectorAll('tr')].filter((row) => row.textContent === '7'.repeat(8)).length,
    );
    assert.equal(entered, 0);
    await write(one.page, 'Prima mano. ');
    await status(one.page).getByText('Salvato alle').waitFor();
    await text(two.page).getByText('Prima mano.').waitFor();
    // Both at once in the same paragraph, of which neither has the other's words: two texts, to be chosen from.
    const written = Promise.withResolvers<void>();
    for (const { page } of [one, two])
      await page.route('**/edits', (route) => written.promise.then(() => route.continue()));
    await Promise.all([write(one.page, 'Di una. '), write(two.page, 'Dell’altra. ')]);
    written.resolve();
    await one.page.getByText('Avete scritto in due nello stesso punto').waitFor();
    for (const words of ['Di una.', 'Dell’altra.'])
      for (const { page } of [one, two]) await text(page).getByText(words).first().waitFor();
    await assertAccessible(one.page);
    await one.page.getByRole('button', { name: 'Tieni entrambi' }).click();
    await two.page.getByText('Avete scritto in due').waitFor({ state: 'detached' });
    // A connection that is cut while one types, and a laptop that is closed: the words are offered when it is opened again.
    await one.page.context().setOffline(true);
    await write(one.page, 'Portatile chiuso. ');
    await status(one.page).getByText('Connessione assente').waitFor();
    await one.page.route('**/edits', (route) => route.abort());
    await one.page.context().setOffline(false);
    one.page.on('dialog', (dialog) => void dialog.accept());
    await one.page.reload();
    await one.page.unroute('**/edits');
    await one.page.getByRole('button', { name: 'Riprendilo' }).click();
    await text(two.page).getByText('Portatile chiuso.').first().waitFor();
    await two.page.goto(CHAPTER.replace('/modifica', ''));
    for (const words of ['Di una.', 'Dell’altra.', 'Portatile chiuso.'])
      await two.page.locator('.doc').getByText(words).first().waitFor();
    await Promise.all([one.close(), two.close()]);
  });

  it('proposes in the text what somebody else takes in, and marks in a long field', async () => {
    const [one, two] = await Promise.all([
      openWindow(browser, { address: server.address, axe: true }),
      openWindow(browser, { address: server.address, axe: true }),
    ]);
    const CHAPTER = '/oglio-po/ufficio/piano/2021-2023/documento/2';
    const text = (page: Page) => page.getByRole('textbox', { name: 'Testo del capitolo' });
    await Promise.all([enterAs(one.page, 'Marta Bellini'), enterAs(two.page, 'Silvia Carnevali')]);
    await Promise.all([one.page.goto(`${CHAPTER}/modifica`), two.page.goto(`${CHAPTER}/proponi`)]);
    await Promise.all([text(one.page).waitFor(), text(two.page).waitFor()]);
    await one.page.getByText('Stanno scrivendo anche: Silvia Carnevali').waitFor();
    await text(two.page).locator('> p').first().click();
    await two.page.keyboard.press('Control+Home');
    // At once: what is accepted is the whole of it, however long a key takes.
    await two.page.keyboard.insertText('Una proposta. ');
    await two.page.getByText('Proposta salvata alle').waitFor();
    const proposal = one.page.locator('.trama-proposal', { hasText: 'Una proposta.' });
    await proposal.waitFor();
    await assertAccessible(one.page);
    await assertAccessible(two.page);
    // The news goes away again after a while: it is looked out for from the beginning.
    await Promise.all([
      two.page.getByText('Marta Bellini ha accettato una proposta').waitFor(),
      proposal
        .getByRole('button', { name: 'Accetta' })
        .click()
        .then(() => text(one.page).locator('> p', { hasText: 'Una proposta.' }).waitFor()),
    ]);

    // An image too, by keyboard; it stands after the passage of the cursor.
    await two.page.getByRole('button', { name: 'Immagine' }).focus();
    await two.page.keyboard.press('Enter');
    const asked = two.page.getByRole('dialog');
    await asked.getByLabel('File').setInputFiles('docs/guida/immagini/bisogni.png');
    await asked.getByLabel('Che cosa si vede').fill('I bisogni in elenco');
    await asked.getByRole('button', { name: 'Inserisci' }).click();
    const picture = one.page.locator('.trama-proposal', { hasText: 'propone un’immagine' });
    await picture.locator('img').waitFor();
    await assertAccessible(one.page);
    await picture.getByRole('button', { name: 'Accetta' }).click();
    await text(one.page).getByAltText('I bisogni in elenco').waitFor();

    await one.page.goto(`${OBJECTIVES}/CAS-2/modifica/description`);
    // The text area has the same name until the editor has come.
    const field = one.page.locator('.trama-text-surface').getByRole('textbox', { name: 'Descrizione' });
    await field.fill('Due parole');
    // The space that ends it makes a link of an address.
    await field.pressSequentially(' https://www.esempio.example/a ');
    await field.locator('a[href="https://www.esempio.example/a"]').waitFor();
    await field.press('Control+A');
    await field.press('Control+B');
    await assertAccessible(one.page);
    await turn(one.page, () => one.page.getByRole('button', { name: 'Salva' }).click());
    await one.page.locator('.trama-lead strong', { hasText: 'Due parole' }).waitFor();
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
    await settle(page);
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
    await turn(page, () => page.keyboard.press('Enter'));
    assert.equal(new URL(page.url()).pathname, `${OBJECTIVES}/CAS-1`);
    await page.getByText('Due laboratori nelle scuole di Casalmaggiore').first().waitFor();
    await window.close();
  });

  it('puts objectives in order by dragging and with the keyboard', async () => {
    const window = await openWindow(browser, { address: server.address, axe: true });
    const { page } = window;
    await enterAs(page, 'Marta Bellini');
    await page.goto(`${OBJECTIVES}/ordina`);
    const row = (code: string) => page.locator(`[data-said^="${code}:"] > .trama-tree-row`);
    const status = page.locator('trama-tree [role=status]');
    await assertAccessible(page);
    await row('CAS-1').locator('.trama-tree-handle').focus();
    await page.keyboard.press('ArrowDown');
    await status.filter({ hasText: 'CAS-1: posto 2 di' }).waitFor({ state: 'attached' });
    assert.ok(
      await row('CAS-1')
        .locator('.trama-tree-handle')
        .evaluate((handle) => handle === document.activeElement),
      'the focus stays with what was moved',
    );
    // Where they are once the page scrolls no more.
    await settle(page);
    await row('CAS-2').locator('.trama-tree-handle').hover();
    const [from, to] = await row('CAS-2')
      .locator('.trama-tree-handle')
      .or(row('CAS-1'))
      .evaluateAll((found) => found.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
    assert.ok(from && to);
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + to.height / 2, { steps: 4 });
    await page.mouse.up();
    await status.filter({ hasText: 'CAS-2: posto 1 di 1, dentro CAS-1' }).waitFor({ state: 'attached' });
    assert.deepEqual(window.complaints, []);
    await window.close();
  });
});
