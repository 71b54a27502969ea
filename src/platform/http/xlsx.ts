import { strToU8, zipSync } from 'fflate';
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
export function xlsxFile(name: string, sheets: readonly XlsxSheet[]): Outcome {
  return file(writeXlsx(sheets), XLSX_TYPE, name);
}

/**
 * A workbook (ECMA-376) with a frozen, bold row of headings on each sheet. Numbers are numbers; text is written inline
 * and made harmless as in CSV, because a sheet saved again as CSV would bring formulas to life.
 *
 * Written here rather than by exceljs: what we write is a handful of fixed parts, and that library would cost every
 * process tens of megabytes for them.
 */
export function writeXlsx(sheets: readonly XlsxSheet[]): Buffer {
  const names = sheetNames(sheets);
  const decimals = [
    ...new Set(sheets.flatMap((sheet) => sheet.columns.flatMap((column) => column.decimals ?? []))),
  ].sort((a, b) => a - b);
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook(names),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles(decimals),
  };
  for (const [i, sheet] of sheets.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] = worksheet(sheet, decimals);
  const packed = zipSync(
    Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(XML + text)])),
    // Equal contents give equal bytes.
    { level: 6, mtime: '1980-01-01T00:00:00' },
  );
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What XML 1.0 cannot hold at all would make the whole workbook unreadable. */
function isWritable(character: string): boolean {
  const code = character.charCodeAt(0);
  return code >= 32 ? code < 0xfffe : code === 9 || code === 10 || code === 13;
}

function escapeXml(text: string): string {
  return Array.from(text.toWellFormed())
    .filter(isWritable)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
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

function contentTypes(count: number): string {
  const sheets = Array.from(
    { length: count },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  ).join('');
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${sheets}</Types>`;
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const each = targets
    .map(
      ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`,
    )
    .join('');
  return `<Relationships xmlns="${PACKAGE}/relationships">${each}</Relationships>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names
    .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('');
  return `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets}</sheets></workbook>`;
}

/** Formats: 0 plain, 1 heading, then one for each count of decimals. */
function styles(decimals: readonly number[]): string {
  const codes = decimals
    .map(
      (count, i) =>
        `<numFmt numFmtId="${164 + i}" formatCode="#,##0${count > 0 ? `.${'0'.repeat(count)}` : ''}"/>`,
    )
    .join('');
  const formats = decimals
    .map(
      (_, i) =>
        `<xf numFmtId="${164 + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
    )
    .join('');
  return `<styleSheet xmlns="${MAIN}">${decimals.length > 0 ? `<numFmts count="${decimals.length}">${codes}</numFmts>` : ''}<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${2 + decimals.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>${formats}</cellXfs></styleSheet>`;
}

function worksheet({ columns, rows }: XlsxSheet, decimals: readonly number[]): string {
  const widths = columns
    .map((column, i) => {
      const longest = Math.max(column.label.length, ...rows.map((row) => String(row[i] ?? '').length));
      return `<col min="${i + 1}" max="${i + 1}" width="${Math.min(60, Math.max(9, longest + 2))}" customWidth="1"/>`;
    })
    .join('');
  const styleOf = columns.map((column) =>
    column.decimals === undefined ? 0 : 2 + decimals.indexOf(column.decimals),
  );
  const head = row(
    1,
    columns.map((column) => column.label),
    columns.map(() => 1),
  );
  const body = rows.map((cells, i) => row(i + 2, cells, styleOf)).join('');
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths === '' ? '' : `<cols>${widths}</cols>`}<sheetData>${head}${body}</sheetData></worksheet>`;
}

function row(number: number, cells: readonly XlsxCell[], styleOf: readonly number[]): string {
  const written = cells
    .map((cell, i) => {
      const style = styleOf[i] ?? 0;
      const at = `r="${columnName(i)}${number}"${style === 0 ? '' : ` s="${style}"`}`;
      if (typeof cell === 'number' && Number.isFinite(cell)) return `<c ${at}><v>${cell}</v></c>`;
      if (typeof cell !== 'string' || cell === '') return '';
      return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(harmlessText(cell))}</t></is></c>`;
    })
    .join('');
  return `<row r="${number}">${written}</row>`;
}

/** A, B… Z, AA, AB… */
function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnName(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
