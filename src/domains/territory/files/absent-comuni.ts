import { isComuneCode } from './cells.js';
import type { ReadingState } from './reader.types.js';

const examples = 5;

/** Warns of the comuni asked for that a file does not have. */
export function reportAbsent(
  { keep, expected = keep, knownCodes, log }: ReadingState,
  has: (code: string) => boolean,
): void {
  if (!expected) return;
  const wanted = [...expected].filter((code) => isComuneCode(code) && (knownCodes?.has(code) ?? true));
  const absent = wanted.filter((code) => !has(code));
  if (absent.length === 0) return;
  log.report('places-absent', {
    severity: 'warning',
    found: absent.length,
    expected: wanted.length,
    place: absent.slice(0, examples).join(', '),
  });
}
