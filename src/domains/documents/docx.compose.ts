import {
  Document as DocxDocument,
  Footer,
  Header,
  InternalHyperlink,
  type ISectionOptions,
  LeaderType,
  Packer,
  PageNumber,
  PageOrientation,
  PageReference,
  Paragraph,
  SectionType,
  Tab,
  TableOfContents,
  TabStopType,
  TextRun,
} from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import { formatDate } from '#platform/i18n/format.js';
import type { Document } from './documents.types.js';
import { type DocxBlock, writeBlock, writePicture } from './docx.blocks.js';
import { colour, getNumbering, getStyles, margins, textTwips } from './docx.styles.js';
import { type DocxContext, toXmlText, writeRuns } from './docx.text.js';
import { fontFamily, readFonts } from './fonts.js';
import { groupLandscape } from './landscape.layout.js';
import { type Entry, type NumberedDocument, numberDocument } from './number.js';
import { prepareRaster } from './raster.js';
import type { Stage } from './typst.compile.js';
import { getWords } from './words.js';

type Side = 'portrait' | 'landscape';
type Part = { side: Side; children: (DocxBlock | TableOfContents)[] };

/** Composes the DOCX; runs in the child process of render.worker.ts. */
export async function composeDocx(document: Document, onStage: (stage: Stage) => void): Promise<Buffer> {
  onStage('prepare');
  await prepareRaster();
  const context = createContext(numberDocument(document));
  onStage('compose');
  const parts = [{ side: 'portrait' as const, children: writeFront(context) }, ...writeParts(context)];
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
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    sections: parts.map((part, index) => writeSection(context, part, index)),
  });
  onStage('write');
  return Packer.toBuffer(file);
}

function createContext(numbered: NumberedDocument): DocxContext {
  const names = new Map<string, string>();
  let lists = 0;
  return {
    numbered,
    fonts: readFonts(),
    bookmark(anchor) {
      const name = names.get(anchor) ?? `trama_${names.size + 1}`;
      names.set(anchor, name);
      return name;
    },
    nextList: () => ++lists,
  };
}

/** The blocks, cut where the page turns. */
function writeParts(context: DocxContext): Part[] {
  const parts: Part[] = [];
  const add = (side: Side, blocks: DocxBlock[]) => {
    const last = parts.at(-1);
    if (last?.side === side) last.children.push(...blocks);
    else parts.push({ side, children: [...blocks] });
  };
  if (context.numbered.document.form !== 'report')
    parts.push({ side: 'portrait', children: writeContents(context) });
  for (const group of groupLandscape(context.numbered.blocks)) {
    if (Array.isArray(group)) for (const block of group) add('landscape', writeBlock(context, block, true));
    else add('portrait', writeBlock(context, group));
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
            children: [writePicture(context, { ...document.emblem, width: 0.2 }, document.ambito)],
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

function writeContents(context: DocxContext): (DocxBlock | TableOfContents)[] {
  const { document, words, tables, figures } = context.numbered;
  return [
    new Paragraph({ style: 'ListTitle', children: [new TextRun({ text: words.contents, size: 42 })] }),
    new TableOfContents(words.contents, {
      hyperlink: true,
      headingStyleRange: `1-${document.contentsDepth ?? 3}`,
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
  const lines = entries.map(
    (entry) =>
      new Paragraph({
        spacing: { after: 60 },
        indent: { left: 1_134, hanging: 1_134 },
        tabStops: [
          { type: TabStopType.LEFT, position: 1_134 },
          { type: TabStopType.RIGHT, position: textTwips.portrait, leader: LeaderType.DOT },
        ],
        children: [
          new InternalHyperlink({
            anchor: context.bookmark(entry.anchor),
            children: [
              new TextRun({ text: entry.label ?? '', color: colour.soft }),
              new TextRun({ children: [new Tab(), toXmlText(entry.title), new Tab()] }),
              new PageReference(context.bookmark(entry.anchor), { hyperlink: true }),
            ],
          }),
        ],
      }),
  );
  return [
    new Paragraph({ style: 'ListTitle', children: [new TextRun(title)] }),
    new TableOfContents(title, {
      hyperlink: true,
      captionLabelIncludingNumbers: word,
      contentChildren: lines,
    }),
  ];
}

function writeSection(context: DocxContext, part: Part, index: number): ISectionOptions {
  const { document, words } = context.numbered;
  const isReport = document.form === 'report';
  const isBare = index === 0 && !isReport;
  const isTurned = part.side === 'landscape';
  const style = { color: colour.soft, size: 17 };
  const line = (left: string, right: TextRun[]) =>
    new Paragraph({
      style: 'Cell',
      tabStops: [{ type: TabStopType.RIGHT, position: textTwips[part.side] }],
      children: [
        new TextRun({ ...style, text: toXmlText(left) }),
        new TextRun({ ...style, children: [new Tab()] }),
        ...right,
      ],
    });
  const version = `${toXmlText(document.version)} · ${getWords(document.lang).textOf} ${formatDate(document.date, { lang: document.lang })}`;
  return {
    properties: {
      // A report's text follows its title on the same page.
      type: isReport && index === 1 && !isTurned ? SectionType.CONTINUOUS : SectionType.NEXT_PAGE,
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
      default: new Header({
        children: [
          isBare ? new Paragraph({}) : line(document.title, [new TextRun({ ...style, text: version })]),
        ],
      }),
    },
    footers: {
      default: new Footer({
        children: [
          isBare
            ? new Paragraph({})
            : line(document.ambito, [
                new TextRun({
                  ...style,
                  children: [`${words.page} `, PageNumber.CURRENT, ` ${words.of} `, PageNumber.TOTAL_PAGES],
                }),
              ]),
        ],
      }),
    },
    children: part.children,
  };
}
