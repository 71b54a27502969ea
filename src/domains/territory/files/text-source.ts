import type { FileEncoding } from './files.types.js';
import { fileProblem, ReadingStopped } from './problem-log.js';

const bom = '\uFEFF';
const replacement = '\uFFFD';

/** Encoding stated by a byte order mark, or shown by the zero bytes of UTF-16 text in Latin letters. */
export function markedEncoding(head: Uint8Array): FileEncoding | undefined {
  const [a, b, c, d] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'utf-16be';
  return undefined;
}

/** Length in bytes of the valid UTF-8 character at `at`; 0 when invalid, -1 when cut off by the end of `bytes`. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length =
    lead >= 0xc2 && lead <= 0xdf
      ? 2
      : lead >= 0xe0 && lead <= 0xef
        ? 3
        : lead >= 0xf0 && lead <= 0xf4
          ? 4
          : 0;
  for (let i = 1; i < length; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return -1;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}

/**
 * Tells UTF-8 from windows-1252 by the first character beyond ASCII: an accented Italian letter of windows-1252
 * followed by a plain one is never valid UTF-8. Undefined while all is ASCII, or while that character is cut off.
 */
export function accentEncoding(bytes: Uint8Array, isEnd: boolean): FileEncoding | undefined {
  const at = bytes.findIndex((byte) => byte >= 0x80);
  if (at < 0) return undefined;
  const length = utf8Length(bytes, at);
  if (length < 0 && !isEnd) return undefined;
  return length > 0 ? 'utf-8' : 'windows-1252';
}

export interface TextSource {
  text: AsyncIterable<string>;
  /** ASCII alone counts as UTF-8. */
  encoding: () => FileEncoding;
}

/**
 * Decodes a file's bytes, without its byte order mark.
 * Until the first accent either encoding gives the same text, so the choice waits for it wherever it is in the file.
 * @throws ReadingStopped on a NUL (binary data) and on text damaged by a wrong encoding, with its line
 */
export function decodeText(bytes: AsyncIterable<Uint8Array>): TextSource {
  let encoding: FileEncoding | undefined;

  async function* text(): AsyncGenerator<string> {
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    let held: Uint8Array = new Uint8Array(0);
    let line = 1;
    let isStart = true;

    const check = (decoded: string): string => {
      const clean = isStart && decoded.startsWith(bom) ? decoded.slice(1) : decoded;
      if (decoded !== '') isStart = false;
      const damaged = clean.indexOf(replacement);
      const binary = clean.indexOf('\0');
      if (damaged >= 0 || binary >= 0) {
        const at = damaged < 0 ? binary : binary < 0 ? damaged : Math.min(damaged, binary);
        line += countNewlines(clean.slice(0, at));
        throw new ReadingStopped(
          fileProblem(at === binary ? 'file-binary' : 'file-unreadable-text', { line }),
        );
      }
      line += countNewlines(clean);
      return clean;
    };

    const take = (chunk: Uint8Array, isEnd: boolean): string => {
      if (decoder) return decoder.decode(chunk, { stream: true });
      const all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      // Four bytes tell a byte order mark, and the zero bytes of UTF-16.
      if (isStart && all.length < 4 && !isEnd) {
        held = all;
        return '';
      }
      encoding = (isStart ? markedEncoding(all) : undefined) ?? accentEncoding(all, isEnd);
      if (encoding) {
        decoder = new TextDecoder(encoding, { ignoreBOM: true });
        held = new Uint8Array(0);
        return decoder.decode(all, { stream: true });
      }
      const plain = isEnd ? all.length : all.findIndex((byte) => byte >= 0x80);
      const cut = plain < 0 ? all.length : plain;
      held = all.subarray(cut);
      return Buffer.from(all.buffer, all.byteOffset, cut).toString('latin1');
    };

    for await (const chunk of bytes) {
      const decoded = check(take(chunk, false));
      if (decoded !== '') yield decoded;
    }
    const last = check(take(new Uint8Array(0), true) + (decoder?.decode() ?? ''));
    if (last !== '') yield last;
  }

  return { text: text(), encoding: () => encoding ?? 'utf-8' };
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
