import {
  ExternalHyperlink,
  InternalHyperlink,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import type { List, Text } from './documents.types.js';
import type { FontFiles } from './fonts.js';
import type { NumberedDocument, NumberedRun } from './number.js';

/** What the parts of a DOCX need to know of the whole. */
export type DocxContext = {
  numbered: NumberedDocument;
  fonts: FontFiles;
  /** Word's name of an anchor: at most 40 characters, no hyphens. */
  bookmark(anchor: string): string;
  /** Each numbered list of the document starts again from one. */
  nextList(): number;
};

/** XML 1.0 has no place for control characters and lone surrogates; Word refuses a file that holds one. */
export function toXmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\uFFFE\uFFFF]|(?![\n\t])\p{Cc}/gu, '');
}

type RunStyle = { bold?: boolean; italics?: boolean; color?: string; size?: number };

function writeLines(text: string, style: RunStyle): TextRun[] {
  return toXmlText(text)
    .split('\n')
    .map((line, index) => new TextRun({ ...style, text: line, ...(index > 0 ? { break: 1 } : {}) }));
}

/** Inline text as the children of a paragraph. */
export function writeRuns(context: DocxContext, text: Text, style: RunStyle = {}): ParagraphChild[] {
  return context.numbered.toRuns(text).flatMap((run) => writeRun(context, run, style));
}

function writeRun(context: DocxContext, run: NumberedRun, style: RunStyle): ParagraphChild[] {
  switch (run.kind) {
    case 'break':
      return [new TextRun({ break: 1 })];
    case 'link':
      // Word takes a path for a file of the reader's own disk: an address without host stays words.
      return /^[a-z]+:/i.test(run.href)
        ? [
            new ExternalHyperlink({
              link: run.href,
              children: [new TextRun({ ...style, text: toXmlText(run.text), style: 'Hyperlink' })],
            }),
          ]
        : [new TextRun({ ...style, text: toXmlText(run.text) })];
    case 'ref': {
      const child = new TextRun({ ...style, text: toXmlText(run.text) });
      return run.anchor
        ? [new InternalHyperlink({ anchor: context.bookmark(run.anchor), children: [child] })]
        : [child];
    }
    case 'text':
      return writeLines(run.text, {
        ...style,
        ...(run.strong ? { bold: true } : {}),
        ...(run.em ? { italics: true } : {}),
      });
  }
}

/** A list, each item a paragraph of the right level. `base` gives the items the look of what they stand in. */
export function writeList(context: DocxContext, list: List, base: IParagraphOptions = {}): Paragraph[] {
  const instance = context.nextList();
  const write = (items: List['items'], level: number): Paragraph[] =>
    items.flatMap((item) => [
      new Paragraph({
        style: 'ListParagraph',
        contextualSpacing: false,
        ...base,
        numbering: { reference: list.ordered ? 'items' : 'bullets', level: Math.min(level, 3), instance },
        children: writeRuns(context, item.text),
      }),
      ...write(item.children ?? [], level + 1),
    ]);
  return write(list.items, 0);
}
