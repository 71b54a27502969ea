import {
  type BalanceLayout,
  type BalanceMeasure,
  balanceHeader,
  balanceSexes,
  isBalanceHeader,
  marksHeader,
} from './balance-layout.js';
import { headerKey, readCount } from './cells.js';
import type { CsvRecord } from './csv-record.types.js';
import type { Observation, Sex } from './files.types.js';
import { isNameColumn, levelOfCodeColumn } from './level-columns.js';
import type { AreaLevel } from './national-areas.js';
import { PlaceRows } from './place-rows.js';
import type { ReadingState, RecordReader } from './reader.types.js';

interface BalanceColumn {
  measure: BalanceMeasure;
  sex: Sex;
  column: number;
  columnName: string;
  mayBeNegative: boolean;
}

interface BalanceHeader {
  width: number;
  columns: BalanceColumn[];
  level: AreaLevel;
  code: number;
  /** -1 where the file has none, as for the marks. */
  name: number;
  marks: number;
}

const negativeKeys = /^(saldo|unità in più)/;

/**
 * ISTAT's demographic balance of the comuni (P2, and P3 for foreigners): a title with the year, a header, a row a
 * comune, a foot "Note: …" that explains the marks of the last column.
 * Every row is checked: start + balances = end, the balances themselves, and males + females = total.
 */
export function balanceReader(layout: BalanceLayout): RecordReader {
  return (reading) => {
    const { log, facts } = reading;
    const places = new PlaceRows(reading);
    let header: BalanceHeader | undefined;
    let flagged = false;
    let footed = false;
    let terminated = true;

    const row = (record: CsvRecord, out: Observation[]): boolean => {
      const { line, cells } = record;
      terminated = record.isTerminated;
      if (!header) {
        if (isBalanceHeader(cells)) {
          header = readHeader(layout, record, reading);
          return header !== undefined;
        }
        if (isAlone(cells)) {
          facts.title = joined(facts.title, cells[0]);
          return true;
        }
        log.report('header-missing', { expected: 'Codice comune' });
        return false;
      }
      if (isAlone(cells) && (footed || /^not[ae]\b/i.test(cells[0] ?? ''))) {
        facts.notes = joined(facts.notes, cells[0]);
        footed = true;
        return true;
      }
      if (cells.length !== header.width) {
        const isCut = record.isLast && cells.length < header.width;
        log.report(isCut ? 'truncated' : 'row-width', { line, found: cells.length, expected: header.width });
        return !isCut && !log.isFull();
      }
      if ((cells[header.marks] ?? '').trim() !== '') flagged = true;
      if (facts.year === null && !readYear(reading)) return false;
      if (places.accept(cells[header.code] ?? '', line, header.code + 1, header.level))
        rowObservations(layout, header, record, reading, out);
      return !log.isFull();
    };

    const end = (): void => {
      if (!header) {
        log.report('header-missing', { expected: 'Codice comune' });
        return;
      }
      // A mark in the last column is explained at the foot: without the foot the end of the file is missing. A file
      // without marks needs no foot, but its last row must end.
      if (!footed && (flagged || !terminated)) log.report('truncated', { line: places.lastLine });
      facts.provisional = flagged;
      if (facts.year === null) readYear(reading);
      places.finish();
    };

    return { row, end };
  };

  function readYear(reading: ReadingState): boolean {
    const year = /31 dicembre (\d{4})/i.exec(reading.facts.title)?.[1];
    if (!year) {
      reading.log.report('year-missing', { line: 1, found: reading.facts.title, expected: '31 dicembre' });
      return false;
    }
    reading.facts.year = Number(year);
    reading.facts.referenceOn = `${year}-12-31`;
    return true;
  }
}

/** Titles and feet stand alone in their row; a spreadsheet that saved the file again has padded them with separators. */
function isAlone(cells: readonly string[]): boolean {
  return cells.every((cell, index) => index === 0 || cell === '');
}

/** Characters of a title or a foot that are kept: a file of notes must not fill the memory. */
const longestNote = 4_000;

function joined(before: string, cell = ''): string {
  return `${before} ${cell.trim()}`.trim().slice(0, longestNote);
}

function readHeader(
  layout: BalanceLayout,
  { line, cells }: CsvRecord,
  { log }: ReadingState,
): BalanceHeader | undefined {
  const at = new Map<string, number>();
  const before = log.errorCount;
  cells.forEach((cell, index) => {
    const key = headerKey(cell);
    if (at.has(key)) log.report('column-repeated', { line, column: index + 1, columnName: cell });
    at.set(key, index);
  });
  const columns: BalanceColumn[] = [];
  for (const [sex, sexName] of balanceSexes) {
    for (const measure of layout.measures) {
      const key = balanceHeader(measure.header, sexName);
      const index = at.get(key);
      if (index === undefined) {
        log.report('column-missing', { line, columnName: key });
        continue;
      }
      const mayBeNegative = negativeKeys.test(measure.header);
      columns.push({ measure, sex, column: index + 1, columnName: cells[index] ?? '', mayBeNegative });
    }
  }
  const keys = cells.map(headerKey);
  const code = keys.findIndex((key) => levelOfCodeColumn(key) !== undefined);
  const places = {
    level: levelOfCodeColumn(keys[code] ?? '') ?? 'comune',
    code,
    name: keys.findIndex(isNameColumn),
    marks: keys.indexOf(marksHeader),
  };
  return log.errorCount > before ? undefined : { width: cells.length, columns, ...places };
}

function rowObservations(
  layout: BalanceLayout,
  header: BalanceHeader,
  { line, cells }: CsvRecord,
  { log, facts }: ReadingState,
  out: Observation[],
): void {
  const placeCode = cells[header.code] ?? '';
  const placeName = cells[header.name] ?? '';
  const year = facts.year ?? 0;
  const numbers = new Map<string, number>();
  let isWhole = true;
  for (const { measure, sex, column, columnName, mayBeNegative } of header.columns) {
    const number = readCount(cells[column - 1] ?? '', mayBeNegative, { line, column, columnName }, log);
    if (number === undefined) isWhole = false;
    else numbers.set(`${measure.header}|${sex}`, number);
  }
  if (!isWhole) return;
  const before = log.errorCount;
  checkRow(layout, numbers, { line, place: `${placeCode} ${placeName}` }, log);
  if (log.errorCount > before) return;
  for (const { measure, sex, column } of header.columns) {
    const period = measure.isYearEnd ? year + 1 : year;
    out.push({
      line,
      placeCode,
      placeName,
      placeLevel: header.level,
      variable: measure.variable,
      period: String(period),
      year: period,
      sex,
      ageFrom: null,
      ageTo: null,
      category: '',
      value: String(Number(cells[column - 1])),
      unit: 'persone',
    });
  }
}

/** The identities that ISTAT's balance obeys, row by row. Exact: they are whole numbers. */
function checkRow(
  layout: BalanceLayout,
  numbers: ReadonlyMap<string, number>,
  at: { line: number; place: string },
  log: ReadingState['log'],
): void {
  const of = (header: string, sex: Sex): number => numbers.get(`${header}|${sex}`) ?? 0;
  for (const [sex, sexName] of balanceSexes) {
    for (const [plus, minus, net] of layout.nets) {
      const expected = of(plus, sex) - of(minus, sex);
      if (of(net, sex) !== expected) {
        log.report('net-broken', { ...at, columnName: `${net} - ${sexName}`, found: of(net, sex), expected });
      }
    }
    const expected = layout.steps.reduce(
      (sum, [header, sign]) => sum + sign * of(header, sex),
      of(layout.start, sex),
    );
    if (of(layout.end, sex) !== expected) {
      log.report('balance-broken', {
        ...at,
        columnName: `${layout.end} - ${sexName}`,
        found: of(layout.end, sex),
        expected,
      });
    }
  }
  for (const { header } of layout.measures) {
    const expected = of(header, 'm') + of(header, 'f');
    if (of(header, '') !== expected) {
      log.report('sexes-broken', {
        ...at,
        columnName: `${header} - totale`,
        found: of(header, ''),
        expected,
      });
    }
  }
}
