import type {
  Block,
  Callout,
  Field,
  FieldContent,
  Heading,
  List,
  Paragraph,
  Run,
  Text,
} from './documents.types.js';

/** A heading; numbers are given by the renderers' common pass, never typed. */
export function h(
  level: Heading['level'],
  text: string,
  options: Partial<Pick<Heading, 'id' | 'numbering'>> = {},
): Heading {
  return { kind: 'heading', level, text, ...options };
}

/** A paragraph, from a string or from runs. */
export function p(...parts: (string | Run)[]): Paragraph {
  return { kind: 'paragraph', text: joinRuns(parts) };
}

/** The opening paragraph of a chapter. */
export function lead(...parts: (string | Run)[]): Paragraph {
  return { kind: 'paragraph', text: joinRuns(parts), style: 'lead' };
}

/** A remark of method, in smaller type. */
export function small(...parts: (string | Run)[]): Paragraph {
  return { kind: 'paragraph', text: joinRuns(parts), style: 'small' };
}

export function strong(text: string): Run {
  return { kind: 'text', text, strong: true };
}

export function em(text: string): Run {
  return { kind: 'text', text, em: true };
}

export function link(text: string, href: string): Run {
  return { kind: 'link', text, href };
}

/** "Tabella 3", "Figura 2" or "paragrafo 1.2": the target is the `id` of a heading, table or figure. */
export function ref(to: string): Run {
  return { kind: 'ref', to };
}

/** The same with its page, where there are pages: "Tabella 3 a pagina 12". */
export function refWithPage(to: string): Run {
  return { kind: 'ref', to, page: true };
}

/** A footnote, where its mark stands. */
export function note(text: string): Run {
  return { kind: 'note', text };
}

/** A bulleted list. */
export function ul(items: readonly Text[]): List {
  return { kind: 'list', items: items.map((text) => ({ text })) };
}

/** A numbered list. */
export function ol(items: readonly Text[]): List {
  return { kind: 'list', ordered: true, items: items.map((text) => ({ text })) };
}

export function callout(tone: Callout['tone'], ...blocks: Callout['blocks']): Callout {
  return { kind: 'callout', tone, blocks };
}

export function pageBreak(): Block {
  return { kind: 'pageBreak' };
}

/** One field of a sheet. Missing texts and empty lists give an empty field, which prints "Non compilato". */
export function field(
  label: string,
  ...content: (FieldContent | string | readonly string[] | null | undefined)[]
): Field {
  return {
    label,
    content: content.flatMap((part): FieldContent[] => {
      if (part === null || part === undefined || part === '') return [];
      if (typeof part === 'string') return [{ kind: 'text', text: part }];
      if (isTexts(part)) return part.length ? [ul(part)] : [];
      return [part];
    }),
  };
}

function isTexts(part: FieldContent | readonly string[]): part is readonly string[] {
  return Array.isArray(part);
}

function joinRuns(parts: readonly (string | Run)[]): Text {
  const [first] = parts;
  if (parts.length === 1 && typeof first === 'string') return first;
  return parts.map((part): Run => (typeof part === 'string' ? { kind: 'text', text: part } : part));
}
