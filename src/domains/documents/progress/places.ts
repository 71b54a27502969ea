import type { Document } from '../documents.types.js';
import type { Place } from './step.types.js';

type Titled = { kind: string; level?: number; text?: unknown };

/** Blocks of any kind of tree whose headings open chapters and whose sheets are counted. */
export type Counted = Document['blocks'][number] | Titled;

/**
 * For each block where in the document it is: its chapter, and how many of the chapter's sheets are done when it is done.
 * Blocks before the first chapter have no place.
 */
export function placeBlocks(blocks: readonly Counted[]): (Place | undefined)[] {
  const opens = (block: Counted | undefined) =>
    block?.kind === 'heading' && 'level' in block && block.level === 1;
  const starts = blocks.flatMap((block, index) => (opens(block) ? [index] : []));
  // Where each chapter is a title and its sheet, the reader chose sheets and counts those.
  const isOfSheets =
    starts.length > 0 &&
    starts.every(
      (start, index) =>
        blocks[start + 1]?.kind === 'sheet' && (starts[index + 1] ?? blocks.length) === start + 2,
    );
  const places: (Place | undefined)[] = blocks.map(() => undefined);
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? blocks.length;
    const heading = blocks[start];
    const within = blocks.slice(start, end);
    const sheets = isOfSheets ? 0 : within.filter((block) => block.kind === 'sheet').length;
    let sheet = 0;
    for (const [offset, block] of within.entries()) {
      if (block.kind === 'sheet' && sheets > 0) sheet += 1;
      places[start + offset] = {
        kind: isOfSheets ? 'sheet' : 'chapter',
        number: index + 1,
        of: starts.length,
        title: heading && 'text' in heading ? String(heading.text) : '',
        sheet,
        sheets,
      };
    }
  }
  return places;
}
