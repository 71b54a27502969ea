import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  assertAccessible,
  assertFits,
  enterAs,
  openBrowser,
  openWindow,
  WIDTHS,
  type Window,
} from './browser.ts';
import { type RunningServer, startDemoServer } from './server.ts';
import { mapSite } from './site-map.ts';

/** Narrowest window that WCAG's reflow asks for, and a laptop's window at 200 %. */
const NARROW = 320;
const ZOOMED = 640;

/** Pages to which a form leads, not a link. */
const CHOICES = ['/piano/2021-2023/obiettivi/stampa', '/esiti/2021-2023/stampa'];

const OFFICE = /^\/(oglio-po\/ufficio|profilo)/;
const VISITORS = [
  {
    who: 'the public',
    name: null,
    starts: ['/', '/oglio-po', '/accesso', ...CHOICES.map((path) => `/oglio-po${path}`)],
    within: /^\//,
    least: 35,
  },
  {
    who: 'the director',
    name: 'Marta Bellini',
    starts: ['/oglio-po/ufficio', '/profilo', ...CHOICES.map((path) => `/oglio-po/ufficio${path}`)],
    within: OFFICE,
    least: 60,
  },
  {
    who: 'the administrator',
    name: 'Nadia Persico',
    // The director has seen the rest of the workplace.
    starts: ['/oglio-po/ufficio/impostazioni', '/oglio-po/ufficio/persone', '/oglio-po/ufficio/registro'],
    within: OFFICE,
    least: 4,
  },
] as const;

describe('every page', () => {
  let server: RunningServer;
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Pages that one visitor has seen are not visited again for the next. */
  const kinds = new Set<string>();
  for (const { who, name, starts, within, least } of VISITORS) {
    it(`is accessible, fits its window and keeps the content policy: ${who}`, {
      timeout: 600_000,
    }, async (t) => {
      const window = await openWindow(browser, { address: server.address, axe: true });
      if (name) await enterAs(window.page, name);
      const cookie = (await window.context.cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
      const paths = await mapSite(server.address, starts, { cookie, within, kinds });
      assert.ok(paths.length >= least, `only ${paths.length} pages: ${paths.join(' ')}`);
      for (const path of paths) await t.test(path, () => check(path, window));
      assert.deepEqual(window.complaints, []);
      await window.close();
    });
  }
});

async function check(path: string, { page, complaints }: Window): Promise<void> {
  const answer = await page.goto(path);
  assert.equal(answer?.status(), 200);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await assertAccessible(page, `${path} at ${width} px`);
    await assertFits(page);
  }
  for (const width of [ZOOMED, NARROW]) {
    await page.setViewportSize({ width, height: 900 });
    await assertFits(page);
  }
  assert.deepEqual(complaints.splice(0), []);
}
