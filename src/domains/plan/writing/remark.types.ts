import { z } from 'zod';
import { longText } from '#platform/http/form.js';
import { PartId } from '../chapter.types.js';
import type { PartEdit } from './edits.rules.js';

export type RemarkState = 'open' | 'resolved' | 'accepted' | 'refused' | 'withdrawn';

/** What somebody said about a passage, or an answer to it. */
export interface Remark {
  id: string;
  /** Name of the part; it may be gone from the chapter. */
  part: string;
  /** The words that it is about; empty for the whole part. */
  quote: string;
  startsAt: number | null;
  threadId: string | null;
  body: string;
  /** The text proposed instead, with the one that it was written on; null for a comment. */
  found: string | null;
  proposed: string | null;
  /** The change itself, where it was proposed in the editor; null for a text typed in a form. */
  edit: PartEdit | null;
  state: RemarkState;
  madeAt: Date;
  madeById: string | null;
  madeBy: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
}

export interface Thread extends Remark {
  answers: Remark[];
}

/** A remark as it is written; text or proposal may be left out, not both. */
export const NewRemark = z.object({
  part: PartId,
  quote: longText(500, 0).default(''),
  startsAt: z.coerce.number().int().min(0).max(100_000).optional(),
  body: longText(4_000, 0).default(''),
  proposed: longText(25_000, 0).default(''),
});
export type NewRemark = z.output<typeof NewRemark>;

export const Answer = z.object({ body: longText(4_000) });
