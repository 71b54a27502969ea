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

export interface EveryPageVisitor {
  who: string;
  /** One of the demonstration's people; null for nobody. */
  name: string | null;
  /** Where the walk begins. */
  starts: readonly string[];
  within: RegExp;
  /** Fewer pages than this means that the walk broke off. */
  least: number;
}

/**
 * Each kind of page that these visitors reach is accessible, fits its window and keeps the content policy. Pages that one
 * has seen are not visited again for the next.
 */
export function assertEveryPage(visitors: readonly EveryPageVisitor[]): void {
  describe('every page', () => {
    let server: RunningServer;
    let browser: Browser;
    const kinds = new Set<string>();
    before(async () => {
      [server, browser] = await Promise.all([startDemoServer(), openBrowser()]);
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    for (const { who, name, starts, within, least } of visitors) {
      it(`is accessible, fits its window and keeps the content policy: ${who}`, async (t) => {
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
}

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
