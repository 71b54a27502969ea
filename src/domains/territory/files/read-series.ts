import { readDecimal } from './cells.js';
import type { CsvRecord } from './csv-record.types.js';
import type { Observation } from './files.types.js';
import { findPeriod } from './periods.js';
import type { RecordReader } from './reader.types.js';
import { type SeriesColumn, seriesColumns } from './series-layout.js';
import { isWholeRow, readTableHeader, type TableHeader } from './table-header.js';

const required: readonly SeriesColumn[] = [
  'indicator',
  'territory',
  'territory_level',
  'period',
  'value',
  'unit',
];

/**
 * Long table of the figures of a plan: places are named with their level, variables are the plan's own words, periods
 * too ("pluriennale" has no year). Whoever stores them resolves the names.
 */
export const readSeries: RecordReader = (reading) => {
  const { log, counts } = reading;
  let header: TableHeader<SeriesColumn> | undefined;
  const seen = new Map<string, number>();
  return {
    row: (record, out) => {
      if (!header) {
        header = readTableHeader(record, seriesColumns, required, log);
        return header !== undefined;
      }
      const observation = readRow(header, record);
      if (observation) out.push(observation);
      return !log.isFull();
    },
    end: () => {
      if (log.errorCount === 0 && counts.kept === 0) log.report('rows-missing');
    },
  };

  function readRow(header: TableHeader<SeriesColumn>, record: CsvRecord): Observation | undefined {
    const { line, cells } = record;
    if (!isWholeRow(record, header.width, log)) return undefined;
    const { cell, place } = header;
    const before = log.errorCount;
    for (const column of required) {
      if (cell(cells, column).trim() === '') log.report('value-missing', place(line, column));
    }
    if (log.errorCount > before) return undefined;
    const value = readDecimal(cell(cells, 'value'), place(line, 'value'), log);
    if (value === undefined) return undefined;
    const text = cell(cells, 'period');
    const observation: Observation = {
      line,
      placeCode: '',
      placeName: cell(cells, 'territory'),
      placeLevel: cell(cells, 'territory_level'),
      variable: cell(cells, 'indicator'),
      period: text,
      year: findPeriod(text)?.year ?? null,
      sex: '',
      ageFrom: null,
      ageTo: null,
      category: cell(cells, 'category'),
      value,
      unit: cell(cells, 'unit'),
      stated: {
        source: cell(cells, 'source_as_stated'),
        chapter: cell(cells, 'chapter'),
        note: cell(cells, 'note'),
      },
    };
    const { variable, placeName, placeLevel, category } = observation;
    const key = [variable, placeName, placeLevel, text, category].join('\u001f');
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      log.report('row-repeated', { line, otherLine: earlier, place: placeName });
      return undefined;
    }
    seen.set(key, line);
    counts.kept += 1;
    return observation;
  }
};
