import { foldWords } from '#platform/i18n/word-search.js';

/** Words of a name without accents, signs and case: equal for names that people take for the same. */
export function nameKey(text: string | null | undefined): string {
  return foldWords(text ?? '').join(' ');
}

/**
 * Finds a record by the code or by the name that a cell holds. Names are folded once: a table of thousands of rows that
 * folded them again for every row would hold the server for ten seconds.
 */
export function byCodeOrName<R>(
  records: readonly R[],
  codeOf: (record: R) => string,
  nameOf: (record: R) => string,
): (cell: string) => R | undefined {
  const codes = new Map<string, R>();
  const names = new Map<string, R>();
  for (const record of records) {
    codes.set(codeOf(record), record);
    const key = nameKey(nameOf(record));
    if (!names.has(key)) names.set(key, record);
  }
  return (cell) => codes.get(cell) ?? names.get(nameKey(cell));
}
