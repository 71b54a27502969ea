import { formatMeasure, formatNumber, type Lang } from '../i18n/format.js';
import { word } from './chart-words.js';
import { type BreakMethod, classBreaks, classIndex, roundBreaks, roundIntervals } from './class-breaks.js';
import { divergingColours, sequentialColours, textColourOn } from './palette.js';

/** One class of a map: `from` included, `to` excluded; null at the open ends. */
export type ValueClass = {
  from: number | null;
  to: number | null;
  label: string;
  fill: string;
  /** Colour of a text written over the fill. */
  text: string;
  /** How many values fall in it. */
  count: number;
};

export type ClassScale = {
  classes: ValueClass[];
  /** How many values are missing; above 0 the legend shows the hatch. */
  missing: number;
  missingLabel: string;
  /** Index in `classes`, or -1 for a missing value. Values are classed as they are shown, rounded to the decimals. */
  classOf: (value: number | null) => number;
};

export type ClassScaleOptions = {
  /** Most classes wanted, 1 to 5. */
  count?: number;
  method?: BreakMethod;
  /** "%", "ab./km²", "€", ''. */
  unit: string;
  decimals: number;
  lang?: Lang;
  /** Diverging palette around this value (0 for changes); sequential when left out. */
  centre?: number;
};

/**
 * Classes of a set of values, with honest breaks, colours and labels ("meno di 8 %", "8–11 %", "17 % e oltre").
 * Missing values (null, NaN) have no class. With no value at all there are no classes.
 */
export function classScale(values: readonly (number | null)[], options: ClassScaleOptions): ClassScale {
  const { decimals, unit, centre, count = 5, method = 'quantile', lang = 'it' } = options;
  const present = values
    .filter((v): v is number => v !== null && Number.isFinite(v))
    .map((v) => Number(v.toFixed(decimals)));
  const breaks = centre === undefined ? breaksOf(present, count, method, decimals) : around(present, options);
  const fills =
    centre === undefined ? sequentialColours(breaks.length + 1) : sidedColours(breaks, present, centre);
  const counts = new Array<number>(breaks.length + 1).fill(0);
  for (const value of present) {
    const i = classIndex(breaks, value);
    counts[i] = (counts[i] ?? 0) + 1;
  }
  // The same in every label: "meno di −5" beside "da −5,0 a 6,1" would seem another number.
  const places = Math.max(0, ...breaks.map((each) => breakDecimals(each, decimals)));
  const allEqual = new Set(present).size === 1 ? present[0] : undefined;
  const classes = fills.map((fill, i): ValueClass => {
    const from = breaks[i - 1] ?? null;
    const to = breaks[i] ?? null;
    const label =
      allEqual !== undefined
        ? formatMeasure(allEqual, unit, { decimals, lang })
        : rangeLabel(from, to, unit, { decimals, places, lang });
    return { from, to, label, fill, text: textColourOn(fill), count: counts[i] ?? 0 };
  });
  return {
    classes: present.length === 0 ? [] : classes,
    missing: values.length - present.length,
    missingLabel: word('unavailable', lang),
    classOf: (value) =>
      value === null || !Number.isFinite(value) || present.length === 0
        ? -1
        : classIndex(breaks, Number(value.toFixed(decimals))),
  };
}

function breaksOf(values: readonly number[], count: number, method: BreakMethod, decimals: number): number[] {
  const breaks = classBreaks(values, count, method);
  return method === 'equal' ? roundIntervals(breaks, decimals) : roundBreaks(breaks, values, decimals);
}

/** Breaks on each side of the centre, and the centre itself, so that no class mixes falls with rises. */
function around(values: readonly number[], options: ClassScaleOptions): number[] {
  const { centre = 0, count = 5, method = 'quantile', decimals } = options;
  const below = values.filter((v) => v < centre);
  const above = values.filter((v) => v >= centre);
  // Where all fall on one side, it has all the tints that a side can have.
  const isOneSided = below.length === 0 || above.length === 0;
  const perSide = Math.max(1, Math.min(3, isOneSided ? count : Math.floor(count / 2)));
  const breaks = [...breaksOf(below, perSide, method, decimals)];
  if (below.length > 0 && above.length > 0) breaks.push(centre);
  return [...breaks, ...breaksOf(above, perSide, method, decimals)];
}

function sidedColours(breaks: readonly number[], values: readonly number[], centre: number): string[] {
  const total = breaks.length + 1;
  const below = values.every((v) => v < centre) ? total : breaks.filter((each) => each <= centre).length;
  return divergingColours(below, total - below);
}

/** Decimals that a break really uses: 8 is written "8" also where values have one decimal. */
function breakDecimals(value: number, decimals: number): number {
  for (let d = 0; d < decimals; d += 1) if (Number(value.toFixed(d)) === value) return d;
  return decimals;
}

function rangeLabel(
  from: number | null,
  to: number | null,
  unit: string,
  { decimals, places, lang }: { decimals: number; places: number; lang: Lang },
): string {
  const measure = (value: number): string => formatMeasure(value, unit, { decimals: places, lang });
  if (from === null && to === null) return '';
  if (from === null) return `${lang === 'it' ? 'meno di' : 'under'} ${measure(to ?? 0)}`;
  if (to === null) return lang === 'it' ? `${measure(from)} e oltre` : `${measure(from)} and over`;
  // Whole numbers are counted, not measured: "8–10" then "11–13" leaves no doubt about 11.
  const last = decimals === 0 ? to - 1 : to;
  if (last === from) return measure(from);
  // A dash between negative numbers would be read as a sign.
  if (from < 0 || last < 0) {
    const words = lang === 'it' ? (['da', 'a'] as const) : (['from', 'to'] as const);
    return `${words[0]} ${formatNumber(from, { decimals: places, lang })} ${words[1]} ${measure(last)}`;
  }
  if (unit === '€') return `${measure(from)}–${formatNumber(last, { decimals: places, lang })}`;
  return `${formatNumber(from, { decimals: places, lang })}–${measure(last)}`;
}
