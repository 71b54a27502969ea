import { createIntl, createIntlCache } from '@formatjs/intl';
import en from './files.messages.en.json' with { type: 'json' };
import it from './files.messages.it.json' with { type: 'json' };
import type { FileProblem } from './files.types.js';

export type MessageLanguage = 'it' | 'en';

const cache = createIntlCache();
const intl = {
  it: createIntl({ locale: 'it-IT', messages: it }, cache),
  en: createIntl({ locale: 'en-GB', messages: en }, cache),
};
/** Lines, columns and counts as people of the field write them: 7.896, never 7896. */
const numbers = {
  it: new Intl.NumberFormat('it-IT', { useGrouping: 'always' }),
  en: new Intl.NumberFormat('en-GB', { useGrouping: 'always' }),
};

/** Codes whose `found` and `expected` are quantities; elsewhere they are text of the file, shown as it is. */
const quantities = new Set<FileProblem['code']>([
  'file-too-large',
  'columns-too-many',
  'row-width',
  'places-absent',
  'balance-broken',
  'net-broken',
  'sexes-broken',
  'features-missing',
  'feature-code-missing',
  'feature-repeated',
  'ring-short',
  'points-too-many',
]);

/** One sentence or two: what is wrong, where, what was expected, what to do. Plain text, to be escaped by whoever shows it. */
export function describeProblem(problem: FileProblem, lang: MessageLanguage): string {
  const amount = (text: string): string =>
    quantities.has(problem.code) && /^-?\d+$/.test(text) ? numbers[lang].format(Number(text)) : text;
  return message(lang, `territory.files.problem.${problem.code}`, {
    line: problem.line ?? '',
    lineKind: problem.line === null ? 'none' : 'some',
    column: problem.column ?? '',
    columnName: problem.columnName,
    found: amount(problem.found),
    foundKind: problem.found === '' ? 'none' : 'some',
    expected: amount(problem.expected),
    place: problem.place,
    placeKind: problem.place === '' ? 'none' : 'some',
    otherLine: problem.otherLine ?? '',
  });
}

/** The whole refusal of a file, as paragraphs: that nothing was changed, then each problem. */
export function describeRefusal(
  fileName: string,
  refusal: { problems: readonly FileProblem[]; problemCount: number },
  lang: MessageLanguage,
): string[] {
  const rest = refusal.problemCount - refusal.problems.length;
  const shown = numbers[lang].format(rest);
  return [
    message(lang, 'territory.files.refused', { fileName }),
    ...refusal.problems.map((problem) => describeProblem(problem, lang)),
    ...(rest > 0 ? [message(lang, 'territory.files.more', { count: rest, shown })] : []),
  ];
}

function message(
  lang: MessageLanguage,
  id: keyof typeof it,
  values: Record<string, string | number>,
): string {
  return intl[lang].formatMessage({ id }, values);
}
