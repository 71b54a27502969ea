import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { render } from 'preact-render-to-string';
import type { PageCtx } from '#platform/http/context.js';
import { openBrowser, type SampleSite, serveSamples } from '#platform/ui/browser.fixture.js';
import { sampleCtx } from '#platform/ui/gallery.context.js';
import { emptyProfile, fullProfile, fullSections } from './profile.fixture.js';
import { ProfilePage } from './profile.page.js';

/** Somebody on the public site of an ambito. */
function reader(): PageCtx {
  const ctx = sampleCtx('public');
  assert.ok(ctx.ambito);
  return { ...ctx, ambito: ctx.ambito, grants: [] };
}

const KINDS = ['comune', 'area', 'ambito'] as const;

describe('A profile on paper', () => {
  let browser: Browser;
  let site: SampleSite;
  before(async () => {
    browser = await openBrowser();
    site = await serveSamples((request) => {
      const [, filled, kind] = (request.url ?? '').split('/');
      const known = KINDS.find((one) => one === kind);
      if (!known) return undefined;
      const isFull = filled === 'full';
      const node = (
        <ProfilePage
          ctx={reader()}
          profile={isFull ? fullProfile(known) : emptyProfile(known)}
          sections={isFull ? fullSections : []}
        />
      );
      return `<!doctype html>${render(node)}`;
    });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const filled of ['full', 'empty'])
    for (const kind of KINDS)
      it(`takes two sheets of A4: ${kind}, ${filled}`, async () => {
        const page = await browser.newPage();
        await page.goto(`${site.origin}/${filled}/${kind}`);
        await page.evaluate(() => document.fonts.ready);
        const sheet = await page.pdf({ format: 'A4', printBackground: true });
        const pages = sheet.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
        assert.equal(pages.length, 2);
        await page.close();
      });
});
