import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Absent, Refused } from '#platform/errors.js';
import { h } from '../build.js';
import type { Block } from '../documents.types.js';

/** With this the subjects of choices begin: there are as many as readers think of, so only the last files are kept. */
export const CHOICE = 'choice-';

/** Files and jobs are found by their subject, and PostgreSQL indexes no text of more than 2,700 bytes. */
const LONGEST_KEY = 2_000;

/**
 * The codes of chosen sheets as a part of the name under which their file is kept: the same codes in the same order are
 * the same file. Three hundred take some 900 characters.
 * @throws Refused when they are too many for one file
 */
export function packCodes(codes: readonly string[]): string {
  const packed = deflateRawSync(codes.join('\n'), { level: 9 }).toString('base64url');
  if (packed.length > LONGEST_KEY) throw new Refused('documents.choice.too-many', { count: codes.length });
  return packed;
}

/** What `packCodes` has packed. */
export function unpackCodes(packed: string): string[] {
  return inflateRawSync(Buffer.from(packed, 'base64url')).toString('utf8').split('\n');
}

/** Codes as an address carries them: a field for each tick, or one with commas between them. */
export function readCodes(asked: string | readonly string[] | undefined): string[] {
  const codes = [asked ?? []].flat().flatMap((one) => one.split(','));
  return [...new Set(codes.map((code) => code.trim()).filter(Boolean))];
}

/**
 * The sheets with these codes, in this order, each under its title as a chapter: so that each begins its own page and has
 * its line in the contents. Sheets that are gone since they were chosen are left out.
 * @param blocks sheets, each after the heading that names it
 * @throws Absent when none is left
 */
export function pickSheets(blocks: readonly Block[], codes: readonly string[]): Block[] {
  const found = new Map<string, Block[]>();
  for (const [index, block] of blocks.entries()) {
    const heading = blocks[index - 1];
    if (block.kind === 'sheet' && block.code !== undefined && heading?.kind === 'heading')
      found.set(block.code, [h(1, heading.text, { numbering: 'none' }), block]);
  }
  const picked = codes.flatMap((code) => found.get(code) ?? []);
  if (picked.length === 0) throw new Absent('sheet');
  return picked;
}
