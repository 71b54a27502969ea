import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { FileLimits } from './files.types.js';
import { fileProblem, ReadingStopped } from './problem-log.js';

/** A file inside a zip. */
export interface ArchivePart {
  name: string;
  /** Uncompressed bytes, as the zip states them; a part that turns out to have others is refused as damaged. */
  size: number;
  bytes: () => AsyncIterable<Uint8Array>;
}

const mostParts = 2_000;
/** Text and XML shrink to a hundredth at most; what shrinks more is made to fill a machine's memory. */
const mostRatio = 400;
const alwaysFine = 4 * 1024 * 1024;

/**
 * Opens a zip from its own table of contents, before anything is unpacked: sizes are summed and compared first.
 * @throws ReadingStopped when it is damaged, encrypted, or would unpack to more than is allowed
 */
export async function openArchive(
  content: Buffer,
  { maxUnpackedBytes }: Pick<FileLimits, 'maxUnpackedBytes'>,
): Promise<ArchivePart[]> {
  const parts: ArchivePart[] = [];
  let total = 0;
  try {
    const zip = await fromBufferPromise(content);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entry.isEncrypted()) throw new ReadingStopped(fileProblem('zip-encrypted'));
      total += entry.uncompressedSize;
      const isBomb =
        entry.uncompressedSize > alwaysFine &&
        entry.uncompressedSize > mostRatio * Math.max(1, entry.compressedSize);
      if (isBomb || total > maxUnpackedBytes || parts.length >= mostParts) {
        const expected = Math.floor(maxUnpackedBytes / (1024 * 1024));
        throw new ReadingStopped(fileProblem('zip-too-large', { found: entry.fileName, expected }));
      }
      parts.push({
        name: entry.fileName,
        size: entry.uncompressedSize,
        bytes: () => unpack(zip, entry),
      });
    }
  } catch (error) {
    throw stopped(error);
  }
  return parts;
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk;
  } catch (error) {
    throw stopped(error);
  }
}

/** The library's errors are all about a zip that is not as it should be: its content is in memory. */
function stopped(error: unknown): Error {
  if (error instanceof ReadingStopped) return error;
  return new ReadingStopped(fileProblem('zip-damaged'));
}

/** Name without folders, lower case. */
export function baseName(part: Pick<ArchivePart, 'name'>): string {
  return (part.name.split('/').at(-1) ?? '').toLowerCase();
}

/** A part's whole content, for the small ones. @throws ReadingStopped beyond `most` bytes */
export async function partContent(part: ArchivePart, most: number): Promise<Buffer> {
  if (part.size > most)
    throw new ReadingStopped(
      fileProblem('zip-too-large', { found: part.name, expected: Math.floor(most / (1024 * 1024)) }),
    );
  const chunks: Uint8Array[] = [];
  for await (const chunk of part.bytes()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
