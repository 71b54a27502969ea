import type { NumberedBlock } from './number.js';

type Group = NumberedBlock | NumberedBlock[];

const isWideTable = (block: Group | undefined): boolean =>
  block !== undefined && !Array.isArray(block) && block.kind === 'table' && block.landscape === true;

/**
 * Wide tables in a row share turned pages, one turn of the sheet instead of one each, and take with them the heading
 * just above, which would be left alone on its page. Chapters' headings stay upright.
 */
export function groupLandscape(blocks: readonly NumberedBlock[]): Group[] {
  const groups: Group[] = [];
  for (const [index, block] of blocks.entries()) {
    const last = groups.at(-1);
    const opensTable = block.kind === 'heading' && block.level > 1 && isWideTable(blocks[index + 1]);
    if (!isWideTable(block) && !opensTable) groups.push(block);
    else if (Array.isArray(last)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}
