import type { Block, Item, Run, Text } from '#domains/documents/index.js';
import type { ListItem, RichText } from '../chapter.types.js';

/** Names of a part in the printed document: other parts refer to it. */
export function anchorOf(id: string): string {
  return `parte-${id}`;
}

/** Words with their marks, as documents print them. */
export function toText(text: RichText): Text {
  if (typeof text === 'string') return text;
  return text.map((run): Run => {
    if ('ref' in run) return { kind: 'ref', to: anchorOf(run.ref) };
    if ('note' in run) return { kind: 'note', text: run.note };
    const marks = {
      ...(run.strong ? { strong: true } : {}),
      ...(run.em ? { em: true } : {}),
    };
    return run.href === undefined
      ? { kind: 'text', text: run.text, ...marks }
      : { kind: 'link', text: run.text, href: run.href, ...marks };
  });
}

export function toItems(items: readonly ListItem[]): Item[] {
  return items.map((item): Item => {
    if (typeof item === 'string') return { text: item };
    if (!item.items) return { text: toText(item.text) };
    return {
      text: toText(item.text),
      children: toItems(item.items),
      ...(item.ordered === undefined ? {} : { ordered: item.ordered }),
    };
  });
}

/** Words of others, set apart. */
export function toQuote(text: RichText): Block {
  return { kind: 'quote', blocks: [{ kind: 'paragraph', text: toText(text) }] };
}

/** A table that somebody wrote: its cells are texts, figures come with live blocks. */
export function toTable(table: {
  id: string;
  /** Never empty: the document wants one. */
  caption: string;
  head: readonly string[];
  rows: readonly (readonly RichText[])[];
}): Block {
  return {
    kind: 'table',
    id: anchorOf(table.id),
    caption: table.caption,
    columns: table.head.map((title) => ({ title, kind: 'text' })),
    rows: table.rows.map((row) => ({ cells: row.map(toText) })),
  };
}

/** A photograph or a scan. Its bytes go into the files; the web page shows them too, and asks for nothing else. */
export function toImage(
  part: { id: string; alt: string; caption: string },
  image: { format: 'png' | 'jpeg'; bytes: Buffer },
): Block {
  return {
    kind: 'image',
    id: anchorOf(part.id),
    format: image.format,
    data: image.bytes.toString('base64'),
    alt: part.alt,
    ...(part.caption === '' ? {} : { caption: part.caption }),
  };
}
