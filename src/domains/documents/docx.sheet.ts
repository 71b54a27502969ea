import {
  Bookmark,
  LineRuleType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Field, FieldContent } from './documents.types.js';
import { colour, textTwips } from './docx.styles.js';
import { noBorders, thin, writeTable } from './docx.table.js';
import { type DocxContext, toXmlText, writeList, writeRuns } from './docx.text.js';
import type { NumberedSheet } from './number.js';
import { layTable } from './table.layout.js';

const labelWidth = 2380;
const contentWidth = textTwips.portrait - labelWidth;
const cellMargins = { top: 70, bottom: 50, left: 160, right: 160, marginUnitType: WidthType.DXA } as const;
/** A dozen lines at most. */
const isShort = ({ content }: Field) => JSON.stringify(content).length <= 1_200;
const shaded = (fill: string) => ({ type: ShadingType.CLEAR, color: 'auto', fill });

/** A form as a table of two columns; its title is the header row, which Word repeats on every page. */
export function writeSheet(context: DocxContext, sheet: NumberedSheet): Table {
  const { words } = context.numbered;
  const across = (children: (Paragraph | Table)[], options: { fill?: string; isHeader?: boolean } = {}) =>
    new TableRow({
      tableHeader: options.isHeader ?? false,
      cantSplit: options.isHeader ?? options.fill !== undefined,
      children: [
        new TableCell({
          columnSpan: 2,
          margins: cellMargins,
          borders: { bottom: thin },
          ...(options.fill ? { shading: shaded(options.fill) } : {}),
          children,
        }),
      ],
    });
  // Only the label of a table is kept with what follows: Word would keep with the next row all rows that ask for it.
  const label = (text: string, keepNext = false) =>
    new Paragraph({
      style: 'Field',
      keepNext,
      children: [new TextRun({ text: toXmlText(text), bold: true, color: colour.soft })],
    });

  const rows = sheet.sections.flatMap((section) => [
    ...(section.title
      ? [
          across(
            [
              new Paragraph({
                style: 'Field',
                keepNext: true,
                children: [new TextRun({ text: toXmlText(section.title), bold: true })],
              }),
            ],
            { fill: colour.wash },
          ),
        ]
      : []),
    ...section.fields.map((field) => {
      const content =
        field.content.length === 0
          ? [
              new Paragraph({
                style: 'Field',
                children: [new TextRun({ text: words.blank, italics: true, color: colour.soft })],
              }),
            ]
          : field.content.flatMap((part) => writeFieldContent(context, part));
      // A cell must end with a paragraph, or Word calls the file damaged.
      const closed =
        content.at(-1) instanceof Table || content.length === 0 ? [...content, blank()] : content;
      if (field.content.some((part) => part.kind === 'table'))
        return across([label(field.label, true), ...closed]);
      return new TableRow({
        // Where a row is cut, LibreOffice does not repeat the title above its rest.
        cantSplit: isShort(field),
        children: [
          new TableCell({ margins: cellMargins, borders: { bottom: thin }, children: [label(field.label)] }),
          new TableCell({ margins: cellMargins, borders: { bottom: thin }, children: closed }),
        ],
      });
    }),
  ]);

  return new Table({
    width: { size: textTwips.portrait, type: WidthType.DXA },
    columnWidths: [labelWidth, contentWidth],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      across(
        [
          new Paragraph({
            style: 'Field',
            keepNext: true,
            children: [
              ...(sheet.code
                ? [new TextRun({ text: `${toXmlText(sheet.code)}  `, color: 'FFFFFF', size: 22 })]
                : []),
              new Bookmark({
                id: context.bookmark(sheet.anchor),
                children: [
                  new TextRun({ text: toXmlText(sheet.title), bold: true, color: 'FFFFFF', size: 22 }),
                ],
              }),
            ],
          }),
        ],
        { fill: colour.ink, isHeader: true },
      ),
      ...rows,
    ],
  });
}

const blank = () =>
  new Paragraph({ style: 'Cell', spacing: { before: 0, after: 0, line: 120, lineRule: LineRuleType.EXACT } });

function writeFieldContent(context: DocxContext, content: FieldContent): (Paragraph | Table)[] {
  switch (content.kind) {
    case 'text':
      return [new Paragraph({ style: 'Field', children: writeRuns(context, content.text) })];
    case 'list':
      return writeList(context, content, { style: 'Field' });
    case 'table':
      return [
        writeTable(context, layTable(content, context.numbered.document.lang), textTwips.portrait - 320, 102),
        blank(),
      ];
    case 'ticks':
      return content.items.map(
        (item) =>
          new Paragraph({
            style: 'Field',
            indent: { left: 340, hanging: 340 },
            children: [
              new TextRun({
                text: item.ticked ? '☑' : '☐',
                // Titillium Web has no boxes; Word and LibreOffice both carry or replace this face.
                font: 'Segoe UI Symbol',
                color: item.ticked ? colour.accent : colour.soft,
              }),
              new TextRun({
                text: ` ${toXmlText(item.note ? `${item.label}: ${item.note}` : item.label)}`,
                bold: item.ticked,
              }),
            ],
          }),
      );
  }
}
