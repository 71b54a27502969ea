import type { Lang } from '../i18n/format.js';

/** The few words that charts write by themselves. Kept beside them: they are part of the drawing, in every output. */
const WORDS = {
  unavailable: { it: 'non disponibile', en: 'not available' },
  rest: { it: 'altro', en: 'other' },
  males: { it: 'Maschi', en: 'Males' },
  females: { it: 'Femmine', en: 'Females' },
  axisCut: { it: 'l’asse non parte da zero', en: 'the axis does not start at zero' },
  indicative: {
    it: 'Confini indicativi, tracciati dalle coordinate dei comuni.',
    en: 'Indicative borders, drawn from the coordinates of the comuni.',
  },
  source: { it: 'Fonte', en: 'Source' },
  note: { it: 'Nota', en: 'Note' },
  expected: { it: 'atteso', en: 'expected' },
  single: { it: 'i singoli comuni', en: 'single comuni' },
  noData: { it: 'Nessun dato da mostrare.', en: 'No data to show.' },
} as const;

export type ChartWord = keyof typeof WORDS;

export function word(key: ChartWord, lang: Lang): string {
  return WORDS[key][lang];
}

/** "a, b e c" in Italian, "a, b and c" in English. */
export function joinWords(items: readonly string[], lang: Lang): string {
  if (items.length < 2) return items.join('');
  const and = lang === 'it' ? ' e ' : ' and ';
  return `${items.slice(0, -1).join(', ')}${and}${items.at(-1)}`;
}
