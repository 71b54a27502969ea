import { type ArchivePart, baseName, openArchive } from './archive.js';
import { type ByteSource, openBytes } from './byte-source.js';
import type { FileLimits } from './files.types.js';
import { fileProblem, ReadingStopped } from './problem-log.js';
import { isShapefile } from './read-shapefile.js';
import { isWorkbook, openWorkbook, type Workbook } from './workbook.js';

/** What is inside a file: text, as it is or as the one table of a zip; a workbook; a zipped shapefile. */
export type Content =
  | { kind: 'text'; head: Uint8Array; bytes: AsyncIterable<Uint8Array>; close: () => Promise<void> }
  | { kind: 'workbook'; workbook: Workbook }
  | { kind: 'shapefile'; parts: ArchivePart[] };

const zipStart = [0x50, 0x4b, 0x03, 0x04];
/** An empty zip begins with its end. */
const zipEnd = [0x50, 0x4b, 0x05, 0x06];

/**
 * Looks into a file. Zips are opened from their table of contents, so they are held in memory; text streams.
 * @throws ReadingStopped when a zip is damaged, too large, or has nothing that can be read
 */
export async function openContent(file: ByteSource, limits: FileLimits): Promise<Content> {
  const { head } = file;
  if (!startsWith(head, zipStart) && !startsWith(head, zipEnd))
    return { kind: 'text', head, bytes: file.bytes, close: file.close };
  const parts = await openArchive(await held(file, limits.maxHeldBytes), limits);
  if (isWorkbook(parts)) return { kind: 'workbook', workbook: await openWorkbook(parts, limits) };
  if (isShapefile(parts)) return { kind: 'shapefile', parts };
  const only = tableOf(parts);
  const inner = await openBytes(only.bytes(), limits.maxBytes);
  return { kind: 'text', head: inner.head, bytes: inner.bytes, close: inner.close };
}

function startsWith(head: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => head[index] === byte);
}

async function held(file: ByteSource, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of file.bytes) {
    bytes += chunk.length;
    if (bytes > most)
      throw new ReadingStopped(fileProblem('file-too-large', { expected: Math.floor(most / (1024 * 1024)) }));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** ISTAT's downloads are zips with one table in them, sometimes beside a note. */
function tableOf(parts: readonly ArchivePart[]): ArchivePart {
  const tables = parts.filter(
    (part) => /\.(csv|tsv|txt|json|geojson|topojson)$/i.test(part.name) && !isBeside(part),
  );
  const [only] = tables;
  if (only && tables.length === 1) return only;
  if (tables.length > 1) {
    const names = tables.slice(0, 5).map(baseName).join(', ');
    throw new ReadingStopped(fileProblem('zip-several', { found: names }));
  }
  const names = new Set(parts.map((part) => part.name.toLowerCase()));
  if (names.has('word/document.xml')) throw new ReadingStopped(fileProblem('file-word'));
  if (names.has('mimetype') && names.has('content.xml'))
    throw new ReadingStopped(fileProblem('file-open-document'));
  throw new ReadingStopped(fileProblem('zip-without-data'));
}

/** What computers and publishers put beside the data. */
function isBeside(part: ArchivePart): boolean {
  const name = baseName(part);
  return (
    part.name.startsWith('__MACOSX/') || name.startsWith('.') || /^(leggimi|readme|note?|licen)/.test(name)
  );
}
