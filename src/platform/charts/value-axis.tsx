import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import { formatNumber, type Lang } from '../i18n/format.js';
import { at, DECORATION } from './chart-svg.js';
import { LINE, SOFT } from './palette.js';
import { textWidth } from './text-width.js';

export type ValueAxis = {
  scale: ScaleLinear<number, number>;
  ticks: { value: number; label: string }[];
  /** Width of the widest tick label. */
  room: number;
  /** True when zero is not on the axis: it must be told. */
  cut: boolean;
};

const SIZE = 12;

/**
 * A vertical axis for `values` from `bottom` up to `top`. It holds zero unless all values lie far from it (the lowest
 * over 60 % of the highest) and the caller allows a cut.
 */
export function valueAxis(
  values: readonly number[],
  range: { bottom: number; top: number },
  options: { lang: Lang; allowCut: boolean },
): ValueAxis {
  // Under a millionth nothing is shown; d3's ticks fail on the smallest numbers that a computer holds.
  const shown = values.map((value) => (Math.abs(value) < 1e-6 ? 0 : value));
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const finite = Number.isFinite(least) ? ([least, most] as const) : ([0, 1] as const);
  const cut =
    options.allowCut &&
    ((finite[0] > 0 && finite[0] > 0.6 * finite[1]) || (finite[1] < 0 && finite[1] < 0.6 * finite[0]));
  const low = cut ? finite[0] : Math.min(0, finite[0]);
  const high = cut ? finite[1] : Math.max(0, finite[1]);
  const flat = low === high ? Math.abs(low) * 0.1 || 1 : 0;
  const scale = scaleLinear([low - (cut ? flat : 0), high + flat], [range.bottom, range.top]).nice(5);
  const fives = scale.ticks(5);
  const step = (fives[1] ?? 1) - (fives[0] ?? 0);
  const ticks = fives.map((value) => ({ value, label: tickLabel(value, step, high, options.lang) }));
  const room = Math.max(0, ...ticks.map((tick) => textWidth(tick.label, SIZE)));
  const [start = 0, end = 0] = scale.domain();
  return { scale, ticks, room, cut: start > 0 || end < 0 };
}

/** As many decimals as the step needs; millions in words, since six zeros are not read. */
function tickLabel(value: number, step: number, most: number, lang: Lang): string {
  const millions = Math.abs(most) >= 1e6;
  const unit = millions ? 1e6 : 1;
  const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(Math.abs(step / unit) || 1) - 1e-9)));
  const text = formatNumber(value / unit, { decimals: decimals, lang });
  return millions && value !== 0 ? `${text}\u00a0${lang === 'it' ? 'mln' : 'm'}` : text;
}

/** Tick labels at the left, hairlines across; the line of zero stronger. A cut axis ends in a broken line. */
export function ValueGrid(props: { axis: ValueAxis; left: number; right: number }): VNode {
  const { axis, left, right } = props;
  const bottom = at(axis.scale.range()[0] ?? 0);
  return (
    <g font-size={SIZE} fill={SOFT} {...DECORATION}>
      {axis.ticks.map(({ value, label }) => {
        const y = at(axis.scale(value));
        return (
          <g key={label}>
            <path d={`M${left} ${y}H${right}`} stroke={value === 0 ? SOFT : LINE} />
            <text x={left - 8} y={y + 4} text-anchor="end">
              {label}
            </text>
          </g>
        );
      })}
      {axis.cut ? (
        <path
          d={`M${left} ${bottom - 14}l-4 3 8 4 -4 3v4`}
          fill="none"
          stroke={SOFT}
          stroke-width="1.25"
          stroke-linejoin="round"
        />
      ) : null}
    </g>
  );
}
