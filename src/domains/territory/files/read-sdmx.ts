import { cleanDecimal, readCount, readDecimal } from './cells.js';
import { type ColumnNames, type FoundColumns, findColumns, hasColumns } from './column-finder.js';
import type { CsvRecord } from './csv-record.types.js';
import type { Observation, Sex } from './files.types.js';
import { type AreaLevel, areaName, findNutsArea, isAreaCode, withHolders } from './national-areas.js';
import { findPeriod } from './periods.js';
import { publicationCode } from './publication.js';
import type { ReadingState, RecordReader, RowReader } from './reader.types.js';
import types from './sdmx-types.json' with { type: 'json' };
import { isWholeRow } from './table-header.js';
import { UnlistedPlaces } from './unlisted-places.js';
import { findVariable } from './variables.js';

type SdmxColumn = 'dataflow' | 'area' | 'type' | 'sex' | 'age' | 'period' | 'value' | 'status' | 'multiplier';

const names: ColumnNames<SdmxColumn> = {
  dataflow: ['dataflow', 'structure_id'],
  area: ['ref_area'],
  type: ['data_type'],
  sex: ['sex'],
  age: ['age'],
  period: ['time_period'],
  value: ['obs_value'],
  status: ['obs_status'],
  multiplier: ['unit_mult'],
};
const required: readonly SdmxColumn[] = ['area', 'type', 'period', 'value'];

/** Columns that say something of the figure rather than divide it. */
const attributes =
  /^(freq|structure|action|base_per|unit_meas|obs_status|conf_status|note_.*|.*_label|decimals)$/;
const sexes = new Map<string, Sex>([
  ['1', 'm'],
  ['m', 'm'],
  ['2', 'f'],
  ['f', 'f'],
  ['9', ''],
  ['t', ''],
  ['_t', ''],
  ['', ''],
]);
/** Codes of "all together" in ISTAT's code lists. */
const wholes = new Set(['', '9', '99', '999', 'TOTAL', '_T', 'ALL', 'T']);
/** ISTAT's mark of a figure kept back because too few people are behind it. */
const confidential = /^c$/i;
const variableOfType = new Map(Object.entries(types));

export function isSdmxHeader(cells: readonly string[]): boolean {
  return hasColumns(cells, names, ['area', 'period', 'value']);
}

/**
 * ISTAT's data warehouse as SDMX-CSV: one figure a row, comuni and areas of the European nomenclature mixed. Groups of
 * regions are passed over, and so are the two autonomous provinces counted as regions: they are there as provinces.
 */
export const readSdmx: RecordReader = (reading) => new SdmxReader(reading);

class SdmxReader implements RowReader {
  readonly #reading: ReadingState;
  readonly #keep: ReadonlySet<string> | undefined;
  #columns: FoundColumns<SdmxColumn> | undefined;
  /** Dimensions that Trama has no column for: where they are and what they are called. */
  #others: { index: number; name: string }[] = [];
  #dataflow = '';
  readonly #lines = new Map<string, number>();
  readonly #places = new Set<string>();
  /** Of those asked for and of others. */
  readonly #all = new Set<string>();
  readonly #unlisted: UnlistedPlaces;
  readonly #variables = new Set<string>();
  readonly #years = new Set<number>();

  constructor(reading: ReadingState) {
    this.#reading = reading;
    this.#unlisted = new UnlistedPlaces(reading);
    this.#keep = reading.keep && withHolders(reading.keep);
  }

  row(record: CsvRecord, out: Observation[]): boolean {
    const { log, counts } = this.#reading;
    if (!this.#columns) return this.#readHeader(record);
    if (!isWholeRow(record, this.#columns.width, log)) return !log.isFull();
    const { line, cells } = record;
    const columns = this.#columns;
    const text = columns.cell(cells, 'area');
    const area = this.#areaOf(text);
    if (area === undefined) {
      log.report('place-unknown', { ...columns.place(line, 'area'), found: text });
      return !log.isFull();
    }
    if (area) this.#all.add(area.code);
    const isUnlisted =
      area?.level === 'comune' && this.#unlisted.has(area.code, line, columns.place(line, 'area').column);
    if (!area || isUnlisted || (this.#keep && !this.#keep.has(area.code))) {
      counts.skipped += 1;
      return true;
    }
    const observation = this.#readRow(columns, area, line, cells);
    if (!observation) return !log.isFull();
    const { variable, period, sex, ageFrom, ageTo, category } = observation;
    const key = [area.code, variable, period, sex, ageFrom, ageTo, category].join('|');
    const otherLine = this.#lines.get(key);
    if (otherLine !== undefined) {
      log.report('row-repeated', { line, otherLine, place: area.code });
      return !log.isFull();
    }
    this.#lines.set(key, line);
    this.#places.add(area.code);
    this.#variables.add(variable);
    if (observation.year !== null) this.#years.add(observation.year);
    counts.kept += 1;
    out.push(observation);
    return true;
  }

  end(): void {
    const { log, facts, counts } = this.#reading;
    this.#unlisted.finish(this.#all.size);
    if (log.errorCount > 0) return;
    if (counts.kept === 0) {
      log.report('rows-missing', { found: counts.skipped });
      return;
    }
    const years = [...this.#years].toSorted((a, b) => a - b);
    const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : String(years[0] ?? '');
    const variables = [...this.#variables].map((code) => findVariable(code)?.name.it ?? code).join(', ');
    facts.title = [`${variables}, ${span}`, this.#dataflow && `(${this.#dataflow})`]
      .filter(Boolean)
      .join(' ');
    facts.year = years.at(-1) ?? null;
    facts.publication = publicationCode(
      `istat-sdmx-${this.#dataflow.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
      null,
      [...this.#places].filter((code) => isAreaCode('comune', code)),
    );
  }

  #readHeader(record: CsvRecord): boolean {
    this.#columns = findColumns(record, names, required, this.#reading.log);
    const own = new Set(Object.values(names).flat());
    this.#others = record.cells.flatMap((cell, index) => {
      const name = cell.trim().toLowerCase();
      return own.has(name) || attributes.test(name) || name === '' ? [] : [{ index, name }];
    });
    return this.#columns !== undefined;
  }

  /** null: an area that Trama does not keep; undefined: no area at all. */
  #areaOf(text: string): { level: AreaLevel; code: string } | null | undefined {
    if (isAreaCode('comune', text)) return { level: 'comune', code: text };
    const area = findNutsArea(text);
    if (area) return area;
    return /^IT[A-Z0-9]{0,4}$/.test(text) ? null : undefined;
  }

  #readRow(
    columns: FoundColumns<SdmxColumn>,
    area: { level: AreaLevel; code: string },
    line: number,
    cells: readonly string[],
  ): Observation | undefined {
    const { log } = this.#reading;
    const before = log.errorCount;
    const text = (column: SdmxColumn): string => columns.cell(cells, column);
    const at = (column: SdmxColumn) => columns.place(line, column);

    const variable = variableOfType.get(text('type'));
    if (!variable) log.report('variable-unknown', { ...at('type'), found: text('type') });
    const period = findPeriod(text('period'));
    if (!period) log.report('period-malformed', { ...at('period'), found: text('period') });
    const sex = sexes.get(text('sex').toLowerCase());
    if (sex === undefined) log.report('sex-malformed', { ...at('sex'), found: text('sex') });
    const ages = sdmxAges(text('age'));
    if (!ages) log.report('age-unknown', { ...at('age'), found: text('age') });
    if (!['', '0'].includes(text('multiplier')))
      log.report('unit-mismatch', { ...at('multiplier'), found: `10^${text('multiplier')}`, expected: '1' });
    const value = this.#valueOf(columns, line, cells, variable);
    if (log.errorCount > before || !variable || !period || sex === undefined || !ages || value === undefined)
      return undefined;
    this.#dataflow ||= text('dataflow').replace(/^[A-Z0-9]+:|\(.*\)$/g, '');
    return {
      line,
      placeCode: area.code,
      placeName: areaName(area.code),
      placeLevel: area.level,
      variable,
      ...period,
      sex,
      ageFrom: ages[0],
      ageTo: ages[1],
      category: this.#others
        .map(({ index, name }) => [name, (cells[index] ?? '').trim()] as const)
        .filter(([, code]) => !wholes.has(code))
        .map(([name, code]) => `${name} ${code}`)
        .join(', '),
      value,
      unit: findVariable(variable)?.unit ?? '',
    };
  }

  /** "269.0" as 269; null where ISTAT keeps the figure back. */
  #valueOf(
    columns: FoundColumns<SdmxColumn>,
    line: number,
    cells: readonly string[],
    variable: string | undefined,
  ): string | null | undefined {
    const { log } = this.#reading;
    const text = columns.cell(cells, 'value');
    if (text === '' && confidential.test(columns.cell(cells, 'status'))) return null;
    const decimal = readDecimal(text, columns.place(line, 'value'), log);
    if (decimal === undefined) return undefined;
    const clean = cleanDecimal(decimal);
    const known = findVariable(variable ?? '');
    if (known?.unit !== 'persone') return clean;
    return readCount(clean, known.mayBeNegative, columns.place(line, 'value'), log) === undefined
      ? undefined
      : clean;
  }
}

/** "TOTAL", "Y7", "Y0-4", "Y_GE100", "Y_LT15"; undefined when it is none. */
function sdmxAges(text: string): [number | null, number | null] | undefined {
  if (wholes.has(text)) return [null, null];
  const [, from, to] = /^Y(\d{1,3})(?:-(\d{1,3}))?$/.exec(text) ?? [];
  if (from !== undefined) return [Number(from), to === undefined ? Number(from) : Number(to)];
  const open = /^Y_GE(\d{1,3})$/.exec(text)?.[1];
  if (open !== undefined) return [Number(open), null];
  const under = /^Y_(?:LT|UN)(\d{1,3})$/.exec(text)?.[1];
  return under === undefined ? undefined : [0, Number(under) - 1];
}
