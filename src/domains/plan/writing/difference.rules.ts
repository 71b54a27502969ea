import { textOf } from '../chapter.rules.js';
import type { NamedPart } from '../chapter.types.js';
import { compareWords, type WordRun } from '../life/compare.rules.js';
import { editsBetween, isSamePart } from './edits.rules.js';

export interface PartChange {
  kind: 'same' | 'added' | 'removed' | 'changed' | 'moved';
  /** As it is now; as it was where it is gone. */
  part: NamedPart;
  /** The words of a changed part; empty where its words are the same and only its marks or settings changed. */
  words: WordRun[];
}

/** How one content became another, part by part, in the order of now; what is gone stands where it was. */
export function compareContents(before: readonly NamedPart[], after: readonly NamedPart[]): PartChange[] {
  const was = new Map(before.map((part) => [part.id, part]));
  const present = new Set(after.map((part) => part.id));
  const moved = new Set(
    editsBetween(before, after).flatMap((edit) => (edit.base && edit.after !== undefined ? [edit.id] : [])),
  );
  const changes = after.map((part): PartChange => {
    const former = was.get(part.id);
    if (!former) return { kind: 'added', part, words: [] };
    if (isSamePart(former, part)) return { kind: moved.has(part.id) ? 'moved' : 'same', part, words: [] };
    const [old, fresh] = [textOf(former).join('\n'), textOf(part).join('\n')];
    return { kind: 'changed', part, words: old === fresh ? [] : compareWords(old, fresh) };
  });
  for (const [index, part] of before.entries()) {
    if (present.has(part.id)) continue;
    const previous = before[index - 1]?.id;
    const place = changes.findIndex((change) => change.part.id === previous);
    changes.splice(place + 1, 0, { kind: 'removed', part, words: [] });
  }
  return changes;
}
