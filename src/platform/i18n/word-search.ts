/** Marks that a search does not see: accents, cedillas. */
const MARKS = /\p{M}/gu;

/** Words as people look for them: small letters, no accents, no punctuation. */
export function foldWords(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * How far apart two words are, in letters added, taken away, changed or swapped with their neighbour; counting stops
 * at `limit`, and anything farther is `limit + 1`.
 */
export function wordDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, at(row, j) + 1, at(next, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(before, j - 2) + 1);
      next.push(least);
      best = Math.min(best, least);
    }
    if (best > limit) return limit + 1;
    before = row;
    row = next;
  }
  return Math.min(at(row, b.length), limit + 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** One slip in a word of four letters, two in a long one; none in a short one, where every word is near every other. */
function slipsAllowed(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/** 0: not found; more is better: the whole word, its beginning, a part of it, a word with a slip. */
function wordScore(asked: string, words: readonly string[]): number {
  let best = 0;
  for (const word of words) {
    if (word === asked) return 4;
    if (word.startsWith(asked)) best = Math.max(best, 3);
    else if (asked.length >= 3 && word.includes(asked)) best = Math.max(best, 2);
    else if (best === 0) {
      const slips = slipsAllowed(asked);
      const near = slips > 0 && wordDistance(asked, word.slice(0, asked.length + slips), slips) <= slips;
      if (near || (slips > 0 && wordDistance(asked, word, slips) <= slips)) best = 1;
    }
  }
  return best;
}

/** Words so common that they say nothing of what is looked for. */
const EMPTY_WORDS = new Set(
  'a al alla ai alle con da dei del della di e il in la le lo per su un una the of for and'.split(' '),
);

/**
 * Rows in which every asked word is found, best first; where no row has them all, those that have most of them.
 * All of them, in their order, when nothing is asked.
 * @param textsOf the row's texts by weight: the first counts most (its name), the last least
 */
export function searchRows<R>(
  rows: readonly R[],
  asked: string,
  textsOf: (row: R) => readonly string[],
): R[] {
  const all = foldWords(asked).slice(0, 10);
  const meant = all.filter((word) => !EMPTY_WORDS.has(word));
  const words = meant.length > 0 ? meant : all;
  if (words.length === 0) return [...rows];
  const found: { row: R; score: number; matched: number }[] = [];
  for (const row of rows) {
    const texts = textsOf(row).map(foldWords);
    const scores = words.map((word) =>
      Math.max(...texts.map((text, index) => wordScore(word, text) * (texts.length - index))),
    );
    const matched = scores.filter((score) => score > 0).length;
    if (matched > 0) found.push({ row, matched, score: scores.reduce((sum, score) => sum + score, 0) });
  }
  const most = Math.max(0, ...found.map((one) => one.matched));
  return found
    .filter((one) => one.matched === most)
    .sort((a, b) => b.score - a.score)
    .map((one) => one.row);
}

/** The name most like the one typed, for "did you mean"; undefined when none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const [first] = searchRows(names, typed, (name) => [name]);
  if (first !== undefined) return first;
  const folded = foldWords(typed).join(' ');
  const limit = Math.max(2, Math.floor(folded.length / 4));
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = wordDistance(folded, foldWords(name).join(' '), limit);
    if (distance <= limit && (!best || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}
