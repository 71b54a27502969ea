import type { ImageFormat } from './image.js';

/**
 * The same picture without what cameras and programs write beside it: place, day, device, author, comments, thumbnails, and
 * whatever stands after its end. Its points are not touched. Kept are colours (ICC, Adobe's transform, gamma), print size,
 * and how the picture is to be turned.
 * @param bytes of an image that has no fault (see `findImageFault`)
 */
export function withoutTraces(bytes: Buffer, format: ImageFormat): Buffer {
  return format === 'png' ? pngWithoutTraces(bytes) : jpegWithoutTraces(bytes);
}

/** Chunks that say how the points look (ISO/IEC 15948 §11); text, time, EXIF and programs' own ones go. */
const drawn = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'cICP',
  'bKGD',
  'pHYs',
]);

function pngWithoutTraces(bytes: Buffer): Buffer {
  const pieces = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (drawn.has(kind)) pieces.push(bytes.subarray(at, end));
    if (kind === 'IEND') break;
    at = end;
  }
  return Buffer.concat(pieces);
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const EXIF = 'Exif\0\0';

function jpegWithoutTraces(bytes: Buffer): Buffer {
  const head = [bytes.subarray(0, 2)];
  const rest: Buffer[] = [];
  let turn = 1;
  for (let at = 2; at + 2 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    // A marker may be preceded by any number of fill bytes (ITU T.81 B.1.1.2).
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE) {
      rest.push(bytes.subarray(at, at + 2));
      break;
    }
    if (at + 4 > bytes.length) break;
    const segmentEnd = at + 2 + bytes.readUInt16BE(at + 2);
    const content = bytes.subarray(at + 4, segmentEnd);
    const end = marker === START_OF_SCAN ? endOfScan(bytes, segmentEnd) : segmentEnd;
    if (marker === 0xe1) turn = readTurn(content) ?? turn;
    const isKept = isShown(marker, content);
    if (isKept) (marker === 0xe0 ? head : rest).push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...head, ...(turn === 1 ? [] : [turnSegment(turn)]), ...rest]);
}

/** JFIF (APP0), the ICC profile (APP2) and Adobe's colours (APP14) change how it looks; other APPn and comments do not. */
function isShown(marker: number, content: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = content.toString('latin1', 0, 12);
  // JFXX, the extension of JFIF, is a thumbnail: it may show what was cut off the picture.
  return (
    (marker === 0xe0 && name.startsWith('JFIF\0')) ||
    (marker === 0xe2 && name.startsWith('ICC_PROFILE\0')) ||
    (marker === 0xee && name.startsWith('Adobe'))
  );
}

/** Coded points up to the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, start: number): number {
  for (
    let at = bytes.indexOf(0xff, start);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

const ORIENTATION = 0x0112;

/** How the picture is turned, 1 (upright) to 8, where its EXIF says so (CIPA DC-008 4.6.4). */
function readTurn(content: Buffer): number | undefined {
  if (!content.toString('latin1', 0, 6).startsWith(EXIF) || content.length < 16) return undefined;
  const tiff = content.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const word = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return undefined;
  const fields = word(first);
  for (let field = 0; field < fields; field += 1) {
    const at = first + 2 + field * 12;
    if (at + 12 > tiff.length) return undefined;
    if (word(at) !== ORIENTATION) continue;
    const turn = word(at + 8);
    return turn >= 1 && turn <= 8 ? turn : undefined;
  }
  return undefined;
}

/** An EXIF of one field: a photograph taken upright stays upright. */
function turnSegment(turn: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM', 0, 'latin1');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  // Type SHORT, one value, in the first half of the field's four bytes.
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(turn, 18);
  const content = Buffer.concat([Buffer.from(EXIF, 'latin1'), tiff]);
  const frame = Buffer.from([0xff, 0xe1, 0, 0]);
  frame.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([frame, content]);
}
