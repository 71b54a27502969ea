import {
  Document as DocxDocument,
  Footer,
  Header,
  type ImageRun,
  InternalHyperlink,
  type ISectionOptions,
  LeaderType,
  Packer,
  PageNumber,
  PageOrientation,
  PageReference,
  Paragraph,
  type ParagraphChild,
  SectionType,
  SimpleField,
  Tab,
  TableOfContents,
  TabStopType,
  TextRun,
} from 'docx';
import { formatDate } from '#platform/i18n/format.js';
import type { Document, Emblem } from './documents.types.js';
import { type DocxBlock, writeBlock, writePhotograph, writePicture } from './docx.blocks.js';
import { colour, getNumbering, getStyles, margins, textTwips } from './docx.styles.js';
import { type DocxContext, toXmlText, writeRuns } from './docx.text.js';
import { fontFamily, readFonts } from './fonts.js';
import { groupLandscape } from './landscape.layout.js';
import { type Entry, type NumberedDocument, type NumberedHeading, numberDocument } from './number.js';
import type { OnStep } from './progress/step.types.js';
import { createTally, type Tally } from './progress/tally.js';
import { prepareRaster } from './raster.js';
import type { PageNumbers } from './typst.compile.js';
import { getWords } from './words.js';

type Side = 'portrait' | 'landscape';
/** Of the text's width. */
const emblemWidth = 0.2;

/** A section: one chapter, or as much of it as lies one way. */
type Part = {
  side: Side;
  children: (DocxBlock | TableOfContents)[];
  /** Its title is in the running head; undefined before the first. */
  chapter: NumberedHeading | undefined;
  /** Whether the chapter's title is on the first page, where the head would say it twice. */
  opens: boolean;
};

/**
 * Composes the DOCX; runs in the child process of render.worker.ts. `pages` are those of the PDF: Word counts its own
 * when it updates the contents, which it does not do by itself, so something near must be written there.
 */
export async function composeDocx(document: Document, pages: PageNumbers, onStep: OnStep): Promise<Buffer> {
  await prepareRaster();
  const context = createContext(numberDocument(document), pages);
  const tally = createTally(context.numbered.blocks, 'compose', onStep);
  const parts = [
    { side: 'portrait' as const, children: writeFront(context), chapter: undefined, opens: false },
    ...writeParts(context, tally),
  ];
  const [regular, italic, , , bold, boldItalic] = context.fonts.main;
  if (!regular || !italic || !bold || !boldItalic) throw new Error('A face of the document is missing.');
  const file = new DocxDocument({
    title: toXmlText(document.title),
    creator: toXmlText(document.ambito),
    lastModifiedBy: toXmlText(document.ambito),
    ...(document.subtitle ? { subject: toXmlText(document.subtitle) } : {}),
    styles: getStyles(document),
    numbering: getNumbering(context.numbered.words),
    fonts: [{ name: fontFamily, data: regular, bold, italic, boldItalic }],
    hyphenation: { autoHyphenation: true, consecutiveHyphenLimit: 2 },
    // Word would otherwise show empty page numbers, or ask whether to fill them, when the file is opened.
    pageNumbers: () => ({
      bookmarks: new Map(pages.at.map(([anchor, page]) => [context.bookmark(anchor), String(page)])),
      pageCount: pages.count,
    }),
    sections: parts.map((part, index) => writeSection(context, part, index)),
  });
  onStep({ stage: 'write', done: 0, pages: pages.count });
  return Packer.toBuffer(file);
}

function createContext(numbered: NumberedDocument, pages: PageNumbers): DocxContext {
  const names = new Map<string, string>();
  const pageOf = new Map(pages.at);
  let lists = 0;
  return {
    numbered,
    fonts: readFonts(),
    bookmark(anchor) {
      const name = names.get(anchor) ?? `trama_${names.size + 1}`;
      names.set(anchor, name);
      return name;
    },
    pageOf: (anchor) => String(pageOf.get(anchor) ?? ''),
    nextList: () => ++lists,
  };
}

/** The blocks, cut where a chapter begins, whose title is in its running head, and where the page turns. */
function writeParts(context: DocxContext, tally: Tally): Part[] {
  const isBook = context.numbered.document.form !== 'report';
  const parts: Part[] = [];
  let chapter: NumberedHeading | undefined;
  const add = (side: Side, blocks: Part['children'], opens = false) => {
    const last = parts.at(-1);
    if (last?.side === side && !opens) last.children.push(...blocks);
    else parts.push({ side, children: [...blocks], chapter, opens });
  };
  if (isBook) add('portrait', writeContents(context));
  for (const group of groupLandscape(context.numbered.blocks)) {
    if (Array.isArray(group)) {
      for (const block of group) {
        tally.next();
        add('landscape', writeBlock(context, block, true));
      }
      continue;
    }
    tally.next();
    const opens = isBook && group.kind === 'heading' && group.level === 1;
    if (opens) chapter = group;
    add('portrait', writeBlock(context, group), opens);
  }
  return parts;
}

function writeFront(context: DocxContext): DocxBlock[] {
  const { document } = context.numbered;
  const isBook = document.form !== 'report';
  const soft = (text: string) =>
    new Paragraph({ children: [new TextRun({ text: toXmlText(text), color: colour.soft })] });
  return [
    ...(document.emblem
      ? [
          new Paragraph({
            children: [writeEmblem(context, document.emblem)],
          }),
        ]
      : []),
    new Paragraph({
      spacing: { before: isBook ? 3_400 : 0, after: 120 },
      children: [
        new TextRun({ text: toXmlText(document.ambito), bold: true, color: colour.accent, size: 28 }),
      ],
    }),
    new Paragraph({ style: 'Title', children: [new TextRun(toXmlText(document.title))] }),
    ...(document.subtitle
      ? [new Paragraph({ children: [new TextRun({ text: toXmlText(document.subtitle), size: 34 })] })]
      : []),
    ...(document.period ? [soft(document.period)] : []),
    ...document.coverLines.map((line, index) =>
      index === 0 && isBook
        ? new Paragraph({
            spacing: { before: 5_200 },
            children: [new TextRun({ text: toXmlText(line), color: colour.soft })],
          })
        : soft(line),
    ),
    new Paragraph({
      children: [
        new TextRun({
          text: `${toXmlText(document.version)} · ${getWords(document.lang).textOf} ${formatDate(document.date, { lang: document.lang })}`,
          bold: true,
        }),
      ],
    }),
  ];
}

function writeEmblem(context: DocxContext, emblem: Emblem): ImageRun {
  const { ambito } = context.numbered.document;
  return 'data' in emblem
    ? writePhotograph({ ...emblem, width: emblemWidth }, ambito)
    : writePicture(context, { ...emblem, width: emblemWidth }, ambito);
}

function writeContents(context: DocxContext): (DocxBlock | TableOfContents)[] {
  const { document, words, contents, tables, figures } = context.numbered;
  return [
    new Paragraph({
      style: 'ListTitle',
      spacing: { before: 0, after: 240 },
      children: [new TextRun({ text: words.contents, size: 42 })],
    }),
    new TableOfContents(words.contents, {
      hyperlink: true,
      headingStyleRange: `1-${document.contentsDepth ?? 3}`,
      contentChildren: contents.map((entry) => writeLine(context, entry, `TOC${entry.level}`)),
    }),
    ...writeEntries(context, words.listOfTables, words.table, tables),
    ...writeEntries(context, words.listOfFigures, words.figure, figures),
    ...(document.sourceNote
      ? [
          new Paragraph({
            style: 'Small',
            spacing: { before: 480 },
            children: [
              new TextRun({ text: `${words.sources}. `, bold: true }),
              ...writeRuns(context, document.sourceNote),
            ],
          }),
        ]
      : []),
  ];
}

/** One line of the contents or of a list, a link to what it names. */
function writeLine(context: DocxContext, entry: Entry, style: string): Paragraph {
  const bookmark = context.bookmark(entry.anchor);
  // "Allegato A" is a word, not a number: it takes more room than the style has.
  const isWord =
    style !== 'TableOfFigures' && entry.label !== undefined && !/^[\dA-Z]+(\.|$)/.test(entry.label);
  return new Paragraph({
    style,
    tabStops: [
      ...(isWord ? [{ type: TabStopType.LEFT, position: 1_200 }] : []),
      { type: TabStopType.RIGHT, position: textTwips.portrait, leader: LeaderType.DOT },
    ],
    children: [
      new InternalHyperlink({
        anchor: bookmark,
        children: [
          ...(entry.label === undefined
            ? []
            : [
                new TextRun({ text: entry.label, color: entry.level === 1 ? colour.accent : colour.soft }),
                new TextRun({ children: [new Tab()] }),
              ]),
          new TextRun({ children: [toXmlText(entry.title), new Tab()] }),
          new PageReference(bookmark, { hyperlink: true }),
        ],
      }),
    ],
  });
}

/**
 * The list of tables or figures: a field over the captions numbered by `word`, with its lines already written, each a
 * link to its caption.
 */
function writeEntries(
  context: DocxContext,
  title: string,
  word: string,
  entries: readonly Entry[],
): (DocxBlock | TableOfContents)[] {
  if (entries.length === 0) return [];
  return [
    new Paragraph({ style: 'ListTitle', children: [new TextRun(title)] }),
    new TableOfContents(title, {
      hyperlink: true,
      captionLabelIncludingNumbers: word,
      contentChildren: entries.map((entry) => writeLine(context, entry, 'TableOfFigures')),
    }),
  ];
}

function writeSection(context: DocxContext, part: Part, index: number): ISectionOptions {
  const { document, words } = context.numbered;
  const isReport = document.form === 'report';
  const isBare = index === 0 && !isReport;
  const isTurned = part.side === 'landscape';
  const line = (left: ParagraphChild[], right: TextRun[]) =>
    new Paragraph({
      style: 'Running',
      tabStops: [{ type: TabStopType.RIGHT, position: textTwips[part.side] }],
      children: [...left, new TextRun({ children: [new Tab()] }), ...right],
    });
  const said = (text: string) => new TextRun(toXmlText(text));
  const version = said(
    `${document.version} · ${getWords(document.lang).textOf} ${formatDate(document.date, { lang: document.lang })}`,
  );
  const titleHead = new Header({ children: [line([said(document.title)], [version])] });
  const chapterHead = part.chapter
    ? new Header({ children: [line(writeChapterTitle(part.chapter), [version])] })
    : titleHead;
  const bareHead = new Header({ children: [new Paragraph({})] });
  const foot = () =>
    new Footer({
      children: [
        isBare
          ? new Paragraph({})
          : line(
              [said(isReport ? document.ambito : `${document.ambito} · ${document.title}`)],
              [
                new TextRun({
                  children: [`${words.page} `, PageNumber.CURRENT, ` ${words.of} `, PageNumber.TOTAL_PAGES],
                }),
              ],
            ),
      ],
    });
  return {
    properties: {
      // A report's text follows its title on the same page.
      type: isReport && index === 1 && !isTurned ? SectionType.CONTINUOUS : SectionType.NEXT_PAGE,
      titlePage: part.opens,
      page: {
        size: {
          width: '210mm',
          height: '297mm',
          orientation: isTurned ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: margins,
      },
    },
    headers: {
      default: isBare ? bareHead : chapterHead,
      ...(part.opens ? { first: titleHead } : {}),
    },
    footers: { default: foot(), ...(part.opens ? { first: foot() } : {}) },
    children: part.children,
  };

  /** Fields, which follow the title when people edit it; readers that know no such field show what is written. */
  function writeChapterTitle({ number, text }: NumberedHeading): ParagraphChild[] {
    return [
      ...(number ? [new SimpleField('STYLEREF 1 \\n', toXmlText(number)), said('  ')] : []),
      new SimpleField('STYLEREF 1', toXmlText(text)),
    ];
  }
}
