import type { Cell, Sheet } from 'write-excel-file/node';
import { harmlessText } from './csv.js';
import { file, type Outcome } from './outcome.js';

export type XlsxCell = string | number | null | undefined;

export interface XlsxColumn {
  label: string;
  /** Decimals shown, for a column of numbers; the figure kept in the cell is whole. As the value is, when left out. */
  decimals?: number;
}

export interface XlsxSheet {
  /** Cut to what spreadsheets allow (31 characters, without []:*?/\). */
  name: string;
  columns: readonly XlsxColumn[];
  rows: readonly (readonly XlsxCell[])[];
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The workbook as a file to keep. */
export async function xlsxFile(name: string, sheets: readonly XlsxSheet[]): Promise<Outcome> {
  return file(await writeXlsx(sheets), XLSX_TYPE, name);
}

/**
 * A workbook with a frozen, bold row of headings on each sheet. Numbers are numbers; text is made harmless as in CSV,
 * because a sheet saved again as CSV would bring formulas to life.
 */
export async function writeXlsx(sheets: readonly XlsxSheet[]): Promise<Buffer> {
  // Loaded when somebody asks for a workbook: most processes never do.
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const names = sheetNames(sheets);
  return writeWorkbook(sheets.map((sheet, i) => sheetOf(sheet, names[i] ?? ''))).toBuffer();
}

function sheetOf({ columns, rows }: XlsxSheet, name: string): Sheet<never> {
  const head = columns.map(
    ({ label }): Cell => ({
      value: textOf(label),
      fontWeight: 'bold',
      wrap: true,
      alignVertical: 'top',
    }),
  );
  const body = rows.map((row) => row.map((value, i) => cellOf(value, columns[i]?.decimals)));
  return {
    sheet: name,
    data: [head, ...body],
    stickyRowsCount: 1,
    columns: columns.map(({ label }, i) => ({
      width: Math.min(
        60,
        Math.max(9, label.length + 2, ...rows.map((row) => String(row[i] ?? '').length + 2)),
      ),
    })),
  };
}

function cellOf(value: XlsxCell, decimals: number | undefined): Cell {
  if (typeof value === 'string') return value === '' ? null : { value: textOf(value), type: String };
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  if (decimals === undefined) return { value, type: Number };
  return { value, type: Number, format: `#,##0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}` };
}

/** The library looks texts up in a plain object, and would take these for what every object has. */
function textOf(text: string): string {
  return text in {} ? `${text} ` : harmlessText(text);
}

function sheetNames(sheets: readonly XlsxSheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const clean = name.replace(/[[\]:*?/\\]/g, ' ').trim() || 'Foglio';
    for (let n = 1; ; n += 1) {
      const end = n === 1 ? '' : ` ${n}`;
      const candidate = clean.slice(0, 31 - end.length).trim() + end;
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  });
}
