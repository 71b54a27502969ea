import type { ChapterPart, ListItem, RichText } from '../chapter.types.js';

export type Run = Exclude<RichText, string>[number];
type Marks = { strong?: true; em?: true; href?: string };

/** What a long field holds: paragraphs and lists with their marks, a part of what a chapter may. */
export type LightPart =
  | Pick<Extract<ChapterPart, { type: 'paragraph' }>, 'type' | 'text'>
  | Pick<Extract<ChapterPart, { type: 'list' }>, 'type' | 'items' | 'ordered'>;

/** As in chapters: only addresses that are safe to follow. */
const SAFE = /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)[^\s<>"()]*$/i;
const ITEM = /^( *)(?:(-|•)|(\d{1,3})[.)]) +(\S.*)$/;
const DEEPEST = 4;

/**
 * Reads the text of a long field. It is kept as people would type it in an e-mail, so that imports, the API and a form
 * without JavaScript need no other shape:
 *
 * - an empty line parts paragraphs, a line feed breaks the line;
 * - `- ` begins an item of a list, `1. ` of a numbered one that begins at 1; two spaces more, an inner list;
 * - `**bold**`, `_italic_` (`__italic__` within a word), `[words](address)`, `^[footnote]`;
 * - a backslash before such a sign makes it a plain letter.
 *
 * What is not written so is text, letter by letter: what was typed before there were marks reads as it did.
 */
export function readLightText(text: string): LightPart[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .flatMap(readPiece);
}

/** Lines between two empty ones: paragraphs and lists may follow each other without one. */
export function readPiece(piece: string): LightPart[] {
  const parts: LightPart[] = [];
  let lines: string[] = [];
  const close = () => {
    const text = readRich(lines.join('\n'));
    if (text !== null) parts.push({ type: 'paragraph', text });
    lines = [];
  };
  const all = piece.split('\n');
  for (let at = 0; at < all.length; ) {
    const end = endOfList(all, at);
    if (end > at) {
      close();
      parts.push(readList(all.slice(at, end)));
      at = end;
    } else {
      lines.push(all[at] ?? '');
      at += 1;
    }
  }
  close();
  return parts;
}

/** The line after the list that begins here; the same line where none does. */
function endOfList(lines: readonly string[], start: number): number {
  const first = ITEM.exec(lines[start] ?? '');
  // A list that goes on with 3 is somebody's own numbering, which printing it from 1 would change.
  if (first?.[1] !== '' || (first[3] !== undefined && first[3] !== '1')) return start;
  let number = 0;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const item = ITEM.exec(line);
    if (!item) {
      if (/^ {2}\s*\S/.test(line)) continue;
      return at;
    }
    if (item[1] !== '') continue;
    number += 1;
    if ((item[3] === undefined) !== (first[3] === undefined)) return at;
    if (item[3] !== undefined && Number(item[3]) !== number) return at === start ? start : at;
  }
  return lines.length;
}

interface Node {
  text: string;
  isNumbered: boolean;
  inner: Node[];
}

function readList(lines: readonly string[]): LightPart {
  const root: Node = { text: '', isNumbered: false, inner: [] };
  let path: { node: Node; indent: number }[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (!item) {
      const last = path.at(-1);
      if (last) last.node.text += `\n${line.trim()}`;
      continue;
    }
    const indent = item[1]?.length ?? 0;
    path = path.filter((one) => one.indent < indent).slice(0, DEEPEST - 1);
    const node: Node = { text: item[4] ?? '', isNumbered: item[3] !== undefined, inner: [] };
    (path.at(-1)?.node ?? root).inner.push(node);
    path = [...path, { node, indent }];
  }
  const isNumbered = root.inner[0]?.isNumbered ?? false;
  return { type: 'list', ...(isNumbered ? { ordered: true } : {}), items: toItems(root.inner, isNumbered) };
}

function toItems(nodes: readonly Node[], isNumbered: boolean): ListItem[] {
  return nodes.map((node): ListItem => {
    const text = readRich(node.text) ?? '…';
    const isInner = node.inner[0]?.isNumbered ?? false;
    if (node.inner.length > 0) {
      const items = toItems(node.inner, isInner);
      return { text, items, ...(isInner === isNumbered ? {} : { ordered: isInner }) };
    }
    return typeof text === 'string' && text.length <= 2_000 ? text : { text };
  });
}

function readRich(text: string): RichText | null {
  const runs = readInline(text.trim().replace(ESCAPED_ITEM, ''), {});
  const [only] = runs;
  if (only === undefined) return null;
  return runs.length === 1 && isPlain(only) ? only.text : runs;
}

function isPlain(run: Run): run is { text: string } {
  return 'text' in run && !run.strong && !run.em && run.href === undefined;
}

/** A line that begins as an item of a list and is none. */
const ESCAPED_ITEM = /^\\(?=\\*(?:-|•|\d{1,3}[.)]) )/gm;

/** Signs that may stand for something: each is a letter after a backslash. */
const SIGN = /[*_[\]^\\]/;
export const WORD = /[\p{L}\p{N}]/u;

function readInline(text: string, marks: Marks): Run[] {
  const runs: Run[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') runs.push({ text: plain, ...marks });
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const escaped = escapedAt(text, at);
    if (escaped !== null) {
      plain += escaped;
      at += 2;
      continue;
    }
    const found = noteAt(text, at) ?? linkAt(text, at, marks) ?? markAt(text, at, marks);
    if (found) {
      flush();
      runs.push(...('note' in found ? [{ note: found.note }] : readInline(found.inner, found.marks)));
      at = found.end;
    } else {
      const run = /^(\*+|_+)/.exec(text.slice(at))?.[0] ?? text.slice(at, at + 1);
      plain += run;
      at += run.length;
    }
  }
  flush();
  return runs;
}

/** The letter that a backslash here stands for; null where the backslash is one itself. */
function escapedAt(text: string, at: number): string | null {
  if (text[at] !== '\\') return null;
  const next = text[at + 1];
  // Two of them are one only where one would make a letter of a sign; elsewhere they are a path of a network.
  if (next === '\\') return isSign(text[at + 2]) ? next : null;
  return next !== undefined && isSign(next) ? next : null;
}

/** The end counts as one: after it a mark may close. */
export function isSign(letter: string | undefined): boolean {
  return letter === undefined || SIGN.test(letter);
}

/** Where the sign stands next, not after a backslash; -1 where it does not. */
function placeOf(sign: string, text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (escapedAt(text, at) !== null) at += 1;
    else if (text.startsWith(sign, at)) return at;
  }
  return -1;
}

function noteAt(text: string, at: number): { note: string; end: number } | null {
  if (!text.startsWith('^[', at)) return null;
  const end = placeOf(']', text, at + 2);
  const note = readEscaped(text.slice(at + 2, end))
    .replace(/\s+/g, ' ')
    .trim();
  return end < 0 || note === '' ? null : { note, end: end + 1 };
}

function readEscaped(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const escaped = escapedAt(text, at);
    plain += escaped ?? text[at];
    if (escaped !== null) at += 1;
  }
  return plain;
}

type Marked = { inner: string; marks: Marks; end: number };

function linkAt(text: string, at: number, marks: Marks): Marked | null {
  if (text[at] !== '[' || marks.href !== undefined) return null;
  const close = placeOf('](', text, at + 1);
  const end = close < 0 ? -1 : text.indexOf(')', close);
  const href = text.slice(close + 2, end);
  const inner = text.slice(at + 1, close);
  if (end < 0 || inner.trim() === '' || !SAFE.test(href)) return null;
  return { inner, marks: { ...marks, href }, end: end + 1 };
}

function markAt(text: string, at: number, marks: Marks): Marked | null {
  const run = /^(\*+|_+)/.exec(text.slice(at))?.[0] ?? '';
  const isStrong = run === '**' && !marks.strong;
  const isEm = (run === '_' || run === '__') && !marks.em;
  if ((!isStrong && !isEm) || /^\s|^$/.test(text.slice(at + run.length, at + run.length + 1))) return null;
  if (run === '_' && WORD.test(text[at - 1] ?? '')) return null;
  for (let end = placeOf(run, text, at + run.length); end >= 0; end = placeOf(run, text, end + 1)) {
    const whole: string = (run.startsWith('*') ? /^\*+/ : /^_+/).exec(text.slice(end))?.[0] ?? '';
    const isClose =
      whole === run &&
      end > at + run.length &&
      !/\s/.test(text[end - 1] ?? ' ') &&
      (run !== '_' || !WORD.test(text[end + 1] ?? ''));
    if (isClose)
      return {
        inner: text.slice(at + run.length, end),
        marks: { ...marks, ...(isStrong ? { strong: true } : { em: true }) },
        end: end + run.length,
      };
    end += whole.length - 1;
  }
  return null;
}

/** The words alone, for a line in a list or a result of a search: without signs, a footnote in brackets. */
export function lightWords(text: string): string {
  const say = (rich: RichText): string =>
    typeof rich === 'string'
      ? rich
      : rich.map((run) => ('text' in run ? run.text : 'note' in run ? ` [${run.note}]` : '')).join('');
  const items = (list: readonly ListItem[]): string[] =>
    list.flatMap((item) =>
      typeof item === 'string' ? [`- ${item}`] : [`- ${say(item.text)}`, ...items(item.items ?? [])],
    );
  return readLightText(text)
    .map((part) => (part.type === 'paragraph' ? say(part.text) : items(part.items).join('\n')))
    .join('\n\n');
}
