import { z } from 'zod';
import { ChapterContent, ChapterPart } from './chapter.types.js';
import { MOST_PARTS } from './writing/text-size.rules.js';

/**
 * A part as the form has it: texts may be empty while one is still writing. What a plain field cannot hold (marks, tables,
 * images) is kept as it is, and may be moved or taken out.
 */
export type DraftPart = { id: string } & (
  | { type: 'paragraph'; text: string }
  | { type: 'heading'; level: number; text: string }
  | { type: 'list'; ordered: boolean; text: string }
  | { type: 'block'; name: string; with: Record<string, string> }
  | { type: 'kept'; json: string }
);

export interface Draft {
  parts: DraftPart[];
  /** Version that the editor read; 0 for a chapter that nobody had written in. */
  version: number;
}

type Body = Record<string, unknown>;

const one = (body: Body, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : Array.isArray(value) ? String(value[0] ?? '') : '';
};

/** Names of a part's fields: `p3_text`, `p3_with_territory`. */
export const fieldName = (index: number, field: string): string => `p${index}_${field}`;

export function toDraft(content: ChapterContent, version: number): Draft {
  return { version, parts: content.map(toDraftPart) };
}

function toDraftPart(part: ChapterPart): DraftPart {
  const id = part.id ?? '';
  if (part.type === 'heading' && part.rival === undefined)
    return { id, type: 'heading', level: part.level, text: part.text };
  if (part.type === 'block') return { id, type: 'block', name: part.name, with: part.with ?? {} };
  if (part.type === 'paragraph' && typeof part.text === 'string' && part.rival === undefined)
    return { id, type: 'paragraph', text: part.text };
  if (part.type === 'list' && part.rival === undefined) {
    const items = part.items.filter((item) => typeof item === 'string' && !item.includes('\n'));
    if (items.length === part.items.length)
      return { id, type: 'list', ordered: part.ordered ?? false, text: items.join('\n') };
  }
  return { id, type: 'kept', json: JSON.stringify(part) };
}

/** Reads the form as it was sent, whatever it holds: nothing typed is lost, even when it cannot be saved. */
export function readDraft(body: Body): Draft {
  const parts: DraftPart[] = [];
  for (let index = 0; index < MOST_PARTS; index += 1) {
    const type = one(body, fieldName(index, 'type'));
    if (type === '') break;
    const id = one(body, fieldName(index, 'id'));
    const text = one(body, fieldName(index, 'text')).replace(/\r\n?/g, '\n');
    if (type === 'heading')
      parts.push({ id, type, level: Number(one(body, fieldName(index, 'level'))) || 2, text });
    else if (type === 'list')
      parts.push({ id, type, ordered: one(body, fieldName(index, 'ordered')) !== '', text });
    else if (type === 'block')
      parts.push({ id, type, name: one(body, fieldName(index, 'name')), with: readParams(body, index) });
    else if (type === 'kept') parts.push({ id, type, json: one(body, fieldName(index, 'json')) });
    else parts.push({ id, type: 'paragraph', text });
  }
  return { parts, version: Number(one(body, 'version')) || 0 };
}

function readParams(body: Body, index: number): Record<string, string> {
  const prefix = fieldName(index, 'with_');
  return Object.fromEntries(
    Object.keys(body)
      .filter((key) => key.startsWith(prefix))
      .map((key) => [key.slice(prefix.length), one(body, key).trim()])
      .filter(([, value]) => value !== ''),
  );
}

/** What the button does: saves, or changes the draft, which is then shown again. */
export type DraftAct =
  | { kind: 'save' }
  | { kind: 'up' | 'down' | 'remove' | 'keep'; at: number }
  | { kind: 'add'; at: number; part: DraftPart };

export function readAct(body: Body): DraftAct {
  const [kind, place, what] = one(body, 'act').split(':');
  const at = Number(place);
  if (!Number.isInteger(at)) return { kind: 'save' };
  if (kind === 'up' || kind === 'down' || kind === 'remove' || kind === 'keep') return { kind, at };
  if (kind !== 'add') return { kind: 'save' };
  switch (what) {
    case 'heading':
      return { kind, at, part: { id: '', type: 'heading', level: 2, text: '' } };
    case 'list':
      return { kind, at, part: { id: '', type: 'list', ordered: false, text: '' } };
    case 'block':
      return { kind, at, part: { id: '', type: 'block', name: one(body, `add${at}_block`), with: {} } };
    default:
      return { kind, at, part: { id: '', type: 'paragraph', text: '' } };
  }
}

/** The draft after a change, with the position to which the editor's attention goes. */
export function changeDraft(
  draft: Draft,
  act: Exclude<DraftAct, { kind: 'save' }>,
): Draft & { focus: number } {
  const parts = [...draft.parts];
  const limit = (position: number) => Math.max(0, Math.min(position, parts.length - 1));
  if (act.kind === 'add') {
    parts.splice(act.at + 1, 0, act.part);
    return { ...draft, parts, focus: limit(act.at + 1) };
  }
  if (act.kind === 'keep')
    return {
      ...draft,
      parts: parts.map((part, index) => (index === act.at ? chosen(part) : part)),
      focus: limit(act.at),
    };
  // A place that the draft does not have changes nothing; splice would count it from the end.
  const [moved] = act.at < 0 ? [] : parts.splice(act.at, 1);
  if (!moved || act.kind === 'remove') return { ...draft, parts, focus: limit(act.at) };
  const target = act.kind === 'up' ? Math.max(0, act.at - 1) : act.at + 1;
  parts.splice(target, 0, moved);
  return { ...draft, parts, focus: limit(target) };
}

/** One of two texts of a part, which from now on stands by itself. */
function chosen(part: DraftPart): DraftPart {
  const kept = part.type === 'kept' ? keptPart(part.json) : null;
  if (!kept) return part;
  const { rival: _, ...own } = kept;
  return toDraftPart(own);
}

/** Errors carry `content.<position>.<field>`; positions count the parts that are left once empty texts are gone. */
export const ChapterForm = z.preprocess(
  (body) => {
    const draft = readDraft(body as Body);
    return { version: draft.version, content: dropEmpty(draft.parts).map(toPart) };
  },
  z.object({ version: z.number().int().min(0), content: ChapterContent }),
);

/** A part that was added and left empty says nothing, and is not a mistake. */
export function dropEmpty(parts: readonly DraftPart[]): DraftPart[] {
  return parts.filter((part) => part.type === 'block' || part.type === 'kept' || part.text.trim() !== '');
}

/** The part that a field kept as it was; null for what is none. */
export function keptPart(json: string): ChapterPart | null {
  try {
    return ChapterPart.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

function toPart({ id, ...part }: DraftPart): unknown {
  const named = id === '' ? {} : { id };
  switch (part.type) {
    case 'list': {
      const items = part.text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      return { ...named, type: 'list', ...(part.ordered ? { ordered: true } : {}), items };
    }
    case 'block': {
      const params = Object.keys(part.with).length > 0 ? { with: part.with } : {};
      return { ...named, type: 'block', name: part.name, ...params };
    }
    case 'kept':
      return keptPart(part.json);
    default:
      return { ...named, ...part };
  }
}
