import { reportAbsent } from './absent-comuni.js';
import { isComuneCode } from './cells.js';
import { publicationCode } from './publication.js';
import type { ReadingState } from './reader.types.js';

/** Year of the shipped list of comuni (reference/comuni-italiani.csv). */
const LIST_YEAR = 2025;

/** Rows of files with one row a comune: codes checked, repetitions found, rows of other places counted. */
export class PlaceRows {
  readonly #reading: ReadingState;
  readonly #lines = new Map<string, number>();
  lastLine = 1;

  constructor(reading: ReadingState) {
    this.#reading = reading;
  }

  /** Whether the row of this code is to be read. */
  accept(code: string, line: number, column = 1): boolean {
    const { log, keep, knownCodes, counts } = this.#reading;
    this.lastLine = line;
    if (!isComuneCode(code)) {
      log.report('code-malformed', { line, column, found: code });
      return false;
    }
    const earlier = this.#lines.get(code);
    if (earlier !== undefined) {
      log.report('place-repeated', { line, place: code, otherLine: earlier });
      return false;
    }
    this.#lines.set(code, line);
    const isOurs = !keep || keep.has(code);
    const isUnknown = knownCodes !== undefined && !knownCodes.has(code);
    if (isUnknown && (isOurs || !this.#mayBeSuppressed())) {
      log.report('place-unknown', { line, column, found: code });
      return false;
    }
    if (!isOurs) {
      counts.skipped += 1;
      return false;
    }
    counts.kept += 1;
    return true;
  }

  /** Comuni merged since are in older national files and not in today's list. */
  #mayBeSuppressed(): boolean {
    const { year } = this.#reading.facts;
    return year !== null && year < LIST_YEAR;
  }

  /** Says what is missing once all rows have passed. */
  finish(): void {
    const { log, keep, facts } = this.#reading;
    facts.publication = publicationCode(facts.layout, facts.year, this.#lines.keys());
    if (this.#lines.size === 0) log.report('rows-missing');
    if (!keep || this.#lines.size === 0) return;
    // None of ours is an error: the file is of elsewhere. Some missing may be a merger of comuni: the importer decides.
    if ([...keep].some((code) => this.#lines.has(code)))
      reportAbsent(this.#reading, (code) => this.#lines.has(code));
    else log.report('rows-missing', { found: this.#lines.size });
  }
}
