import type { Block, Callout, Item, Run, Text } from '#domains/documents/index.js';
import { textOf } from '../chapter.rules.js';
import type { ChapterPart, ListItem, RichText } from '../chapter.types.js';
import type { documentText } from '../document.messages.js';

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

/**
 * The second text of a part in which two people wrote at once. A draft shows it as what it is; it is nobody's text yet, so
 * it enters neither the lists of tables and figures nor the contents, and a plan that holds one is not frozen.
 */
export function toRival(part: ChapterPart, t: ReturnType<typeof documentText>): Block {
  const words = textOf(part).filter((line) => line !== '');
  const shown =
    part.type === 'block' ? [t('plan.document.live', { name: part.name })] : words.length > 0 ? words : ['…'];
  const blocks: Callout['blocks'] =
    part.type === 'list'
      ? [{ kind: 'list', items: toItems(part.items), ...(part.ordered ? { ordered: true } : {}) }]
      : part.type === 'paragraph' || part.type === 'quote'
        ? [{ kind: 'paragraph', text: toText(part.text) }]
        : shown.map((text) => ({ kind: 'paragraph', text }));
  const what = { kind: 'paragraph', text: t('plan.document.rival'), style: 'small' } as const;
  return { kind: 'callout', tone: 'warning', blocks: [what, ...blocks] };
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
