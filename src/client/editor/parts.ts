import type { JSONContent } from '@tiptap/core';
import type { ListItem, MarkedRun, NamedPart, RichText } from '../../domains/plan/chapter.types.js';

type Run = Exclude<RichText, string>[number];

/** A part of the chapter as a block of the editor. */
export function toNode(part: NamedPart): JSONContent {
  const attrs = { id: part.id, rival: part.rival ?? null };
  switch (part.type) {
    case 'paragraph':
      return { type: 'paragraph', attrs, content: toInline(part.text) };
    case 'quote':
      return { type: 'blockquote', attrs, content: [{ type: 'paragraph', content: toInline(part.text) }] };
    case 'heading':
      return { type: 'heading', attrs: { ...attrs, level: part.level }, content: toInline(part.text) };
    case 'list':
      return toList(part.items, part.ordered ?? false, attrs);
    case 'table':
      return {
        type: 'table',
        attrs: { ...attrs, caption: part.caption },
        content: [toRow('tableHeader', part.head), ...part.rows.map((row) => toRow('tableCell', row))],
      };
    case 'image':
      return {
        type: 'picture',
        attrs: { ...attrs, image: part.image, alt: part.alt, caption: part.caption },
      };
    case 'block':
      return { type: 'liveBlock', attrs: { ...attrs, name: part.name, with: part.with ?? {} } };
  }
}

function toRow(type: string, cells: readonly RichText[]): JSONContent {
  return {
    type: 'tableRow',
    content: cells.map((cell) => ({ type, content: [{ type: 'paragraph', content: toInline(cell) }] })),
  };
}

function toList(items: readonly ListItem[], ordered: boolean, attrs?: JSONContent['attrs']): JSONContent {
  return {
    type: ordered ? 'orderedList' : 'bulletList',
    ...(attrs ? { attrs } : {}),
    content: items.map((item) => {
      const text = typeof item === 'string' ? item : item.text;
      const inner = typeof item === 'string' ? undefined : item.items;
      return {
        type: 'listItem',
        content: [
          { type: 'paragraph', content: toInline(text) },
          ...(inner ? [toList(inner, typeof item === 'string' ? false : (item.ordered ?? ordered))] : []),
        ],
      };
    }),
  };
}

function toInline(text: RichText): JSONContent[] {
  const runs: Run[] = typeof text === 'string' ? (text === '' ? [] : [{ text }]) : text;
  return runs.flatMap((run): JSONContent[] => {
    if ('ref' in run) return [{ type: 'crossRef', attrs: { to: run.ref } }];
    if ('note' in run) return [{ type: 'note', attrs: { text: run.note } }];
    const marks = [
      ...(run.strong ? [{ type: 'bold' }] : []),
      ...(run.em ? [{ type: 'italic' }] : []),
      ...(run.href === undefined ? [] : [{ type: 'link', attrs: { href: run.href } }]),
    ];
    return run.text
      .split('\n')
      .flatMap((line, index): JSONContent[] => [
        ...(index > 0 ? [{ type: 'hardBreak' }] : []),
        ...(line === '' ? [] : [{ type: 'text', text: line, marks }]),
      ]);
  });
}

/** What a block of the editor says, as a part; null while it is empty, or has no name yet. */
export function toPart(node: JSONContent): NamedPart | null {
  const id = String(node.attrs?.id ?? '');
  if (id === '') return null;
  const rival = node.attrs?.rival as string | null | undefined;
  const which = { id, ...(rival ? { rival } : {}) };
  switch (node.type) {
    case 'paragraph': {
      const text = toRich(node.content);
      return text === null ? null : { type: 'paragraph', ...which, text };
    }
    case 'blockquote': {
      const text = toRich(node.content?.[0]?.content);
      return text === null ? null : { type: 'quote', ...which, text };
    }
    case 'heading': {
      const text = plain(toRich(node.content)).slice(0, 300).trim();
      const level = node.attrs?.level === 3 ? 3 : node.attrs?.level === 4 ? 4 : 2;
      return text === '' ? null : { type: 'heading', ...which, level, text };
    }
    case 'bulletList':
    case 'orderedList': {
      const items = toItems(node);
      const ordered = node.type === 'orderedList' ? { ordered: true } : {};
      return items.length === 0 ? null : { type: 'list', ...which, items, ...ordered };
    }
    case 'table':
      return { type: 'table', ...which, ...toGrid(node) };
    case 'picture': {
      const { image, alt, caption } = node.attrs ?? {};
      return { type: 'image', ...which, image, alt, caption: caption ?? '' };
    }
    case 'liveBlock': {
      const given = (node.attrs?.with ?? {}) as Record<string, string>;
      const params = Object.keys(given).length > 0 ? { with: given } : {};
      return { type: 'block', ...which, name: node.attrs?.name, ...params };
    }
    default:
      return null;
  }
}

function toItems(list: JSONContent): ListItem[] {
  return (list.content ?? []).flatMap((item): ListItem[] => {
    const text = toRich(item.content?.[0]?.content);
    const inner = item.content?.find((one) => one.type === 'bulletList' || one.type === 'orderedList');
    const items = inner ? toItems(inner) : [];
    if (items.length > 0) {
      const ordered = inner?.type === 'orderedList';
      const isOther = ordered !== (list.type === 'orderedList');
      return [{ text: text ?? '…', items, ...(isOther ? { ordered } : {}) }];
    }
    if (text === null) return [];
    return [typeof text === 'string' && text.length <= 2_000 ? text : { text }];
  });
}

/** The first row names the columns; rows that a paste left short are filled up. */
function toGrid(node: JSONContent): {
  caption: string;
  head: string[];
  rows: (RichText | '')[][];
} {
  const cells = (node.content ?? []).map((row) =>
    (row.content ?? []).flatMap((cell): (RichText | '')[] => [
      joined((cell.content ?? []).map((one) => toRich(one.content))),
      // A cell over several columns gives its words to the first.
      ...Array.from({ length: Math.max(0, Number(cell.attrs?.colspan ?? 1) - 1) }, () => ''),
    ]),
  );
  const width = Math.max(1, ...cells.map((row) => row.length));
  const filled = cells.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')]);
  const [head = [], ...rows] = filled;
  return {
    caption: String(node.attrs?.caption ?? '').trim(),
    head: head.map((cell) => plain(cell).slice(0, 300).trim()),
    rows,
  };
}

function joined(texts: (RichText | null)[]): RichText | '' {
  const said = texts.filter((text) => text !== null);
  const [first] = said;
  if (first === undefined) return '';
  if (said.length === 1) return first;
  return said.map((text) => plain(text)).join('\n');
}

function plain(text: RichText | null | ''): string {
  if (text === null || typeof text === 'string') return (text ?? '').replace(/\n/g, ' ');
  return text.map((run) => ('text' in run ? run.text.replace(/\n/g, ' ') : '')).join('');
}

function toRich(content: JSONContent[] | undefined): RichText | null {
  const runs: Run[] = [];
  let last: MarkedRun | undefined;
  const add = (text: string, marks: Omit<MarkedRun, 'text'>) => {
    const { text: _, ...former } = last ?? { text: '' };
    if (last && JSON.stringify(former) === JSON.stringify(marks)) last.text += text;
    else {
      last = { text, ...marks };
      runs.push(last);
    }
  };
  for (const node of content ?? []) {
    if (node.type === 'text') add(node.text ?? '', marksOf(node));
    else if (node.type === 'hardBreak') {
      const { text: _, ...marks } = last ?? { text: '' };
      add('\n', marks);
    } else if (node.type === 'note' || node.type === 'crossRef') {
      const said =
        node.type === 'note' ? { note: String(node.attrs?.text) } : { ref: String(node.attrs?.to) };
      runs.push(said);
      last = undefined;
    }
  }
  return trimmed(runs);
}

function marksOf(node: JSONContent): Omit<MarkedRun, 'text'> {
  const marks = node.marks ?? [];
  const href = marks.find((mark) => mark.type === 'link')?.attrs?.href as string | undefined;
  return {
    ...(marks.some((mark) => mark.type === 'bold') ? { strong: true as const } : {}),
    ...(marks.some((mark) => mark.type === 'italic') ? { em: true as const } : {}),
    ...(href ? { href } : {}),
  };
}

/** Without the space around it, as the server stores it: otherwise what one types would never be what is saved. */
function trimmed(runs: Run[]): RichText | null {
  for (;;) {
    const [first] = runs;
    if (first === undefined || !('text' in first)) break;
    first.text = first.text.trimStart();
    if (first.text !== '') break;
    runs.shift();
  }
  for (;;) {
    const end = runs.at(-1);
    if (end === undefined || !('text' in end)) break;
    end.text = end.text.trimEnd();
    if (end.text !== '') break;
    runs.pop();
  }
  const [only] = runs;
  if (only === undefined) return null;
  if (runs.length === 1 && 'text' in only && !only.strong && !only.em && only.href === undefined)
    return only.text;
  return runs;
}
