import type { NamedPart, RichText } from '../chapter.types.js';
import { compareWords } from '../life/compare.rules.js';
import { isSamePart, type PartEdit } from './edits.rules.js';
import type { Remark, Thread } from './remark.types.js';

type Run = Exclude<RichText, string>[number];

/** The words of a part of which another text may be proposed; null for tables, images and data. */
export function proposableText(part: NamedPart): string | null {
  switch (part.type) {
    case 'paragraph':
    case 'quote':
    case 'heading':
      return bareText(part.text);
    case 'list':
      return part.items.every((item) => typeof item === 'string' && !item.includes('\n'))
        ? part.items.join('\n')
        : null;
    default:
      return null;
  }
}

/** Words alone: marks, notes and references stand where they stand and are not rewritten. */
export function bareText(text: RichText): string {
  if (typeof text === 'string') return text;
  return text.map((run) => ('text' in run ? run.text : '')).join('');
}

/** The part with another text. Words that stay keep their marks, and notes and references their place. */
export function withText(part: NamedPart, text: string): NamedPart {
  switch (part.type) {
    case 'paragraph':
    case 'quote':
      return { ...part, text: rewriteText(part.text, text) };
    case 'heading':
      return { ...part, text: text.replace(/\s+/g, ' ').trim().slice(0, 300) };
    case 'list': {
      const items = text.split('\n').map((line) => line.trim());
      return { ...part, items: items.filter((line) => line !== '') };
    }
    default:
      return part;
  }
}

function rewriteText(rich: RichText, text: string): RichText {
  if (typeof rich === 'string') return text;
  const left: Run[] = rich.map((run) => ({ ...run }));
  const made: Run[] = [];
  const add = (run: Run) => {
    const last = made.at(-1);
    if (last && 'text' in last && 'text' in run && marksOf(last) === marksOf(run)) last.text += run.text;
    else made.push(run);
  };
  /** Takes so many letters of the former text, with their marks; what is no letter goes along. */
  const take = (length: number, keeps: boolean) => {
    let wanted = length;
    while (left.length > 0) {
      const [run] = left;
      if (run === undefined) return;
      if (!('text' in run)) {
        add(run);
        left.shift();
        continue;
      }
      if (wanted === 0) return;
      const piece = run.text.slice(0, wanted);
      if (keeps) add({ ...run, text: piece });
      wanted -= piece.length;
      run.text = run.text.slice(piece.length);
      if (run.text === '') left.shift();
    }
  };
  for (const word of compareWords(bareText(rich), text)) {
    if (word.kind === 'added') add({ text: word.text });
    else take(word.text.length, word.kind === 'same');
  }
  take(0, true);
  return made.length > 0 ? made : text;
}

function marksOf(run: Run): string {
  return 'text' in run ? `${run.strong ?? ''}|${run.em ?? ''}|${run.href ?? ''}` : '';
}

/** Who is named with `@` and their whole name, the longest name first: "Anna Rossi" is not "Anna". */
export function mentionedIn<P extends { name: string }>(text: string, people: readonly P[]): P[] {
  let rest = text.toLocaleLowerCase('it');
  const byName = Map.groupBy(people, (person) => person.name.toLocaleLowerCase('it'));
  // Two people of one name are both meant: nobody can tell which.
  return [...byName]
    .sort(([a], [b]) => b.length - a.length)
    .flatMap(([name, persons]) => {
      if (!rest.includes(`@${name}`)) return [];
      rest = rest.replaceAll(`@${name}`, ' ');
      return persons;
    });
}

/** What a proposal does to its part: its words, or also what words do not tell. */
export type ProposalKind = 'words' | 'looks' | 'add' | 'remove' | 'move';

export function proposalKind({
  edit,
  found,
  proposed,
}: Pick<Remark, 'edit' | 'found' | 'proposed'>): ProposalKind {
  if (!edit) return 'words';
  if (edit.base === null) return 'add';
  if (edit.part === null) return 'remove';
  if (edit.after !== undefined && isSamePart(edit.base, edit.part)) return 'move';
  return found === proposed ? 'looks' : 'words';
}

/** The image that a proposal is about; undefined where it is about something else. */
export function proposedImage({
  edit,
}: Pick<Remark, 'edit'>): Extract<NamedPart, { type: 'image' }> | undefined {
  const part = edit?.part ?? edit?.base;
  return part?.type === 'image' ? part : undefined;
}

/** The part beside which a remark is read: its own, or the one that a new part would follow; null where it is gone. */
export function placeOf(
  { part, edit }: Pick<Remark, 'part' | 'edit'>,
  content: readonly NamedPart[],
): string | null {
  const isThere = (id: string | null | undefined) => content.some((one) => one.id === id);
  if (isThere(part)) return part;
  if (edit?.base !== null || edit === null) return null;
  return edit.after && isThere(edit.after) ? edit.after : (content[0]?.id ?? null);
}

/**
 * Does a proposal still stand on the text that it was written on? One that does not waits for somebody who keeps the plan.
 */
export function isCurrent(content: readonly NamedPart[], { id, base }: PartEdit): boolean {
  const present = content.find((part) => part.id === id);
  return base === null ? present === undefined : present !== undefined && isSamePart(present, base);
}

/** What accepting a proposal does to the chapter; null where the text has changed since it was made. */
export function acceptedEdit(
  content: readonly NamedPart[],
  { edit, part: id, found, proposed }: Pick<Remark, 'edit' | 'part' | 'found' | 'proposed'>,
): PartEdit | null {
  if (edit) return isCurrent(content, edit) ? edit : null;
  const part = content.find((one) => one.id === id);
  return part && proposed !== null && proposableText(part) === found
    ? { id: part.id, base: part, part: withText(part, proposed) }
    : null;
}

/** Remarks with their answers, in the order in which they were made. */
export function threadsOf(remarks: readonly Remark[]): Thread[] {
  const answers = Map.groupBy(
    remarks.filter((remark) => remark.threadId !== null),
    (remark) => remark.threadId,
  );
  return remarks.flatMap((remark) =>
    remark.threadId === null ? [{ ...remark, answers: answers.get(remark.id) ?? [] }] : [],
  );
}
