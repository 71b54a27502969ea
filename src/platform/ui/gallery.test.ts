import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { openBrowser, type SampleSite, serveSamples } from './browser.fixture.js';
import { errorPage } from './error-page.js';
import { ObjectiveSample, PublicSample } from './gallery.sample.js';
import { FormSample } from './gallery-form.sample.js';
import { PartsSample } from './gallery-parts.sample.js';

const whole = (node: VNode) => `<!doctype html>${render(node)}`;
const pages: Record<string, () => string> = {
  objective: () => whole(ObjectiveSample()),
  public: () => whole(PublicSample()),
  form: () => whole(FormSample()),
  parts: () => whole(PartsSample()),
  error: () =>
    errorPage(
      {
        status: 500,
        code: 'platform.bug',
        title: 'Si è verificato un errore nel programma. Nulla è stato modificato.',
      },
      { lang: 'it', nonce: 'n', path: '/oglio-po/altrove', reference: 'r', demoMode: true },
    ),
};
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Bytes that a page loads for a module beyond its own script, as they are or compressed. */
function weightOf(module: string, ending: '' | '.gz'): number {
  const client = new URL('../../client/', import.meta.url);
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', client), 'utf8')) as Record<
    string,
    { file: string; imports?: string[] }
  >;
  const needed = new Set([module]);
  for (const one of needed)
    for (const next of manifest[one]?.imports ?? []) if (next !== 'main.ts') needed.add(next);
  return [...needed].reduce((sum, one) => {
    const file = manifest[one]?.file ?? assert.fail(`${one} is not in the build`);
    return sum + statSync(new URL(`${file}${ending}`, client)).size;
  }, 0);
}

describe('the editors', () => {
  for (const [module, most] of [
    ['editor/field-editor.ts', 350_000],
    ['editor/chapter-editor.ts', 450_000],
  ] as const)
    it(`${module} stays light`, () => {
      assert.ok(weightOf(module, '') <= most, `${weightOf(module, '')} bytes`);
      assert.ok(weightOf(module, '.gz') <= 144_000, `${weightOf(module, '.gz')} bytes compressed`);
    });
});

describe('the gallery of all parts', () => {
  let browser: Browser;
  let site: SampleSite;

  before(async () => {
    browser = await openBrowser();
    site = await serveSamples((request) => pages[request.url?.slice(1) ?? '']?.());
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  async function withPage(
    name: string,
    options: Parameters<Browser['newContext']>[0],
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext(options);
    await context.addInitScript({ content: axe });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${site.origin}/${name}`);
    await page.evaluate('document.fonts.ready');
    await look(page);
    await context.close();
    assert.deepEqual(complaints, [], 'no error and no breach of the content policy');
  }

  for (const name of Object.keys(pages)) {
    // Axe comes from outside of the page, whose content policy stays as it is.
    it(`${name} has no accessibility violation at 1280 and 390 px`, () =>
      withPage(name, { viewport: { width: 1280, height: 900 } }, async (page) => {
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 900 });
          const { passed, violations } = (await page.evaluate(
            `axe.run().then(({ passes, violations }) => ({
              passed: passes.length,
              violations: violations.flatMap(({ id, nodes }) =>
                nodes.map(({ html, failureSummary }) => [id, html.slice(0, 200), failureSummary].join('\\n'))),
            }))`,
          )) as { passed: number; violations: string[] };
          assert.ok(passed > 10, 'axe has looked');
          assert.deepEqual(violations, [], `at ${width} px`);
        }
      }));

    // 320 px is also what a window of 1280 px leaves at 400 % zoom (WCAG 1.4.10).
    it(`${name} does not scroll sideways at 320, 640, 1280 and 1920 px`, () =>
      withPage(name, { viewport: { width: 1280, height: 900 } }, async (page) => {
        for (const width of [320, 640, 1280, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          const inner = await page.evaluate('document.documentElement.scrollWidth');
          assert.ok(Number(inner) <= width, `at ${width} px the content is ${inner} px wide`);
        }
      }));
  }

  it('every link, button and field has a target of at least 24 px, or room around it', () =>
    withPage('objective', { viewport: { width: 390, height: 900 } }, async (page) => {
      const small = await page.evaluate(
        `[...document.querySelectorAll('header a, header button, nav a, .btn, summary, input')].filter((el) => el.checkVisibility()).map((el) => [el.outerHTML.slice(0, 80), el.getBoundingClientRect()]).filter(([, box]) => box.height > 1 && box.height < 24).map(([html]) => html)`,
      );
      assert.deepEqual(small, []);
    }));

  for (const name of ['objective', 'public', 'parts']) {
    it(`every link of a table in ${name} can be touched on the phone, those that sort it too`, () =>
      withPage(name, { viewport: { width: 390, height: 900 } }, async (page) => {
        const hidden = await page.evaluate(
          `[...document.querySelectorAll('.trama-table-cards a')].filter((a) => {
            a.scrollIntoView({ block: 'center', behavior: 'instant' });
            const { x, y, width, height } = a.getClientRects()[0];
            return !a.contains(document.elementFromPoint(x + width / 2, y + height / 2));
          }).map((a) => a.outerHTML.slice(0, 80))`,
        );
        assert.deepEqual(hidden, []);
      }));
  }

  it('the menu of the phone opens and closes without JavaScript', () =>
    withPage(
      'objective',
      { viewport: { width: 390, height: 900 }, javaScriptEnabled: false },
      async (page) => {
        const door = page.getByRole('link', { name: 'Monitoraggio' });
        assert.equal(await door.isVisible(), false);
        await page.getByRole('button', { name: 'Menu' }).click();
        assert.equal(await door.isVisible(), true);
        await page.keyboard.press('Escape');
        assert.equal(await door.isVisible(), false);
      },
    ));

  it('text set in the site’s own face arrives from the site', () =>
    withPage('public', { viewport: { width: 1280, height: 900 } }, async (page) => {
      assert.deepEqual(
        await page.evaluate(
          `[...document.fonts].filter(({ status }) => status === 'loaded').map(({ weight }) => weight).sort()`,
        ),
        ['400', '600', '700'],
      );
    }));

  it('on paper there is no navigation, and the page’s address is at its foot', () =>
    withPage('objective', { viewport: { width: 800, height: 900 } }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('nav.trama-side').isVisible(), false);
      assert.equal(await page.locator('.trama-page-address').isVisible(), true);
      assert.equal(await page.getByRole('button', { name: 'Ritira CAS-1' }).isVisible(), false);
    }));
});
