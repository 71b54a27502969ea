import type { Document } from './documents.types.js';
import { type RenderOptions, renderInChild } from './render.child.js';
import type { PageNumbers } from './typst.compile.js';

/**
 * The document as DOCX for Word and LibreOffice: heading styles, captions, repeated table headers, alternative
 * texts. Equal documents give equal contents; the package's date and inner identifiers differ from run to run.
 * Rejects as `renderPdf` does.
 */
export async function renderDocx(document: Document, options: RenderOptions = {}): Promise<Buffer> {
  // One process after the other: the typesetter's memory is given back before Word's tree is built.
  const measured = await renderInChild({ shape: 'pages', document }, options);
  const pages = JSON.parse(measured.toString('utf8')) as PageNumbers;
  return renderInChild({ shape: 'docx', document, pages }, options);
}
