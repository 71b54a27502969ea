import type { FontFiles } from './fonts.js';

/** Stands for a character that no font of ours can draw: a PDF/UA with an undrawn character is refused whole. */
export const substitute = '\uFFFD';

/**
 * Code points that a font draws, from its `cmap` table. Formats 4 and 12 are read (OpenType 1.9 §cmap): every font
 * we carry has one of them.
 */
export function readCoverage(font: Buffer): Set<number> {
  const points = new Set<number>();
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16;
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const cmap = font.readUInt32BE(record + 8);
    for (let sub = 0; sub < font.readUInt16BE(cmap + 2); sub += 1) {
      const platform = font.readUInt16BE(cmap + 4 + sub * 8);
      const offset = cmap + font.readUInt32BE(cmap + 8 + sub * 8);
      // Platform 1 is the old Macintosh encoding, whose codes are not Unicode's.
      if (platform === 1) continue;
      const format = font.readUInt16BE(offset);
      if (format === 4) readSegments(font, offset, points);
      else if (format === 12) readGroups(font, offset, points);
    }
  }
  return points;
}

function readSegments(font: Buffer, offset: number, points: Set<number>): void {
  const bytes = font.readUInt16BE(offset + 6);
  const ends = offset + 14;
  const starts = ends + bytes + 2;
  const deltas = starts + bytes;
  const ranges = deltas + bytes;
  for (let at = 0; at < bytes; at += 2) {
    const end = font.readUInt16BE(ends + at);
    const start = font.readUInt16BE(starts + at);
    const delta = font.readUInt16BE(deltas + at);
    const range = font.readUInt16BE(ranges + at);
    for (let point = start; point <= end && point < 0xffff; point += 1) {
      const glyph =
        range === 0 ? (point + delta) & 0xffff : font.readUInt16BE(ranges + at + range + (point - start) * 2);
      if (glyph !== 0) points.add(point);
    }
  }
}

function readGroups(font: Buffer, offset: number, points: Set<number>): void {
  const groups = font.readUInt32BE(offset + 12);
  for (let group = 0; group < groups; group += 1) {
    const at = offset + 16 + group * 12;
    const glyph = font.readUInt32BE(at + 8);
    const start = font.readUInt32BE(at);
    for (let point = start; point <= font.readUInt32BE(at + 4); point += 1) {
      if (glyph + point - start !== 0) points.add(point);
    }
  }
}

export type Printable = {
  /**
   * Text as our fonts can print it: composed accents (NFC), control characters out, tabs as spaces, and one
   * substitute where a run of characters has no glyph (most emoji, Chinese…).
   */
  clean(text: string): string;
  /** Whether the main face draws it all; the other face is carried upright only and may not be asked for italics. */
  isOfMainFace(text: string): boolean;
};

/** Letters, figures and signs of Italian as it is typed, already composed (NFC). */
const plain = /^[\n -~À-ÿ€’–]*$/;

/** Reads what the fonts draw, once, for all the texts of a document. */
export function createPrintable(fonts: FontFiles): Printable {
  // A character must be in every face of a family: the same word may come in bold.
  const [main, fallback] = [fonts.main, fonts.fallback].map((files) => {
    const faces = files.map(readCoverage);
    return (character: string) => faces.every((points) => points.has(character.codePointAt(0) ?? 0));
  });
  const isMain = (character: string) => main?.(character) ?? false;
  return {
    isOfMainFace: (text) => [...text].every((character) => character === '\n' || isMain(character)),
    clean(text) {
      // Nearly all texts are of these letters, which every face has: character by character they would cost a third more memory.
      if (plain.test(text)) return text;
      let printable = '';
      for (const character of text
        .toWellFormed()
        .replace(/\r\n?|\u2028|\u2029/g, '\n')
        .normalize('NFC')) {
        if (character === '\n') printable += character;
        else if (character === '\t') printable += ' ';
        else if (/[\p{Cc}\p{Variation_Selector}\p{Bidi_Control}]/u.test(character)) continue;
        else if (isMain(character) || fallback?.(character)) printable += character;
        else if (!printable.endsWith(substitute)) printable += substitute;
      }
      return printable;
    },
  };
}
