import type { BroughtValue, ImportReading, Nameable, RowProblem } from './import.types.js';

/** Rows of one file: more are a statistic, and belong in the observatory. */
export const MOST_ROWS = 1_500;
const MOST_NOTE = 300;

const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  id: ['identificativo', 'identifier', 'id'],
  objective: ['obiettivo', 'objective', 'codice obiettivo', 'codice'],
  title: ['indicatore', 'indicator', 'titolo'],
  day: ['data', 'giorno', 'date', 'day'],
  value: ['valore', 'value', 'ultimo valore', 'latest value'],
  note: ['nota', 'note'],
};

interface Table {
  rows: readonly { line: number; cells: readonly string[] }[];
}

export interface ReadingOptions {
  indicators: readonly Nameable[];
  /** What stands already, by indicator and day: `id 2022-12-31`. */
  stored: ReadonlyMap<string, number>;
  /** YYYY-MM-DD */
  today: string;
  /** Whether the account may measure there. */
  mayMeasure: (within: readonly string[]) => boolean;
  /** Reads a number as it is written; undefined when it is none. */
  parse: (written: string) => number | undefined;
}

/**
 * Reads a table of measurements. The first row names the columns; an indicator is found by its identifier, or by its
 * title within its objective. What is wrong is told with its line; one wrong row and nothing is taken.
 */
export function readMeasurements({ rows }: Table, options: ReadingOptions): ImportReading {
  const reading: ImportReading = { brought: [], equal: 0, blank: 0, problems: [] };
  const [head, ...body] = rows;
  const columns = columnsOf(head?.cells ?? []);
  if (
    columns.value === undefined ||
    columns.day === undefined ||
    (columns.id ?? columns.title) === undefined
  ) {
    reading.problems.push({ line: head?.line ?? 0, code: 'evaluation.import.headings' });
    return reading;
  }
  if (body.length > MOST_ROWS) {
    reading.problems.push({ line: 0, code: 'evaluation.import.too-many', values: { limit: MOST_ROWS } });
    return reading;
  }
  const finder = finderOf(options.indicators);
  const seen = new Map<string, number>();
  for (const { line, cells } of body) {
    const cell = (name: string) => (cells[columns[name] ?? -1] ?? '').trim();
    if (cell('value') === '') {
      reading.blank += 1;
      continue;
    }
    const row = readRow(line, cell, finder, options);
    if ('code' in row) {
      reading.problems.push(row);
      continue;
    }
    const key = `${row.indicatorId} ${row.measuredOn}`;
    const before = seen.get(key);
    const present = options.stored.get(key);
    if (before !== undefined)
      reading.problems.push({ line, code: 'evaluation.import.twice', values: { before } });
    else if (present === row.value) reading.equal += 1;
    else if (present !== undefined)
      reading.problems.push({ line, code: 'evaluation.import.exists', values: { day: row.measuredOn } });
    else reading.brought.push(row);
    seen.set(key, line);
  }
  return reading;
}

function readRow(
  line: number,
  cell: (name: string) => string,
  find: ReturnType<typeof finderOf>,
  { today, mayMeasure, parse }: ReadingOptions,
): BroughtValue | RowProblem {
  const found = find(cell('id'), cell('title'), cell('objective'));
  if (typeof found === 'string') return { line, code: found, values: { title: cell('title') || cell('id') } };
  if (!mayMeasure(found.within))
    return { line, code: 'evaluation.import.not-yours', values: { code: found.objectiveCode } };
  const measuredOn = readDay(cell('day'));
  if (measuredOn === undefined)
    return { line, code: 'evaluation.import.day', values: { written: cell('day') } };
  if (measuredOn > today) return { line, code: 'evaluation.import.day-to-come', values: { day: measuredOn } };
  const value = parse(cell('value'));
  if (value === undefined)
    return { line, code: 'evaluation.import.value', values: { written: cell('value') } };
  const note = cell('note');
  if (note.length > MOST_NOTE) return { line, code: 'evaluation.import.note', values: { limit: MOST_NOTE } };
  const { id, objectiveCode, title } = found;
  return { line, indicatorId: id, objectiveCode, title, measuredOn, value, note: note === '' ? null : note };
}

function columnsOf(cells: readonly string[]): Record<string, number> {
  const names = cells.map(fold);
  return Object.fromEntries(
    Object.entries(HEADINGS).flatMap(([column, words]) => {
      const at = names.findIndex((name) => words.includes(name));
      return at < 0 ? [] : [[column, at]];
    }),
  );
}

/** Finds an indicator, or says why not: unknown, or several of that name. */
function finderOf(indicators: readonly Nameable[]) {
  const byId = new Map(indicators.map((one) => [one.id, one]));
  const byTitle = Map.groupBy(indicators, (one) => fold(one.title));
  return (id: string, title: string, objective: string): Nameable | string => {
    const named = byId.get(id.toLowerCase());
    if (named) return named;
    if (id !== '' && title === '') return 'evaluation.import.unknown';
    const code = fold(objective);
    const matching = (byTitle.get(fold(title)) ?? []).filter(
      (one) => code === '' || fold(one.objectiveCode) === code,
    );
    const [only] = matching;
    if (!only) return 'evaluation.import.unknown';
    return matching.length === 1 ? only : 'evaluation.import.several';
  };
}

/** 2022-12-31, or as Italians write it: 31/12/2022. */
export function readDay(written: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(written);
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : [italian?.[3], italian?.[2]?.padStart(2, '0'), italian?.[1]?.padStart(2, '0')];
  if (year === undefined) return undefined;
  const text = `${year}-${month}-${day}`;
  const parsed = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text ? undefined : text;
}

function fold(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Rows of a preview, as its form sends them back to be checked again. */
export function packRows({ brought }: ImportReading): string {
  return JSON.stringify(
    brought.map((one) => ({ i: one.indicatorId, d: one.measuredOn, v: one.value, n: one.note })),
  );
}
