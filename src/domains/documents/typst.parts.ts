import { placeBlocks } from './progress/places.js';
import type { Place } from './progress/step.types.js';

/** A block as typst.data.ts gives it to the template; what lies on turned pages is one. */
export type TypstBlock = { k: string; [name: string]: unknown };

/** Blocks that are set together, on their own. */
export interface Part {
  blocks: TypstBlock[];
  /** Whether it begins on a page of its own. */
  opensPage: boolean;
  /** Where in the document its last block is. */
  at: Place | undefined;
  /** Characters of its data, to tell how much of the whole it is. */
  weight: number;
}

/** Some ten pages: less than a second to wait for. */
const partWeight = 40_000;

/**
 * Cuts a document where a heading stands, at the start of chapters if it can: chapters that are short stay together,
 * long ones are cut within.
 */
export function cutParts(blocks: readonly TypstBlock[], isBook: boolean): Part[] {
  const places = placeBlocks(
    blocks.map((block) => ({ kind: block.k, level: Number(block.level), text: block.text })),
  );
  const opensChapter = (block: TypstBlock | undefined) =>
    isBook && block?.k === 'heading' && block.level === 1;
  const parts: Part[] = [];
  for (const [index, block] of blocks.entries()) {
    const weight = JSON.stringify(block).length;
    const last = parts.at(-1);
    // A heading keeps with what follows; what follows a heading is not cut from it.
    const mayCut = block.k === 'heading' && blocks[index - 1]?.k !== 'heading';
    const isFull = last !== undefined && last.weight >= (opensChapter(block) ? partWeight / 2 : partWeight);
    if (last && !(mayCut && isFull)) {
      last.blocks.push(block);
      last.at = places[index];
      last.weight += weight;
    } else {
      const opensPage = parts.length > 0 && (opensChapter(block) || blocks[index - 1]?.k === 'landscape');
      parts.push({ blocks: [block], opensPage, at: places[index], weight });
    }
  }
  return parts;
}

/** Anchors of these blocks, in their order. */
export function listAnchors(blocks: readonly TypstBlock[]): string[] {
  return blocks.flatMap((block) => [
    ...(typeof block.a === 'string' ? [block.a] : []),
    ...(block.k === 'landscape' ? listAnchors(block.blocks as TypstBlock[]) : []),
  ]);
}

/** The same blocks with references to what is not among them as bare words, as long as they would be. */
export function withoutOutside(blocks: readonly TypstBlock[]): readonly TypstBlock[] {
  const text = JSON.stringify(blocks);
  if (!text.includes('"t":"ref"')) return blocks;
  const here = new Set(listAnchors(blocks));
  return JSON.parse(text, (_key, value: unknown) =>
    isReference(value) && !here.has(String(value.a)) ? { ...value, a: null } : value,
  ) as TypstBlock[];
}

function isReference(value: unknown): value is { t: 'ref'; a: string | null } {
  return typeof value === 'object' && value !== null && 't' in value && value.t === 'ref';
}

/** Headings and captions alone, which is all that contents and lists are made of. */
export function keepListed(blocks: readonly TypstBlock[]): TypstBlock[] {
  return blocks.flatMap((block): TypstBlock[] => {
    if (block.k === 'landscape') return keepListed(block.blocks as TypstBlock[]);
    if (block.k === 'heading') return [block];
    const isListed = (block.k === 'table' || block.k === 'figure') && typeof block.number === 'string';
    return isListed
      ? [{ k: 'caption', of: block.k, a: block.a, number: block.number, caption: block.caption }]
      : [];
  });
}
