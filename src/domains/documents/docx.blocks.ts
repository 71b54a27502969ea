import {
  Bookmark,
  BorderStyle,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  SimpleField,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Callout, KeyFigures, QualityNote, Quote, Text } from './documents.types.js';
import { writeSheet } from './docx.sheet.js';
import { colour, textTwips } from './docx.styles.js';
import { noBorder, noBorders, writeTable } from './docx.table.js';
import { type DocxContext, toXmlText, writeList, writeRuns } from './docx.text.js';
import { fontFamily } from './fonts.js';
import { getImageSize } from './image.js';
import type {
  NumberedBlock,
  NumberedFigure,
  NumberedHeading,
  NumberedImage,
  NumberedTable,
} from './number.js';
import { getPictureSize, toPrintableSvg } from './picture.js';
import { rasterise } from './raster.js';
import { hasMissingCells, layTable } from './table.layout.js';

export type DocxBlock = Paragraph | Table;

const headingLevels = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const;

/** Pixels at 96 to the inch, between the margins of the upright page and for the tallest drawing. */
const textPixels = 604;
const tallestPixels = 740;

/** One block of the tree as paragraphs and tables. `isTurned` is on a landscape page. */
export function writeBlock(context: DocxContext, block: NumberedBlock, isTurned = false): DocxBlock[] {
  switch (block.kind) {
    case 'heading':
      return [writeHeading(context, block)];
    case 'paragraph': {
      const style = block.style === 'lead' ? 'Lead' : block.style === 'small' ? 'Small' : 'Normal';
      return [new Paragraph({ style, children: writeRuns(context, block.text) })];
    }
    case 'list':
      return writeList(context, block);
    case 'table':
      return writeNumberedTable(context, block, isTurned);
    case 'figure':
      return writeFigure(context, block);
    case 'image':
      return writeImage(context, block);
    case 'sheet':
      return [...writeSheet(context, block), gap()];
    case 'keyFigures':
      return [writeKeyFigures(block), gap()];
    case 'callout':
      return writeCallout(context, block);
    case 'quote':
      return writeQuote(context, block);
    case 'qualityNote':
      return writeQualityNote(context, block);
    case 'pageBreak':
      return [new Paragraph({ pageBreakBefore: true, spacing: { before: 0, after: 0 } })];
  }
}

/** Two tables that touch become one in Word: something must stand between them. */
const gap = () =>
  new Paragraph({
    style: 'Cell',
    spacing: { before: 0, after: 100, line: 120, lineRule: LineRuleType.EXACT },
  });

/** No space between the lines of a callout: the ground under them must not break. */
const inner = { before: 0, after: 0 };

function writeHeading(context: DocxContext, heading: NumberedHeading): Paragraph {
  const reference = heading.number && /^\d/.test(heading.number) ? 'headings' : 'annexes';
  return new Paragraph({
    heading: headingLevels[heading.level],
    ...(heading.number ? { numbering: { reference, level: heading.level - 1 } } : {}),
    children: [
      new Bookmark({
        id: context.bookmark(heading.anchor),
        children: [
          new TextRun(
            `${heading.number && reference === 'annexes' && heading.level === 1 ? ' ' : ''}${toXmlText(heading.text)}`,
          ),
        ],
      }),
    ],
  });
}

/** "Tabella 3. Caption", its number a field that Word keeps up, with the number of number.ts already written in it. */
function writeCaption(
  context: DocxContext,
  block: Pick<NumberedTable, 'anchor' | 'label'> & { kind: 'table' | 'figure' | 'image' },
  caption: string,
): Paragraph {
  const word = block.kind === 'table' ? context.numbered.words.table : context.numbered.words.figure;
  // The colour is the style's, because a field has no run of its own to carry one.
  const label: ParagraphChild[] = [
    new TextRun(`${word} `),
    new SimpleField(`SEQ ${word} \\* ARABIC`, block.label.split(' ').at(-1)),
  ];
  return new Paragraph({
    style: 'Caption',
    children: [
      new Bookmark({ id: context.bookmark(block.anchor), children: label }),
      new TextRun({ text: `. ${toXmlText(caption)}`, color: colour.ink }),
    ],
  });
}

function writeRemarks(context: DocxContext, notes: readonly Text[], source: Text | undefined): Paragraph[] {
  const remarks = notes.map((note) => new Paragraph({ style: 'Remark', children: writeRuns(context, note) }));
  const sources = source
    ? [
        new Paragraph({
          style: 'Remark',
          children: [new TextRun(`${context.numbered.words.source}: `), ...writeRuns(context, source)],
        }),
      ]
    : [];
  return [...remarks, ...sources];
}

function writeNumberedTable(context: DocxContext, table: NumberedTable, isTurned: boolean): DocxBlock[] {
  const { document, words } = context.numbered;
  const width = isTurned ? textTwips.landscape : textTwips.portrait;
  const missing = hasMissingCells(table) ? [words.missingMeaning] : [];
  return [
    writeCaption(context, table, table.caption),
    writeTable(context, layTable(table, document.lang), width, isTurned ? 172 : 112),
    ...writeRemarks(context, [...(table.notes ?? []), ...missing], table.source),
    gap(),
  ];
}

/** A drawing, sharp in readers that know SVG and as PNG at twice the size in the others. */
export function writePicture(
  context: DocxContext,
  picture: Pick<NumberedFigure, 'svg' | 'alt' | 'width'>,
  name: string,
): ImageRun {
  const size = getPictureSize(picture.svg);
  const wished = picture.width === undefined ? size.width : picture.width * textPixels;
  const width = Math.min(wished, textPixels, (tallestPixels * size.width) / size.height);
  const height = (width * size.height) / size.width;
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(toPrintableSvg(picture.svg, fontFamily)),
    fallback: { type: 'png', data: rasterise(picture.svg, width * 2, context.fonts) },
    transformation: { width: Math.round(width), height: Math.round(height) },
    altText: { name, title: name, description: toXmlText(picture.alt) },
  });
}

function writeFigure(context: DocxContext, figure: NumberedFigure): DocxBlock[] {
  return [
    writeCaption(context, figure, figure.caption),
    pictureLine(writePicture(context, figure, figure.label)),
    ...writeRemarks(context, figure.note ? [figure.note] : [], figure.source),
    gap(),
  ];
}

/** LibreOffice cuts a picture to a line that is lower than one. */
const pictureLine = (picture: ParagraphChild) =>
  new Paragraph({
    spacing: { before: 0, after: 60, line: 240, lineRule: LineRuleType.AUTO },
    children: [picture],
  });

/** Points to the inch at which a photograph without a width of its own is shown. */
const imageDensity = 150;

/** A photograph or scan, as its own bytes. */
export function writePhotograph(
  image: Pick<NumberedImage, 'data' | 'format' | 'alt' | 'width'>,
  name: string,
): ImageRun {
  const data = Buffer.from(image.data, 'base64');
  const size = getImageSize(data, image.format);
  const wished = image.width === undefined ? (size.width / imageDensity) * 96 : image.width * textPixels;
  const width = Math.min(wished, textPixels, (tallestPixels * size.width) / size.height);
  return new ImageRun({
    type: image.format === 'png' ? 'png' : 'jpg',
    data,
    transformation: { width: Math.round(width), height: Math.round((width * size.height) / size.width) },
    altText: { name, title: name, description: toXmlText(image.alt) },
  });
}

function writeImage(context: DocxContext, image: NumberedImage): DocxBlock[] {
  const picture = writePhotograph(image, image.label ?? context.numbered.words.image);
  return [
    ...(image.label === undefined || image.caption === undefined
      ? []
      : [writeCaption(context, { ...image, label: image.label }, image.caption)]),
    pictureLine(
      image.caption === undefined
        ? new Bookmark({ id: context.bookmark(image.anchor), children: [picture] })
        : picture,
    ),
    ...writeRemarks(context, image.note ? [image.note] : [], image.source),
    gap(),
  ];
}

function writeQuote(context: DocxContext, quote: Quote): DocxBlock[] {
  const style = 'Quotation';
  return [
    ...quote.blocks.flatMap((block) =>
      block.kind === 'paragraph'
        ? [new Paragraph({ style, children: writeRuns(context, block.text) })]
        : writeList(context, block, { style, indent: { left: 794, hanging: 227, right: 454 } }),
    ),
    ...(quote.cite
      ? [
          new Paragraph({
            style,
            children: writeRuns(context, quote.cite, { color: colour.soft, size: 18 }),
          }),
        ]
      : []),
    gap(),
  ];
}

function writeKeyFigures({ items }: KeyFigures): Table {
  const perRow = Math.min(items.length, 4);
  const rows = Array.from({ length: Math.ceil(items.length / perRow) }, (_, row) =>
    items.slice(row * perRow, row * perRow + perRow),
  );
  const width = Math.floor(textTwips.portrait / perRow);
  const bar = { style: BorderStyle.SINGLE, size: 18, color: colour.accent };
  return new Table({
    width: { size: width * perRow, type: WidthType.DXA },
    columnWidths: Array.from({ length: perRow }, () => width),
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          children: Array.from({ length: perRow }, (_, index) => {
            const item = row[index];
            return new TableCell({
              margins: { top: 100, bottom: 160, left: 60, right: 160, marginUnitType: WidthType.DXA },
              borders: { top: item ? bar : noBorder },
              children: item
                ? [
                    new Paragraph({ style: 'KeyValue', children: [new TextRun(toXmlText(item.value))] }),
                    new Paragraph({
                      style: 'Cell',
                      children: [new TextRun({ text: toXmlText(item.label), bold: true })],
                    }),
                    ...(item.note
                      ? [new Paragraph({ style: 'Remark', children: [new TextRun(toXmlText(item.note))] })]
                      : []),
                  ]
                : [new Paragraph({ style: 'Cell' })],
            });
          }),
        }),
    ),
  });
}

function writeCallout(context: DocxContext, callout: Callout): DocxBlock[] {
  const style = callout.tone === 'warning' ? 'CalloutWarning' : 'CalloutNote';
  const color = callout.tone === 'warning' ? colour.late : colour.accent;
  const title = toXmlText(callout.title ?? context.numbered.words[callout.tone]);
  const indent = { left: 454, hanging: 227, right: 227 };
  return [
    new Paragraph({
      style,
      keepNext: true,
      spacing: inner,
      children: [new TextRun({ text: title, bold: true, color })],
    }),
    ...callout.blocks.flatMap((block) =>
      block.kind === 'paragraph'
        ? [new Paragraph({ style, spacing: inner, children: writeRuns(context, block.text) })]
        : writeList(context, block, { style, indent, spacing: inner }),
    ),
    // Word joins paragraphs with equal borders: two callouts in a row would become one.
    gap(),
  ];
}

function writeQualityNote(context: DocxContext, note: QualityNote): DocxBlock[] {
  const { words } = context.numbered;
  const pairs = [
    [words.published, note.published],
    [words.expected, note.expected],
    ...(note.difference ? [[words.difference, note.difference]] : []),
  ];
  const options = {
    style: 'CalloutWarning',
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'FFFFFF' },
  };
  return [
    new Paragraph({
      ...options,
      keepNext: true,
      children: [new TextRun({ text: toXmlText(note.where), bold: true })],
    }),
    new Paragraph({
      ...options,
      keepNext: true,
      children: pairs.flatMap(([label, value], index) => [
        new TextRun({ text: `${index > 0 ? '    ' : ''}${label} `, color: colour.soft }),
        new TextRun({ text: toXmlText(value ?? ''), bold: true }),
      ]),
    }),
    new Paragraph({ ...options, spacing: inner, children: writeRuns(context, note.message) }),
    gap(),
  ];
}
