import type { Ctx } from '#platform/http/context.js';
import type { Block } from './documents.types.js';

/** The plan that a document is about, as much of it as a live block needs. */
export interface PublishedPlan {
  id: string;
  /** First and last year: `2021-2023`. */
  code: string;
  title: string;
  /** Name of the ambito. */
  ambito: string;
  /** Days on which the period starts and ends. */
  period: { startsOn: string; endsOn: string };
  guidelineCode: string;
  /** The edition of the guideline that the plan keeps; without it, the present one. */
  guidelineSha256?: string | null;
  /** A plan is an act of Italian bodies: its document is in Italian, whatever language the reader's pages have. */
  lang: 'it';
}

/**
 * Draws one live block of a document from what is in the database now. Its answer may depend on the plan and on the
 * parameters only, never on who asks: one file serves all readers. Headings inside start from level 3, captions and
 * numbers are given later. Nothing to show is an empty list; what cannot be drawn (an unknown series, a place that
 * is gone) is `Refused` or `Invalid`, and is told in the block's place.
 */
export type BlockProvider = (
  ctx: Ctx,
  subject: PublishedPlan,
  params: Readonly<Record<string, string>>,
) => Promise<Block[]>;

export interface LiveBlockParam {
  name: string;
  label: { it: string; en: string };
  required?: boolean;
  /** Values to choose from; any text where it is left out. */
  choices?: (ctx: Ctx, subject: PublishedPlan) => Promise<readonly { value: string; label: string }[]>;
}

/** A block with what its editor may set. A bare `BlockProvider` has nothing to set. */
export interface LiveBlock {
  build: BlockProvider;
  /** What it is, for who chooses it where the guideline does not name it. */
  title?: { it: string; en: string };
  params: readonly LiveBlockParam[];
}

/** Live blocks by name: the domain that draws it, then what it draws, as `territory.density-map`. */
export type LiveBlocks = Readonly<Record<string, BlockProvider | LiveBlock>>;

/** Both ways of giving a block, as one. */
export function toLiveBlock(block: BlockProvider | LiveBlock): LiveBlock {
  return typeof block === 'function' ? { build: block, params: [] } : block;
}
