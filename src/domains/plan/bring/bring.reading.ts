import { parseDecimal } from '#platform/http/form.js';
import { fold } from '../objective-tree.rules.js';

export type Value = string | number | boolean | string[] | null;

export type ColumnKind = 'text' | 'list' | 'boolean' | 'number' | 'choice' | 'letters' | 'day';

/** Column by which a row without a code of its own is known again. */
export const REF = 'ref';

/** Column by which a row is taken out of the plan: what is only left out of a file stays. */
export const REMOVE = 'remove';

/** Columns that say something of the row, not of what it is about. */
const OF_ROW: readonly string[] = [REF, REMOVE];

/** A column of the table that people bring. */
export interface BringColumn {
  key: string;
  heading: string;
  kind: ColumnKind;
  required?: boolean;
  /** Longest text of the cell, or of one item of a list. */
  most?: number;
  /** Shortest text that says something. */
  least?: number;
  /** What the cell may say: the value, its label, or its name where no other has the same. */
  choices?: readonly { value: string; label: string; name?: string }[];
  /** The fault of a cell that is none of the choices, where to list the first of them would not help. */
  unlisted?: string;
  /** No sums below nil. */
  isMoney?: boolean;
  /** No decimals. */
  isWhole?: boolean;
  /** First and last number or day; what is there already may lie outside. */
  within?: readonly [number | string, number | string];
}

/** What is there, by the columns' keys, and what tells it from other rows. */
export interface PresentRow {
  key: string;
  values: Record<string, Value>;
}

/** How rows of one kind are told apart. */
export interface RowNaming {
  columns: readonly BringColumn[];
  present: readonly PresentRow[];
  /** The same for the same thing; empty where a cell that belongs to it could not be read. */
  keyOf: (values: Record<string, Value>) => string;
  /** What people call the row. */
  labelOf: (values: Record<string, Value>) => string;
}

export interface BringFault {
  heading: string;
  code: `plan.bring.fault.${string}`;
  values: Record<string, string | number>;
}

export interface ExaminedRow {
  /** Of the file, from 1. */
  line: number;
  /** The row's key: for needs and objectives their code. */
  code: string;
  label: string;
  /** What is there, of which the row speaks. */
  former: PresentRow | undefined;
  state: 'new' | 'changed' | 'removed' | 'equal' | 'refused';
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
  if (column.kind === 'day') return value.split('-').reverse().join('/');
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
      if (text.length < (column.least ?? 1)) return fault('too-short', { least: column.least ?? 1 });
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
      if (value === undefined || Math.abs(value) > 1e13) return fault('number');
      if (column.isWhole && !Number.isInteger(value)) return fault('whole');
      return column.isMoney && value < 0 ? fault('negative') : { value };
    }
    case 'day': {
      const value = readDay(text);
      return value === undefined ? fault('day') : { value };
    }
    case 'choice': {
      const found = findChoice(column, text);
      if (found === 'several') return fault('ambiguous');
      return found !== undefined
        ? { value: found }
        : fault(column.unlisted ?? 'choice', {
            choices: (column.choices ?? [])
              .slice(0, 12)
              .map((one) => one.label)
              .join(', '),
          });
    }
  }
}

/** Ways to say each choice of a column; kept with the column, because a catalogue is looked up in every row. */
const saidAs = new WeakMap<
  BringColumn,
  { sure: Map<string, string>; names: Map<string, string | 'several'> }
>();

/** The value of a choice; `several` for a name that more than one has. */
function findChoice(column: BringColumn, text: string): string | undefined {
  let said = saidAs.get(column);
  if (!said) {
    said = { sure: new Map(), names: new Map() };
    for (const read of [(words: string) => words, headingKey])
      for (const { value, label } of column.choices ?? [])
        for (const words of [value, label])
          if (!said.sure.has(read(words))) said.sure.set(read(words), value);
    for (const { value, name } of column.choices ?? []) {
      const key = headingKey(name ?? '');
      if (key !== '') said.names.set(key, said.names.has(key) ? 'several' : value);
    }
    saidAs.set(column, said);
  }
  const key = headingKey(text);
  return said.sure.get(text) ?? said.sure.get(key) ?? said.names.get(key);
}

/** `2022-03-12`, `12/03/2022`, `12.3.2022` as a day. */
function readDay(cell: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(cell);
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell);
  const [year, month, day] = iso ? iso.slice(1) : italian ? italian.slice(1).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

/**
 * What would become of each row, beside what is there. A column that the file leaves out stays as it is. Rows that say
 * to which they refer find it by that; the others by their key, each present row once.
 */
export function examineRows(
  rows: readonly TableRow[],
  at: ReadonlyMap<string, number>,
  naming: RowNaming,
): ExaminedRow[] {
  const { columns, present } = naming;
  const byRef = new Map(present.flatMap((one) => (one.values[REF] ? [[one.values[REF], one]] : [])));
  const read = rows.map(({ line, cells }) => {
    const values: Record<string, Value> = {};
    const faults: BringFault[] = [];
    for (const column of columns) {
      const index = at.get(column.key);
      if (index === undefined) continue;
      const reading = readCell(column, cells[index] ?? '');
      if ('fault' in reading) faults.push(reading.fault);
      else values[column.key] = reading.value;
    }
    return { line, values, faults, named: values[REF] ? byRef.get(values[REF]) : undefined };
  });
  const taken = new Set(read.flatMap(({ named }) => named ?? []));
  const lines = new Map<unknown, number>();
  const heading = (key: string) => columns.find((one) => one.key === key)?.heading ?? '';
  return read.map(({ line, values, faults, named }) => {
    const key = naming.keyOf(values);
    const [first] = columns;
    if (values[REF] && !named)
      faults.push({
        heading: heading(REF),
        code: 'plan.bring.fault.ref',
        values: { cell: String(values[REF]) },
      });
    const former =
      named ??
      (values[REF] ? undefined : present.find((one) => key !== '' && one.key === key && !taken.has(one)));
    if (former) taken.add(former);
    const same = named ?? key;
    const earlier = same === '' ? undefined : lines.get(same);
    if (earlier !== undefined)
      faults.push({
        heading: first?.heading ?? '',
        code: 'plan.bring.fault.repeated',
        values: { cell: naming.labelOf(values), line: earlier },
      });
    else if (same !== '') lines.set(same, line);
    const isRemoved = values[REMOVE] === true;
    if (isRemoved && !former)
      faults.push({ heading: heading(REMOVE), code: 'plan.bring.fault.not-there', values: {} });
    const changes = columns.flatMap((column) => {
      if (!(column.key in values) || OF_ROW.includes(column.key) || isRemoved) return [];
      const [before, after] = [
        writeValue(column, former?.values[column.key]),
        writeValue(column, values[column.key]),
      ];
      if (before === after) return [];
      const outside = isOutside(column, values[column.key]);
      if (outside) faults.push(outside);
      return [{ heading: column.heading, before, after }];
    });
    const state = faults.length > 0 ? 'refused' : stateOf(former, isRemoved, changes.length);
    const label = naming.labelOf(former ? { ...former.values, ...values } : values);
    return { line, code: key, label, former, state, values, changes: former ? changes : [], faults };
  });
}

function stateOf(
  former: PresentRow | undefined,
  isRemoved: boolean,
  changes: number,
): Exclude<ExaminedRow['state'], 'refused'> {
  if (isRemoved) return 'removed';
  if (!former) return 'new';
  return changes > 0 ? 'changed' : 'equal';
}

function isOutside(column: BringColumn, value: Value | undefined): BringFault | undefined {
  const [from, to] = column.within ?? [];
  if (from === undefined || to === undefined || value === null || value === undefined) return undefined;
  if (value >= from && value <= to) return undefined;
  const words = (edge: Value) => writeValue(column, edge);
  return {
    heading: column.heading,
    code: 'plan.bring.fault.outside',
    values: { cell: words(value), from: words(from), to: words(to) },
  };
}

/** Rows that say something new, or take something away. */
export function writtenRows(rows: readonly ExaminedRow[]): ExaminedRow[] {
  return rows.filter(({ state }) => state === 'new' || state === 'changed' || state === 'removed');
}

/**
 * Writes rows known by their code: the new ones together, so that those that name each other are there, then each one that
 * changed over what was read of it.
 */
export async function writeRows<T extends { code: string }>(
  rows: readonly ExaminedRow[],
  present: readonly T[],
  write: {
    create: (fresh: readonly ExaminedRow[]) => Promise<unknown>;
    rewrite: (one: T, row: ExaminedRow) => Promise<unknown>;
  },
): Promise<void> {
  const known = new Map(present.map((one) => [one.code, one]));
  const fresh = rows.filter((row) => row.state === 'new');
  if (fresh.length > 0) await write.create(fresh);
  for (const row of rows.filter((one) => one.state === 'changed')) {
    const one = known.get(row.code);
    if (one) await write.rewrite(one, row);
  }
}

/** Refuses a row that was read, for what its cells alone do not tell. */
export function refuse(row: ExaminedRow, fault: BringFault): void {
  row.state = 'refused';
  row.faults.push(fault);
}
