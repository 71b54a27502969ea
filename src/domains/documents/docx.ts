import type { Document } from './documents.types.js';
import { type RenderOptions, renderInChild } from './render.child.js';

/**
 * The document as DOCX for Word and LibreOffice: heading styles, captions, repeated table headers, alternative
 * texts. Equal documents give equal contents; the package's date and inner identifiers differ from run to run.
 * Rejects as `renderPdf` does.
 */
export function renderDocx(document: Document, options: RenderOptions = {}): Promise<Buffer> {
  return renderInChild({ shape: 'docx', document }, options);
}
