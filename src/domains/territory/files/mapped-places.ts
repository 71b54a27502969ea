import { isComuneCode } from './cells.js';
import type { ColumnMapping, ColumnRef, NamedPlace } from './mapping.types.js';
import { PlaceNames } from './place-names.js';
import type { ReadingState } from './reader.types.js';

export interface PlaceOfRow {
  placeCode: string;
  placeName: string;
  placeLevel: string;
}

/** Finds the place of each row of a mapped table; a wrong one is said once, however many rows it has. */
export class MappedPlaces {
  readonly #mapping: ColumnMapping['place'];
  readonly #reading: ReadingState;
  readonly #names: PlaceNames;
  readonly #nameOf: ReadonlyMap<string, string>;
  readonly #said = new Set<string>();
  /** Codes of the names met so far; undefined for those that are of no comune. */
  readonly #codes = new Map<string, string | undefined>();

  constructor(mapping: ColumnMapping['place'], places: readonly NamedPlace[], reading: ReadingState) {
    this.#mapping = mapping;
    this.#reading = reading;
    this.#names = new PlaceNames(mapping.by === 'name' ? places : [], reading.keep);
    this.#nameOf = new Map(places.map(({ code, name }) => [code, name]));
  }

  /** Undefined for a row that is not to be read: of another place, a total, or refused with its reason. */
  find(cells: readonly string[], line: number, indexOf: (ref: ColumnRef) => number): PlaceOfRow | undefined {
    const mapping = this.#mapping;
    const text = (ref: ColumnRef): string => (cells[indexOf(ref)] ?? '').trim();
    if (mapping.by === 'fixed')
      return { placeCode: mapping.code, placeName: mapping.name, placeLevel: mapping.level };
    const cell = text(mapping.column);
    const at = { line, column: indexOf(mapping.column) + 1 };
    if (this.#isTotal(cell, at, mapping.by)) return undefined;
    if (cell === '') {
      this.#reading.log.report('value-missing', { ...at, columnName: mapping.column.name });
      return undefined;
    }
    if (mapping.by === 'levelAndName')
      return { placeCode: '', placeName: cell, placeLevel: text(mapping.level) };
    const code =
      mapping.by === 'code'
        ? this.#codeOf(cell, at)
        : this.#codeOfName(cell, mapping.province ? text(mapping.province) : '', at);
    if (code === undefined) return undefined;
    const { keep, counts } = this.#reading;
    if (keep && !keep.has(code)) {
      counts.skipped += 1;
      return undefined;
    }
    return { placeCode: code, placeName: this.#nameOf.get(code) ?? '', placeLevel: 'comune' };
  }

  /** Sums are Trama's to make; a total row read as a place would be counted twice. */
  #isTotal(
    cell: string,
    at: { line: number; column: number },
    by: 'code' | 'name' | 'levelAndName',
  ): boolean {
    if (by === 'levelAndName' || !/^(tot(\.|ale|ali)?|media|somma)\b/i.test(cell)) return false;
    // No comune's name begins so.
    this.#once(cell, () =>
      this.#reading.log.report('total-skipped', { severity: 'warning', ...at, found: cell }),
    );
    return true;
  }

  #codeOf(cell: string, at: { line: number; column: number }): string | undefined {
    const { log, knownCodes, keep } = this.#reading;
    // A spreadsheet that took codes for numbers has dropped their zeros, and a decimal part may have come.
    const code = /^\d{4,6}(\.0+)?$/.test(cell) ? cell.replace(/\.0+$/, '').padStart(6, '0') : cell;
    if (!isComuneCode(code)) {
      this.#once(cell, () => log.report('code-malformed', { ...at, found: cell }));
      return undefined;
    }
    if (knownCodes && !knownCodes.has(code) && !keep?.has(code)) {
      this.#once(code, () => log.report('place-unknown', { ...at, found: code }));
      return undefined;
    }
    return code;
  }

  #codeOfName(cell: string, province: string, at: { line: number; column: number }): string | undefined {
    const key = `${cell}|${province}`;
    // Looking for the nearest names is slow: once a name, not once a row.
    if (this.#codes.has(key)) return this.#codes.get(key);
    const match = this.#names.match(cell, province);
    const code = match.kind === 'found' ? match.code : undefined;
    this.#codes.set(key, code);
    const { log } = this.#reading;
    if (match.kind === 'ambiguous')
      log.report('name-ambiguous', { ...at, found: cell, expected: match.candidates.join(', ') });
    else if (match.kind === 'unknown')
      log.report('name-unknown', { ...at, found: cell, expected: match.nearest.join(', ') });
    return code;
  }

  #once(key: string, say: () => void): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    say();
  }
}
