import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible, assertFits, enterAs, openBrowser, openWindow, turn, WIDTHS } from './browser.ts';
import { makeFolder, type RunningServer, removeFolder, runTrama, startDemoServer } from './server.ts';

const LAST_AGE = 100;
const YEARS = [2023, 2024, 2025];

/** Residents of the 27 comuni by age in ISTAT's short layout, invented: older years have more children. */
function residents(year: number, comuni: readonly { code: string; name: string }[]): Buffer {
  const lines = [
    `"Popolazione residente per età e sesso al 1° gennaio ${year}"`,
    '"Codice comune";"Comune";"Età";"Totale maschi";"Totale femmine";"Totale"',
  ];
  comuni.forEach(({ code, name }, place) => {
    const totals = [0, 0];
    for (let age = 0; age <= LAST_AGE; age++) {
      const born = year - age;
      const each = Math.max(
        0,
        Math.round((3 + place) * (1 - Math.max(0, age - 60) / 42) + ((born % 7) - 3) / 2),
      );
      totals.forEach((sum, sex) => {
        totals[sex] = sum + each;
      });
      lines.push(`"${code}";"${name}";${age};${each};${each};${2 * each}`);
    }
    lines.push(`"${code}";"${name}";999;${totals.join(';')};${(totals[0] ?? 0) * 2}`);
  });
  return Buffer.from(`\uFEFF${lines.join('\n')}\n`);
}

describe('the projection', () => {
  let browser: Browser;
  let server: RunningServer;
  let folder: string;

  before(async () => {
    browser = await openBrowser();
    server = await startDemoServer();
    folder = makeFolder();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (folder) removeFolder(folder);
  });

  const listComuni = async (page: Page) => {
    const answer = await page.request.get('/api/v1/oglio-po/metrics/densita?period=2021&by=comune');
    const { values } = (await answer.json()) as { values: { place: { code: string; name: string } }[] };
    return values.map(({ place }) => place);
  };

  it('says what is missing, takes the publisher’s files, and looks ahead', async () => {
    const window = await openWindow(browser, { address: server.address, axe: true });
    const { page } = window;
    await enterAs(page, 'Marta Bellini');
    await page.goto('/oglio-po/ufficio/proiezione');
    await page.getByRole('heading', { name: 'Mancano i residenti per età' }).waitFor();
    await assertAccessible(page);
    const comuni = await listComuni(page);
    assert.equal(comuni.length, 27);
    for (const year of YEARS) {
      const file = join(folder, `residenti-${year}.csv`);
      writeFileSync(file, residents(year, comuni));
      await runTrama(server, 'import', file, '--ambito', 'oglio-po');
    }
    await page.goto('/oglio-po/ufficio/proiezione');
    await page.getByRole('heading', { name: /^Nel 2035 i residenti saranno/ }).waitFor();
    // The page asks by itself as soon as a choice is made.
    await turn(page, () => page.getByLabel('Persone').selectOption('85+'));
    await page.getByRole('heading', { name: /^Nel 2035 le persone di 85 anni e più saranno/ }).waitFor();
    assert.match(page.url(), /gruppo=85%2B/);
    await assertAccessible(page);
    assert.deepEqual(window.complaints, []);
    await window.close();
  });

  it('takes a scenario of the office’s own', async () => {
    const window = await openWindow(browser, { address: server.address, axe: true });
    const { page } = window;
    await enterAs(page, 'Marta Bellini');
    await page.goto('/oglio-po/ufficio/proiezione/scenari/nuovo');
    await page.getByLabel('Nome').fill('Nuovo quartiere');
    await page.getByLabel('Perché si suppone così').fill('Sessanta alloggi dal 2027.');
    await page.getByLabel(/Figli per donna/).fill('9');
    await page.getByLabel(/Arrivi meno partenze/).fill('4');
    await turn(page, () => page.getByRole('button', { name: 'Salva lo scenario' }).click());
    await page.locator('#errori').waitFor();
    await assertAccessible(page);
    await page.getByLabel(/Figli per donna/).fill('1,3');
    await turn(page, () => page.getByRole('button', { name: 'Salva lo scenario' }).click());
    await turn(page, () => page.getByRole('link', { name: 'Nuovo quartiere', exact: true }).click());
    await page.getByText('Sessanta alloggi dal 2027.').first().waitFor();
    await window.close();
  });

  for (const width of WIDTHS)
    for (const scripts of [true, false])
      it(`is open to anyone at ${width} px${scripts ? '' : ', without scripts'}`, async () => {
        const window = await openWindow(browser, {
          address: server.address,
          width,
          scripts,
          axe: scripts,
        });
        const { page } = window;
        for (const path of ['?luogo=casalasco&gruppo=0-2', '?luogo=019021&scenario=alta&anno=2030']) {
          const answer = await page.goto(`/oglio-po/proiezione${path}`);
          assert.equal(answer?.status(), 200);
          if (scripts) await assertAccessible(page);
          await assertFits(page);
        }
        assert.equal((await page.request.get('/oglio-po/proiezione?scenario=nuovo-quartiere')).status(), 404);
        const csv = await page.request.get('/oglio-po/proiezione/dati.csv?luogo=019021');
        assert.match(await csv.text(), /019021;Casalmaggiore;/);
        assert.deepEqual(window.complaints, []);
        await window.close();
      });
});
