import {
  ExternalHyperlink,
  FootnoteReferenceRun,
  InternalHyperlink,
  type IParagraphOptions,
  Paragraph,
  type ParagraphChild,
  SimpleField,
  TextRun,
} from 'docx';
import type { List, Text } from './documents.types.js';
import type { FontFiles } from './fonts.js';
import type { NumberedDocument, NumberedRef, NumberedRun } from './number.js';

/** What the parts of a DOCX need to know of the whole. */
export type DocxContext = {
  numbered: NumberedDocument;
  fonts: FontFiles;
  /** Word's name of an anchor: at most 40 characters, no hyphens. */
  bookmark(anchor: string): string;
  /** The page of an anchor as the PDF has it: what a field shows until Word counts again. */
  pageOf(anchor: string): string;
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
    case 'link': {
      const marked = { ...style, ...marksOf(run), text: toXmlText(run.text) };
      // Word takes a path for a file of the reader's own disk: an address without host stays words.
      return /^[a-z]+:/i.test(run.href)
        ? [
            new ExternalHyperlink({
              link: run.href,
              children: [new TextRun({ ...marked, style: 'Hyperlink' })],
            }),
          ]
        : [new TextRun(marked)];
    }
    case 'ref':
      return writeReference(context, run, style);
    case 'note':
      return [
        new FootnoteReferenceRun({
          children: [
            new Paragraph({
              style: 'FootnoteText',
              children: run.note.runs.flatMap((inner) => writeRun(context, inner, {})),
            }),
          ],
        }),
      ];
    case 'text':
      return writeLines(run.text, { ...style, ...marksOf(run) });
  }
}

const marksOf = (run: { strong?: boolean | undefined; em?: boolean | undefined }): RunStyle => ({
  ...(run.strong ? { bold: true } : {}),
  ...(run.em ? { italics: true } : {}),
});

/** A number that Word counts is a field, which follows its target when people edit the file; other words are a link. */
function writeReference(context: DocxContext, run: NumberedRef, style: RunStyle): ParagraphChild[] {
  const words = new TextRun({ ...style, text: toXmlText(run.text) });
  if (run.anchor === undefined) return [words];
  const bookmark = context.bookmark(run.anchor);
  const { counted } = run;
  const reference: ParagraphChild[] = counted
    ? [
        ...(run.text === counted.text
          ? []
          : [new TextRun({ ...style, text: toXmlText(run.text.slice(0, -counted.text.length)) })]),
        new SimpleField(
          `REF ${bookmark} ${counted.of === 'heading' ? '\\r \\h' : '\\h'}`,
          toXmlText(counted.text),
        ),
      ]
    : [new InternalHyperlink({ anchor: bookmark, children: [words] })];
  if (!run.page) return reference;
  return [
    ...reference,
    new TextRun({ ...style, text: ` ${context.numbered.words.onPage} ` }),
    new SimpleField(`PAGEREF ${bookmark} \\h`, context.pageOf(run.anchor)),
  ];
}

/** A list, each item a paragraph of the right level. `base` gives the items the look of what they stand in. */
export function writeList(context: DocxContext, list: List, base: IParagraphOptions = {}): Paragraph[] {
  const write = (items: List['items'], level: number, isOrdered: boolean, instance: number): Paragraph[] =>
    items.flatMap((item) => {
      const { ordered = isOrdered } = item;
      return [
        new Paragraph({
          style: 'ListParagraph',
          contextualSpacing: false,
          ...base,
          numbering: { reference: isOrdered ? 'items' : 'bullets', level: Math.min(level, 3), instance },
          children: writeRuns(context, item.text),
        }),
        // A list of the other kind inside this one counts for itself.
        ...write(
          item.children ?? [],
          level + 1,
          ordered,
          ordered === isOrdered ? instance : context.nextList(),
        ),
      ];
    });
  return write(list.items, 0, list.ordered ?? false, context.nextList());
}
