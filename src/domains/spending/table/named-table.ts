import { parseCents, parseDecimal } from '#platform/http/form.js';
import { foldWords } from '#platform/i18n/word-search.js';

/** A column that a table may have, known by its heading. */
export interface TableColumn {
  key: string;
  /** As Trama writes it in its own files. */
  heading: string;
  /** Other headings that mean it. */
  aliases?: readonly string[];
  required?: boolean;
}

/** A row by the keys of its columns: text as it stands in the file, empty where there is none. */
export interface NamedRow {
  line: number;
  cells: Record<string, string>;
}

export type NamedTable =
  | { kind: 'read'; rows: NamedRow[]; unknown: string[] }
  /** Headings that are needed and absent, or that come twice. */
  | { kind: 'refused'; missing: string[]; repeated: string[] };

/** Words of a heading, without accents, signs and case. */
function headingKey(text: string): string {
  return foldWords(text.replace(/\([^)]*\)|€/g, ' ')).join(' ');
}

/** Reads the first row as headings, in any order; a column that nobody knows is told, and passed over. */
export function nameColumns(
  rows: readonly { line: number; cells: readonly string[] }[],
  columns: readonly TableColumn[],
): NamedTable {
  const [head, ...body] = rows;
  const known = new Map<string, TableColumn>();
  for (const column of columns)
    for (const name of [column.heading, column.key, ...(column.aliases ?? [])])
      known.set(headingKey(name), column);
  const at = new Map<string, number>();
  const repeated: string[] = [];
  const unknown: string[] = [];
  (head?.cells ?? []).forEach((cell, index) => {
    const column = known.get(headingKey(cell));
    if (!column) {
      if (cell.trim() !== '') unknown.push(cell.trim());
    } else if (at.has(column.key)) repeated.push(column.heading);
    else at.set(column.key, index);
  });
  const missing = columns.filter((one) => one.required && !at.has(one.key)).map((one) => one.heading);
  if (missing.length > 0 || repeated.length > 0) return { kind: 'refused', missing, repeated };
  return {
    kind: 'read',
    unknown,
    rows: body.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(columns.map(({ key }) => [key, clean(cells[at.get(key) ?? -1] ?? '')])),
    })),
  };
}

/** Our own CSV puts an apostrophe before what a spreadsheet would run. */
function clean(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, '');
}

/** Euro as typed, in cents; undefined for what is no amount. A sum below nil comes back as such. */
export function readCents(cell: string): number | undefined {
  const cents = parseCents(cell.replace(/€|euro/gi, '').replace('\u2212', '-'));
  return cents === undefined || Math.abs(cents) > 1e13 ? undefined : cents;
}

/** A whole number, with or without dots between thousands. */
export function readCount(cell: string): number | undefined {
  const value = parseDecimal(cell);
  return value !== undefined && Number.isInteger(value) && Math.abs(value) < 1e9 ? value : undefined;
}

/** `2022-03-12`, `12/03/2022`, `12.3.2022`, `12-03-2022` as a day; undefined for what is none. */
export function readDay(cell: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(cell);
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : italian
      ? [italian[3], italian[2], italian[1]]
      : [undefined, undefined, undefined];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

export function readYear(cell: string): number | undefined {
  return /^(19|20)\d{2}$/.test(cell) ? Number(cell) : undefined;
}
