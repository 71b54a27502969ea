import type { Document } from './documents.types.js';
import { type RenderOptions, renderInChild } from './render.child.js';

/**
 * The document as PDF/UA-1: tagged, with metadata, A4, numbered pages. Equal documents give equal bytes.
 * Rejects with the signal's reason when aborted, with `RenderFailure` when it takes too long or cannot be composed.
 */
export function renderPdf(document: Document, options: RenderOptions = {}): Promise<Buffer> {
  return renderInChild({ shape: 'pdf', document }, options);
}
