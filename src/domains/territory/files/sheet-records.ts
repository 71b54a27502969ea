import { cleanDecimal } from './cells.js';
import type { CsvRecord } from './csv-record.types.js';
import type { FileLimits } from './files.types.js';
import { fileProblem, type ProblemLog, ReadingStopped } from './problem-log.js';
import type { Workbook } from './workbook.js';
import { xmlEvents } from './xml-events.js';

/** Rows that tell how wide a sheet's table is. */
const rowsForWidth = 30;
const dayLength = 86_400_000;

interface RawCell {
  column: number;
  type: string;
  style: number;
  value: string;
  inline: string;
  formula: boolean;
}

/**
 * Rows of a sheet as they unpack, as records of text: numbers with `decimalMark` and without what binary arithmetic left in
 * them, days as 2021-12-31. Blank rows are passed over; shorter rows are filled to the table's width, as separators do
 * in a CSV. A formula gives the value that was last worked out, and a warning; one without it is refused.
 */
export async function* sheetRecords(
  workbook: Workbook,
  name: string,
  limits: Pick<FileLimits, 'maxColumns'>,
  log: ProblemLog,
  decimalMark: '.' | ',' = '.',
): AsyncGenerator<CsvRecord[]> {
  const sheet = workbook.sheets.find((one) => one.name === name) ?? workbook.sheets[0];
  if (!sheet) return;
  const ready: CsvRecord[] = [];
  const formulas = { count: 0, line: 0, column: 0 };
  let line = 0;
  let cells: string[] = [];
  let cell: RawCell | undefined;
  let collecting: 'value' | 'inline' | undefined;

  const closeCell = (raw: RawCell): void => {
    if (raw.formula) {
      if (raw.value === '' && raw.type !== 'str')
        log.report('formula-empty', { line, column: raw.column + 1 });
      else if (formulas.count === 0) Object.assign(formulas, { line, column: raw.column + 1 });
      formulas.count += 1;
    }
    cells[raw.column] = textOf(raw, workbook, decimalMark);
  };
  const closeRow = (): void => {
    // Holes of a sparse row are empty cells.
    const texts = Array.from(cells, (text) => text ?? '');
    while (texts.length > 0 && (texts.at(-1) ?? '').trim() === '') texts.pop();
    if (texts.length > 0) ready.push({ line, cells: texts, isLast: false, isTerminated: true });
  };

  const pieces = xmlEvents(sheet.part, {
    open: (tag, attributes) => {
      if (tag === 'row') {
        line = attributes.r === undefined ? line + 1 : Number(attributes.r);
        cells = [];
      } else if (tag === 'c') {
        const column = attributes.r === undefined ? cells.length : columnOf(attributes.r);
        if (!(column < limits.maxColumns))
          throw new ReadingStopped(
            fileProblem('columns-too-many', { line, found: column + 1, expected: limits.maxColumns }),
          );
        const style = Number(attributes.s ?? 0);
        cell = { column, type: attributes.t ?? 'n', style, value: '', inline: '', formula: false };
      } else if (tag === 'f' && cell) cell.formula = true;
      else if (tag === 'v') collecting = 'value';
      else if (tag === 't') collecting = 'inline';
    },
    text: (text) => {
      if (cell && collecting) cell[collecting] += text;
    },
    close: (tag) => {
      if (tag === 'c' && cell) {
        closeCell(cell);
        cell = undefined;
      } else if (tag === 'row') closeRow();
      else if (tag === 'v' || tag === 't') collecting = undefined;
    },
  });

  let width: number | undefined;
  let held: CsvRecord | undefined;
  const take = (): CsvRecord[] => {
    width ??= Math.max(0, ...ready.slice(0, rowsForWidth).map((record) => record.cells.length));
    const records = ready.splice(0);
    for (const record of records) while (record.cells.length < width) record.cells.push('');
    const last = records.pop();
    if (!last) return records;
    if (held) records.unshift(held);
    held = last;
    return records;
  };
  for await (const _piece of pieces) {
    if (ready.length < rowsForWidth && width === undefined) continue;
    const records = take();
    if (records.length > 0) yield records;
    if (log.isFull()) return;
  }
  const rest = take();
  if (rest.length > 0) yield rest;
  if (formulas.count > 0)
    log.report('formula-used', {
      severity: 'warning',
      line: formulas.line,
      column: formulas.column,
      found: formulas.count,
      place: sheet.name,
    });
  if (held) yield [{ ...held, isLast: true }];
}

/** "C5" is column 2, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column === 0 ? Number.NaN : column - 1;
}

function textOf({ type, style, value, inline }: RawCell, workbook: Workbook, decimalMark: string): string {
  if (type === 's') return workbook.sharedStrings[Number(value)] ?? '';
  if (type === 'inlineStr') return inline;
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (workbook.isDay[style]) return dayOf(number, workbook.isFrom1904) ?? value;
  const text = /e/i.test(value)
    ? number.toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 15 })
    : cleanDecimal(value);
  return text.replace('.', decimalMark);
}

/**
 * Day of a serial number. Spreadsheets count from 1900 as if it had been a leap year: right from its March on, and no
 * table of ours is older.
 */
function dayOf(serial: number, isFrom1904: boolean): string | undefined {
  const start = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const instant = new Date(start + Math.floor(serial) * dayLength);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString().slice(0, 10);
}
