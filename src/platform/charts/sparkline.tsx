import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { VNode } from 'preact';
import { at, type ChartFrame, ChartSvg } from './chart-svg.js';
import { ACCENT, SOFT } from './palette.js';
import { periodAxis } from './period-axis.js';
import type { SeriesPoint } from './series.js';

/**
 * A line small enough for a table's cell, with a dot on the last value. It shows a course, not a level: its axis
 * fills the height, so the figure itself must stand beside it. `title` says the course in words.
 */
export function Sparkline(
  props: ChartFrame & { points: readonly SeriesPoint[]; width?: number; height?: number },
): VNode {
  const { id, title, points, width = 96, height = 24 } = props;
  const present = points.flatMap((p) => (p.value === null ? [] : [p.value]));
  const x = periodAxis(
    points.map((p) => p.period),
    4,
    width - 4,
    'it',
  );
  const [least, most] = [Math.min(...present), Math.max(...present)];
  const y = scaleLinear([least, most], least === most ? [height / 2, height / 2] : [height - 4, 4]);
  const byPeriod = new Map(points.map((p) => [p.period, p.value]));
  const path = line<string>()
    .defined((period) => typeof byPeriod.get(period) === 'number')
    .x((period) => at(x.x(period)))
    .y((period) => at(y(byPeriod.get(period) ?? 0)))(x.periods);
  const last = x.periods.findLast((period) => typeof byPeriod.get(period) === 'number');
  return (
    <ChartSvg
      id={id}
      title={title}
      width={width}
      height={height}
      {...(props.description ? { description: props.description } : {})}
    >
      {present.length === 0 ? (
        <path d={`M4 ${height / 2}H${width - 4}`} stroke={SOFT} stroke-dasharray="2 3" />
      ) : (
        <path d={path ?? ''} fill="none" stroke={ACCENT} stroke-width="1.75" stroke-linejoin="round" />
      )}
      {last === undefined ? null : (
        <circle cx={at(x.x(last))} cy={at(y(byPeriod.get(last) ?? 0))} r="2.75" fill={ACCENT} />
      )}
    </ChartSvg>
  );
}
