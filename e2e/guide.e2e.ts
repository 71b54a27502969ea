import assert from 'node:assert/strict';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { enterAs, openBrowser, openWindow, settle, turn, type Window } from './browser.ts';
import { type RunningServer, startDemoServer } from './server.ts';

const root = join(import.meta.dirname, '..');
const guide = join(root, 'docs/guida');
const pictures = join(guide, 'immagini');
/** `TRAMA_GUIDE=1` takes the pictures again. */
const take = process.env.TRAMA_GUIDE === '1';
const MOST_BYTES = 150_000;

interface Picture {
  /** Who looks; nobody for the public site. */
  as?: 'Marta Bellini' | 'Nadia Persico';
  path: string;
  /** What is done on the page before the picture. */
  act?: (page: Page) => Promise<void>;
  height?: number;
}

const OBJECTIVE = '/oglio-po/ufficio/piano/2021-2023/obiettivi/CAS-1';

const PICTURES: Record<string, Picture> = {
  'sito-pubblico': { path: '/oglio-po' },
  accesso: { path: '/accesso', height: 760 },
  oggi: { as: 'Marta Bellini', path: '/oglio-po/ufficio' },
  osservatorio: { path: '/oglio-po/osservatorio', height: 780 },
  'osservatorio-due-misure': {
    path: '/oglio-po/osservatorio?vista=dispersione&metrica=densita&con=quota-stranieri&anno=2020',
    height: 800,
  },
  'osservatorio-nel-piano': {
    as: 'Marta Bellini',
    path: '/oglio-po/ufficio/piano/aggiungi?blocco=territory.look&metrica=quota-stranieri&anno=2020',
    height: 1100,
  },
  profilo: { path: '/oglio-po/profilo/019021', height: 1000 },
  confronto: { path: '/oglio-po/profilo/confronta?a=019021&b=020066', height: 900 },
  qualita: { path: '/oglio-po/qualita', height: 900 },
  'dati-aperti': { path: '/oglio-po/dati', height: 1000 },
  catalogo: { as: 'Marta Bellini', path: '/oglio-po/dati/catalogo', height: 900 },
  misura: {
    as: 'Marta Bellini',
    path: '/oglio-po/ufficio/territorio/misure/densita/copia',
    height: 1100,
    async act(page) {
      await page.getByRole('textbox', { name: 'Nome' }).fill('Residenti per chilometro quadrato');
      await page.locator('#esito-prova table').waitFor();
      await page.locator('#prova').scrollIntoViewIfNeeded();
    },
  },
  bisogni: { as: 'Marta Bellini', path: '/oglio-po/ufficio/piano/2021-2023/bisogni' },
  obiettivo: { as: 'Marta Bellini', path: OBJECTIVE, height: 1000 },
  modifica: {
    as: 'Marta Bellini',
    path: `${OBJECTIVE}/modifica/title`,
    height: 640,
    async act(page) {
      await page.getByLabel('Titolo dell’obiettivo').fill('');
      await page.getByRole('button', { name: 'Salva' }).click();
      await page.locator('[aria-invalid="true"]').waitFor();
    },
  },
  filo: {
    as: 'Marta Bellini',
    path: OBJECTIVE,
    height: 700,
    async act(page) {
      await turn(page, () => page.locator('a[href*="/filo/obiettivo/"]').first().click());
      assert.match(page.url(), /\/filo\//);
    },
  },
  'fili-sciolti': { as: 'Marta Bellini', path: '/oglio-po/ufficio/piano/2021-2023/fili-sciolti' },
  esiti: { as: 'Marta Bellini', path: '/oglio-po/ufficio/esiti' },
  risorse: { as: 'Marta Bellini', path: '/oglio-po/ufficio/risorse', height: 1000 },
  rete: { path: '/oglio-po/rete' },
  servizi: { path: '/oglio-po/servizi' },
  documento: { as: 'Marta Bellini', path: '/oglio-po/ufficio/piano/2021-2023/documento' },
  persone: { as: 'Nadia Persico', path: '/oglio-po/ufficio/persone', height: 760 },
  dati: { as: 'Marta Bellini', path: '/oglio-po/ufficio/territorio/dati' },
  colonne: {
    as: 'Marta Bellini',
    path: '/oglio-po/ufficio/territorio/dati/importa',
    height: 1000,
    async act(page) {
      await bring(
        page,
        'nidi-comunali.csv',
        'Comune;Anno;Posti nido\nCasalmaggiore;2024;60\nViadana;2024;72\n',
      );
      await turn(page, () => page.getByRole('link', { name: /^Spiega le colonne/ }).click());
      assert.match(page.url(), /\/colonne$/);
    },
  },
  anteprima: {
    as: 'Marta Bellini',
    path: '/oglio-po/ufficio/territorio/dati/importa',
    height: 900,
    async act(page) {
      await bring(
        page,
        'residenti-2022.csv',
        'place_code,variable,period,value\n019021,population,2021,15120\n019021,population,2022,15098\n020066,population,2022,19621\n',
      );
    },
  },
  importa: {
    as: 'Marta Bellini',
    path: '/oglio-po/ufficio/territorio/dati/importa',
    height: 1000,
    async act(page) {
      await page.getByText('Dove si trovano i dati').waitFor();
    },
  },
};

/** A file of one's own is sent as soon as it is chosen, and leads to its page. */
async function bring(page: Page, name: string, content: string): Promise<void> {
  await turn(page, () =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) }),
  );
  assert.match(page.url(), /importa\/[0-9a-f-]{36}$/);
}

describe('the guide', () => {
  let server: RunningServer;
  let browser: Browser;
  const windows = new Map<string, Window>();
  before(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openBrowser()]);
    mkdirSync(pictures, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** One window for each person, so that one enters once. */
  async function windowOf(name: string | undefined): Promise<Window> {
    const known = windows.get(name ?? '');
    if (known) return known;
    const window = await openWindow(browser, { address: server.address });
    if (name) await enterAs(window.page, name);
    windows.set(name ?? '', window);
    return window;
  }

  for (const [name, { as, path, act, height = 860 }] of Object.entries(PICTURES)) {
    it(`pictures ${name}`, async () => {
      const { page } = await windowOf(as);
      await page.setViewportSize({ width: 1180, height });
      const answer = await page.goto(path);
      assert.equal(answer?.status(), 200, path);
      await act?.(page);
      await settle(page);
      const file = join(pictures, `${name}.png`);
      if (take) writeFileSync(file, await page.screenshot());
      assert.ok(existsSync(file), `${name}.png was never taken: TRAMA_GUIDE=1 takes it`);
      assert.ok(statSync(file).size <= MOST_BYTES, `${name}.png has ${statSync(file).size} bytes`);
    });
  }

  it('links only to what is there, and shows every picture', () => {
    const shown = new Set<string>();
    for (const name of ['README.md', ...globSync('docs/**/*.md', { cwd: root })]) {
      // What stands between backticks is shown, not followed.
      const text = readFileSync(join(root, name), 'utf8').replace(/`[^`\n]*`/g, '');
      for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const path = normalize(join(dirname(name), target));
        assert.ok(existsSync(join(root, path)), `${name} leads to ${target}, which is not there`);
        shown.add(path);
      }
    }
    for (const name of Object.keys(PICTURES))
      assert.ok(shown.has(`docs/guida/immagini/${name}.png`), `no page shows ${name}.png`);
  });
});
