import type { Document } from './documents.types.js';
import { type RenderOptions, renderInChild } from './render.child.js';
import type { PageNumbers } from './typst.compile.js';

/** Characters of a document of some hundred pages, photographs apart. */
const longDocument = 400_000;

/**
 * The document as PDF/UA-1: tagged, with metadata, A4, numbered pages. Equal documents give equal bytes. A long one is
 * set part by part in a process of its own, whose memory is given back before the whole is set.
 * Rejects with the signal's reason when aborted, with `RenderFailure` when it takes too long or cannot be composed.
 */
export async function renderPdf(document: Document, options: RenderOptions = {}): Promise<Buffer> {
  if (weigh(document) < longDocument) return renderInChild({ shape: 'pdf', document }, options);
  const measured = await renderInChild({ shape: 'pages', document }, options);
  const { count } = JSON.parse(measured.toString('utf8')) as PageNumbers;
  return renderInChild({ shape: 'pdf', document, pages: count }, options);
}

function weigh({ blocks }: Document): number {
  return blocks.reduce((sum, block) => sum + (block.kind === 'image' ? 0 : JSON.stringify(block).length), 0);
}
