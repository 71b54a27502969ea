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

/**
 * A table with headers that repeat on every page. `width` in twips; `capacity` is how many letters of the normal
 * size fit on its line.
 */
export function writeTable(context: DocxContext, laid: LaidTable, width: number, capacity: number): Table {
  const { weights, needed } = weighColumns(laid);
  const size = getSize(needed, capacity);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const columnWidths = weights.map((weight) => Math.floor((weight / sum) * width));
  const cell = (options: ITableCellOptions) =>
    new TableCell({
      margins: { top: 30, bottom: 30, left: 80, right: 80, marginUnitType: WidthType.DXA },
      ...options,
    });
  const head = (title: string, align: keyof typeof sides, color: string) =>
    new Paragraph({
      style: 'Cell',
      alignment: sides[align],
      keepNext: true,
      children: [new TextRun({ text: toXmlText(title), bold: true, color, size })],
    });

  const header = [
    ...(laid.groups.length === 0
      ? []
      : [
          new TableRow({
            tableHeader: true,
            cantSplit: true,
            children: laid.groups.map((group) =>
              cell({
                columnSpan: group.span,
                borders: { bottom: group.title ? thin : noBorder },
                children: [head(group.title ?? '', 'center', colour.ink)],
              }),
            ),
          }),
        ]),
    new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: laid.columns.map((column) =>
        cell({
          borders: { bottom: thick },
          verticalAlign: VerticalAlignTable.BOTTOM,
          children: [head(column.title, column.align, colour.soft)],
        }),
      ),
    }),
  ];

  const row = (one: LaidRow) =>
    one.kind === 'group'
      ? new TableRow({
          cantSplit: true,
          children: [
            cell({
              columnSpan: laid.columns.length,
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
            cell({
              borders: one.isTotal ? { top: rule, bottom: rule } : { bottom: thin },
              children: [
                new Paragraph({
                  style: 'Cell',
                  alignment: sides[laid.columns[index]?.align ?? 'start'],
                  children: writeRuns(context, text, { size, ...(one.isTotal ? { bold: true } : {}) }),
                }),
              ],
            }),
          ),
        });

  return new Table({
    width: { size: columnWidths.reduce((total, column) => total + column, 0), type: WidthType.DXA },
    columnWidths,
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    tableLook: { firstRow: true, firstColumn: laid.hasRowHeader, noHBand: true, noVBand: true },
    rows: [...header, ...laid.rows.map(row), ...laid.footer.map(row)],
  });
}
