import {
  AlignmentType,
  BorderStyle,
  type IBorderOptions,
  type ITableCellOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { colour } from './docx.styles.js';
import { type DocxContext, toXmlText, writeRuns } from './docx.text.js';
import { type LaidRow, type LaidTable, weighColumns } from './table.layout.js';

export const noBorder: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
export const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: colour.line };
const thick: IBorderOptions = { style: BorderStyle.SINGLE, size: 10, color: colour.ink };
const rule: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color: colour.ink };
export const noBorders = {
  top: noBorder,
  bottom: noBorder,
  left: noBorder,
  right: noBorder,
  insideHorizontal: noBorder,
  insideVertical: noBorder,
};

const sides = { start: AlignmentType.LEFT, center: AlignmentType.CENTER, end: AlignmentType.RIGHT } as const;

/** Half points: tables that need more letters than a line has are set smaller, never under 6 pt. */
function getSize(needed: number, capacity: number): number {
  return Math.round(Math.max(6, 8.5 * Math.min(1, capacity / needed)) * 2);
}

/** Where the columns of a table begin and end, in twips from its left edge. */
export function placeColumns(laid: LaidTable, width: number): number[] {
  const { weights } = weighColumns(laid);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const edges = [0];
  for (const weight of weights) edges.push((edges.at(-1) ?? 0) + Math.floor((weight / sum) * width));
  return edges;
}

/** How the rows of a table stand in the grid of the one that they are written into. */
export interface RowPlace {
  /** How many letters of the normal size fit on a line. */
  capacity: number;
  /** Columns of the grid that the table's columns from `from` up to `to` excluded take. */
  span: (from: number, to: number) => number;
  /** Whether the heading comes again on every page, which only the first rows of a table can. */
  repeats: boolean;
  /** Whether all its rows stay on one page, as far as they fit. */
  keeps?: boolean;
  /** Room left of the first column and right of the last one, in twips. */
  edge: number;
}

/** The rows of a table, its heading first; none of them is cut by a page. */
export function writeRows(context: DocxContext, laid: LaidTable, place: RowPlace): TableRow[] {
  const size = getSize(weighColumns(laid).needed, place.capacity);
  const last = laid.columns.length;
  const cell = (from: number, to: number, options: ITableCellOptions) => {
    const span = place.span(from, to);
    return new TableCell({
      margins: {
        top: 30,
        bottom: 30,
        left: from === 0 ? place.edge : 80,
        right: to === last ? place.edge : 80,
        marginUnitType: WidthType.DXA,
      },
      ...(span > 1 ? { columnSpan: span } : {}),
      ...options,
    });
  };
  const head = (title: string, align: keyof typeof sides, color: string) =>
    new Paragraph({
      style: 'Cell',
      alignment: sides[align],
      keepNext: true,
      children: [new TextRun({ text: toXmlText(title), bold: true, color, size })],
    });
  const heading = (children: TableCell[]) =>
    new TableRow({ ...(place.repeats ? { tableHeader: true } : {}), cantSplit: true, children });

  let at = 0;
  const header = [
    ...(laid.groups.length === 0
      ? []
      : [
          heading(
            laid.groups.map((group) => {
              const from = at;
              at += group.span;
              return cell(from, at, {
                borders: { bottom: group.title ? thin : noBorder },
                children: [head(group.title ?? '', 'center', colour.ink)],
              });
            }),
          ),
        ]),
    heading(
      laid.columns.map((column, index) =>
        cell(index, index + 1, {
          borders: { bottom: thick },
          verticalAlign: VerticalAlignTable.BOTTOM,
          children: [head(column.title, column.align, colour.soft)],
        }),
      ),
    ),
  ];

  const row = (one: LaidRow, keepNext: boolean) =>
    one.kind === 'group'
      ? new TableRow({
          cantSplit: true,
          children: [
            cell(0, last, {
              borders: { bottom: thin },
              children: [
                new Paragraph({
                  style: 'Cell',
                  keepNext: true,
                  spacing: { before: 120, after: 0 },
                  children: [
                    new TextRun({ text: toXmlText(one.title), bold: true, color: colour.accent, size }),
                  ],
                }),
              ],
            }),
          ],
        })
      : new TableRow({
          cantSplit: true,
          children: one.cells.map((text, index) =>
            cell(index, index + 1, {
              borders: one.isTotal ? { top: rule, bottom: rule } : { bottom: thin },
              children: [
                new Paragraph({
                  style: 'Cell',
                  keepNext: keepNext && index === 0,
                  alignment: sides[laid.columns[index]?.align ?? 'start'],
                  children: writeRuns(context, text, { size, ...(one.isTotal ? { bold: true } : {}) }),
                }),
              ],
            }),
          ),
        });
  const body = [...laid.rows, ...laid.footer];
  return [...header, ...body.map((one, index) => row(one, place.keeps === true && index < body.length - 1))];
}

/**
 * A table with headers that repeat on every page. `width` in twips; `capacity` is how many letters of the normal
 * size fit on its line.
 */
export function writeTable(context: DocxContext, laid: LaidTable, width: number, capacity: number): Table {
  const edges = placeColumns(laid, width);
  return new Table({
    width: { size: edges.at(-1) ?? width, type: WidthType.DXA },
    columnWidths: edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0)),
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    tableLook: { firstRow: true, firstColumn: laid.hasRowHeader, noHBand: true, noVBand: true },
    rows: writeRows(context, laid, {
      capacity,
      span: (from, to) => to - from,
      repeats: true,
      edge: 80,
    }),
  });
}
