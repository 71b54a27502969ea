import type { Found, Thresholds } from '../check.types.js';
import {
  asText,
  type FigureSet,
  type FigureTable,
  figureKey,
  isAdditive,
  keyOf,
  type SetFigure,
} from '../figure-set.js';

/** Below this many people the make-up of a table is chance. */
const ENOUGH = 50;
/** χ² that no table of a few items reaches by chance once in ten thousand. */
const NOT_CHANCE = 30;
/** How many times the wavering around its two levels a series must move to have broken. */
const CLEAR = 5;

/** Series that move to another level at once, and tables whose make-up changes: often the definition did. */
export function checkBreaks(set: FigureSet, thresholds: Thresholds): Found[] {
  const made = checkMakeUp(set, (thresholds.composition ?? 20) / 100);
  const told = new Set(made.map((one) => keyOf(one.variable ?? '', one.place ?? '')));
  const shifts = listSeries(set)
    .filter(([first]) => first && !told.has(keyOf(first.variable, first.place)))
    .flatMap((series) => tellShift(set, series, (thresholds.shift ?? 50) / 100) ?? []);
  return [...made, ...shifts];
}

/** Yearly figures of one thing, by year. */
function listSeries(set: FigureSet): SetFigure[][] {
  const groups = new Map<string, SetFigure[]>();
  for (const figure of set.all) {
    if (!/^\d{4}$/.test(figure.period) || !isAdditive(figure) || figure.kind === 'change') continue;
    if (figure.source.unit === 'euro' || figure.source.unit === '€') continue;
    const key = keyOf(figure.variable, figure.place, figure.sex, figure.category);
    const series = groups.get(key);
    if (series) series.push(figure);
    else groups.set(key, [figure]);
  }
  return [...groups.values()]
    .filter((series) => series.length >= 4)
    .map((series) => series.sort((a, b) => (a.year ?? 0) - (b.year ?? 0)));
}

/** The one cut that leaves two quiet stretches at clearly different heights; a trend or a noisy series has none. */
function tellShift(set: FigureSet, series: readonly SetFigure[], least: number): Found | null {
  const values = series.map((figure) => figure.value);
  if (values.some((value) => value < 0)) return null;
  const margin = series.length >= 8 ? 3 : 2;
  let best: { at: number; clear: number; before: number; after: number } | null = null;
  for (let at = margin; at <= values.length - margin; at += 1) {
    const before = levelOf(values.slice(0, at));
    const after = levelOf(values.slice(at));
    const shift = Math.abs(after.mean - before.mean);
    const low = Math.max(Math.min(before.mean, after.mean), 1);
    const noise = Math.max(before.spread, after.spread, Math.sqrt((before.mean + after.mean) / 2), 1);
    const clear = shift / noise;
    if (shift / low < least || clear < CLEAR) continue;
    if (!best || clear > best.clear) best = { at, clear, before: before.mean, after: after.mean };
  }
  const figure = best ? series[best.at] : undefined;
  if (!best || !figure) return null;
  const unit = figure.source.unit;
  return {
    ...found(set, figure, 'quality.check.series-shift'),
    published: asText(best.after, 0),
    expected: asText(best.before, 0),
    values: {
      name: set.nameOf(figure.variable),
      category: figure.category,
      sex: figure.sex === '' ? 'all' : figure.sex,
      place: set.placeName(figure.place),
      year: figure.period,
      before: { figure: asText(best.before, 0), unit },
      after: { figure: asText(best.after, 0), unit },
    },
  };
}

function levelOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.max(...values.map((value) => Math.abs(value - mean)));
  return { mean, spread };
}

interface Change {
  year: number;
  distance: number;
  part: SetFigure;
  before: number;
  after: number;
}

function checkMakeUp(set: FigureSet, least: number): Found[] {
  const groups = Map.groupBy(set.tables.filter(isCounted), (table) => keyOf(table.variable, table.place));
  return [...groups.values()].flatMap((tables) => {
    const sorted = tables.sort((a, b) => (a.year ?? 0) - (b.year ?? 0));
    const changes = sorted.flatMap((table, at) => {
      const before = sorted[at - 1];
      return before ? (compareMakeUp(before, table, least) ?? []) : [];
    });
    const [first] = changes.toSorted((a, b) => b.distance - a.distance);
    return first ? [tellMakeUp(set, first, changes)] : [];
  });
}

function isCounted(table: FigureTable): boolean {
  const { parts, total } = table;
  if (table.year === null || parts.length < 3 || !/^\d{4}$/.test(table.period)) return false;
  if (parts.some((part) => !isAdditive(part) || part.decimals > 0 || part.value < 0)) return false;
  if (parts.some((part) => part.source.unit === 'euro' || part.source.unit === '€')) return false;
  const sum = parts.reduce((added, part) => added + part.value, 0);
  return sum >= ENOUGH && (!total || total.value === sum);
}

/** How much of the total changes item: half of the sum of the differences between shares. */
function compareMakeUp(before: FigureTable, after: FigureTable, least: number): Change | null {
  if ((after.year ?? 0) - (before.year ?? 0) !== 1 || before.parts.length !== after.parts.length) return null;
  const [sumBefore, sumAfter] = [before, after].map((table) =>
    table.parts.reduce((added, part) => added + part.value, 0),
  ) as [number, number];
  let distance = 0;
  let chi = 0;
  let widest: Change | null = null;
  for (const part of after.parts) {
    const former = before.parts.find((one) => one.category === part.category);
    if (!former) return null;
    const [one, other] = [former.value / sumBefore, part.value / sumAfter];
    const pooled = (former.value + part.value) / (sumBefore + sumAfter);
    if (pooled > 0) chi += ((other - one) ** 2 / pooled) * ((sumBefore * sumAfter) / (sumBefore + sumAfter));
    distance += Math.abs(other - one) / 2;
    if (!widest || Math.abs(other - one) > Math.abs(widest.after - widest.before))
      widest = { year: after.year ?? 0, distance: 0, part, before: one, after: other };
  }
  return widest && distance >= least && chi >= NOT_CHANCE ? { ...widest, distance } : null;
}

function tellMakeUp(set: FigureSet, first: Change, changes: readonly Change[]): Found {
  const { part, year } = first;
  const text = (share: number) => asText(100 * share, 1);
  const others = changes.filter((change) => change !== first).map((change) => String(change.year));
  return {
    ...found(set, part, 'quality.check.series-make-up'),
    subject: [part.variable, part.place],
    unit: '%',
    published: text(first.after),
    expected: text(first.before),
    values: {
      name: set.nameOf(part.variable),
      place: set.placeName(part.place),
      category: part.category,
      year: String(year),
      last: String(year - 1),
      before: { figure: text(first.before), unit: '%' },
      after: { figure: text(first.after), unit: '%' },
      moved: { figure: asText(100 * first.distance, 0), unit: '%' },
      others: others.length,
      otherYears: { list: others },
    },
    details: changes.map((change) => ({
      label: `${change.year} · ${change.part.category}`,
      published: text(change.after),
      expected: text(change.before),
    })),
  };
}

function found(set: FigureSet, figure: SetFigure, message: string): Found {
  const { variable, place, period, year, category, sex } = figure;
  return {
    rule: 'series-break',
    severity: 'warning',
    subject: [variable, place, sex, category],
    variable,
    place: set.places.has(place) ? place : null,
    period,
    year,
    dataset: figure.source.dataset,
    unit: figure.source.unit,
    published: null,
    expected: null,
    message,
    values: {},
    accuses: [figureKey(figure)],
  };
}
