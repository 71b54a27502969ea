/** A figure as an Italian document prints it: decimal text with a point, and how many decimals were printed. */
export type PublishedFigure = { readonly value: string; readonly decimals: number };

const UNITS = [
  'zero',
  'uno',
  'due',
  'tre',
  'quattro',
  'cinque',
  'sei',
  'sette',
  'otto',
  'nove',
  'dieci',
  'undici',
  'dodici',
  'tredici',
  'quattordici',
  'quindici',
  'sedici',
  'diciassette',
  'diciotto',
  'diciannove',
];
const TENS = ['venti', 'trenta', 'quaranta', 'cinquanta', 'sessanta', 'settanta', 'ottanta', 'novanta'];

const WORDS = new Map<string, number>(UNITS.map((word, number) => [word, number]));
for (const [ten, word] of TENS.entries()) {
  for (const [unit, unitWord] of UNITS.slice(0, 10).entries()) {
    // Before uno and otto the ten loses its vowel: ventuno, ventotto; a final tre takes the accent: ventitré.
    const stem = unit === 1 || unit === 8 ? word.slice(0, -1) : word;
    WORDS.set(unit === 0 ? word : `${stem}${unit === 3 ? 'tré' : unitWord}`, (ten + 2) * 10 + unit);
  }
}

// A number with separators, not glued to letters or to another number.
const FIGURE = /(?<![\p{L}\p{N}.,])([+\-−]?)\s?(\d+(?:[.,]\d+)*)(?![\p{L}\p{N}])/gu;

/**
 * Reads the one figure that a text holds: "694,31", "7.064", "1.18%", "€ 35.000,00", "n. 4", "Casteldidone (21,20%)",
 * "diciassette". Undefined when there is none or more than one ("32 maschi e 15 femmine"): guessing would invent data.
 * A point before exactly three digits groups thousands, as Italian documents write; any other point is a decimal one.
 */
export function findPublishedFigure(text: string): PublishedFigure | undefined {
  const found = [...text.matchAll(FIGURE)];
  if (found.length === 0) {
    const number = WORDS.get(text.trim().toLowerCase());
    return number === undefined ? undefined : { value: String(number), decimals: 0 };
  }
  const [only, another] = found;
  if (!only || another) return undefined;
  const plain = plainNumber(only[2] ?? '');
  if (!plain) return undefined;
  const negative = only[1] === '-' || only[1] === '−';
  return { value: negative ? `-${plain}` : plain, decimals: plain.split('.')[1]?.length ?? 0 };
}

function plainNumber(text: string): string | undefined {
  const comma = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d+)$/.exec(text);
  if (comma) return `${(comma[1] ?? '').replaceAll('.', '')}.${comma[2]}`;
  if (/^[1-9]\d{0,2}(\.\d{3})+$/.test(text)) return text.replaceAll('.', '');
  return /^\d+(\.\d+)?$/.test(text) ? text : undefined;
}
