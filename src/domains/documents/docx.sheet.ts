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
import type { Field, FieldContent, SheetTable } from './documents.types.js';
import { colour, textTwips } from './docx.styles.js';
import { noBorders, placeColumns, thin, writeRows } from './docx.table.js';
import { type DocxContext, toXmlText, writeList, writeRuns } from './docx.text.js';
import type { NumberedSheet } from './number.js';
import { fitsPage } from './sheet.layout.js';
import { type LaidTable, layTable } from './table.layout.js';

const labelWidth = 2380;
const cellMargins = { top: 70, bottom: 50, left: 160, right: 160, marginUnitType: WidthType.DXA } as const;
/** Letters of a table's normal size on a line as wide as the sheet. */
const tableCapacity = 102;
/** Edges of columns nearer than this are one. */
const sameEdge = 60;
const shaded = (fill: string) => ({ type: ShadingType.CLEAR, color: 'auto', fill });

/** Rows from which a field's table stands by itself: fewer are kept on one page. */
const longTable = 4;

/**
 * A form as a table of two columns; its title is the header row, repeated on every page. Only the first rows of a table
 * are repeated, and LibreOffice repeats none where one is nested: so a field's table that may go on to another page is a
 * table of its own, under a line with the sheet's code and the field's name that is repeated with the columns' titles,
 * and the form goes on after it under a line that says so. Short ones are rows of the form.
 */
export function writeSheet(context: DocxContext, sheet: NumberedSheet): (Table | Paragraph)[] {
  const { words } = context.numbered;
  const { lang } = context.numbered.document;
  const laid = new Map(
    sheet.sections
      .flatMap((section) => section.fields.flatMap((field) => field.content))
      .flatMap((part) => (part.kind === 'table' ? [[part, layTable(part, lang)] as const] : [])),
  );
  const grid = joinEdges([...laid.values()].map((one) => placeColumns(one, textTwips.portrait)));
  const columnAt = (edge: number) => grid.findIndex((one) => Math.abs(one - edge) < sameEdge);
  const labelSpan = columnAt(labelWidth);
  const contentSpan = grid.length - 1 - labelSpan;
  const across = (
    children: Paragraph[],
    options: { fill?: string; isHeader?: boolean; open?: boolean; isLong?: boolean } = {},
  ) =>
    new TableRow({
      tableHeader: options.isHeader ?? false,
      cantSplit: !options.isLong,
      children: [
        new TableCell({
          columnSpan: grid.length - 1,
          margins: cellMargins,
          ...(options.open ? {} : { borders: { bottom: thin } }),
          ...(options.fill ? { shading: shaded(options.fill) } : {}),
          children,
        }),
      ],
    });
  // Only what stands above a table is kept with what follows: Word would keep with the next row all rows that ask for it.
  const label = (text: string, keepNext = false) =>
    new Paragraph({
      style: 'Field',
      keepNext,
      children: [new TextRun({ text: toXmlText(text), bold: true, color: colour.soft })],
    });
  const soft = (text: string) => new TextRun({ text: toXmlText(text), color: colour.soft, size: 17 });
  /** Which sheet it is, on the pages after its first. */
  const named = sheet.code ? `${sheet.code} · ${sheet.title}` : sheet.title;
  const written: (Table | Paragraph)[] = [];
  let rows: TableRow[] = [];
  let heads: TableRow[] = [];
  const end = (next: TableRow[]) => {
    if (rows.length > 0 || written.length === 0) written.push(draw([...heads, ...rows]), gap());
    heads = next;
    rows = [];
  };
  const goesOn = () =>
    across([new Paragraph({ style: 'Field', keepNext: true, children: [soft(`${named}${words.goesOn}`)] })], {
      isHeader: true,
    });
  const addTable = (field: Field, table: LaidTable) => {
    const edges = placeColumns(table, textTwips.portrait).map(columnAt);
    const span = (from: number, to: number) => (edges[to] ?? grid.length - 1) - (edges[from] ?? 0);
    const isLong = table.rows.length >= longTable;
    const drawn = writeRows(context, table, {
      capacity: tableCapacity,
      span,
      repeats: isLong,
      keeps: !isLong,
      edge: 160,
    });
    if (!isLong) {
      rows.push(...drawn);
      return;
    }
    end([]);
    const line = new Paragraph({
      style: 'Field',
      keepNext: true,
      children: [
        new TextRun({ text: toXmlText(field.label), bold: true, color: colour.soft }),
        ...(sheet.code ? [soft(`  ${sheet.code}`)] : []),
      ],
    });
    written.push(draw([across([line], { isHeader: true, open: true }), ...drawn]), gap());
    heads = [goesOn()];
  };
  const addTableField = (field: Field) => {
    const [first] = field.content;
    const opensLong = first?.kind === 'table' && (laid.get(first)?.rows.length ?? 0) >= longTable;
    // A long table says the field's name itself.
    if (!opensLong) rows.push(across([label(field.label, true)], { open: true }));
    for (const part of field.content) {
      const table = part.kind === 'table' ? laid.get(part) : undefined;
      if (table) addTable(field, table);
      else if (part.kind !== 'table')
        rows.push(
          across(writeFieldContent(context, part), { open: true, isLong: !fitsPage({ content: [part] }) }),
        );
    }
    if (rows.length > 0) rows.push(across([blank()]));
  };

  heads = [
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
  ];
  for (const section of sheet.sections) {
    if (section.title)
      rows.push(
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
      );
    for (const field of section.fields) {
      if (field.content.some((part) => part.kind === 'table')) addTableField(field);
      else rows.push(fieldRow(field));
    }
  }
  end([]);
  // What follows the sheet is its caller's to keep apart.
  return written.slice(0, -1);

  function fieldRow(field: Field): TableRow {
    const content =
      field.content.length === 0
        ? [
            new Paragraph({
              style: 'Field',
              children: [new TextRun({ text: words.blank, italics: true, color: colour.soft })],
            }),
          ]
        : field.content.flatMap((part) => (part.kind === 'table' ? [] : writeFieldContent(context, part)));
    return new TableRow({
      cantSplit: fitsPage(field),
      children: [
        new TableCell({
          columnSpan: labelSpan,
          margins: cellMargins,
          borders: { bottom: thin },
          children: [label(field.label)],
        }),
        new TableCell({
          columnSpan: contentSpan,
          margins: cellMargins,
          borders: { bottom: thin },
          children: content.length === 0 ? [blank()] : content,
        }),
      ],
    });
  }

  function draw(all: TableRow[]): Table {
    return new Table({
      width: { size: textTwips.portrait, type: WidthType.DXA },
      columnWidths: grid.slice(1).map((edge, index) => edge - (grid[index] ?? 0)),
      layout: TableLayoutType.FIXED,
      borders: noBorders,
      rows: all,
    });
  }
}

/** Two tables that touch become one in Word; what stands between these keeps with what follows. */
const gap = () =>
  new Paragraph({
    style: 'Cell',
    keepNext: true,
    spacing: { before: 0, after: 0, line: 100, lineRule: LineRuleType.EXACT },
  });

const blank = () =>
  new Paragraph({ style: 'Cell', spacing: { before: 0, after: 0, line: 120, lineRule: LineRuleType.EXACT } });

/** The edges of all columns of a sheet: those of its labels and contents, and those of its tables. */
function joinEdges(tables: readonly number[][]): number[] {
  const edges = [0, labelWidth, textTwips.portrait];
  for (const edge of tables.flat())
    if (!edges.some((one) => Math.abs(one - edge) < sameEdge)) edges.push(edge);
  return edges.sort((a, b) => a - b);
}

function writeFieldContent(context: DocxContext, content: Exclude<FieldContent, SheetTable>): Paragraph[] {
  switch (content.kind) {
    case 'text':
      return [new Paragraph({ style: 'Field', children: writeRuns(context, content.text) })];
    case 'list':
      return writeList(context, content, { style: 'Field' });
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
