import { crc32 } from 'node:zlib';

export const IMAGE_FORMATS = ['png', 'jpeg'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** More than this helps no print: 5 MB, 40 million points (A4 at 600 to the inch), 10,000 a side. */
export const largestImage = { bytes: 5_000_000, points: 40_000_000, side: 10_000 };

/** Points across and down. */
export type ImageSize = { width: number; height: number };

export type ImageFault = 'too-large' | 'too-many-points' | 'not-an-image' | 'damaged';

const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** What the bytes are by their first ones, whatever the file was called; undefined for any other kind. */
export function findImageFormat(bytes: Buffer): ImageFormat | undefined {
  if (bytes.subarray(0, 8).equals(pngSignature)) return 'png';
  if (bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xff_d8_ff) return 'jpeg';
  return undefined;
}

/**
 * Why an image may not enter a document, or undefined. The typesetter refuses a whole document for one broken image, so
 * its frame is read to the end here: chunks and check sums of a PNG (ISO/IEC 15948 §5), segments of a JPEG (ITU T.81 B.1).
 */
export function findImageFault(bytes: Buffer, format: ImageFormat): ImageFault | undefined {
  if (bytes.length > largestImage.bytes) return 'too-large';
  if (findImageFormat(bytes) !== format) return 'not-an-image';
  const size = format === 'png' ? readPng(bytes) : readJpeg(bytes);
  if (!size || size.width === 0 || size.height === 0) return 'damaged';
  const { points, side } = largestImage;
  if (size.width > side || size.height > side || size.width * size.height > points) return 'too-many-points';
  return undefined;
}

/** What an image is, with its size; or why it may not enter a document. */
export function readImage(bytes: Buffer): ({ format: ImageFormat } & ImageSize) | { fault: ImageFault } {
  const format = findImageFormat(bytes);
  const fault = format === undefined ? 'not-an-image' : findImageFault(bytes, format);
  if (format === undefined || fault !== undefined) return { fault: fault ?? 'not-an-image' };
  return { format, ...getImageSize(bytes, format) };
}

/** Size of an image that has no fault. */
export function getImageSize(bytes: Buffer, format: ImageFormat): ImageSize {
  const size = format === 'png' ? readPng(bytes) : readJpeg(bytes);
  if (!size) throw new Error('The image is damaged.');
  return size;
}

function readPng(bytes: Buffer): ImageSize | undefined {
  let hasData = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end))
      return undefined;
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (at === 8 && (kind !== 'IHDR' || length !== 13)) return undefined;
    if (kind === 'IDAT') hasData = true;
    if (kind === 'IEND')
      return hasData ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined;
    at = end + 4;
  }
  return undefined;
}

/** Frames of ordinary JPEGs: baseline, extended and progressive; the others are read by few programs. */
const frames = new Set([0xc0, 0xc1, 0xc2]);

function readJpeg(bytes: Buffer): ImageSize | undefined {
  let size: ImageSize | undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return undefined;
    if (frames.has(marker)) {
      if (at + 9 > bytes.length) return undefined;
      size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
    // After the scan's header come coded points, up to the end-of-image mark; cameras write more after it.
    if (marker === 0xda) return bytes.indexOf('\xff\xd9', at + length, 'latin1') > 0 ? size : undefined;
    at += 2 + length;
  }
  return undefined;
}
