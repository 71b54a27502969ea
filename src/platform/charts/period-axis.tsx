import { scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import { formatPeriod, type Lang } from '../i18n/format.js';
import { at, DECORATION } from './chart-svg.js';
import { SOFT } from './palette.js';
import { textWidth } from './text-width.js';

export type PeriodAxis = { periods: string[]; labels: string[]; x: (period: string) => number };

/** The instant that a period starts, in years; undefined when it is not a year, a month or a day. */
function yearOf(period: string): number | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(period);
  if (!match) return undefined;
  const [, year, month = '01', day = '01'] = match;
  return Number(year) + (Number(month) - 1) / 12 + (Number(day) - 1) / 365;
}

/**
 * Horizontal axis of periods. Where all are years, months or days, distances are true to time: a missing year leaves
 * its room empty. Other periods ("2018-2020", "2021-Q1") stand at even steps in the order given.
 */
export function periodAxis(periods: readonly string[], left: number, right: number, lang: Lang): PeriodAxis {
  const years = periods.map(yearOf);
  const timed = years.every((year) => year !== undefined);
  const unique = [...new Set(periods)];
  const ordered = timed ? unique.toSorted((a, b) => (yearOf(a) ?? 0) - (yearOf(b) ?? 0)) : unique;
  const places = new Map(ordered.map((period, i) => [period, timed ? (yearOf(period) ?? i) : i]));
  const [low = 0, high = 0] = [places.get(ordered[0] ?? ''), places.get(ordered.at(-1) ?? '')];
  const scale = low === high ? (): number => (left + right) / 2 : scaleLinear([low, high], [left, right]);
  return {
    periods: ordered,
    labels: ordered.map((period) => formatPeriod(period, lang)),
    x: (period) => scale(places.get(period) ?? low),
  };
}

const SIZE = 12;

/** Period labels under the axis, as many as fit without touching; the first and the last always. */
export function PeriodLabels(props: { axis: PeriodAxis; y: number; left: number; right: number }): VNode {
  const { axis, y, left, right } = props;
  const shown = new Set<number>();
  const halfOf = (i: number): number => textWidth(axis.labels[i] ?? '', SIZE) / 2;
  // Where it is written, which at the ends is not where its point stands: a long date would leave the drawing.
  const middleOf = (i: number): number =>
    Math.max(left - 8 + halfOf(i), Math.min(right + 8 - halfOf(i), axis.x(axis.periods[i] ?? '')));
  const span = (i: number): [number, number] => {
    const half = halfOf(i) + 5;
    return [middleOf(i) - half, middleOf(i) + half];
  };
  const last = axis.periods.length - 1;
  for (const i of [last, ...axis.periods.keys()]) {
    const [from, to] = span(i);
    const free = [...shown].every((other) => {
      const [a, b] = span(other);
      return to <= a || from >= b;
    });
    if (i >= 0 && free) shown.add(i);
  }
  return (
    <g font-size={SIZE} fill={SOFT} {...DECORATION}>
      {axis.periods.map((period, i) => {
        if (!shown.has(i)) return null;
        return (
          <text key={period} x={at(middleOf(i))} y={y} text-anchor="middle">
            {axis.labels[i]}
          </text>
        );
      })}
    </g>
  );
}
