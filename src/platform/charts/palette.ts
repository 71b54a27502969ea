/** Colours of every chart, the same on screen, in the PDF and in DOCX. All tell apart in grey and for colour-blind eyes. */

export const INK = '#17324d';
export const SOFT = '#5b6f82';
export const LINE = '#d9e1e8';
/** Thin lines that lead from a mark to its words. */
export const LEADER = '#a9b7c4';
export const WASH = '#f5f8fb';
export const TRACK = '#e4ebf2';
export const ACCENT = '#0066cc';
export const LATE = '#b35900';
export const GOOD = '#00845f';
export const PAPER = '#ffffff';

/** Outline of bars, whose lightest class would vanish on its track. */
export const BAR_EDGE = '#3a85cf';

/** Darker than INK: the middle blues give white and INK alike too little contrast for small text. */
const INK_ON_FILL = '#06121f';

export const FONT = "'Titillium Web', 'Liberation Sans', sans-serif";

const SEQUENTIAL = ['#e3eefa', '#b5d3f2', '#79b0e6', '#3a85cf', '#0a4f9e'] as const;
const BELOW = ['#f8dcc0', '#e9a566', '#b35900'] as const;
const ABOVE = ['#d3e4f5', '#79b0e6', '#0a4f9e'] as const;

/** Up to six lines or layers, told apart by every kind of eye: `palette.test.ts` measures how far apart they look. */
export const SERIES_COLOURS = ['#0a4f9e', '#c76a00', '#00845f', '#8f7bd6', '#6b2f00', '#111111'] as const;

/** The two sexes: middle tones, over which an outline in ink is seen as well as over the paper. */
export const SEX_COLOURS = { male: '#3f94dd', female: '#c76a00' } as const;

/** What remains when the items are more than the colours: "altro". */
export const REST_COLOUR = '#8a99a8';

/** `count` colours (1 to 5) from light to dark, taken at even steps of the sequential palette. */
export function sequentialColours(count: number): string[] {
  if (count === 1) return [SEQUENTIAL[2]];
  return spread(SEQUENTIAL, count);
}

/** Colours of `below` classes under the centre (orange, darkest first) and `above` classes over it (blue). */
export function divergingColours(below: number, above: number): string[] {
  return [...side(BELOW, below).toReversed(), ...side(ABOVE, above)];
}

function side(colours: readonly string[], count: number): string[] {
  if (count === 1) return [colours[1] ?? ACCENT];
  return count === 0 ? [] : spread(colours, count);
}

function spread(colours: readonly string[], count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) => colours[Math.round((i * (colours.length - 1)) / (count - 1))] ?? ACCENT,
  );
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
export function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** White or near black, whichever reads better on `fill`. */
export function textColourOn(fill: string): string {
  return contrast(fill, PAPER) >= contrast(fill, INK_ON_FILL) ? PAPER : INK_ON_FILL;
}
