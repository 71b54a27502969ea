import { cleanDecimal, headerKey, readCount, readDecimal } from './cells.js';
import { type ColumnNames, type FoundColumns, findColumns, hasColumns } from './column-finder.js';
import type { CsvRecord } from './csv-record.types.js';
import type { Observation } from './files.types.js';
import { PlaceRows } from './place-rows.js';
import type { ReadingState, RecordReader, RowReader } from './reader.types.js';
import { isWholeRow, withoutEmptyTail } from './table-header.js';
import { findVariable } from './variables.js';

type PlaceColumn = 'code' | 'name' | 'area';

const names: ColumnNames<PlaceColumn> = {
  code: [/^codice istat del comune \((formato )?alfanumerico\)$/],
  name: [/^denominazione \(italiana e straniera\)$/, 'denominazione in italiano'],
  area: [/^superficie territoriale/],
};
const required: readonly PlaceColumn[] = ['code', 'area'];

/** Column beginnings and what they hold. The residents that the file repeats are left to POSAS and P2, which are finer. */
const measures: readonly (readonly [RegExp, string])[] = [
  [/^superficie territoriale/, 'land-area'],
  [/^popolazione legale/, 'legal-population'],
  [/^zona altimetrica/, 'altimetric-zone'],
  [/^altitudine del centro/, 'altitude'],
  [/^comune litoraneo/, 'on-the-sea'],
  [/^comune isolano/, 'on-an-island'],
  [/^zone costiere/, 'coastal-zone'],
  [/^grado di urbanizzazione/, 'degree-of-urbanisation'],
];

interface Measure {
  index: number;
  columnName: string;
  variable: string;
  unit: string;
  year: number | undefined;
}

export function isClassificationHeader(cells: readonly string[]): boolean {
  return hasColumns(cells, names, required);
}

/**
 * ISTAT's statistical classifications of the comuni: land area, altitude, degree of urbanisation. A workbook, with line
 * breaks inside its headings; the year of each figure is in its heading, or else that of the land area.
 */
export const readClassification: RecordReader = (reading) => new ClassificationReader(reading);

class ClassificationReader implements RowReader {
  readonly #reading: ReadingState;
  readonly #places: PlaceRows;
  #columns: FoundColumns<PlaceColumn> | undefined;
  #measures: Measure[] = [];

  constructor(reading: ReadingState) {
    this.#reading = reading;
    this.#places = new PlaceRows(reading);
  }

  row(record: CsvRecord, out: Observation[]): boolean {
    const { log } = this.#reading;
    if (!this.#columns) return this.#readHeader(record);
    const columns = this.#columns;
    if (!isWholeRow(withoutEmptyTail(record, columns.width), columns.width, log)) return !log.isFull();
    const { line, cells } = record;
    const code = columns.cell(cells, 'code');
    if (this.#places.accept(code, line, columns.place(line, 'code').column))
      this.#readRow(code, columns.cell(cells, 'name'), line, cells, out);
    return !log.isFull();
  }

  end(): void {
    const { facts, log } = this.#reading;
    facts.title = `Classificazioni statistiche e dimensione dei comuni, ${facts.year ?? ''}`.trim();
    if (log.errorCount === 0) this.#places.finish();
  }

  #readHeader(record: CsvRecord): boolean {
    const { log, facts } = this.#reading;
    this.#columns = findColumns(record, names, required, log);
    if (!this.#columns) return false;
    const areaName = this.#columns.place(record.line, 'area').columnName;
    const year = yearOf(areaName);
    if (year === undefined) {
      log.report('period-malformed', { ...this.#columns.place(record.line, 'area'), found: areaName });
      return false;
    }
    facts.year = year;
    facts.referenceOn = `${year}-01-01`;
    this.#measures = record.cells.flatMap((cell, index) => {
      const key = headerKey(cell);
      const variable = measures.find(([start]) => start.test(key))?.[1];
      if (variable === undefined) return [];
      const unit = findVariable(variable)?.unit ?? '';
      return [{ index, columnName: cell.replace(/\s+/g, ' ').trim(), variable, unit, year: yearOf(cell) }];
    });
    return true;
  }

  #readRow(
    placeCode: string,
    placeName: string,
    line: number,
    cells: readonly string[],
    out: Observation[],
  ): void {
    const { log, facts } = this.#reading;
    for (const { index, columnName, variable, unit, year = facts.year } of this.#measures) {
      const text = (cells[index] ?? '').trim();
      // "Null quando non disponibile": no figure, rather than one kept back.
      if (text === '') continue;
      const at = { line, column: index + 1, columnName };
      const value =
        unit === 'km²' ? readDecimal(cleanDecimal(text), at, log) : readCount(text, unit === 'm', at, log);
      if (value === undefined) continue;
      out.push({
        line,
        placeCode,
        placeName,
        placeLevel: 'comune',
        variable,
        period: String(year),
        year,
        sex: '',
        ageFrom: null,
        ageTo: null,
        category: '',
        value: String(value),
        unit,
      });
    }
  }
}

/** The last year that a heading names: "… al 01/01/2025" is 2025. */
function yearOf(heading: string): number | undefined {
  const years = heading.match(/\b(?:19|20)\d{2}\b/g);
  const last = years?.at(-1);
  return last === undefined ? undefined : Number(last);
}
