import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { FieldError } from '#platform/errors.js';
import { fold } from '../objective-tree.rules.js';
import { type ExaminedRow, examineRows, findHeadings, type TableRow } from './bring.reading.js';
import type { BringSheet } from './bring-sheet.types.js';

/** A sheet as it came. */
export interface BroughtTable {
  /** Of the sheet in its workbook; empty for a file that is one table. */
  name: string;
  rows: readonly TableRow[];
}

export interface ExaminedSheet {
  sheet: BringSheet;
  rows: ExaminedRow[];
  /** Columns that nobody reads. */
  unknown: string[];
}

export type Examined = { errors: FieldError[] } | { sheets: ExaminedSheet[]; unknownSheets: string[] };

/** Our own sheets of explanations and of what the catalogues have, which say nothing of the plan. */
export const HELP_SHEET = 'Istruzioni';
export const CODES_SHEET = 'Codici';
const OURS: readonly string[] = [HELP_SHEET, CODES_SHEET].map(fold);

/** What would become of every row, beside what is there; or what is wrong with the tables as such. */
export function examineTables(sheets: readonly BringSheet[], tables: readonly BroughtTable[]): Examined {
  const errors: FieldError[] = [];
  const unknownSheets: string[] = [];
  const found = new Map<BringSheet, ExaminedSheet>();
  for (const table of tables) {
    const [only] = sheets;
    const sheet =
      sheets.length === 1
        ? only
        : sheets.find((one) => fold(one.title) === fold(table.name) || one.name === fold(table.name));
    if (!sheet) {
      if (!OURS.includes(fold(table.name))) unknownSheets.push(table.name);
      continue;
    }
    const [head, ...rows] = table.rows;
    const { at, missing, repeated, unknown } = findHeadings(head?.cells ?? [], sheet.columns);
    const where = { sheet: table.name, kind: table.name === '' ? 'table' : 'sheet' };
    if (missing.length > 0)
      errors.push(wrong('plan.bring.missing', { ...where, columns: missing.join(', ') }));
    if (repeated.length > 0)
      errors.push(wrong('plan.bring.repeated', { ...where, columns: repeated.join(', ') }));
    if (found.has(sheet)) errors.push(wrong('plan.bring.sheet-twice', { sheet: table.name }));
    if (missing.length === 0 && repeated.length === 0)
      found.set(sheet, { sheet, unknown, rows: examineRows(rows, at, sheet) });
  }
  if (errors.length > 0) return { errors };
  if (found.size === 0)
    return {
      errors: [wrong('plan.bring.no-sheets', { sheets: sheets.map(({ title }) => title).join(', ') })],
    };
  const examined = [...found.values()].sort((a, b) => sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet));
  if (examined.every(({ rows }) => rows.length === 0)) return { errors: [wrong('plan.bring.no-rows')] };
  const brought = new Map(examined.map(({ sheet, rows }) => [sheet.name, rows]));
  for (const { sheet, rows } of examined) sheet.check(rows, brought);
  return { sheets: examined, unknownSheets };
}

export function wrong(code: string, values: Record<string, string> = {}): FieldError {
  return { field: 'file', code, values };
}

export function countState(
  sheets: readonly Pick<ExaminedSheet, 'rows'>[],
  state: ExaminedRow['state'],
): number {
  return sheets.reduce((sum, { rows }) => sum + rows.filter((row) => row.state === state).length, 0);
}

const Tables = z.array(
  z.strictObject({
    name: z.string(),
    rows: z.array(z.strictObject({ line: z.int().positive(), cells: z.array(z.string()) })),
  }),
);

/** No more than what may be uploaded unpacks to. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/** Tables as a field of the form by which they are loaded: small, and safe from what browsers do to line ends. */
export function packTables(tables: readonly BroughtTable[]): string {
  return gzipSync(JSON.stringify(tables)).toString('base64url');
}

/** @returns undefined for what is no pack of ours */
export function unpackTables(pack: string): BroughtTable[] | undefined {
  try {
    const text = gunzipSync(Buffer.from(pack, 'base64url'), { maxOutputLength: MOST_UNPACKED });
    return Tables.parse(JSON.parse(text.toString('utf8')));
  } catch {
    // Somebody changed the field: there is nothing to tell them but to bring the file again.
    return undefined;
  }
}
