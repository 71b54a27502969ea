import { type CellPlace, isComuneCode, readCount, readDecimal } from './cells.js';
import type { Observation, Sex } from './files.types.js';
import { findPeriod } from './periods.js';
import type { ReadingState, RecordReader } from './reader.types.js';
import { isWholeRow, readTableHeader, type TableHeader } from './table-header.js';
import { type TidyColumn, tidyColumns, tidyRequired } from './tidy-layout.js';
import { findVariable } from './variables.js';

const sexes: readonly string[] = ['', 'm', 'f'];
/** No one is older in any table; beyond it the columns are swapped with something else. */
const maxAge = 130;

/** Trama's own table of figures by comune (docs/formati/tidy-csv.md). An empty value is refused: a missing figure has no row. */
export const readTidy: RecordReader = (reading) => {
  const { log, counts, keep, knownCodes } = reading;
  let header: TableHeader<TidyColumn> | undefined;
  const seen = new Map<string, number>();
  let rows = 0;
  return {
    row: (record, out) => {
      if (!header) {
        header = readTableHeader(record, tidyColumns, tidyRequired, log);
        return header !== undefined;
      }
      if (!isWholeRow(record, header.width, log)) return !log.isFull();
      rows += 1;
      const code = header.cell(record.cells, 'place_code');
      if (isComuneCode(code) && keep && !keep.has(code) && (knownCodes?.has(code) ?? true)) {
        counts.skipped += 1;
        return true;
      }
      const observation = readRow(header, record.line, record.cells, reading);
      if (!observation) return !log.isFull();
      const key = identity(observation);
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, record.line);
        counts.kept += 1;
        out.push(observation);
      } else log.report('row-repeated', { line: record.line, otherLine: earlier, place: code });
      return !log.isFull();
    },
    end: () => {
      if (log.errorCount === 0 && (rows === 0 || (keep && counts.kept === 0)))
        log.report('rows-missing', { found: rows });
    },
  };
};

function identity(row: Observation): string {
  return [row.placeCode, row.variable, row.period, row.sex, row.ageFrom, row.ageTo, row.category].join(
    '\u001f',
  );
}

function readRow(
  header: TableHeader<TidyColumn>,
  line: number,
  cells: readonly string[],
  { log, knownCodes }: ReadingState,
): Observation | undefined {
  const before = log.errorCount;
  const cell = (column: TidyColumn): string => header.cell(cells, column).trim();
  const at = (column: TidyColumn): CellPlace => header.place(line, column);

  const placeCode = cell('place_code');
  if (!isComuneCode(placeCode)) log.report('code-malformed', { ...at('place_code'), found: placeCode });
  else if (knownCodes && !knownCodes.has(placeCode)) {
    log.report('place-unknown', { ...at('place_code'), found: placeCode });
  }

  const code = cell('variable');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code))
    log.report('variable-malformed', { ...at('variable'), found: code });
  const variable = findVariable(code);
  const unit = cell('unit') || variable?.unit || '';
  if (unit === '') log.report('unit-missing', { line, columnName: 'unit', found: code });
  else if (variable && unit !== variable.unit) {
    log.report('unit-mismatch', { ...at('unit'), found: unit, expected: variable.unit });
  }

  const period = findPeriod(cell('period'));
  if (!period) log.report('period-malformed', { ...at('period'), found: cell('period') });

  const sex = cell('sex').toLowerCase();
  if (!sexes.includes(sex)) log.report('sex-malformed', { ...at('sex'), found: sex });

  const [ageFrom, ageTo] = readAges(cell('age_from'), cell('age_to'), at, log);

  const text = cell('value');
  const value =
    variable?.unit === 'persone'
      ? readCount(text, variable.mayBeNegative, at('value'), log)
      : readDecimal(text, at('value'), log);
  if (log.errorCount > before || value === undefined || !period) return undefined;
  return {
    line,
    placeCode,
    placeName: '',
    placeLevel: 'comune',
    variable: code,
    ...period,
    sex: sex === 'm' || sex === 'f' ? (sex satisfies Sex) : '',
    ageFrom,
    ageTo,
    category: cell('category'),
    value: String(value),
    unit,
  };
}

function readAges(
  from: string,
  to: string,
  at: (column: TidyColumn) => CellPlace,
  log: ReadingState['log'],
): [number | null, number | null] {
  if (from === '' && to === '') return [null, null];
  const ageFrom = /^\d{1,3}$/.test(from) ? Number(from) : Number.NaN;
  const ageTo = to === '' ? null : /^\d{1,3}$/.test(to) ? Number(to) : Number.NaN;
  const isValid = ageFrom <= maxAge && (ageTo === null || (ageTo >= ageFrom && ageTo <= maxAge));
  if (!isValid) log.report('age-malformed', { ...at('age_from'), found: `${from}–${to}` });
  return [ageFrom, ageTo];
}
