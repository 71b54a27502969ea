import type { VNode } from 'preact';
import { ACCENT, BAR_EDGE, INK, TRACK } from '#platform/charts/palette.js';

const WIDTH = 200;
const HEIGHT = 10;

/** Room of a column of bars: from the lowest value (or zero) to the highest. */
export interface BarRange {
  low: number;
  high: number;
}

export function rangeOf(values: readonly (number | null)[]): BarRange {
  const present = values.filter((value): value is number => value !== null);
  return { low: Math.min(0, ...present), high: Math.max(0, ...present) };
}

/** A bar in a table's cell, beside its figure; the dark mark is what it is compared with. */
export function CellBar(props: {
  value: number | null;
  range: BarRange;
  mark?: number | null;
  fill?: string;
}): VNode | null {
  if (props.value === null) return null;
  const { low, high } = props.range;
  const at = (value: number) => Math.round(((value - low) / (high - low || 1)) * WIDTH * 10) / 10;
  const [from, to] = [at(Math.min(0, props.value)), at(Math.max(0, props.value))];
  const mark = props.mark ?? null;
  return (
    <svg
      class="trama-cell-bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect y="2" width={WIDTH} height="6" fill={TRACK} />
      <rect
        x={from}
        y="2"
        width={Math.max(to - from, 1)}
        height="6"
        fill={props.fill ?? ACCENT}
        stroke={props.fill ? BAR_EDGE : 'none'}
        vector-effect="non-scaling-stroke"
        stroke-width="0.75"
      />
      {mark !== null && mark >= low && mark <= high ? (
        <rect x={Math.min(at(mark), WIDTH - 1.5)} width="1.5" height={HEIGHT} fill={INK} />
      ) : null}
    </svg>
  );
}
