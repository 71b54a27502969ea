import { reportAbsent } from './absent-comuni.js';
import { AgeBlock, ageCount, totalAge } from './age-block.js';
import { type AgesColumns, agesColumnsOf } from './ages-layout.js';
import { type CellPlace, readCount } from './cells.js';
import type { CsvRecord } from './csv-record.types.js';
import type { Observation } from './files.types.js';
import { areaName, codeLength, isAreaCode, withHolders } from './national-areas.js';
import { publicationCode } from './publication.js';
import type { ReadingState, RecordReader, RowReader } from './reader.types.js';
import { UnlistedPlaces } from './unlisted-places.js';

/** Rows before the header: a title, or two. */
const longestTitle = 5;
/** Characters of the foot that are kept: a file of notes must not fill the memory. */
const longestNote = 4_000;
const openAge = ageCount - 1;

/**
 * Residents by single age and sex (ISTAT's POSAS, and STRASA for foreigners), of comuni, provinces or regions: a title
 * with the year, a header, 101 ages and a total row a place, sometimes a foot. Columns are found by their names, so that
 * every edition is read. Each row must add up (statuses to sexes, sexes to total), each place be whole, and its ages give
 * its total. What comes out are the ages of each sex; totals are theirs to sum.
 */
export function agesReader(variable: 'population' | 'foreign-population'): RecordReader {
  return (reading) => new AgesReader(variable, reading);
}

class AgesReader implements RowReader {
  readonly #variable: string;
  readonly #reading: ReadingState;
  readonly #keep: ReadonlySet<string> | undefined;
  #columns: AgesColumns | undefined;
  #titleRows = 0;
  /** Places whose rows have not all come. */
  readonly #open = new Map<string, AgeBlock>();
  /** First line of every place that is complete. */
  readonly #complete = new Map<string, number>();
  /** Places already said to be wrong: their other rows would say it again. */
  readonly #refused = new Set<string>();
  #block: AgeBlock | undefined;
  #keptPlaces = 0;
  readonly #unlisted: UnlistedPlaces;

  constructor(variable: string, reading: ReadingState) {
    this.#variable = variable;
    this.#reading = reading;
    this.#unlisted = new UnlistedPlaces(reading);
    this.#keep = reading.keep && withHolders(reading.keep);
  }

  row(record: CsvRecord, out: Observation[]): boolean {
    const { log } = this.#reading;
    const { cells, line } = record;
    const columns = this.#columns;
    if (!columns) return this.#readTop(record);
    if (this.#isFoot(cells, columns)) {
      this.#reading.facts.notes = `${this.#reading.facts.notes} ${cells.filter(Boolean).join(', ')}`
        .trim()
        .slice(0, longestNote);
      return true;
    }
    if (cells.length !== columns.width) {
      const isCut = record.isLast && cells.length < columns.width;
      log.report(isCut ? 'truncated' : 'row-width', { line, found: cells.length, expected: columns.width });
      return !isCut && !log.isFull();
    }
    this.#readRow(columns, record, out);
    return !log.isFull();
  }

  end(): void {
    const { log, facts } = this.#reading;
    if (!this.#columns) {
      log.report('header-missing', { expected: 'Codice comune' });
      return;
    }
    for (const block of this.#open.values()) {
      log.report('ages-missing', {
        line: block.lastLine,
        place: `${block.code} ${block.name}`.trim(),
        found: block.lastAge,
        expected: block.missing,
      });
      if (log.isFull()) return;
    }
    facts.provisional ||= /\bstim[ae]\b|provvisori/i.test(`${facts.title} ${facts.notes}`);
    const places = this.#complete.size;
    this.#unlisted.finish(places);
    facts.publication = publicationCode(facts.layout, facts.year, this.#complete.keys(), this.#columns.level);
    if (this.#keptPlaces === 0 && log.errorCount === 0) log.report('rows-missing', { found: places });
    if (this.#columns.level === 'comune' && this.#keptPlaces > 0)
      reportAbsent(this.#reading, (code) => this.#complete.has(code));
  }

  /** Titles, then the header. Titles of editions with commas may have been split at theirs. */
  #readTop({ cells, line }: CsvRecord): boolean {
    const { log, facts } = this.#reading;
    this.#columns = agesColumnsOf(cells);
    if (!this.#columns) {
      this.#titleRows += 1;
      const title = cells.filter((cell) => cell.trim() !== '').join(', ');
      facts.title = `${facts.title} ${title}`.replace(/\s+/g, ' ').trim();
      if (this.#titleRows <= longestTitle) return true;
      log.report('header-missing', { expected: 'Codice comune' });
      return false;
    }
    const year =
      /(?:gennaio|january,?)\s+((?:19|20)\d{2})/i.exec(facts.title)?.[1] ??
      /\b((?:19|20)\d{2})\b/.exec(facts.title)?.[1];
    if (!year) {
      log.report('year-missing', { line: Math.max(1, line - 1), found: facts.title, expected: '1° gennaio' });
      return false;
    }
    facts.year = Number(year);
    facts.referenceOn = `${year}-01-01`;
    return true;
  }

  /** Notes below the table: text where a code belongs. */
  #isFoot(cells: readonly string[], columns: AgesColumns): boolean {
    const first = cells[0] ?? '';
    if (cells.every((cell, index) => index === 0 || cell === '')) return /[a-z*(]/i.test(first);
    return (
      this.#complete.size > 0 && cells.length < columns.width && /^\W*(note?|fonte|avvertenz)/i.test(first)
    );
  }

  #readRow(columns: AgesColumns, { line, cells }: CsvRecord, out: Observation[]): void {
    const { log, counts } = this.#reading;
    const code = (cells[columns.code] ?? '').padStart(codeLengthOf(columns), '0');
    const block = this.#blockOf(code, columns, line, cells);
    if (!block) {
      this.#refused.add(code);
      return;
    }
    const ageText = cells[columns.age] ?? '';
    const age = ageOf(ageText);
    if (age === undefined) {
      log.report('age-unknown', { ...placeOf(columns.age, line, 'Età'), found: ageText });
      this.#refuse(block);
      return;
    }
    const earlier = block.lineOf(age);
    if (earlier > 0) {
      log.report('place-repeated', { line, place: code, otherLine: earlier });
      this.#refuse(block);
      return;
    }
    const isUnlisted = columns.level === 'comune' && this.#unlisted.has(code, line, columns.code + 1);
    const isOurs = (!this.#keep || this.#keep.has(code)) && !isUnlisted;
    counts[isOurs ? 'kept' : 'skipped'] += 1;
    const figures = isOurs ? this.#figuresOf(columns, line, cells, block) : { males: 0, females: 0 };
    if (!figures) {
      this.#refuse(block);
      return;
    }
    block.add(age, line, figures.males, figures.females);
    if (block.isComplete) this.#close(block, isOurs, out);
  }

  #refuse(block: AgeBlock): void {
    this.#refused.add(block.code);
    this.#open.delete(block.code);
    this.#block = undefined;
  }

  /** The place of a row, refused when it is no place or is complete already. */
  #blockOf(code: string, columns: AgesColumns, line: number, cells: readonly string[]): AgeBlock | undefined {
    if (this.#block?.code === code) return this.#block;
    if (this.#refused.has(code)) return undefined;
    const { log } = this.#reading;
    let block = this.#open.get(code);
    if (!block) {
      const column = columns.code + 1;
      const otherLine = this.#complete.get(code);
      if (otherLine !== undefined) log.report('place-repeated', { line, place: code, otherLine });
      else if (!isAreaCode(columns.level, code))
        log.report('code-malformed', { line, column, found: cells[columns.code] ?? '' });
      else {
        const name = (columns.name < 0 ? '' : (cells[columns.name] ?? '')) || areaName(code);
        block = new AgeBlock(code, name, line);
        this.#open.set(code, block);
      }
    }
    this.#block = block;
    return block;
  }

  /** A row's males and females, once its own sums are right. */
  #figuresOf(
    columns: AgesColumns,
    line: number,
    cells: readonly string[],
    block: AgeBlock,
  ): { males: number; females: number } | undefined {
    const { log } = this.#reading;
    const count = (column: number): number | undefined => {
      const text = cells[column] ?? '';
      return readCount(text, false, placeOf(column, line, this.#nameOf(columns, column)), log);
    };
    const males = count(columns.males);
    const females = count(columns.females);
    const total = columns.total < 0 ? undefined : count(columns.total);
    if (males === undefined || females === undefined || (columns.total >= 0 && total === undefined))
      return undefined;
    const place = `${block.code} ${block.name}`.trim();
    if (total !== undefined && total !== males + females) {
      log.report('sexes-broken', {
        line,
        place,
        columnName: 'Totale',
        found: total,
        expected: males + females,
      });
      return undefined;
    }
    for (const [statuses, sum, columnName] of [
      [columns.maleStatuses, males, 'Totale maschi'],
      [columns.femaleStatuses, females, 'Totale femmine'],
    ] as const) {
      if (statuses.length === 0) continue;
      let expected = 0;
      for (const column of statuses) {
        // Editions from before civil unions leave their columns empty.
        const figure = (cells[column] ?? '') === '' ? 0 : count(column);
        if (figure === undefined) return undefined;
        expected += figure;
      }
      if (expected === sum) continue;
      log.report('statuses-broken', { line, place, columnName, found: sum, expected });
      return undefined;
    }
    return { males, females };
  }

  #nameOf(columns: AgesColumns, column: number): string {
    if (column === columns.males) return 'Totale maschi';
    if (column === columns.females) return 'Totale femmine';
    return column === columns.total ? 'Totale' : '';
  }

  /** All rows of a place are there: its ages must give its total. */
  #close(block: AgeBlock, isOurs: boolean, out: Observation[]): void {
    this.#open.delete(block.code);
    this.#complete.set(block.code, block.line);
    this.#block = undefined;
    if (!isOurs || !block.total) return;
    const { log } = this.#reading;
    for (const [counts, found, columnName] of [
      [block.males, block.total.males, 'Totale maschi'],
      [block.females, block.total.females, 'Totale femmine'],
    ] as const) {
      const expected = counts.reduce((sum, count) => sum + count, 0);
      if (found === expected) continue;
      log.report('ages-broken', {
        line: block.total.line,
        place: `${block.code} ${block.name}`.trim(),
        columnName,
        found,
        expected,
      });
      return;
    }
    this.#keptPlaces += 1;
    this.#emit(block, out);
  }

  #emit(block: AgeBlock, out: Observation[]): void {
    const { facts } = this.#reading;
    const period = String(facts.year);
    const placeLevel = this.#columns?.level ?? 'comune';
    for (const [sex, counts] of [
      ['m', block.males],
      ['f', block.females],
    ] as const) {
      for (let age = 0; age < ageCount; age += 1) {
        out.push({
          line: block.line,
          placeCode: block.code,
          placeName: block.name,
          placeLevel,
          variable: this.#variable,
          period,
          year: facts.year,
          sex,
          ageFrom: age,
          ageTo: age === openAge ? null : age,
          category: '',
          value: String(counts[age]),
          unit: 'persone',
        });
      }
    }
  }
}

function codeLengthOf({ level }: AgesColumns): number {
  return level === 'nazionale' ? 0 : codeLength[level];
}

function placeOf(column: number, line: number, columnName: string): CellPlace {
  return { line, column: column + 1, columnName };
}

/** "7", "100", "100+", "100 e oltre", and "999" or "Totale" for all ages together. */
function ageOf(text: string): number | undefined {
  const age = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (age <= openAge || age === totalAge) return age;
  if (/^\s*100\s*(\+|e oltre|e più|anni e più|and over)\s*$/i.test(text)) return openAge;
  return /^\s*(totale|total)\s*$/i.test(text) ? totalAge : undefined;
}
