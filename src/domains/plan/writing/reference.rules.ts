import type { Chapter, NamedPart } from '../chapter.types.js';

/** Something that a cross-reference may lead to. */
export interface ReferenceTarget {
  /** Name by which the reference holds on to it. */
  value: string;
  /** What it is, in words; its number is known when the document is printed. */
  label: string;
  /** The chapter in which it is. */
  group: string;
}

/** Name of a whole chapter among the names of its parts, which begin with `c` and a digit, or with `p`. */
export function chapterTarget({ number, isAnnex }: Pick<Chapter, 'number' | 'isAnnex'>): string {
  return `${isAnnex ? 'allegato' : 'capitolo'}${number.toLowerCase()}`;
}

/**
 * Everything in the plan's chapters that has a number in print: chapters, headings, tables, images, blocks of data.
 * @param groupOf "Capitolo 3"
 * @param titleOf what a block of data is called
 */
export function listTargets<C extends Pick<Chapter, 'number' | 'isAnnex' | 'title' | 'content'>>(
  chapters: readonly C[],
  groupOf: (chapter: C) => string,
  titleOf: (block: string) => string,
): ReferenceTarget[] {
  return chapters.flatMap((chapter) => {
    const group = groupOf(chapter);
    const parts = chapter.content.flatMap((part): ReferenceTarget[] => {
      const label = labelOf(part, titleOf);
      return label === '' ? [] : [{ value: part.id, label: `«${label}»`, group }];
    });
    return [{ value: chapterTarget(chapter), label: `${group}: ${chapter.title}`, group }, ...parts];
  });
}

function labelOf(part: NamedPart, titleOf: (block: string) => string): string {
  switch (part.type) {
    case 'heading':
      return part.text;
    case 'table':
      return part.caption;
    case 'image':
      return part.caption || part.alt;
    case 'block':
      return [titleOf(part.name), ...Object.values(part.with ?? {})].join(' · ');
    default:
      return '';
  }
}
