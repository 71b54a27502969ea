import { z } from 'zod';

const Words = (max: number) => z.string().trim().min(1).max(max);

export const ParagraphPart = z.strictObject({ type: z.literal('paragraph'), text: Words(20_000) });
/** Level 1 is the chapter's own title. */
export const HeadingPart = z.strictObject({
  type: z.literal('heading'),
  level: z.union([z.literal(2), z.literal(3), z.literal(4)]),
  text: Words(300),
});
export const ListPart = z.strictObject({
  type: z.literal('list'),
  ordered: z.boolean().optional(),
  items: z.array(Words(2_000)).min(1).max(200),
});
/** A live block: what it shows is drawn from the data each time that the document is composed. */
export const BlockPart = z.strictObject({
  type: z.literal('block'),
  name: z.string().regex(/^[a-z]+\.[a-z]+(-[a-z]+)*$/),
  with: z.record(z.string().max(60), z.string().max(200)).optional(),
});
export const ChapterPart = z.discriminatedUnion('type', [ParagraphPart, HeadingPart, ListPart, BlockPart]);
export type ChapterPart = z.infer<typeof ChapterPart>;
export type BlockPart = z.infer<typeof BlockPart>;

/** A chapter in the order in which it is printed. */
export const ChapterContent = z.array(ChapterPart).max(400);
export type ChapterContent = z.infer<typeof ChapterContent>;

export interface Chapter {
  /** Null while nobody has written in it: it then holds the live blocks that the guideline requires. */
  id: string | null;
  /** As in the guideline: 1 to 7, A to C for annexes. */
  number: string;
  isAnnex: boolean;
  title: string;
  content: ChapterContent;
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
  kind: 'written' | 'dataOnly' | 'empty';
}

export interface ChapterVersion {
  version: number;
  content: ChapterContent;
  at: Date;
  by: string | null;
}
