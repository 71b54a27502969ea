import type { Block, Document, Figure, Heading, Image, Run, Sheet, Table, Text } from './documents.types.js';
import { toRuns } from './format.js';
import { getWords, type Words } from './words.js';

type RunOf<Kind extends Run['kind']> = Extract<Run, { kind: Kind }>;

/** A run whose reference has become words and an address inside the document, and whose note has its number. */
export type NumberedRun =
  | RunOf<'text' | 'link' | 'break'>
  | NumberedRef
  | { kind: 'note'; note: NumberedNote };
/**
 * `anchor` is missing when the target is. `page`: print adds the page on which the target is. `counted` is the end of
 * `text` that a word processor counts by itself: the number of a heading, or the label of a caption.
 */
export type NumberedRef = {
  kind: 'ref';
  text: string;
  anchor: string | undefined;
  /** Where the target is, when it is not on the same web page. */
  href?: string;
  page: boolean;
  counted?: { of: 'heading' | 'caption'; text: string } | undefined;
};
/** A footnote; `runs` holds no notes. */
export type NumberedNote = { number: number; anchor: string; runs: NumberedRun[] };

export type NumberedHeading = Heading & { anchor: string; number: string | undefined };
export type NumberedTable = Table & { anchor: string; label: string };
export type NumberedFigure = Figure & { anchor: string; label: string };
/** Without a caption an image has no number. */
export type NumberedImage = Image & { anchor: string; label: string | undefined };
export type NumberedSheet = Sheet & { anchor: string };
export type NumberedBlock =
  | NumberedHeading
  | NumberedTable
  | NumberedFigure
  | NumberedImage
  | NumberedSheet
  | Exclude<Block, Heading | Table | Figure | Image | Sheet>;

/** A line of the contents or of a list of tables or figures. `level` is 1 in the lists. */
export type Entry = { anchor: string; label: string | undefined; title: string; level: number };

/** A document whose numbers, anchors, contents and lists are settled, the same for every renderer. */
export type NumberedDocument = {
  document: Document;
  words: Words;
  blocks: NumberedBlock[];
  contents: Entry[];
  tables: Entry[];
  figures: Entry[];
  /** Footnotes in the order of their marks. */
  notes: NumberedNote[];
  /** Footnotes whose marks are in the blocks from `start`, up to `end` excluded. */
  listNotes(start: number, end: number): NumberedNote[];
  /** Resolves the references and notes of any text of this document. */
  toRuns(text: Text): NumberedRun[];
  /** Targets that some text refers to and no block has. */
  danglingReferences: string[];
};

type Target = { anchor: string; text: string; counted?: NumberedRef['counted'] };

/**
 * Gives headings their numbers (1, 1.1, 1.1.1; "Allegato A", A.1 for annexes), captions their own ("Tabella 3",
 * "Figura 2", counted through the document), and every target its anchor. Pure: the input is not changed.
 */
export function numberDocument(document: Document): NumberedDocument {
  const words = getWords(document.lang);
  const anchors = createAnchors(document.blocks);
  const targets = new Map<string, Target>();
  const contents: Entry[] = [];
  const tables: Entry[] = [];
  const figures: Entry[] = [];
  const countHeading = createHeadingCounter();
  let depth = 0;

  const blocks = document.blocks.map((block): NumberedBlock => {
    switch (block.kind) {
      case 'heading': {
        // A level that was jumped over would be a hole in the outline that readers navigate by (PDF/UA-1 §7.4.2).
        const level = toLevel(Math.min(block.level, depth + 1));
        depth = level;
        const heading = { ...block, level };
        const anchor = anchors.take(block.id, toSlug(block.text));
        const number = countHeading(heading);
        const isAnnexHead = level === 1 && block.numbering === 'annex';
        const label = number && isAnnexHead ? `${words.annex} ${number}` : number;
        contents.push({ anchor, label, title: block.text, level });
        if (block.id) {
          targets.set(block.id, {
            anchor,
            text: nameHeading(heading, number, isAnnexHead, words),
            ...(label ? { counted: { of: 'heading', text: label } } : {}),
          });
        }
        return { ...heading, anchor, number: label };
      }
      case 'table': {
        const label = `${words.table} ${tables.length + 1}`;
        const anchor = anchors.take(block.id, `tab-${tables.length + 1}`);
        tables.push({ anchor, label, title: block.caption, level: 1 });
        if (block.id) targets.set(block.id, nameCaption(anchor, label));
        return { ...block, anchor, label };
      }
      case 'figure': {
        const label = `${words.figure} ${figures.length + 1}`;
        const anchor = anchors.take(block.id, `fig-${figures.length + 1}`);
        figures.push({ anchor, label, title: block.caption, level: 1 });
        if (block.id) targets.set(block.id, nameCaption(anchor, label));
        return { ...block, anchor, label };
      }
      case 'image': {
        const isListed = block.caption !== undefined;
        const label = isListed ? `${words.figure} ${figures.length + 1}` : undefined;
        const anchor = anchors.take(block.id, isListed ? `fig-${figures.length + 1}` : 'immagine');
        if (block.caption !== undefined) figures.push({ anchor, label, title: block.caption, level: 1 });
        if (block.id)
          targets.set(block.id, label ? nameCaption(anchor, label) : { anchor, text: words.image });
        return { ...block, anchor, label };
      }
      case 'sheet': {
        const anchor = anchors.take(block.id, toSlug(block.code ?? block.title));
        const text = block.code ? `${words.sheet} ${block.code}` : `«${block.title}»`;
        if (block.id) targets.set(block.id, { anchor, text });
        return { ...block, anchor };
      }
      default:
        return block;
    }
  });

  const danglingReferences = new Set<string>();
  const notes: NumberedNote[] = [];
  // A note is known again by its run: the same text is asked for by several renderers, and more than once.
  const noteOf = new Map<Run, NumberedNote>();
  const resolve = (text: Text): NumberedRun[] =>
    toRuns(text).map((run): NumberedRun => {
      if (run.kind === 'note') return { kind: 'note', note: noteOf.get(run) ?? addNote(run) };
      if (run.kind !== 'ref') return run;
      const target = targets.get(run.to);
      if (!target) danglingReferences.add(run.to);
      return {
        kind: 'ref',
        text: target?.text ?? `[${words.danglingReference}]`,
        anchor: target?.anchor,
        page: target !== undefined && run.page === true,
        counted: target?.counted,
      };
    });
  const addNote = (run: RunOf<'note'>): NumberedNote => {
    const number = notes.length + 1;
    const added = { number, anchor: `nota-${number}`, runs: resolve(run.text) };
    notes.push(added);
    noteOf.set(run, added);
    return added;
  };
  if (document.sourceNote) resolve(document.sourceNote);
  /** How many notes stand before each block, and after the last. */
  const notesBefore = document.blocks.map((block) => {
    const before = notes.length;
    for (const text of listBlockTexts(block)) resolve(text);
    return before;
  });

  return {
    document,
    words,
    blocks,
    contents: contents.filter((entry) => entry.level <= (document.contentsDepth ?? 3)),
    tables,
    figures,
    notes,
    listNotes: (start, end) =>
      notes.slice(notesBefore[start] ?? notes.length, notesBefore[end] ?? notes.length),
    toRuns: resolve,
    danglingReferences: [...danglingReferences],
  };
}

function toLevel(depth: number): Heading['level'] {
  return depth <= 1 ? 1 : depth === 2 ? 2 : depth === 3 ? 3 : 4;
}

function nameCaption(anchor: string, label: string): Target {
  return { anchor, text: label, counted: { of: 'caption', text: label } };
}

function nameHeading(
  heading: Heading,
  number: string | undefined,
  isAnnexHead: boolean,
  words: Words,
): string {
  if (!number) return `«${heading.text}»`;
  if (isAnnexHead) return `${words.annex} ${number}`;
  return `${heading.level === 1 ? words.chapter : words.section} ${number}`;
}

function createHeadingCounter(): (heading: Heading) => string | undefined {
  const counts = [0, 0, 0, 0];
  let chapters = 0;
  let annexes = 0;
  let opening = '';
  let isNumbered = true;
  return ({ level, numbering }) => {
    if (level === 1) {
      isNumbered = numbering !== 'none';
      if (!isNumbered) return undefined;
      counts.fill(0, 1);
      if (numbering === 'annex') annexes += 1;
      else chapters += 1;
      opening = numbering === 'annex' ? toLetters(annexes) : String(chapters);
      return opening;
    }
    // Under a chapter without a number a "0.1" or the number of the chapter before would mislead.
    if (numbering === 'none' || !isNumbered) return undefined;
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    counts.fill(0, level);
    return [opening, ...counts.slice(1, level)].join('.');
  };
}

/** 1 → A, 26 → Z, 27 → AA. */
function toLetters(count: number): string {
  const letter = String.fromCharCode(65 + ((count - 1) % 26));
  return count > 26 ? toLetters(Math.floor((count - 1) / 26)) + letter : letter;
}

function toSlug(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  // The prefix keeps anchors apart from the ids of the page around the document.
  return `s-${slug || 'parte'}`;
}

/** Anchors asked for by name are kept as they are; the others step aside with -2, -3… */
function createAnchors(blocks: readonly Block[]) {
  const named = blocks.flatMap((block) => ('id' in block && block.id ? [block.id] : []));
  const taken = new Set(named);
  const given = new Set<string>();
  return {
    take(id: string | undefined, wish: string): string {
      if (id && !given.has(id)) {
        given.add(id);
        return id;
      }
      let anchor = wish;
      for (let copy = 2; taken.has(anchor); copy += 1) anchor = `${wish}-${copy}`;
      taken.add(anchor);
      return anchor;
    },
  };
}

function* listBlockTexts(block: Block): Generator<Text> {
  switch (block.kind) {
    case 'paragraph':
      yield block.text;
      return;
    case 'qualityNote':
      yield block.message;
      return;
    case 'list':
      for (const item of block.items) yield* listItemTexts(item);
      return;
    case 'callout':
      for (const inner of block.blocks) yield* listBlockTexts(inner);
      return;
    case 'quote':
      for (const inner of block.blocks) yield* listBlockTexts(inner);
      if (block.cite) yield block.cite;
      return;
    case 'table':
      yield* listRowTexts([...block.rows, ...(block.footer ?? [])]);
      yield* block.notes ?? [];
      if (block.source) yield block.source;
      return;
    case 'figure':
    case 'image':
      if (block.note) yield block.note;
      if (block.source) yield block.source;
      return;
    case 'sheet':
      for (const content of block.sections.flatMap((section) =>
        section.fields.flatMap((field) => field.content),
      )) {
        if (content.kind === 'text') yield content.text;
        else if (content.kind === 'list') for (const item of content.items) yield* listItemTexts(item);
        else if (content.kind === 'table') yield* listRowTexts(content.rows);
      }
      return;
    default:
  }
}

type ListItem = { text: Text; children?: ListItem[] | undefined };
function* listItemTexts(item: ListItem): Generator<Text> {
  yield item.text;
  for (const child of item.children ?? []) yield* listItemTexts(child);
}

function* listRowTexts(rows: Table['rows']): Generator<Text> {
  for (const row of rows) {
    if ('group' in row) continue;
    for (const cell of row.cells) if (cell !== null && typeof cell !== 'number') yield cell;
  }
}
