/** How the values of a map are cut into classes: the breaks only. Colours and labels are in `scale-classes.ts`. */

export type BreakMethod = 'quantile' | 'equal' | 'natural';

/**
 * Inner breaks, ascending and without repetition, of at most `count` classes: value v is in class i when
 * breaks[i-1] ≤ v < breaks[i]. Fewer different values than classes give a class to each; one value gives no break.
 */
export function classBreaks(values: readonly number[], count: number, method: BreakMethod): number[] {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  const [lowest, highest] = [distinct[0], distinct.at(-1)];
  if (lowest === undefined || highest === undefined || count < 2) return [];
  if (distinct.length <= count) return distinct.slice(1);
  const steps = Array.from({ length: count - 1 }, (_, i) => i + 1);
  if (method === 'natural') return naturalBreaks(sorted, count);
  const raw =
    method === 'equal'
      ? steps.map((i) => lowest + ((highest - lowest) * i) / count)
      : steps.map((i) => quantile(sorted, i / count));
  return [...new Set(raw)].filter((at) => at > lowest && at <= highest);
}

/** Hyndman and Fan's type 7, the one of spreadsheets. */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * Fisher's exact partition (1958), known in cartography as Jenks's natural breaks: least sum of squared deviations
 * inside `count` classes. Each row of the dynamic programme is filled by divide and conquer, since the best cut moves
 * to the right with the end: n log n a class instead of n², so that all of Italy's comuni take milliseconds.
 * A break is the lowest value of its class. Equal values are weighted, never parted.
 */
function naturalBreaks(sorted: readonly number[], count: number): number[] {
  const distinct: number[] = [];
  const weight: number[] = [0];
  const sum: number[] = [0];
  const square: number[] = [0];
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  for (const value of sorted) {
    if (distinct.at(-1) !== value) {
      distinct.push(value);
      weight.push(weight.at(-1) ?? 0);
      sum.push(sum.at(-1) ?? 0);
      square.push(square.at(-1) ?? 0);
    }
    // Deviations from the median keep the sums small, where subtracting squares would lose digits.
    const centred = value - middle;
    const at = distinct.length;
    weight[at] = (weight[at] ?? 0) + 1;
    sum[at] = (sum[at] ?? 0) + centred;
    square[at] = (square[at] ?? 0) + centred * centred;
  }
  const n = distinct.length;
  const at = (list: readonly number[], i: number): number => list[i] ?? 0;
  const spread = (from: number, to: number): number => {
    const s = at(sum, to) - at(sum, from);
    const w = at(weight, to) - at(weight, from);
    return at(square, to) - at(square, from) - (s * s) / w;
  };

  let cost = Array.from({ length: n + 1 }, (_, end) => (end === 0 ? 0 : spread(0, end)));
  const cuts: number[][] = [];
  for (let k = 2; k <= count; k += 1) {
    const next = new Array<number>(n + 1).fill(Number.POSITIVE_INFINITY);
    const cut = new Array<number>(n + 1).fill(0);
    const fill = (low: number, high: number, from: number, to: number): void => {
      if (low > high) return;
      const end = (low + high) >> 1;
      let best = from;
      for (let start = Math.max(from, k - 1); start <= Math.min(end - 1, to); start += 1) {
        const total = at(cost, start) + spread(start, end);
        if (total < at(next, end)) {
          next[end] = total;
          best = start;
        }
      }
      cut[end] = best;
      fill(low, end - 1, from, best);
      fill(end + 1, high, best, to);
    };
    fill(k, n, k - 1, n - 1);
    cuts.push(cut);
    cost = next;
  }
  const breaks: number[] = [];
  let end = n;
  for (const cut of cuts.toReversed()) {
    end = at(cut, end);
    breaks.unshift(at(distinct, end));
  }
  return breaks;
}

/**
 * The same classes with rounder breaks: each break moves to the roundest number between the highest value below it and
 * the lowest above, so that no value changes class and none needs more than `decimals` decimals. Values must already
 * be rounded as they are shown. For quantiles and natural breaks, whose exact position between two values is free.
 */
export function roundBreaks(
  breaks: readonly number[],
  values: readonly number[],
  decimals: number,
): number[] {
  return breaks.map((at) => {
    const below = Math.max(...values.filter((v) => v < at));
    const above = Math.min(...values.filter((v) => v >= at));
    return roundestBetween(below, above, decimals);
  });
}

/** The number in (low, high] with the fewest digits, near the middle; `high` when nothing rounder is there. */
function roundestBetween(low: number, high: number, decimals: number): number {
  const largest = Math.max(Math.abs(low), Math.abs(high), 10 ** -decimals);
  for (let power = Math.ceil(Math.log10(largest)); power >= -decimals; power -= 1) {
    for (const unit of [5, 2, 1]) {
      const step = unit * 10 ** power;
      const middle = roundTo((low + high) / 2, step, decimals);
      const near = [middle, roundTo(middle + step, 10 ** -decimals, decimals)].find(
        (v) => v > low && v <= high,
      );
      if (near !== undefined) return near;
    }
  }
  return high;
}

/**
 * Equal intervals with rounder breaks: no break moves by more than a tenth of an interval, all stay different, and
 * none needs more than `decimals` decimals. Here a value may change class, because the classes are the intervals.
 */
export function roundIntervals(breaks: readonly number[], decimals: number): number[] {
  const [first, second] = [breaks[0] ?? 0, breaks[1] ?? breaks[0] ?? 0];
  const interval = second - first || Math.abs(first) || 1;
  for (let power = Math.floor(Math.log10(interval)); power > -decimals; power -= 1) {
    for (const unit of [5, 2, 1]) {
      const rounded = breaks.map((each) => roundTo(each, unit * 10 ** power, decimals));
      const near = rounded.every((each, i) => Math.abs(each - (breaks[i] ?? each)) <= interval / 10);
      if (near && new Set(rounded).size === breaks.length) return rounded;
    }
  }
  return [...new Set(breaks.map((each) => roundTo(each, 10 ** -decimals, decimals)))];
}

function roundTo(value: number, step: number, decimals: number): number {
  return Number((Math.round(value / step) * step).toFixed(decimals));
}

/** Index of the class of `value`: as many as the breaks that are not above it. */
export function classIndex(breaks: readonly number[], value: number): number {
  let i = 0;
  while (i < breaks.length && value >= (breaks[i] ?? Number.POSITIVE_INFINITY)) i += 1;
  return i;
}
