import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { render } from 'preact-render-to-string';
import { type Format, renderDocx, renderPdf } from '#domains/documents/index.js';
import { asset, clientFolder } from '#platform/http/assets.js';
import type { Ctx } from '#platform/http/context.js';
import type { PlanComposer } from './document.cache.js';
import { standaloneHtml } from './document.html.js';
import { getPlan } from './plan.actions.js';

/**
 * The document of a plan as a file, made in this process and not kept. The database is let go of before the long part.
 * @throws Absent when there is no such plan
 */
export async function writePlanFile(
  composer: PlanComposer,
  inside: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>,
  code: string,
  format: Format | 'html',
): Promise<Buffer> {
  const composed = await inside(async (ctx) => composer.compose(ctx, await getPlan(ctx, code)));
  if (format === 'html')
    return Buffer.from(await withStyles(`<!doctype html>${render(standaloneHtml(composed))}`));
  return format === 'pdf' ? renderPdf(composed.document) : renderDocx(composed.document);
}

/** A file on its own has no server to ask for its style sheet: the styles go into it, and the fonts are the reader's. */
export async function withStyles(html: string): Promise<string> {
  const css = await readFile(join(clientFolder, asset('css/main.scss').replace('/assets/', '')), 'utf8');
  const plain = css.replace(/@font-face\s*\{[^}]*\}/g, '').replace(/url\(\/assets\/[^)]*\)/g, 'none');
  return html.replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${plain}</style>`);
}
