import { headerKey, readCount } from './cells.js';
import { type ColumnNames, type FoundColumns, findColumns, hasColumns } from './column-finder.js';
import type { CsvRecord } from './csv-record.types.js';
import type { Observation } from './files.types.js';
import { incomeKinds, taxpayersOf } from './income-variables.js';
import { PlaceRows } from './place-rows.js';
import type { ReadingState, RecordReader, RowReader } from './reader.types.js';
import { isWholeRow, withoutEmptyTail } from './table-header.js';

type IncomeColumn = 'year' | 'code' | 'name' | 'taxpayers';

const names: ColumnNames<IncomeColumn> = {
  year: ['anno di imposta', "anno d'imposta"],
  code: ['codice istat comune'],
  name: ['denominazione comune'],
  taxpayers: ['numero contribuenti'],
};
const required: readonly IncomeColumn[] = ['year', 'code', 'taxpayers'];

interface Measure {
  column: number;
  columnName: string;
  variable: string;
  category: string;
  unit: 'persone' | 'euro';
}

export function isIncomeHeader(cells: readonly string[]): boolean {
  return hasColumns(cells, names, required);
}

/**
 * Incomes by comune (MEF, Dipartimento delle Finanze): two columns a kind of income, how many and how much. An empty
 * cell is a figure kept back because fewer than four people are behind it: it is read as withheld, never as zero. The
 * row of returns without a comune ("Mancante/errata") is passed over.
 */
export const readIncomes: RecordReader = (reading) => new IncomesReader(reading);

class IncomesReader implements RowReader {
  readonly #reading: ReadingState;
  readonly #places: PlaceRows;
  #columns: FoundColumns<IncomeColumn> | undefined;
  #measures: Measure[] = [];

  constructor(reading: ReadingState) {
    this.#reading = reading;
    this.#places = new PlaceRows(reading);
  }

  row(record: CsvRecord, out: Observation[]): boolean {
    const { log, counts } = this.#reading;
    if (!this.#columns) return this.#readHeader(record);
    const columns = this.#columns;
    if (!isWholeRow(withoutEmptyTail(record, columns.width), columns.width, log)) return !log.isFull();
    const { line, cells } = record;
    if (/^0*$/.test(columns.cell(cells, 'code')) && cells.some((cell) => /mancante|errata/i.test(cell))) {
      counts.skipped += 1;
      return true;
    }
    if (!this.#readYear(columns, line, cells)) return false;
    const code = columns.cell(cells, 'code').padStart(6, '0');
    if (this.#places.accept(code, line, columns.place(line, 'code').column))
      this.#readRow(columns, code, line, cells, out);
    return !log.isFull();
  }

  end(): void {
    const { facts, log } = this.#reading;
    facts.title =
      `Redditi e principali variabili Irpef su base comunale, anno d’imposta ${facts.year ?? ''}`.trim();
    if (log.errorCount === 0) this.#places.finish();
  }

  #readHeader(record: CsvRecord): boolean {
    const { log } = this.#reading;
    this.#columns = findColumns(record, names, required, log);
    if (!this.#columns) return false;
    record.cells.forEach((cell, index) => {
      const measure = measureOf(headerKey(cell), index, cell);
      if (measure === null)
        log.report('column-ignored', {
          severity: 'warning',
          line: record.line,
          column: index + 1,
          columnName: cell.trim(),
        });
      else if (measure) this.#measures.push(measure);
    });
    if (this.#measures.length > 1) return true;
    log.report('column-missing', { line: record.line, columnName: 'Reddito imponibile - Frequenza' });
    return false;
  }

  /** One file is of one year of income. */
  #readYear(columns: FoundColumns<IncomeColumn>, line: number, cells: readonly string[]): boolean {
    const { log, facts } = this.#reading;
    const text = columns.cell(cells, 'year');
    if (!/^(19|20)\d{2}$/.test(text) || (facts.year !== null && facts.year !== Number(text))) {
      log.report('period-malformed', { ...columns.place(line, 'year'), found: text });
      return false;
    }
    facts.year = Number(text);
    facts.referenceOn = `${text}-12-31`;
    return true;
  }

  #readRow(
    columns: FoundColumns<IncomeColumn>,
    placeCode: string,
    line: number,
    cells: readonly string[],
    out: Observation[],
  ): void {
    const { log, facts } = this.#reading;
    for (const { column, columnName, variable, category, unit } of this.#measures) {
      const text = (cells[column - 1] ?? '').trim();
      const isWithheld = text === '' && variable !== 'taxpayers';
      const value = isWithheld ? null : readCount(text, unit === 'euro', { line, column, columnName }, log);
      if (value === undefined) continue;
      out.push({
        line,
        placeCode,
        placeName: columns.cell(cells, 'name'),
        placeLevel: 'comune',
        variable,
        period: String(facts.year),
        year: facts.year,
        sex: '',
        ageFrom: null,
        ageTo: null,
        category,
        value: value === null ? null : String(value),
        unit,
      });
    }
  }
}

/** What a column measures; null when it measures something that Trama does not know, undefined when nothing. */
function measureOf(key: string, index: number, cell: string): Measure | null | undefined {
  const base = { column: index + 1, columnName: cell.replace(/\s+/g, ' ').trim() };
  if (key === 'numero contribuenti') return { ...base, variable: 'taxpayers', category: '', unit: 'persone' };
  const isCount = key.endsWith(' - frequenza');
  if (!isCount && !/ - ammontare( in euro)?$/.test(key)) return undefined;
  const subject = key.replace(/ - (frequenza|ammontare( in euro)?)$/, '').trim();
  const kind = incomeKinds.find(({ header }) => header.test(subject));
  if (!kind) return null;
  return {
    ...base,
    variable: isCount ? taxpayersOf(kind.code) : kind.code,
    category: kind.category ?? '',
    unit: isCount ? 'persone' : 'euro',
  };
}
