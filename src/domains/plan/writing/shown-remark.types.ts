import { z } from 'zod';

/** A remark as the editor of a chapter shows it. */
export const ShownRemark = z.object({
  id: z.uuid(),
  part: z.string(),
  /** Of a new part: the part that it would follow. */
  after: z.string().nullable(),
  quote: z.string(),
  body: z.string(),
  answers: z.array(z.object({ by: z.string(), body: z.string() })),
  by: z.string(),
  isMine: z.boolean(),
  state: z.enum(['open', 'resolved', 'accepted', 'refused', 'withdrawn']),
  decidedBy: z.string().nullable(),
  /** What is proposed instead, word by word; null for a comment. */
  words: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })).nullable(),
  /** What a proposal adds, changes or takes out where that is an image. */
  image: z.object({ hash: z.string(), alt: z.string(), caption: z.string() }).nullable(),
  kind: z.enum(['words', 'looks', 'add', 'remove', 'move']),
  mayResolve: z.boolean(),
  mayDecide: z.boolean(),
});
export type ShownRemark = z.infer<typeof ShownRemark>;
