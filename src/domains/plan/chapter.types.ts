import { z } from 'zod';
import { MOST_COLUMNS, MOST_PARTS, MOST_ROWS } from './writing/text-size.rules.js';
import { SAFE_ADDRESS } from './writing/web-address.rules.js';

const Words = (max: number) => z.string().trim().min(1).max(max);

/** Names a part for as long as it lives: edits, comments and references hold on to it. */
export const PartId = z.string().regex(/^[a-z][a-z0-9]{1,23}$/, 'plan.chapter.bad-part');

const Href = z.string().trim().max(2_000).regex(SAFE_ADDRESS, 'plan.chapter.unsafe-link');

/** Words with their marks. A line feed breaks the line. */
export const MarkedRun = z.strictObject({
  text: z.string().min(1).max(20_000),
  strong: z.literal(true).optional(),
  em: z.literal(true).optional(),
  href: Href.optional(),
});
export type MarkedRun = z.infer<typeof MarkedRun>;
/** A reference to a heading, a table or an image of the same plan: printed with the number that it has. */
export const RefRun = z.strictObject({ ref: PartId });
/** A footnote, where its mark stands. */
export const NoteRun = z.strictObject({ note: Words(2_000) });

/** A plain string where nothing is marked. */
export const RichText = z.union([
  Words(20_000),
  z
    .array(z.union([MarkedRun, RefRun, NoteRun]))
    .min(1)
    .max(400),
]);
export type RichText = z.infer<typeof RichText>;

export const ListItem = z.union([
  Words(2_000),
  z.strictObject({
    text: RichText,
    get items() {
      return z.array(ListItem).min(1).max(100).optional();
    },
    ordered: z.boolean().optional(),
  }),
]);
export type ListItem = z.infer<typeof ListItem>;

/** Deeper lists print as flat ones, and nobody reads them. */
const DEEPEST = 4;
const depthOf = (items: readonly ListItem[]): number =>
  1 +
  Math.max(0, ...items.map((item) => (typeof item === 'string' || !item.items ? 0 : depthOf(item.items))));

const whichPart = {
  id: PartId.optional(),
  /** Another version of that part, by somebody who wrote at the same time: which one stays is chosen by hand. */
  rival: PartId.optional(),
};

export const ParagraphPart = z.strictObject({ type: z.literal('paragraph'), ...whichPart, text: RichText });
/** Somebody else's words. */
export const QuotePart = z.strictObject({ type: z.literal('quote'), ...whichPart, text: RichText });
/** Level 1 is the chapter's own title. */
export const HeadingPart = z.strictObject({
  type: z.literal('heading'),
  ...whichPart,
  level: z.union([z.literal(2), z.literal(3), z.literal(4)]),
  text: Words(300),
});
export const ListPart = z.strictObject({
  type: z.literal('list'),
  ...whichPart,
  ordered: z.boolean().optional(),
  items: z
    .array(ListItem)
    .min(1)
    .max(200)
    .refine((items) => depthOf(items) <= DEEPEST, 'plan.chapter.list-too-deep'),
});
export const TablePart = z
  .strictObject({
    type: z.literal('table'),
    ...whichPart,
    caption: z.string().trim().max(300),
    /** Names of the columns. */
    head: z.array(z.string().trim().max(300)).min(1).max(MOST_COLUMNS, 'plan.chapter.table-too-wide'),
    rows: z.array(z.array(z.union([z.literal(''), RichText]))).max(MOST_ROWS, 'plan.chapter.table-too-long'),
  })
  .refine(
    (table) => table.rows.every((row) => row.length === table.head.length),
    'plan.chapter.table-ragged',
  );
/** An image that was sent before; without words for who does not see it, it cannot enter. */
export const ImagePart = z.strictObject({
  type: z.literal('image'),
  ...whichPart,
  /** Hash of its bytes. */
  image: z.string().regex(/^[0-9a-f]{64}$/, 'plan.chapter.bad-part'),
  alt: z.string().trim().min(1, 'plan.chapter.alt-missing').max(500),
  caption: z.string().trim().max(300),
});
/** A live block: what it shows is drawn from the data each time that the document is composed. */
export const BlockPart = z.strictObject({
  type: z.literal('block'),
  ...whichPart,
  name: z.string().regex(/^[a-z]+\.[a-z]+(-[a-z]+)*$/),
  with: z.record(z.string().max(60), z.string().max(200)).optional(),
});
export const ChapterPart = z.discriminatedUnion('type', [
  ParagraphPart,
  QuotePart,
  HeadingPart,
  ListPart,
  TablePart,
  ImagePart,
  BlockPart,
]);
export type ChapterPart = z.infer<typeof ChapterPart>;
export type BlockPart = z.infer<typeof BlockPart>;
/** A part that has its name, as all have that were read from the database. */
export type NamedPart = ChapterPart & { id: string };

/** A chapter in the order in which it is printed. */
export const ChapterContent = z.array(ChapterPart).max(MOST_PARTS);
export type ChapterContent = z.infer<typeof ChapterContent>;

export interface Chapter {
  /** Null while nobody has written in it: it then holds the live blocks that the guideline requires. */
  id: string | null;
  /** As in the guideline: 1 to 7, A to C for annexes. */
  number: string;
  isAnnex: boolean;
  title: string;
  content: NamedPart[];
  /** Zero while nobody has written in it. */
  version: number;
  updatedAt: Date | null;
  updatedBy: string | null;
}

/** What a chapter holds and what its guideline still wants in it. */
export interface ChapterState {
  words: number;
  blocks: number;
  /** Names of the required live blocks that it does not hold. */
  missing: string[];
  /** Second texts of parts in which two people wrote at once: which one stays is still to be chosen. */
  rivals: number;
  kind: 'written' | 'dataOnly' | 'empty';
}

export interface ChapterVersion {
  version: number;
  at: Date;
  by: string | null;
}
