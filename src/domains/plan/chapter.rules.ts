import type {
  ChapterContent,
  ChapterPart,
  ChapterState,
  ListItem,
  NamedPart,
  RichText,
} from './chapter.types.js';
import type { Guideline } from './guideline.types.js';

type GuidelineChapter = Guideline['chapters'][number];

/** What a chapter holds before anyone writes in it: the live blocks that the guideline requires. */
export function openingContent(chapter: GuidelineChapter): ChapterContent {
  return chapter.blocks
    .filter((block) => block.required)
    .map((block) => ({
      type: 'block',
      name: block.block,
      ...(block.with === undefined ? {} : { with: block.with }),
    }));
}

export function chapterState(content: ChapterContent, chapter: GuidelineChapter): ChapterState {
  const text = content.flatMap(textOf).join(' ').trim();
  const words = text === '' ? 0 : text.split(/\s+/).length;
  const names = content.flatMap((part) => (part.type === 'block' ? [part.name] : []));
  return {
    words,
    blocks: names.length,
    missing: chapter.blocks
      .filter((block) => block.required && !names.includes(block.block))
      .map((block) => block.block),
    rivals: listRivals(content).length,
    kind: words > 0 ? 'written' : names.length > 0 ? 'dataOnly' : 'empty',
  };
}

/** Second texts of parts in which two people wrote at once, until somebody chooses, or takes the first one out. */
export function listRivals<P extends ChapterPart>(content: readonly P[]): P[] {
  const present = new Set(content.map((part) => part.id));
  return content.filter((part) => part.rival !== undefined && present.has(part.rival));
}

/** Names of the parts and chapters to which the words of a content refer. */
export function listReferences(content: ChapterContent): string[] {
  const inText = (text: RichText) =>
    typeof text === 'string' ? [] : text.flatMap((run) => ('ref' in run ? [run.ref] : []));
  const inItem = (item: ListItem): string[] =>
    typeof item === 'string' ? [] : [...inText(item.text), ...(item.items ?? []).flatMap(inItem)];
  return content.flatMap((part) => {
    switch (part.type) {
      case 'paragraph':
      case 'quote':
        return inText(part.text);
      case 'list':
        return part.items.flatMap(inItem);
      case 'table':
        return part.rows.flat().flatMap(inText);
      default:
        return [];
    }
  });
}

/** The words of a part, one string a line; none for a live block, whose words come from the data. */
export function textOf(part: ChapterPart): string[] {
  switch (part.type) {
    case 'paragraph':
    case 'quote':
    case 'heading':
      return [plainText(part.text)];
    case 'list':
      return part.items.flatMap(itemText);
    case 'table':
      return [part.caption, part.head.join(' | '), ...part.rows.map((row) => row.map(plainText).join(' | '))];
    case 'image':
      return [part.caption, part.alt];
    case 'block':
      return [];
  }
}

/** Words without marks; a note stands in brackets where its mark is. */
export function plainText(text: RichText): string {
  if (typeof text === 'string') return text;
  return text.map((run) => ('text' in run ? run.text : 'note' in run ? ` [${run.note}]` : '')).join('');
}

function itemText(item: ListItem): string[] {
  return typeof item === 'string' ? [item] : [plainText(item.text), ...(item.items ?? []).flatMap(itemText)];
}

/**
 * Gives a name to the parts that have none, as those written before parts had names, or by a form. The same content
 * always gets the same names, unique in the plan: who reads it twice speaks of the same parts.
 */
export function namedParts(content: ChapterContent, number: string): NamedPart[] {
  const taken = new Set(content.flatMap((part) => part.id ?? []));
  const given = new Set<string>();
  return content.map((part, index) => {
    const mine = part.id !== undefined && !given.has(part.id) ? part.id : undefined;
    let id = mine ?? `c${number.toLowerCase()}p${index}`;
    for (let copy = 2; mine === undefined && (taken.has(id) || given.has(id)); copy += 1)
      id = `c${number.toLowerCase()}p${index}x${copy}`;
    given.add(id);
    return { ...part, id };
  });
}
