import { formatNumber } from '#platform/i18n/format.js';
import { defineMessages, type Lang } from '#platform/i18n/messages.js';
import en from './files.messages.en.json' with { type: 'json' };
import it from './files.messages.it.json' with { type: 'json' };
import type { FileProblem } from './files.types.js';
import type { ColumnGuess } from './sketch.types.js';

const filesText = defineMessages(it, en);

/** Codes whose `found` and `expected` are quantities; elsewhere they are text of the file, shown as it is. */
const quantities = new Set<FileProblem['code']>([
  'file-too-large',
  'columns-too-many',
  'rows-too-many',
  'formula-refused',
  'formula-used',
  'row-width',
  'places-absent',
  'places-unlisted',
  'balance-broken',
  'net-broken',
  'sexes-broken',
  'statuses-broken',
  'ages-broken',
  'ages-missing',
  'features-missing',
  'feature-code-missing',
  'feature-repeated',
  'ring-short',
  'points-too-many',
]);

/** One sentence or two: what is wrong, where, what was expected, what to do. Plain text, to be escaped by whoever shows it. */
export function describeProblem(problem: FileProblem, lang: Lang): string {
  const amount = (text: string): string =>
    quantities.has(problem.code) && /^-?\d+$/.test(text) ? formatNumber(Number(text), { lang }) : text;
  return filesText(lang)(`territory.files.problem.${problem.code}`, {
    line: problem.line ?? '',
    lineKind: problem.line === null ? 'none' : 'some',
    column: problem.column ?? '',
    columnName: problem.columnName,
    found: amount(problem.found),
    foundKind: problem.found === '' ? 'none' : 'some',
    expected: amount(problem.expected),
    expectedKind: problem.expected === '' ? 'none' : 'some',
    expectedCount: Number(problem.expected) || 0,
    place: problem.place,
    placeKind: problem.place === '' ? 'none' : 'some',
    otherLine: problem.otherLine ?? '',
  });
}

/** The whole refusal of a file, as paragraphs: that nothing was changed, then each problem. */
export function describeRefusal(
  fileName: string,
  refusal: { problems: readonly FileProblem[]; problemCount: number },
  lang: Lang,
): string[] {
  const rest = refusal.problemCount - refusal.problems.length;
  const shown = formatNumber(rest, { lang });
  return [
    filesText(lang)('territory.files.refused', { fileName }),
    ...refusal.problems.map((problem) => describeProblem(problem, lang)),
    ...(rest > 0 ? [filesText(lang)('territory.files.more', { count: rest, shown })] : []),
  ];
}

/** Why a column was taken for what it was taken for, in a sentence. */
export function describeGuess(guess: ColumnGuess, lang: Lang): string {
  const { heading, percent } = guess;
  return filesText(lang)(`territory.files.guess.${guess.why}`, { heading, percent });
}
