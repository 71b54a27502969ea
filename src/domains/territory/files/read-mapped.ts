import { headerKey, readCount } from './cells.js';
import type { CsvRecord } from './csv-record.types.js';
import type { Observation, Sex } from './files.types.js';
import { readAges, readNumber, readPeriod, readSex } from './mapped-cells.js';
import { isHeaderOf, locate } from './mapped-columns.js';
import { MappedPlaces, type PlaceOfRow } from './mapped-places.js';
import { type ColumnMapping, type ColumnRef, columnsOf, type NamedPlace } from './mapping.types.js';
import type { Period } from './periods.js';
import type { ReadingState, RecordReader, RowReader } from './reader.types.js';
import { withoutEmptyTail } from './table-header.js';
import { findVariable } from './variables.js';

/** Rows among which the header is looked for when it has moved. */
const headerWithin = 60;

/** Characters of the foot that are kept: a file of notes must not fill the memory. */
const longestNote = 4_000;

/** One figure to read from a row: which cell, and what it measures. */
interface Target {
  column: number;
  variable: string;
  unit: string;
  period: Period | undefined;
  sex: Sex | undefined;
  ages: [number | null, number | null] | undefined;
  category: string;
}

/**
 * Reads a table of any shape as its mapping says: the same checks and messages as for known layouts.
 * @param places comuni that names are looked for among; may be empty where the mapping has codes
 */
export function mappedReader(mapping: ColumnMapping, places: readonly NamedPlace[]): RecordReader {
  return (reading) => new MappedReader(mapping, places, reading);
}

class MappedReader implements RowReader {
  readonly #mapping: ColumnMapping;
  readonly #reading: ReadingState;
  readonly #places: MappedPlaces;
  readonly #marks: ReadonlySet<string>;
  readonly #lines = new Map<string, number>();
  #headings: string[] | undefined;
  #keys: string[] = [];
  /** Of the mapping's columns, once the header is known. */
  readonly #positions = new Map<ColumnRef, number>();
  #rowsLookedAt = 0;
  #rows = 0;
  /** Values of the mapping that no row changes, read once. */
  #fixedPeriod: Period | undefined;
  #wide: Target[] = [];

  constructor(mapping: ColumnMapping, places: readonly NamedPlace[], reading: ReadingState) {
    this.#mapping = mapping;
    this.#reading = reading;
    this.#places = new MappedPlaces(mapping.place, places, reading);
    this.#marks = new Set(['', ...mapping.marks.map((mark) => mark.toLowerCase())]);
  }

  row(record: CsvRecord, out: Observation[]): boolean {
    const { log } = this.#reading;
    if (!this.#headings) return this.#readTop(record);
    const whole = withoutEmptyTail(record, this.#headings.length);
    const { line, cells } = whole;
    if (this.#isNote(cells)) {
      this.#reading.facts.notes = `${this.#reading.facts.notes} ${cells.join(' ').trim()}`
        .trim()
        .slice(0, longestNote);
      return true;
    }
    if (cells.length !== this.#headings.length) {
      const isCut = record.isLast && !record.isTerminated && cells.length < this.#headings.length;
      log.report(isCut ? 'truncated' : 'row-width', {
        line,
        found: cells.length,
        expected: this.#headings.length,
      });
      return !log.isFull();
    }
    if (record.isLast && !record.isTerminated) log.report('end-unsure', { severity: 'warning', line });
    this.#rows += 1;
    const place = this.#places.find(cells, line, (ref) => this.#at(ref));
    if (place) this.#readRow(place, cells, line, out);
    return !log.isFull();
  }

  end(): void {
    const { log, counts } = this.#reading;
    if (!this.#headings) this.#reportColumns([], this.#mapping.headerRow);
    else if (log.errorCount === 0 && counts.kept === 0) log.report('rows-missing', { found: this.#rows });
  }

  /** Rows above the header are the table's title. */
  #readTop({ line, cells }: CsvRecord): boolean {
    const { facts } = this.#reading;
    const { headerRow } = this.#mapping;
    this.#rowsLookedAt += 1;
    const isHeader = isHeaderOf(this.#mapping, cells);
    // A file without headings at all is read by position, from the row after the one pointed at.
    const isPositional = line === headerRow && columnsOf(this.#mapping).every(({ name }) => name === '');
    if (isHeader || isPositional) return this.#start(cells, line);
    if (line >= headerRow + headerWithin || this.#rowsLookedAt > headerRow + headerWithin) {
      this.#reportColumns([], headerRow);
      return false;
    }
    const text = cells.filter((cell) => cell.trim() !== '');
    if (text.length === 1) facts.title = `${facts.title} ${text[0]?.trim()}`.trim();
    return true;
  }

  #start(cells: readonly string[], line: number): boolean {
    const { log } = this.#reading;
    this.#headings = [...cells];
    this.#keys = cells.map(headerKey);
    const { period, values } = this.#mapping;
    if (period.by === 'fixed') {
      this.#fixedPeriod = readPeriod(period.period);
      if (!this.#fixedPeriod) log.report('period-malformed', { line, found: period.period });
    }
    if (values.shape === 'wide') {
      for (const wide of values.columns) {
        const own = wide.period === undefined ? undefined : readPeriod(wide.period);
        if (wide.period !== undefined && !own)
          log.report('period-malformed', { line, columnName: wide.column.name, found: wide.period });
        if (period.by === 'heading' && wide.period === undefined)
          log.report('period-malformed', { line, columnName: wide.column.name, found: '' });
        this.#wide.push({
          column: this.#at(wide.column),
          variable: wide.variable,
          unit: wide.unit,
          period: own,
          sex: wide.sex,
          ages: wide.ageFrom === undefined ? undefined : [wide.ageFrom, wide.ageTo ?? null],
          category: wide.category ?? '',
        });
      }
    }
    return log.errorCount === 0;
  }

  #reportColumns(cells: readonly string[], line: number): void {
    const keys = cells.map(headerKey);
    const missing = columnsOf(this.#mapping).filter((ref) => locate(keys, ref) < 0);
    for (const { name, index } of missing)
      this.#reading.log.report('column-missing', { line, columnName: name || String(index + 1) });
  }

  #at(ref: ColumnRef): number {
    const known = this.#positions.get(ref);
    if (known !== undefined) return known;
    const position = locate(this.#keys, ref);
    this.#positions.set(ref, position);
    return position;
  }

  /** Text alone in its row, below the figures: a note or a source. */
  #isNote(cells: readonly string[]): boolean {
    const texts = cells.filter((cell) => cell.trim() !== '');
    return this.#rows > 0 && texts.length === 1 && /^\W*(note?|fonte|source|\*|\()/i.test(texts[0] ?? '');
  }

  #readRow(place: PlaceOfRow, cells: readonly string[], line: number, out: Observation[]): void {
    const { log, counts } = this.#reading;
    const { period, sex, age, categories, values } = this.#mapping;
    const before = log.errorCount;
    const text = (ref: ColumnRef): string => (cells[this.#at(ref)] ?? '').trim();
    const at = (ref: ColumnRef) => this.#place(line, this.#at(ref));

    let rowPeriod = this.#fixedPeriod;
    if (period.by === 'column') {
      rowPeriod = readPeriod(text(period.column));
      if (!rowPeriod) log.report('period-malformed', { ...at(period.column), found: text(period.column) });
    }
    const rowSex = sex ? readSex(text(sex)) : '';
    if (sex && rowSex === undefined) log.report('sex-malformed', { ...at(sex), found: text(sex) });
    const rowAges = age ? readAges(text(age)) : ([null, null] as const);
    if (age && !rowAges) log.report('age-malformed', { ...at(age), found: text(age) });
    const targets = values.shape === 'wide' ? this.#wide : [this.#longTarget(values, text)];
    if (log.errorCount > before || rowSex === undefined || !rowAges) return;

    const category = categories.map(text).filter(Boolean);
    let given = 0;
    for (const target of targets) {
      const figurePeriod = target.period ?? rowPeriod;
      const value = this.#valueOf(target, cells, line);
      if (value === undefined || !figurePeriod) continue;
      const [ageFrom, ageTo] = target.ages ?? rowAges;
      const observation: Observation = {
        line,
        ...place,
        variable: target.variable,
        ...figurePeriod,
        sex: target.sex ?? rowSex,
        ageFrom,
        ageTo,
        category: [...category, ...(target.category ? [target.category] : [])].join(', '),
        value,
        unit: target.unit,
      };
      if (this.#isRepeated(observation)) continue;
      out.push(observation);
      given += 1;
    }
    if (given > 0) counts.kept += 1;
  }

  #longTarget(
    values: Extract<ColumnMapping['values'], { shape: 'long' }>,
    text: (ref: ColumnRef) => string,
  ): Target {
    const { measure } = values;
    const base = {
      column: this.#at(values.column),
      period: undefined,
      sex: undefined,
      ages: undefined,
      category: '',
    };
    if (measure.by === 'fixed') return { ...base, variable: measure.variable, unit: measure.unit };
    const word = text(measure.column);
    const meaning = Object.hasOwn(measure.meanings, word) ? measure.meanings[word] : undefined;
    const unit = measure.unit ? text(measure.unit) : '';
    return { ...base, variable: meaning?.variable ?? word, unit: unit || (meaning?.unit ?? '') };
  }

  /** Undefined where there is no figure, or where what stands in its place was refused. */
  #valueOf(target: Target, cells: readonly string[], line: number): string | null | undefined {
    const { log } = this.#reading;
    const cell = (cells[target.column] ?? '').trim();
    const at = this.#place(line, target.column);
    if (this.#marks.has(cell.toLowerCase())) return this.#mapping.empty === 'withheld' ? null : undefined;
    if (target.variable === '') {
      log.report('value-missing', at);
      return undefined;
    }
    if (target.unit === '') {
      log.report('unit-missing', { ...at, found: target.variable });
      return undefined;
    }
    const known = findVariable(target.variable);
    if (known && known.unit !== target.unit) {
      log.report('unit-mismatch', { ...at, found: target.unit, expected: known.unit });
      return undefined;
    }
    const value = readNumber(cell, this.#mapping.decimal);
    if (value !== undefined && known?.unit === 'persone')
      return readCount(value, known.mayBeNegative, at, log) === undefined ? undefined : value;
    if (value !== undefined) return value;
    log.report('number-unreadable', {
      ...at,
      found: cell,
      expected: this.#mapping.decimal === ',' ? '1.234,5' : '1,234.5',
    });
    return undefined;
  }

  #isRepeated(observation: Observation): boolean {
    const { placeCode, placeLevel, placeName, variable, period, sex, ageFrom, ageTo, category, line } =
      observation;
    const key = [
      placeCode || `${placeLevel} ${placeName}`,
      variable,
      period,
      sex,
      ageFrom,
      ageTo,
      category,
    ].join('\u001f');
    const otherLine = this.#lines.get(key);
    if (otherLine === undefined) {
      this.#lines.set(key, line);
      return false;
    }
    this.#reading.log.report('row-repeated', { line, otherLine, place: placeName || placeCode });
    return true;
  }

  #place(line: number, column: number): { line: number; column: number; columnName: string } {
    return { line, column: column + 1, columnName: (this.#headings?.[column] ?? '').replace(/\s+/g, ' ') };
  }
}
