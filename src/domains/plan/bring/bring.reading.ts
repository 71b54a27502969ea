import { parseDecimal } from '#platform/http/form.js';
import { fold } from '../objective-tree.rules.js';

export type Value = string | number | boolean | string[] | null;

export type ColumnKind = 'text' | 'list' | 'boolean' | 'number' | 'choice' | 'letters';

/** A column of the table that people bring. */
export interface BringColumn {
  key: string;
  heading: string;
  kind: ColumnKind;
  required?: boolean;
  /** Longest text of the cell, or of one item of a list. */
  most?: number;
  /** What the cell may say: the value, or its name. */
  choices?: readonly { value: string; label: string }[];
  /** No sums below nil. */
  isMoney?: boolean;
}

export interface BringFault {
  heading: string;
  code: `plan.bring.fault.${string}`;
  values: Record<string, string | number>;
}

export interface ExaminedRow {
  /** Of the file, from 1. */
  line: number;
  code: string;
  state: 'new' | 'changed' | 'equal' | 'refused';
  /** By the columns' keys; what the file does not tell stays as it is. */
  values: Record<string, Value>;
  changes: { heading: string; before: string; after: string }[];
  faults: BringFault[];
}

export interface TableRow {
  line: number;
  cells: readonly string[];
}

/** Headings of the file beside ours: missing ones that must be there, ones that come twice, ones nobody knows. */
export interface Headings {
  at: Map<string, number>;
  missing: string[];
  repeated: string[];
  unknown: string[];
}

const headingKey = (text: string) =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export function findHeadings(head: readonly string[], columns: readonly BringColumn[]): Headings {
  const known = new Map(
    columns.flatMap((column) => [
      [headingKey(column.heading), column],
      [headingKey(column.key), column],
    ]),
  );
  const at = new Map<string, number>();
  const repeated: string[] = [];
  const unknown: string[] = [];
  head.forEach((cell, index) => {
    const column = known.get(headingKey(cell));
    if (!column) {
      if (cell.trim() !== '') unknown.push(cell.trim());
    } else if (at.has(column.key)) repeated.push(column.heading);
    else at.set(column.key, index);
  });
  const missing = columns.filter((one) => one.required && !at.has(one.key)).map((one) => one.heading);
  return { at, missing, repeated, unknown };
}

/** Between the items of a list in one cell. */
const BETWEEN = ' | ';

/** A value as the table writes it; what is read from it is the value again. */
export function writeValue(column: BringColumn, value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(column.kind === 'letters' ? ' ' : BETWEEN);
  if (typeof value === 'boolean') return value ? 'sì' : 'no';
  if (typeof value === 'number') return String(value).replace('.', ',');
  return column.choices?.find((one) => one.value === value)?.label ?? value;
}

/** What a cell says, or why it cannot be taken. */
export function readCell(column: BringColumn, cell: string): { value: Value } | { fault: BringFault } {
  // Our own tables put an apostrophe before what a spreadsheet would run.
  const text = cell
    .normalize('NFC')
    .trim()
    .replace(/^'(?=[=+\-@])/, '');
  const fault = (code: string, values: Record<string, string | number> = {}) => ({
    fault: {
      heading: column.heading,
      code: `plan.bring.fault.${code}` as const,
      values: { cell: text, ...values },
    },
  });
  if (text === '') {
    if (column.required) return fault('required');
    return { value: column.kind === 'list' || column.kind === 'letters' ? [] : null };
  }
  const most = column.most ?? 1_000;
  switch (column.kind) {
    case 'text':
      return text.length > most ? fault('too-long', { most }) : { value: text.replace(/\r\n?/g, '\n') };
    case 'list': {
      const items = text
        .split(/\s\|\s|\r?\n/)
        .map((item) => item.trim())
        .filter(Boolean);
      return items.some((item) => item.length > most) ? fault('too-long', { most }) : { value: items };
    }
    case 'letters': {
      const letters = text
        .toUpperCase()
        .split(/[\s,;|]+/)
        .filter(Boolean);
      const unknown = letters.find((letter) => !column.choices?.some((one) => one.value === letter));
      return unknown === undefined ? { value: [...new Set(letters)] } : fault('letter', { letter: unknown });
    }
    case 'boolean': {
      const word = fold(text);
      if (['si', 'yes', 'vero', 'true', '1', 'x'].includes(word)) return { value: true };
      return ['no', 'falso', 'false', '0'].includes(word) ? { value: false } : fault('boolean');
    }
    case 'number': {
      const value = parseDecimal(text.replace(/€/g, '').replace('\u2212', '-'));
      if (value === undefined) return fault('number');
      return column.isMoney && value < 0 ? fault('negative') : { value };
    }
    case 'choice': {
      const found = column.choices?.find(
        (one) => headingKey(one.value) === headingKey(text) || headingKey(one.label) === headingKey(text),
      );
      return found
        ? { value: found.value }
        : fault('choice', {
            choices: (column.choices ?? [])
              .slice(0, 12)
              .map((one) => one.label)
              .join(', '),
          });
    }
  }
}

/**
 * What would become of each row, beside what is there. A column that the file leaves out stays as it is.
 * @param present values by code
 * @param taken codes that are there but may not be written: withdrawn ones
 */
export function examineRows(
  rows: readonly TableRow[],
  at: ReadonlyMap<string, number>,
  columns: readonly BringColumn[],
  present: ReadonlyMap<string, Record<string, Value>>,
  taken: ReadonlySet<string>,
): ExaminedRow[] {
  const lines = new Map<string, number>();
  return rows.map(({ line, cells }) => {
    const values: Record<string, Value> = {};
    const faults: BringFault[] = [];
    for (const column of columns) {
      const index = at.get(column.key);
      if (index === undefined) continue;
      const reading = readCell(column, cells[index] ?? '');
      if ('fault' in reading) faults.push(reading.fault);
      else values[column.key] = reading.value;
    }
    const code = typeof values.code === 'string' ? values.code : '';
    const heading = columns.find((one) => one.key === 'code')?.heading ?? '';
    const earlier = code === '' ? undefined : lines.get(code);
    if (earlier !== undefined)
      faults.push({ heading, code: 'plan.bring.fault.repeated', values: { cell: code, line: earlier } });
    else if (code !== '') lines.set(code, line);
    if (taken.has(code) && !present.has(code))
      faults.push({ heading, code: 'plan.bring.fault.withdrawn', values: { cell: code } });
    const former = present.get(code);
    const changes = columns.flatMap((column) => {
      if (!(column.key in values)) return [];
      const [before, after] = [
        writeValue(column, former?.[column.key]),
        writeValue(column, values[column.key]),
      ];
      return before === after ? [] : [{ heading: column.heading, before, after }];
    });
    const state = faults.length > 0 ? 'refused' : !former ? 'new' : changes.length > 0 ? 'changed' : 'equal';
    return { line, code, state, values, changes: former ? changes : [], faults };
  });
}
