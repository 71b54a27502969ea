import type { Emblem } from '../documents.types.js';
import { findImageFault, findImageFormat } from '../image.js';
import { findSvgFault } from '../picture.js';
import { type EmblemFormat, MOST_EMBLEM_BYTES, type StoredEmblem } from './emblem.types.js';

export type EmblemFault =
  | 'documents.emblem.empty'
  | 'documents.emblem.too-large'
  | 'documents.emblem.too-many-points'
  | 'documents.emblem.kind-unknown'
  | 'documents.emblem.svg-unsafe'
  | 'documents.emblem.unreadable';

/** What the bytes are, whatever the file was called; or why they may not stand on a cover. */
export function readEmblemFile(bytes: Buffer): { format: EmblemFormat } | { fault: EmblemFault } {
  if (bytes.length === 0) return { fault: 'documents.emblem.empty' };
  if (bytes.length > MOST_EMBLEM_BYTES) return { fault: 'documents.emblem.too-large' };
  const format = findImageFormat(bytes);
  if (format) {
    const fault = findImageFault(bytes, format);
    if (fault === undefined) return { format };
    return {
      fault: fault === 'too-many-points' ? 'documents.emblem.too-many-points' : 'documents.emblem.unreadable',
    };
  }
  const svg = bytes.toString('utf8');
  if (!/<svg[\s>]/.test(svg.slice(0, 4_000))) return { fault: 'documents.emblem.kind-unknown' };
  return findSvgFault(withoutPreamble(svg)) === undefined
    ? { format: 'svg' }
    : { fault: 'documents.emblem.svg-unsafe' };
}

/** Drawing programs sign what they write with comments before and after the drawing. */
function withoutPreamble(svg: string): string {
  return svg.replace(/^\uFEFF/, '').replace(/<!--[\s\S]*?-->/g, '');
}

/** As the tree of documents wants it. */
export function toDocumentEmblem({
  format,
  alt,
  bytes,
}: Pick<StoredEmblem, 'format' | 'alt' | 'bytes'>): Emblem {
  return format === 'svg'
    ? { svg: withoutPreamble(bytes.toString('utf8')).trim(), alt }
    : { format, data: bytes.toString('base64'), alt };
}

/** The image as an address that holds it: shown as an image it runs nothing, whatever it may contain. */
export function toDataAddress(emblem: Emblem): string {
  return 'data' in emblem
    ? `data:image/${emblem.format};base64,${emblem.data}`
    : `data:image/svg+xml;base64,${Buffer.from(withNamespace(emblem.svg)).toString('base64')}`;
}

/** By itself a drawing is a file, which is nothing without its namespace. */
function withNamespace(svg: string): string {
  return /<svg[^>]*\sxmlns\s*=/.test(svg)
    ? svg
    : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}
