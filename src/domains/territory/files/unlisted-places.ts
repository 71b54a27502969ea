import type { ReadingState } from './reader.types.js';

/** Year of the shipped list of comuni (reference/comuni-italiani.csv): older files name comuni that have merged since. */
const listYear = 2025;
/** A file of so many places is a national one, made by a publisher. */
const nationalFrom = 100;
/** Of so many places some may be new, suppressed, or of another code (all of Sardinia's changed in 2026). */
const mostUnlisted = 0.1;
const examples = 5;

/**
 * Codes that a file has and the list of comuni has not. In a national file they are comuni that came, went or changed
 * their code: passed over, and told where all comuni were asked for. In a small file they are mistakes, and refused.
 */
export class UnlistedPlaces {
  readonly #reading: ReadingState;
  readonly #found = new Map<string, { line: number; column: number }>();

  constructor(reading: ReadingState) {
    this.#reading = reading;
  }

  /** Whether a code is in no list; it is remembered with its place in the file. One of those asked for is refused at once. */
  has(code: string, line: number, column: number): boolean {
    const { keep, knownCodes, log } = this.#reading;
    if (!knownCodes || knownCodes.has(code)) return false;
    if (keep?.has(code)) return false;
    if (!this.#found.has(code)) this.#found.set(code, { line, column });
    return !log.isFull();
  }

  /** @param places how many the file has, these too */
  finish(places: number): void {
    const { log, facts, keep } = this.#reading;
    const codes = [...this.#found.keys()];
    if (codes.length === 0) return;
    if (places >= nationalFrom && codes.length <= mostUnlisted * places) {
      if (keep) return;
      log.report('places-unlisted', {
        severity: 'warning',
        found: codes.length,
        place: codes.slice(0, examples).join(', '),
      });
      return;
    }
    if (keep && facts.year !== null && facts.year < listYear) return;
    for (const [code, at] of this.#found) {
      if (log.isFull()) return;
      log.report('place-unknown', { ...at, found: code });
    }
  }
}
