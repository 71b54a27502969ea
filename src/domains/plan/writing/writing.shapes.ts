import { z } from 'zod';
import { Invalid } from '#platform/errors.js';
import { ChapterPart, type NamedPart, PartId } from '../chapter.types.js';
import type { PartEdit } from './edits.rules.js';

export const Tab = z.string().regex(/^[a-z0-9]{8,24}$/);
const Edit = z.strictObject({
  id: PartId,
  base: ChapterPart.nullable(),
  part: ChapterPart.nullable(),
  after: PartId.nullable().optional(),
});
/** What is wrong with a part is told in words (422), so its shape is looked at by the handler. */
export const Edits = z.object({
  version: z.number().int().min(0),
  edits: z.array(z.record(z.string(), z.unknown())).max(500),
  tab: Tab,
  /** The part in which the editor stands. */
  at: PartId.nullable(),
});
export const PresentPeople = z.array(z.object({ name: z.string(), part: z.string().nullable() }));
export const Rivals = z.array(z.object({ of: z.string(), id: z.string() }));

/** @throws Invalid that says what the part may not be */
export function readEdit(given: unknown): PartEdit {
  const edit = Edit.safeParse(given);
  if (!edit.success) throw new Invalid([{ field: 'part', code: codeOf(edit.error.issues) }]);
  const { id, base, part, after } = edit.data;
  const named = (one: ChapterPart | null): NamedPart | null => {
    if (one !== null && one.id !== id) throw new Invalid([{ field: 'part', code: 'plan.chapter.bad-part' }]);
    return one && { ...one, id };
  };
  return { id, base: named(base), part: named(part), after };
}

/** The words that the schema has for what is wrong, however deep in a choice of shapes it was found. */
function codeOf(issues: readonly z.core.$ZodIssue[]): string {
  for (const issue of issues) {
    if (issue.message.startsWith('plan.chapter.')) return issue.message;
    const inner = issue.code === 'invalid_union' ? codeOf(issue.errors.flat()) : 'plan.chapter.bad-part';
    if (inner !== 'plan.chapter.bad-part') return inner;
  }
  return 'plan.chapter.bad-part';
}
