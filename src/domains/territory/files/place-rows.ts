import { reportAbsent } from './absent-comuni.js';
import { type AreaLevel, isAreaCode, withHolders } from './national-areas.js';
import { publicationCode } from './publication.js';
import type { ReadingState } from './reader.types.js';
import { UnlistedPlaces } from './unlisted-places.js';

/** Rows of files with one row a comune (or province, or region): codes checked, repetitions found, rows of other places counted. */
export class PlaceRows {
  readonly #reading: ReadingState;
  readonly #lines = new Map<string, number>();
  readonly #unlisted: UnlistedPlaces;
  readonly #keep: ReadonlySet<string> | undefined;
  #level: AreaLevel = 'comune';
  lastLine = 1;

  constructor(reading: ReadingState) {
    this.#reading = reading;
    this.#unlisted = new UnlistedPlaces(reading);
    this.#keep = reading.keep && withHolders(reading.keep);
  }

  /** Whether the row of this code is to be read. */
  accept(code: string, line: number, column = 1, level: AreaLevel = 'comune'): boolean {
    const { log, counts } = this.#reading;
    this.lastLine = line;
    this.#level = level;
    if (!isAreaCode(level, code)) {
      log.report('code-malformed', { line, column, found: code });
      return false;
    }
    const earlier = this.#lines.get(code);
    if (earlier !== undefined) {
      log.report('place-repeated', { line, place: code, otherLine: earlier });
      return false;
    }
    this.#lines.set(code, line);
    const isUnlisted = level === 'comune' && this.#unlisted.has(code, line, column);
    const isOurs = (!this.#keep || this.#keep.has(code)) && !isUnlisted;
    if (!isOurs) {
      counts.skipped += 1;
      return false;
    }
    counts.kept += 1;
    return true;
  }

  /** Says what is missing once all rows have passed. */
  finish(): void {
    const { log, facts } = this.#reading;
    facts.publication = publicationCode(facts.layout, facts.year, this.#lines.keys(), this.#level);
    this.#unlisted.finish(this.#lines.size);
    if (this.#lines.size === 0) log.report('rows-missing');
    if (!this.#keep || this.#lines.size === 0) return;
    // None of ours is an error: the file is of elsewhere. Some missing may be a merger of comuni: the importer decides.
    if (![...this.#keep].some((code) => this.#lines.has(code)))
      log.report('rows-missing', { found: this.#lines.size });
    else if (this.#level === 'comune') reportAbsent(this.#reading, (code) => this.#lines.has(code));
  }
}
