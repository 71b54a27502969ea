import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { type APIResponse, type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A laptop and a phone. */
export const WIDTHS = [1280, 390] as const;

/** For what must come: only what never comes takes so long, on whatever machine. */
const PATIENCE_MS = 180_000;

/**
 * What still becomes something else: a page of which the next is on its way, a form that is being sent, a long field or a
 * chapter whose editor is being loaded. Without scripts there is none.
 */
const UNSETTLED = [
  'html[aria-busy="true"]',
  'html[data-turbo-preview]',
  'form[aria-busy="true"]',
  'trama-text:defined:not(:has(.trama-text-editor))',
  'trama-editor:defined:not(:has(.trama-editor-head))',
].join(', ');

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.TRAMA_CHROMIUM ?? candidates.find((path) => existsSync(path));
  assert.ok(executablePath, 'Chromium is missing: set TRAMA_CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  });
}

export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of: refused by the content policy, missing files, requests elsewhere, script errors. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface WindowOptions {
  address: string;
  width?: number;
  scripts?: boolean;
  scale?: number;
  /** Brings axe into each document, from outside of it: the content policy stays as it is. */
  axe?: boolean;
}

/** A window of its own: other cookies than any other. */
export async function openWindow(browser: Browser, options: WindowOptions): Promise<Window> {
  const { address, width = 1280, scripts = true, scale = 1, axe = false } = options;
  const context = await browser.newContext({
    baseURL: address,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    viewport: { width, height: width < 600 ? 844 : 900 },
    deviceScaleFactor: scale,
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (axe) await context.addInitScript({ content: axeSource });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refused form is answered with 422, and the browser notes that as a failed load.
    const refused = /status of (4\d\d)/.test(message.text());
    if (message.type() === 'error' && !refused) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob|about):/.test(request.url()))
      complaints.push(`${page.url()} asks ${request.url()}`);
  });
  page.on('response', (response) => {
    if (
      response.status() >= 400 &&
      response.request().resourceType() !== 'document' &&
      response.status() !== 422
    )
      complaints.push(`${page.url()}: ${response.url()} answers ${response.status()}`);
  });
  return { context, page, complaints, close: () => context.close() };
}

/** Waits until the page is as it will stay: nothing of it is being replaced, and its letters are drawn with its own fonts. */
export async function settle(page: Page): Promise<void> {
  await page.locator(UNSETTLED).first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready.then(() => {}));
}

let turns = 0;

/**
 * Does what leads to another page, or to the same one anew, and waits until that stands: the address may be another before
 * its page is there, or be the same as before.
 */
export async function turn(page: Page, act: () => Promise<unknown>): Promise<void> {
  turns += 1;
  const name = String(turns);
  await page.locator('body').evaluate((body, value) => body.setAttribute('data-turned', value), name);
  await act();
  await page.locator(`body:not([data-turned="${name}"])`).waitFor({ state: 'attached' });
  await page.waitForLoadState();
  await settle(page);
}

/** No violation of WCAG 2.2 A and AA nor of axe's best practices on the page as it is now, in a window with `axe`. */
export async function assertAccessible(page: Page, where = page.url()): Promise<void> {
  await settle(page);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(options: { resultTypes: string[] }): Promise<{
          violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
        }>;
      };
    };
    // What passes is not told in full: naming each element takes a fifth of the time.
    const result = await axe.run({ resultTypes: ['violations'] });
    return result.violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes
          .slice(0, 4)
          .map(
            (node) =>
              `    ${node.html.slice(0, 300)}\n    ${node.failureSummary?.split('\n').join('\n    ')}`,
          )
          .join('\n')}`,
    );
  });
  assert.deepEqual(violations, [], `${where}\n${violations.join('\n')}`);
}

/** The page is not wider than its window: only inside a part that says so may one scroll sideways. */
export async function assertFits(page: Page): Promise<void> {
  await settle(page);
  const { wide, width } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    };
    if (document.documentElement.scrollWidth <= width) return { wide: [], width };
    const wide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element))
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 160));
    return {
      wide: wide.length > 0 ? wide : [`the page is ${document.documentElement.scrollWidth} wide`],
      width,
    };
  });
  assert.deepEqual(wide, [], `${page.url()} is wider than ${width} px`);
}

/** Asks for a file that is made when it is first asked for: who is told that it takes longer asks again. */
export async function getFile(page: Page, path: string): Promise<APIResponse> {
  for (;;) {
    const answer = await page.request.get(path);
    if (answer.status() !== 503) return answer;
    await sleep(1_000);
  }
}

/** Enters as one of the demonstration's people, by name, from the sign-in page. */
export async function enterAs(page: Page, name: string): Promise<void> {
  await page.goto('/accesso');
  await turn(page, () => page.locator('li', { hasText: name }).getByRole('button').click());
  assert.match(page.url(), /\/ufficio/);
}
