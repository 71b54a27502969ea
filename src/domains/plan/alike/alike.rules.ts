import { foldWords } from '#platform/i18n/word-search.js';

/** What is compared: the short name and the longer text; either may be empty. */
export interface Saying {
  title: string;
  text: string;
}

/** Words that say nothing of what is meant, without accents. */
const EMPTY = new Set(
  `a ad agli ai al alla alle allo anche anno avere che chi ci coi col come con cui da dagli dai dal dalla dalle dallo degli dei del
  della delle dello di dove e ed era essere fra gli ha hanno i il in io la le li lo loro ma mi ne negli nei nel nella nelle nello no noi
  non nostro o ogni per perche piu poi presso quale quali quando quanto quello questa queste questi questo se sempre senza si sia sono
  su sua sue sugli sui sul sulla sulle sullo suo tra tutti tutto un una uno verso`
    .trim()
    .split(/\s+/),
);

/** From here on two things are shown as likely the same. */
export const LIKELY = 0.6;

/** Who is writing is told of less alike ones too: it costs a glance. */
export const SIMILAR = 0.45;

/**
 * The words that mean something, without their endings: "servizi" and "servizio", "anziana" and "anziano" are one. Two
 * letters are no word, digits are.
 */
export function tellingWords(text: string): Set<string> {
  return new Set(
    foldWords(text)
      .filter((word) => !EMPTY.has(word) && (word.length > 2 || /\d/.test(word)))
      .map(stemOf),
  );
}

/** What is left of a word without the vowels at its end, where a word is left. */
function stemOf(word: string): string {
  const stem = word.replace(/h?[aeiou]+$/, '');
  return stem.length >= 3 ? stem : word;
}

/** Twice the words in common by the words of both (Dice's coefficient): 1 for the same words, 0 for none in common. */
function commonShare(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return (2 * common) / (a.size + b.size);
}

interface Read {
  title: Set<string>;
  text: Set<string>;
}

const read = (one: Saying): Read => ({ title: tellingWords(one.title), text: tellingWords(one.text) });

/** The title weighs more: texts of one plan share its turns of phrase. Where one has no text the titles decide alone. */
const TITLE_WEIGHT = 0.7;

function compare(a: Read, b: Read): number {
  const title = commonShare(a.title, b.title);
  if (a.text.size === 0 || b.text.size === 0) return title;
  return TITLE_WEIGHT * title + (1 - TITLE_WEIGHT) * commonShare(a.text, b.text);
}

/** How alike two things say they are, from 0 to 1; the same for either order, for any accents, case, order of words. */
export function likeness(a: Saying, b: Saying): number {
  return compare(read(a), read(b));
}

export interface Alike<T> {
  one: T;
  other: T;
  /** From 0 to 1. */
  likeness: number;
}

/** Every two that are likely the same, the most alike first. Only those with a word of the title in common are compared. */
export function listAlike<T extends Saying>(all: readonly T[], least = LIKELY): Alike<T>[] {
  const reads = all.map(read);
  const withWord = new Map<string, number[]>();
  const found: Alike<T>[] = [];
  for (const [index, own] of reads.entries()) {
    const near = new Set([...own.title].flatMap((word) => withWord.get(word) ?? []));
    for (const earlier of near) {
      const [one, other, theirs] = [all[earlier], all[index], reads[earlier]];
      if (!one || !other || !theirs) continue;
      const value = compare(theirs, own);
      if (value >= least) found.push({ one, other, likeness: value });
    }
    for (const word of own.title) {
      const known = withWord.get(word);
      if (known) known.push(index);
      else withWord.set(word, [index]);
    }
  }
  return found.sort((a, b) => b.likeness - a.likeness);
}

/** Those that are likely the same as one that is being written, the most alike first. */
export function findAlike<T extends Saying>(
  written: Saying,
  all: readonly T[],
  least = LIKELY,
): { one: T; likeness: number }[] {
  const own = read(written);
  return all
    .map((one) => ({ one, likeness: compare(own, read(one)) }))
    .filter((one) => one.likeness >= least)
    .sort((a, b) => b.likeness - a.likeness);
}
